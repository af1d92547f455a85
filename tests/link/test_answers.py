"""Who answers whom within a report, on invented stories: in doubt the weaker relation."""

from __future__ import annotations

import pytest

from allegedly.pipeline import analyse_document
from allegedly.read import document_from_text

STORY = """The Norvakian Defence Ministry alleged on Saturday that Osk was building up its forces near the border.

A spokesman for Osk's border guard said on Monday that such statements were part of an information operation and that Osk kept forces \
there to prevent provocations.

The Norvakian president said on Monday that the report was a cause for concern.
"""
DENIAL = """The newspaper reported that the army had shelled the village of Tarn.

The defence ministry of Osk denied that the army had shelled the village.
"""
REBUTTAL = """A guard told police that he had seen a drone over the depot.

Deputy minister Marek Sobel said there was no drone.
"""


def analyse(text):
    return analyse_document(document_from_text(text, "test", published="2024-07-01"))


def relations(report):
    claims = {c.id: c for c in report.claims}
    read = lambda i: " ".join(s.read(report.document.text) for s in claims[i].spans) if i in claims else i  # noqa: E731
    return [(read(r.source), r.type, read(r.target)) for r in report.relations]


@pytest.fixture(scope="module")
def story():
    return analyse(STORY)


def test_an_attack_on_the_motive_disputes_and_does_not_deny(story):
    types = {(t, kind) for _, kind, t in relations(story) if "building up" in t}
    assert any(kind == "disputes" for _, kind in types)
    assert not any(kind in ("denies", "confirms", "concedes") for _, kind in types)


def test_the_status_line_counts_one_origin_and_names_the_answer(story):
    (line,) = [
        s.line for s in story.statuses if s.modality == "alleged" and "Norvakian Defence Ministry" in s.line and "disputed by" in s.line
    ]
    assert line.startswith("Alleged") and "party to the dispute" in line and "1 document as of 2024-07-01" in line
    assert "corroborated" not in line


def test_each_part_of_a_status_line_opens_its_sentence(story):
    for status in story.statuses:
        for part in status.parts[:2]:
            assert part.spans and all(s.read(story.document.text) for s in part.spans)


def test_an_explicit_denial_of_the_same_proposition_denies():
    report = analyse(DENIAL)
    assert any(kind == "denies" and "had shelled" in target for _, kind, target in relations(report))


def test_there_was_no_such_thing_disputes():
    assert any(kind == "disputes" and "drone" in target for _, kind, target in relations(analyse(REBUTTAL)))


def test_every_relation_carries_its_rule(story):
    assert all(r.rule for r in story.relations)


def test_a_mention_in_passing_is_no_second_source():
    report = analyse(
        "The ministry of Osk said the explosions had injured eleven people.\n\n"
        "The embassy of Norvak said it had nothing to do with the explosions.\n"
    )
    assert not any(s.support.startswith("corroborated") for s in report.statuses)


def test_what_is_said_within_a_statement_does_not_answer_it():
    report = analyse("Osk's health ministry said on Monday that there had been 40 deaths and 90 suspected cases in the port city of Tarn.")
    rows = {r.id: r for r in report.attributions}
    row_of = {c.id: rows[c.attribution] for c in report.claims}
    inner = [r for r in report.relations if r.source in row_of and r.target in row_of and row_of[r.source].parent == row_of[r.target].id]
    assert [r for r in inner if r.type in ("comments_on", "disputes", "denies")] == []


def test_what_two_say_together_they_say_once():
    report = analyse("The Norvakian Defence Ministry and the Harvo Company said on Monday that the bridge had collapsed.")
    assert len(report.attributions[0].speakers) == 2
    assert not any(s.support.startswith("corroborated") for s in report.statuses)


def test_two_who_say_it_each_for_himself_corroborate():
    report = analyse(
        "The Norvakian Defence Ministry said on Monday that the bridge had collapsed.\n\n"
        "The Harvo Company said on Monday that the bridge had collapsed.\n"
    )
    assert any(s.support == "corroborated by 2" for s in report.statuses)
