"""Links within one report: who is accused, what a stance is about, what is denied, which figures are rivals, what came before what."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from allegedly.pipeline import analyse_document
from allegedly.read import document_from_text
from allegedly.records import Report


def analyse(text: str) -> Report:
    return analyse_document(document_from_text(text, "test", published="2024-07-01"))


def links(text: str, *types: str) -> list[tuple[str, str, str]]:
    """The relations of a text as words: from, type, to."""
    report = analyse(text)
    return [(_words(report, r.source), r.type, _words(report, r.target)) for r in report.relations if not types or r.type in types]


def _words(report: Report, name: str) -> str:
    def rows() -> Iterator[tuple[str, tuple]]:
        yield from ((c.id, c.spans) for c in report.claims)
        yield from ((e.id, e.trigger[:1]) for e in report.events)
        yield from ((a.id, a.cue) for a in report.attributions)

    found = dict(rows())
    return " ".join(s.read(report.document.text) for s in found[name]) if name in found else name


def test_the_active_subject_of_an_alleged_misdeed_is_accused():
    (link,) = links("Osk's ombudsman alleged on Monday that the Harvo Company had bribed two inspectors.", "accuses")
    assert "bribed" in link[0] and "Harvo" in link[2]


def test_who_is_named_after_accused_is_accused():
    assert [x[2] for x in links("The prosecutor accused Ana Corvin of stealing the files.", "accuses")] == ["Ana Corvin"]


def test_of_one_statement_only_the_first_claim_accuses_a_party():
    text = "The union alleged on Monday that the Harvo Company had bribed inspectors and threatened witnesses."
    assert len(links(text, "accuses")) <= 1


def test_a_thing_is_not_accused():
    assert not links("The inquiry alleged that the explosion had killed two workers.", "accuses")


def test_who_was_dead_is_not_accused():
    assert not links("The newspaper alleged that the general was dead.", "accuses")


def test_nobody_accuses_himself():
    assert not links("The Harvo Company said on Monday that the Harvo Company had killed two workers.", "accuses")


def test_a_stance_on_the_withdrawal_is_about_the_claim_that_told_of_it():
    text = (
        "The president of Norvak, Ilja Reed, announced on Monday that his troops would withdraw from the Tarn valley.\n\n"
        "Senator Ana Corvin condemned the withdrawal."
    )
    (link,) = links(text, "comments_on")
    assert "would withdraw" in link[2]


@pytest.mark.parametrize("content", ["there was no evidence that the depot had been bombed", "the depot had not been bombed"])
def test_a_content_that_says_it_is_not_so_answers_who_said_so(content):
    text = f"The mayor of Tarn said the depot had been bombed by the army.\n\nGeneral Milan Oster said {content}."
    found = links(text, "denies", "disputes")
    assert any("had been bombed by" in target for _, _, target in found)


def test_what_will_not_be_done_denies_nothing():
    text = "The mayor of Tarn said the depot would be closed.\n\nGeneral Milan Oster said the army would not close the depot."
    assert not links(text, "denies")


def test_two_figures_of_the_dead_are_rivals():
    text = "Police said 12 people were killed in the blast.\n\nA hospital in Tarn said 17 people were killed in the blast."
    assert len(links(text, "contradicts")) == 1


def test_a_part_of_the_dead_is_no_rival_of_the_whole():
    text = "Police said 12 people were killed in the blast.\n\nA hospital in Tarn said three Norvakian pilgrims were also killed."
    assert not links(text, "contradicts")


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Police arrested the driver after he attacked a guard.", "attacked", "arrested"),
        ("The crew evacuated the hall before the roof collapsed.", "evacuated", "collapsed"),
        ("The soldiers surrounded the house and then arrested the owner.", "surrounded", "arrested"),
        ("The guards drew their weapons and arrested the owner.", "drew", "arrested"),
    ],
)
def test_what_the_words_put_first_came_first(text, first, second):
    assert (first, "precedes", second) in links(text, "precedes")


def test_one_of_two_deeds_or_the_other_puts_nothing_first():
    assert not links("The senate removed or convicted the governor.", "precedes")


@pytest.mark.parametrize(
    ("text", "cause", "effect"),
    [
        ("An explosion at the depot on Monday led to the evacuation of the hospital.", "explosion", "evacuation"),
        ("Police arrested the banker for attacking a guard.", "attacking", "arrested"),
        ("The army shelled the town in retaliation for Sunday's attack on its barracks.", "attack", "shelled"),
        ("Norvak sanctioned three bankers on Monday over the attack on its embassy.", "attack", "sanctioned"),
    ],
)
def test_what_the_words_make_the_cause_prompts(text, cause, effect):
    assert (cause, "prompts", effect) in links(text, "prompts")


def test_because_gives_the_reason_for_the_clause_it_hangs_on_wherever_it_stands():
    text = 'The minister said: "Because the bridge was unsafe, we closed the road."'
    assert any("unsafe" in a and "closed" in b for a, _, b in links(text, "gives_reason_for"))


def test_since_may_only_date():
    text = "The union said that 400 workers had been dismissed since the strike began."
    assert not links(text, "gives_reason_for")


def test_sayings_of_one_occasion_are_tied_each_to_the_one_before():
    text = "Minister Ana Corvin said the bridge was closed. She added that repairs had begun. She said buses were running.\n"
    tied = links(text, "same_utterance")
    assert ("added", "same_utterance", "said") in tied and ("said", "same_utterance", "added") in tied


def test_what_was_not_said_is_no_saying_of_the_occasion():
    text = "Minister Ana Corvin said the bridge was closed. She did not say when it would open.\n"
    assert not links(text, "same_utterance")
