"""The linear model beside the network."""

import numpy as np
import pytest

from allegedly.events.plover.words import WordModel, terms_of


@pytest.fixture
def model(tmp_path):
    path = tmp_path / "words.npz"
    np.savez(
        path,
        terms=np.array([[7, -1], [7, 8]]),
        idf=np.array([1.0, 2.0]),
        weights=np.array([[1.0, 0.0], [0.0, 1.0]]),
        bias=np.array([0.0, 0.5]),
    )
    return WordModel(path)


def test_terms_are_single_pieces_and_neighbours():
    assert list(terms_of([7, 8, 7])) == [(7, -1), (7, 8), (8, -1), (8, 7), (7, -1)]
    assert list(terms_of([])) == []


def test_what_it_does_not_know_leaves_the_bias(model):
    assert model.scores([1, 2, 3]).tolist() == [0.0, 0.5]


def test_known_terms_weigh_by_rarity_at_unit_length(model):
    assert model.scores([7, 8]) == pytest.approx([1 / 5**0.5, 0.5 + 2 / 5**0.5])
    assert model.scores([7]) == pytest.approx([1.0, 0.5])
