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
