"""Time expressions: found, given a TIMEX3 value and an interval, never from today's date."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.resolve.time import find_timexes

PUBLISHED = "2024-07-01"  # a Monday

CASES = [
    ("He said on Monday.", "Monday", "2024-07-01", "2024-07-01", "2024-07-01"),
    ("It rained on Saturday.", "Saturday", "2024-06-29", "2024-06-29", "2024-06-29"),
    ("He will speak on Friday.", "Friday", "2024-07-05", "2024-07-05", "2024-07-05"),
    ("a summit on July 3-4", "July 3-4", "2024-07-03/2024-07-04", "2024-07-03", "2024-07-04"),
    ("open from 5 to 9 June", "5 to 9 June", "2024-06-05/2024-06-09", "2024-06-05", "2024-06-09"),
    ("in mid-June", "mid-June", "2024-06", "2024-06-11", "2024-06-20"),
    ("three days ago", "three days ago", "2024-06-28", "2024-06-28", "2024-06-28"),
    ("He came last week.", "last week", "2024-W26", "2024-06-24", "2024-06-30"),
    ("He came earlier last week.", "earlier last week", "2024-W26", "2024-06-24", "2024-06-26"),
    ("next week", "next week", "2024-W28", "2024-07-08", "2024-07-14"),
    ("in the third quarter", "the third quarter", "2024-Q3", "2024-07-01", "2024-09-30"),
    ("in the 1990s", "the 1990s", "199", "1990-01-01", "1999-12-31"),
    ("on Christmas Day", "Christmas Day", "2024-12-25", "2024-12-25", "2024-12-25"),
    ("on Easter Sunday", "Easter Sunday", "2024-03-31", "2024-03-31", "2024-03-31"),
    ("in summer 2023", "summer 2023", "2023-SU", "2023-06-01", "2023-08-31"),
    ("in 2019", "2019", "2019", "2019-01-01", "2019-12-31"),
]


@pytest.mark.parametrize(("text", "words", "value", "first", "last"), CASES)
def test_the_expression_gets_its_value_and_its_days(text, words, value, first, last):
    (found,) = find_timexes(text, PUBLISHED)
    assert (found.span.read(text), found.value, found.first, found.last) == (words, value, first, last)


def test_a_duration_and_a_set_are_no_days():
    (duration,), (repeated,) = find_timexes("They talked for two years.", PUBLISHED), find_timexes("They meet every Friday.", PUBLISHED)
    assert (duration.type, duration.value, duration.first) == ("DURATION", "P2Y", None)
    assert (repeated.type, repeated.first) == ("SET", None)


def test_a_clock_time_keeps_its_zone():
    (found,) = find_timexes("The blast came at 0100 UTC on Tuesday.", PUBLISHED)
    assert found.type == "TIME" and found.edtf == "2024-06-25T01:00Z"


def test_without_a_publication_date_nothing_is_made_up():
    assert [t.first for t in find_timexes("He left on Monday and came back yesterday.", None)] == [None, None]


def test_words_that_only_look_like_times_are_left_alone():
    assert find_timexes("May he march on, said Mr March.", PUBLISHED) == ()


@given(st.text(alphabet="0123456789 :-/,.MondayJulyweeklastagothe", max_size=60), st.sampled_from([None, "2024-07-01", "2020-02", "1999"]))
def test_spans_re_read_and_intervals_run_forward(text, published):
    for found in find_timexes(text, published):
        assert text[found.span.start : found.span.end].strip()
        assert found.first is None or found.last is None or found.first <= found.last


@given(st.sampled_from([c[0] for c in CASES]), st.integers(0, 5))
def test_leading_text_moves_spans_and_nothing_else(text, blanks):
    lead = "It is so. " * blanks
    values = [(t.value, t.span.start) for t in find_timexes(lead + text, PUBLISHED)]
    assert values == [(t.value, t.span.start + len(lead)) for t in find_timexes(text, PUBLISHED)]
