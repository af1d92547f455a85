"""Which layers a report puts over its text."""

import time

from allegedly.names import speaker_words
from allegedly.records import Attribution, Document, Reading, Report, Span, Speaker, Timex
from allegedly.web.layers import TALLEST, nesting_depths, report_layers, stack_heights, two_readings
from allegedly.web.record import make_record, number_rows


def row(name, content, parent=None, continues=None, source=(), speaker=None):
    return Attribution(
        id=name, source=source, cue=(), content=(Span(*content),), parent=parent, continues=continues,
        speaker=Speaker(name=speaker) if speaker else None,
    )  # fmt: skip


def report(rows, text="x" * 200, **more):
    return Report(document=Document(id="d", source_id="d", text=text, sha256=""), attributions=tuple(rows), **more)


def test_lines_under_lines_are_words_within_words():
    rows = [row("a", (0, 100)), row("b", (10, 60), parent="a"), row("c", (20, 40), parent="b"), row("d", (120, 130))]
    assert stack_heights(rows) == {"a": 2, "b": 1, "c": 0, "d": 0}
    assert nesting_depths(rows) == {"a": 0, "b": 1, "c": 2, "d": 0}


def test_rows_over_the_same_words_have_lines_of_their_own():
    heights = stack_heights([row("a", (0, 10)), row("b", (0, 10))])
    assert sorted(heights.values()) == [0, 1]


def test_a_circle_of_parents_ends():
    depths = nesting_depths([row("a", (0, 9), parent="b"), row("b", (1, 8), parent="a"), row("c", (2, 3), parent="gone")])
    assert set(depths) == {"a", "b", "c"}
    assert depths["c"] == 0


def test_numbers_follow_the_nesting():
    rows = [row("a", (0, 100)), row("b", (10, 60), parent="a"), row("c", (120, 130)), row("d", (70, 80), parent="a")]
    assert number_rows(rows) == {"a": "1", "b": "1.1", "c": "2", "d": "1.2"}


def test_ten_thousand_rows_within_each_other_are_numbered_and_stacked_at_once():
    rows = [row(str(k), (k, 30_000 - k), parent=str(k - 1) if k else None) for k in range(10_000)]
    start = time.perf_counter()
    record = make_record(report(rows, text="x" * 30_000))
    assert time.perf_counter() - start < 10
    assert len(record.cards) + record.left_out == 10_000
    assert max(stack_heights(rows).values()) == TALLEST


def test_a_continued_quotation_points_both_ways():
    record = make_record(report([row("a", (0, 9), speaker="Ana Ruiz"), row("b", (20, 29), continues="a")]))
    assert record.cards[0].goes_on == "b"
    assert record.cards[1].continues_number == "1"
    assert record.cards[1].hue == record.cards[0].hue


def test_a_time_with_two_readings_shows_both():
    timex = Timex(span=Span(0, 9), type="DATE", edtf="2024-07-01", to="a", alternatives=(Reading(edtf="2024-07-08", why="next week"),))
    found = list(two_readings(report([row("a", (20, 29), speaker="Ana Ruiz")], timexes=(timex,))))
    assert found == [(Span(0, 9), "2024-07-01 of what Ana Ruiz said", ("2024-07-08 (next week)",))]


def test_a_sentence_in_which_nothing_was_found_is_seen():
    layers = report_layers(report([], silent=(Span(0, 9),)), {}, {})
    assert [a.classes for a in layers] == ["silent"]


def test_no_card_lacks_a_speaker():
    for card in make_record(report([row("a", (0, 9)), row("b", (5, 9), speaker="Ana Ruiz")])).cards:
        assert card.speaker


def test_speaker_words_end_where_continuations_run_in_a_circle():
    rows = [row("a", (0, 9), continues="b"), row("b", (5, 9), continues="a")]
    assert speaker_words(report(rows), rows[0])
