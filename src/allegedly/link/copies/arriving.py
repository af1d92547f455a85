"""One document at a time: what to keep of each, and how two are compared, for a store that grows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from allegedly.link.copies.find import Limits, compare_pairs
from allegedly.link.copies.shingles import hash_shingles, sample_shingles
from allegedly.link.copies.words import Hashes, join_texts, split_words
from allegedly.records import CopyEdge, Document

_EVERY = 8
"""One shingle in so many is kept: half of what a whole set is searched by, since it has to stay in the store."""
_NO_STANDING: Hashes = np.zeros(0, np.uint64)


def sample_text(text: str) -> tuple[int, ...]:
    """See `sample`."""
    words = split_words(join_texts([text]))
    shingles, whole = hash_shingles(words)
    found, _ = sample_shingles(shingles, whole, words.bounds, _EVERY)
    # The lowest bits are zero: shifted out, the rest fits a signed integer of 64 bits, and the order stays.
    return tuple((found // np.uint64(_EVERY)).tolist())


def compare_with(document: Document, others: Sequence[Document], limits: Limits) -> tuple[CopyEdge, ...]:
    """The edges between `document` and each of `others`, sorted by ids; one with the same id is passed over."""
    rows = sorted({d.id: d for d in (*others, document)}.values(), key=lambda d: d.id)
    here = next(k for k, d in enumerate(rows) if d.id == document.id)
    pairs = [(min(k, here), max(k, here)) for k in range(len(rows)) if k != here]
    return tuple(compare_pairs(rows, pairs, _NO_STANDING, limits))
