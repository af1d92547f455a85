"""Rows from candidates: nesting, continued quotations, glosses, marks and stops."""

from allegedly.annotate import annotate_document
from allegedly.attribute.assemble import build_rows
from allegedly.attribute.patterns import Candidate
from allegedly.records import Span
from tests.marked import make_document, read_marked


def rows(line, **facts):
    text, roles = read_marked(line)
    annotated = annotate_document(make_document(text, **facts))
    tagged = Candidate(source=roles.get("source", ()), cue=roles["cue"], content=roles["content"], rule="tagger", score=0.9)
    return text, annotated, build_rows(annotated, [tagged])


def test_an_attribution_inside_a_content_gets_its_parent():
    text, annotated, found = rows(
        "{The Office|source} {said|cue} on Monday {that a military report that Osk had been moving troops was a cause for concern|content}."
    )
    outer, inner = found
    assert annotated.read(inner.cue) == "report" and inner.parent == outer.id and outer.parent is None
    assert annotated.read(inner.content) == "that Osk had been moving troops"


def test_a_quotation_that_goes_on_in_the_next_paragraph_is_a_row_of_its_own():
    text, annotated, found = rows(
        "{The mayor|source} {reminded|cue} reporters {that the bridge was old|content}.\n“We have warned of it for years. It is not safe.”\nHe left."
    )
    first, second = found
    assert second.continues == first.id and second.source == () and second.cue == ()
    assert second.content[0].read(text) == "“We have warned of it for years. It is not safe.”" and second.kind == "direct"


def test_a_quotation_after_no_speaker_belongs_to_nobody():
    text = "It rained all day.\n“We have warned of it for years.”"
    annotated = annotate_document(make_document(text))
    assert build_rows(annotated, []) == ()


def test_a_present_tense_aside_among_past_verbs_is_the_reporters():
    text, annotated, found = rows("{The mayor|source} {said|cue} {the bridge, which spans the Osk, would be closed|content}.")
    (row,) = found
    assert annotated.read(row.gloss) == ", which spans the Osk," and annotated.read(row.content) == "the bridge would be closed"


def test_an_aside_in_the_speakers_own_tense_stays():
    text, annotated, found = rows("{The mayor|source} {said|cue} {the bridge, which had been mended, would be closed|content}.")
    assert found[0].gloss == ()


def test_contents_keep_their_quotation_marks_and_lose_the_final_stop():
    text, annotated, found = rows("“{We won|content},” {she|source} {said|cue}.")
    assert found[0].content[0].read(text) == "“We won,”"
    text, annotated, found = rows("{She|source} {said|cue} {they had won.|content}")
    assert found[0].content[0].read(text) == "they had won"


def test_ids_are_stable_and_rows_in_text_order():
    line = "{The Office|source} {said|cue} {that Osk claimed that it had won|content}."
    assert rows(line)[2] == rows(line)[2]
    starts = [min(s.start for s in (*r.source, *r.cue, *r.content)) for r in rows(line)[2]]
    assert starts == sorted(starts)


def test_who_speaks_inside_a_content_is_named_inside_it():
    text = "NDTV later reported officials, following an inquiry, stated it was a coconut."
    annotated = annotate_document(make_document(text))
    at = lambda words: (Span(text.index(words), text.index(words) + len(words)),)  # noqa: E731
    outer = Candidate(
        source=at("NDTV"),
        cue=at("reported"),
        content=at("officials, following an inquiry, stated it was a coconut"),
        rule="tagger",
        score=0.9,
    )
    inner = Candidate(source=at("officials"), cue=at("stated"), content=at("it was a coconut"), rule="tagger", score=0.9)
    found = {annotated.read(r.cue): annotated.read(r.source) for r in build_rows(annotated, [outer, inner])}
    assert found["stated"] == "officials"


def test_a_quotation_not_opened_anew_goes_on_though_more_follows_it():
    text, annotated, found = rows(
        "{Moor|source} {said|cue}, {“It felt good out there.|content}\nWe could have scored two or three goals early.” After the match, he left."
    )
    first, second = found
    assert second.continues == first.id and second.content[0].read(text) == "We could have scored two or three goals early.”"
