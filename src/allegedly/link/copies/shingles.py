"""Words → shingles, and the sample of them that finds candidates.

A shingle is five words in a row. The sample of a text is the shingles whose hash is 0 modulo 4: Broder (1997, "On the resemblance
and containment of documents") shows that such samples, unlike a fixed number of minima, estimate *containment*: a short text and the
long one that holds it share their samples whatever the lengths.
"""

from __future__ import annotations

import numpy as np

from allegedly.link.copies.words import Flags, Hashes, Offsets, Words, mix

WIDTH = 5
"""Words in a shingle."""
SAMPLED = 4
"""One shingle in so many goes into the sample."""


def hash_shingles(words: Words) -> tuple[Hashes, Flags]:
    """(n,) the shingle that begins at each word, and whether it lies in one text (the last four words of a text begin none)."""
    count = len(words.hashes)
    shingles = np.zeros(count, np.uint64)
    for place in range(min(WIDTH, count)):
        shingles[: count - place] += words.hashes[place:] * np.uint64(2 * (place + 1) * 0x9E3779B97F4A7C15 % 2**64 | 1)
    whole = np.ones(count, np.bool_)
    for place in range(1, WIDTH):
        whole[np.maximum(words.bounds[1:] - place, words.bounds[:-1])[np.diff(words.bounds) > 0]] = False
    return mix(shingles), whole


def choose_shingles(shingles: Hashes, whole: Flags, bounds: Offsets, every: int = SAMPLED) -> tuple[Hashes, Offsets]:
    """The sampled shingles as they stand in the texts, and the text each belongs to."""
    chosen = np.flatnonzero(whole & (shingles % np.uint64(every) == 0))
    return shingles[chosen], np.searchsorted(bounds, chosen, side="right") - 1


def sample_shingles(shingles: Hashes, whole: Flags, bounds: Offsets, every: int = SAMPLED) -> tuple[Hashes, Offsets]:
    """The sampled shingles of each text, each once, and the text each belongs to; sorted by text, then by hash."""
    found, owner = choose_shingles(shingles, whole, bounds, every)
    order = np.lexsort((found, owner))
    found, owner = found[order], owner[order]
    new = np.ones(len(found), np.bool_)
    new[1:] = (found[1:] != found[:-1]) | (owner[1:] != owner[:-1])
    return found[new], owner[new]
