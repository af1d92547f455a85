"""How speakers are called, and the verb in which they answer."""

import pytest

from allegedly.names import answer_verb, in_text_order, speaker_words
from allegedly.records import Attribution, Document, Report, Span


@pytest.mark.parametrize("speaker", ["Officials", "two residents of Osk", "Reed and Holt", "police", "some of the suspects", "they"])
def test_several_deny(speaker):
    assert answer_verb("denies", speaker) == "deny"


@pytest.mark.parametrize("speaker", ["Reuters", "United States", "the ministry", "a witness", "Ana Reed", "(no source named)", ""])
def test_one_denies(speaker):
    assert answer_verb("denies", speaker) == "denies"


def test_a_relation_without_a_verb_of_its_own_is_spelt_out():
    assert answer_verb("asks_about", "officials") == "asks about"


def test_source_and_cue_are_told_in_the_order_of_the_text_with_the_preposition_between():
    text = "The plan was challenged by the union."
    row = Attribution(id="r", source=(Span(27, 36),), cue=(Span(9, 23),), content=(Span(0, 8),))
    assert in_text_order(text, row, "the union", "was challenged") == "was challenged by the union"
    plain = Attribution(id="r", source=(Span(0, 3),), cue=(Span(4, 8),), content=(Span(9, 12),))
    assert in_text_order("Osk said yes", plain, "Osk", "said") == "Osk said"


def test_a_pronoun_that_nothing_settles_is_no_name():
    text = "Its claim about the border is old."
    row = Attribution(id="r", source=(Span(0, 3),), cue=(Span(4, 9),), content=(Span(10, 26),))
    report = Report(document=Document(id="d", source_id="d", text=text, sha256=""), attributions=(row,))
    assert speaker_words(report, row) == "(unclear who: Its)"
