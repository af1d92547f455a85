"""Words by array arithmetic are the words a reader sees, and do not depend on what stands beside a text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.link.copies.quotes import quoted_spans
from allegedly.link.copies.words import join_texts, split_words


def words_of(text: str) -> list[str]:
    words = split_words(join_texts([text]))
    return [text[s:e] for s, e in zip(words.starts.tolist(), words.ends.tolist(), strict=True)]


def hashes(texts: list[str]) -> list[list[int]]:
    words = split_words(join_texts(texts))
    return [words.hashes[a:b].tolist() for a, b in zip(words.bounds[:-1], words.bounds[1:], strict=True)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The U.S. said 1,000 men don't go.", ["The", "U.S", "said", "1,000", "men", "don't", "go"]),
        ("Zürich–Genève, 3.5%", ["Zürich", "Genève", "3.5"]),
        ("one,two 1, 2", ["one", "two", "1", "2"]),
        ("co\u00adoperate", ["co\u00adoperate"]),
        ("", []),
    ],
)
def test_a_word_is_a_run_of_letters_and_digits_and_the_marks_within(text, words):
    assert words_of(text) == words


@pytest.mark.parametrize(("a", "b"), [("Don't", "don’t"), ("ÉLYSÉE", "elysee"), ("U.S.", "us"), ("1,000", "1000"), ("coop", "co\u00adop")])
def test_spellings_of_one_word_are_one(a, b):
    assert hashes([a]) == hashes([b])


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=60), max_size=5))
def test_words_do_not_depend_on_neighbouring_texts(texts):
    assert hashes(texts) == [hashes([t])[0] for t in texts]


@given(st.text(alphabet="ab ’'\"“”.\n", max_size=60))
def test_quotations_lie_in_order_inside_the_text(text):
    spans = list(quoted_spans(join_texts([text])))
    assert all(1 <= s < e <= len(text) + 1 for s, e in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “yes” twice.", ["“yes”"]),
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        ("It's the city's 'new deal' again.", ["'new deal'"]),
        ("``Old wires'' have these.", ["`Old wires''"]),
        ("“One paragraph.\n\n“And the next,” he said.", ["“One paragraph.", "“And the next,”"]),
        ("A “mark that is never closed.", []),
        ("The '90s and the '80s.", []),
    ],
)
def test_quotations_of_every_style_are_found(text, quoted):
    assert [text[s - 1 : e - 1] for s, e in quoted_spans(join_texts([text]))] == quoted
