"""Words of a text, matched by stem and by group."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.link.words import read_number, read_words, stem_of, weight_of


@pytest.mark.parametrize(
    ("forms", "stem"),
    [
        ("mass massed massing masses", "mass"),
        ("move moved moving moves", "move"),
        ("stop stopped stopping", "stop"),
        ("deny denied denies denying", "deny"),
        ("seize seized seizing", "seiz"),
        ("soldier soldiers soldier's", "soldier"),
    ],
)
def test_the_forms_of_a_word_share_a_stem(forms, stem):
    assert {stem_of(form) for form in forms.split()} == {stem}


def test_a_plane_is_no_plan():
    assert stem_of("planes") != stem_of("planned")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("massing", "build-up"),
        ("concentration", "amassed"),
        ("soldiers", "troops"),
        ("frontier", "border"),
        ("cause", "grounds"),
        ("worry", "concern"),
        ("Kyiv", "Ukrainian"),
        ("Kremlin", "Russia"),
        ("brought down", "forced to land"),
    ],
)
def test_two_words_for_one_thing_share_a_group(a, b):
    assert read_words(a)[0].groups & read_words(b)[0].groups


def test_the_pronoun_us_is_no_country():
    assert [w.stem for w in read_words("told us in the US")] == ["us"]


@pytest.mark.parametrize(("token", "value"), [("2,000", 2000.0), ("19", 19.0), ("Twelve", 12.0), ("one", None), ("troops", None)])
def test_numbers_are_read_in_figures_and_words(token, value):
    assert read_number(token) == value


def test_a_rare_word_weighs_more_than_a_common_one():
    assert weight_of(stem_of("Zhytomyr")) > weight_of(stem_of("troops")) > weight_of(stem_of("government"))


@given(st.text(max_size=80))
def test_every_word_lies_in_the_text_and_in_order(text):
    words = read_words(text)
    assert all(0 <= w.start < w.end <= len(text) for w in words)
    assert all(a.end <= b.start for a, b in pairwise(words))
