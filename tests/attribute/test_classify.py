"""Kind, cue class and act: what the words say, never more."""

import pytest

from allegedly.annotate import annotate_document
from allegedly.attribute.acts import act_of
from allegedly.attribute.classify import class_of_cue, kind_of
from tests.marked import make_document, read_marked

CASES = [
    ("{Osk|source} {denied|cue} {shelling the town|content}.", "indirect", "denying", "deny"),
    ("{Osk|source} {claimed|cue} {that it had won the battle|content}.", "indirect", "distancing", "allege"),
    ("{The minister|source} {admitted|cue} {that he had taken money|content}.", "indirect", "factive", "concede"),
    ("{The minister|source} {considers|cue} {leaving the party|content}.", "indirect", "neutral", "plan"),
    ("{The judge|source} {considered|cue} {him a danger|content}.", "attitude", "neutral", "believe"),
    ("{The Tarn Post|source} {cited|cue} {Ana Reed as saying she would go|content}.", "indirect", "neutral", "report"),
    ("{“We will win,”|content} {she|source} {said|cue}.", "direct", "neutral", "plan"),
    ("{The mayor|source} {said|cue} {the plan was “a shame”|content}.", "mixed", "neutral", "assert"),
    ("{The ministry|source} {announced|cue} {a new budget|content}.", "nominal", "neutral", "announce"),
    ("{Villagers|source} {believe|cue} {that the river is haunted|content}.", "attitude", "neutral", "believe"),
    ("{The group|source} {claimed|cue} {responsibility for the attack|content}.", "nominal", "distancing", "claim_responsibility"),
    ("{The aide|source} {declined|cue} {to comment|content}.", "indirect", "neutral", "decline"),
    ("{Norvak|source} {accused|cue} {Osk of spying|content}.", "indirect", "neutral", "accuse"),
    (
        "{The envoy|source} {said|cue} {that such statements were part of an information operation|content}.",
        "indirect",
        "neutral",
        "dispute",
    ),
    ("{The union|source} {asked|cue} {to see the books|content}.", "indirect", "neutral", "request"),
]


@pytest.mark.parametrize(("line", "kind", "cue_class", "act"), CASES)
def test_the_row_is_classified_by_its_own_words(line, kind, cue_class, act):
    text, roles = read_marked(line)
    annotated = annotate_document(make_document(text))
    found = act_of(annotated, roles["source"], roles["cue"], roles["content"])
    assert found == act
    assert kind_of(annotated, roles["cue"], roles["content"], found, "") == kind
    assert class_of_cue(annotated, roles["cue"]) == cue_class


def test_said_is_never_upgraded_to_a_confession_or_a_confirmation():
    for line in (
        "{He|source} {said|cue} {that he had been there|content}.",
        "{The army|source} {stated|cue} {that the town had fallen|content}.",
    ):
        text, roles = read_marked(line)
        annotated = annotate_document(make_document(text))
        assert act_of(annotated, roles["source"], roles["cue"], roles["content"]) not in (
            "concede",
            "confirm",
            "claim_responsibility",
        )


def test_reported_distances_as_an_adjective_and_not_as_a_verb():
    for line, expected in (
        ("{Reuters|source} {reported|cue} that it rained.", "neutral"),
        ("A {reported|cue} death was denied.", "distancing"),
    ):
        text, roles = read_marked(line)
        assert class_of_cue(annotate_document(make_document(text)), roles["cue"]) == expected
