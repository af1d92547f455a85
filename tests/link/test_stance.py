"""Whether a text says that a claim is not so."""

import pytest

from allegedly.link.stance import find_denial, is_denial


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Ministry denies that the bridge was blown up", "The bridge was blown up"),
        ("No, the bridge was not blown up", "The bridge was blown up"),
        ("Story of the blown-up bridge is a hoax", "The bridge was blown up"),
    ],
)
def test_a_denying_word_over_the_claim_denies_it(text, claim):
    denial = find_denial(text, claim)
    assert is_denial(denial)
    assert denial.evidence


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The bridge was blown up on Monday", "The bridge was blown up"),
        ("Bridge blown up, three workers injured", "The bridge was blown up"),
        ("Mayor says the fake passports were found", "Fake passports were found"),
    ],
)
def test_telling_the_claim_is_no_denial(text, claim):
    assert not is_denial(find_denial(text, claim))


def test_evidence_are_the_denying_words_of_the_stretch_asked_about():
    text = "It rained. The report was false, police said."
    [span] = find_denial(text, "the report was true", 11, len(text)).evidence
    assert span.read(text) == "false"
