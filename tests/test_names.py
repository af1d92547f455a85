"""How speakers are called, and the verb in which they answer."""

import pytest

from allegedly.names import answer_verb


@pytest.mark.parametrize("speaker", ["Officials", "two residents of Osk", "Reed and Holt", "police", "some of the suspects", "they"])
def test_several_deny(speaker):
    assert answer_verb("denies", speaker) == "deny"


@pytest.mark.parametrize("speaker", ["Reuters", "United States", "the ministry", "a witness", "Ana Reed", "(no source named)", ""])
def test_one_denies(speaker):
    assert answer_verb("denies", speaker) == "denies"


def test_a_relation_without_a_verb_of_its_own_is_spelt_out():
    assert answer_verb("asks_about", "officials") == "asks about"
