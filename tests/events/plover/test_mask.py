"""Masking: who source and target are is hidden, what lies between is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.events.plover.coder import FOLDER
from allegedly.events.plover.mask import CLS, SEP, SOURCE, TARGET, mask_pieces
from allegedly.records import Span
from tests.marked import read_marked


@pytest.fixture(scope="module")
def tokenizer():
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(FOLDER / "tokenizer.json"))


def masked(line, tokenizer, **options):
    text, roles = read_marked(line)
    return mask_pieces(text, roles.get("source", ()), roles.get("target", ()), tokenizer, **options)


def test_each_actor_becomes_one_piece(tokenizer):
    pieces, roles = masked("{The ministry of Osk|source} accused {Norvak|target} again.", tokenizer)
    assert pieces[:2] == [CLS, SOURCE] and pieces[3] == TARGET and pieces[-1] == SEP
    assert roles == [0, 1, 0, 2, 0, 0, 0]


def test_names_do_not_matter(tokenizer):
    assert masked("{Osk|source} hit {Norvak|target}.", tokenizer) == masked("{Aliens from Mars|source} hit {us|target}.", tokenizer)


def test_of_two_that_overlap_the_first_is_masked(tokenizer):
    text = "Osk and Norvak met."
    pieces, roles = mask_pieces(text, [Span(0, 14)], [Span(8, 14)], tokenizer)
    assert roles.count(1) == 1 and TARGET not in pieces


def test_a_long_sentence_is_read_around_its_actors(tokenizer):
    pieces, roles = masked("far " * 300 + "{Osk|source} hit {Norvak|target}." + " away" * 300, tokenizer, limit=20)
    assert len(pieces) == 22 and SOURCE in pieces and TARGET in pieces and pieces[0] == CLS and pieces[-1] == SEP


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4), st.integers(1, 12))
def test_pieces_and_roles_are_of_one_length_within_the_limit(tokenizer, text, spans, limit):
    marked = [Span(a, b) for a, b in spans]
    pieces, roles = mask_pieces(text, marked[::2], marked[1::2], tokenizer, limit=limit)
    assert len(pieces) == len(roles) <= limit + 2
