"""What is read around a cue."""

from __future__ import annotations

import numpy as np

from allegedly.attribute import decode


def test_a_cue_is_read_with_its_paragraph_and_the_next():
    paragraph = np.repeat(np.arange(4), 10)
    assert decode.reading_range(paragraph, 14, 15) == (10, 30)


def test_no_more_is_read_than_its_reach_to_each_side():
    paragraph = np.zeros(400, dtype=int)
    assert decode.reading_range(paragraph, 200, 202) == (200 - decode.REACH, 202 + decode.REACH)


def test_roles_decoded_together_are_those_decoded_alone():
    draw = np.random.default_rng(1)
    scores, mask = draw.normal(size=(5, 30, 6)).astype(np.float32), np.arange(30) < draw.integers(5, 31, size=(5, 1))
    both = decode.best_paths(scores, mask, (0.25, 0.5))
    assert (both[0] == decode.best_paths(scores[:, :, :3], mask, (0.25,))[0]).all()
    assert (both[1] == decode.best_paths(scores[:, :, 3:], mask, (0.5,))[0]).all()
