"""Attributions that the tagger is known to miss."""

from allegedly.annotate import annotate_document
from allegedly.attribute.missed import MISSED
from allegedly.attribute.patterns import find_candidates
from allegedly.records import Span
from tests.marked import make_document


def found(text: str) -> list[tuple[str, str, str]]:
    annotated = annotate_document(make_document(text))
    hits = find_candidates(annotated, Span(0, len(text)), MISSED)
    return [(annotated.read(c.source), annotated.read(c.cue), annotated.read(c.content)) for c in hits]


def test_a_body_puts_a_toll_at_a_figure():
    assert found("The dock workers' union put the number of dead at 31.") == [
        ("The dock workers' union", "put", "the number of dead at 31")
    ]


def test_a_figure_may_be_hedged():
    assert found("The opposition put the death toll at more than 90.")[0][2] == "the death toll at more than 90"


def test_putting_something_somewhere_is_no_attribution():
    assert found("The union put the figure at the top of the page.") == []
    assert found("The workers put 31 chairs at the gate.") == []


def test_speech_behind_a_long_clause_is_found():
    text = "Osk is massing troops along the border, above all in the north, Colonel Ivan Petrov of the directorate said in a video."
    assert found(text) == [
        ("Colonel Ivan Petrov of the directorate", "said", "Osk is massing troops along the border, above all in the north")
    ]


def test_a_clause_without_a_speaker_is_not():
    assert found("Osk is massing troops along the border, it is said.") == []
