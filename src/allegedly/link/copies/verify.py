"""How much of one text stands in another: containment over the words that the reporter wrote himself.

Containment (Broder 1997) of the shorter text in the longer one, counted in aligned words, not in shingles: one changed word costs one
word, not five shingles. Quoted speech that both print counts for neither side, though the marks be lost in one of them. A quotation
that the other left out does count against: a copy would have brought it along.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allegedly.link.copies.align import Rows, Runs, align_pairs
from allegedly.link.copies.prepare import Prepared
from allegedly.link.copies.words import Flags, Offsets

_SHORTEST = 8
"""Words of the shortest passage: below it are names, titles and set phrases."""
_FEWEST = 30
"""Words by which the share is divided at least: what is left of a report that is nearly all shared quotation proves nothing."""


class Overlaps(NamedTuple):
    """What each pair shares. `containment` (pairs,) 0 to 1. Passages, in order: `first`, `last`, `start`, `end` (passages,) words
    `[first, last)` of the pair's shorter text and `[start, end)` of the longer, `own` the reporter's own words among them;
    `bounds` (pairs + 1,) where each pair's passages begin."""

    containment: NDArray[np.float64]
    first: Offsets
    last: Offsets
    start: Offsets
    end: Offsets
    own: Offsets
    bounds: Offsets


def measure_overlaps(texts: Prepared, pairs: Sequence[tuple[int, int]]) -> Overlaps:
    """`pairs` of texts, each the shorter one first (see `shorter_first`)."""
    rows, runs = align_pairs(texts, pairs)
    long_enough = runs.last - runs.first >= _SHORTEST
    runs = Runs(*(column[long_enough] for column in runs))
    own = _own_rows(texts, rows)
    evidence = _count(own, runs.first, runs.last)
    neutral = texts.idle[rows.here] | ((rows.partner >= 0) & ~own)
    base = np.diff(rows.bounds) - _count(neutral, rows.bounds[:-1], rows.bounds[1:])
    bounds = np.searchsorted(runs.first, rows.bounds)
    shared = np.diff(np.concatenate(([0], np.cumsum(evidence)))[bounds])
    here = rows.here[runs.first]
    containment = np.minimum(1.0, shared / np.maximum(base, _FEWEST))
    return Overlaps(containment, here, here + runs.last - runs.first, runs.start, runs.end, evidence, bounds)


def _own_rows(texts: Prepared, rows: Rows) -> Flags:
    """Rows whose word is the reporter's own in both texts."""
    own = texts.own[rows.here] & (rows.partner >= 0)
    own[own] = texts.own[rows.partner[own]]
    return own


def _count(flags: Flags, first: Offsets, last: Offsets) -> Offsets:
    """True values in each stretch `[first, last)`."""
    total = np.concatenate(([0], np.cumsum(flags, dtype=np.int64)))
    counted: Offsets = total[last] - total[first]
    return counted


def shorter_first(texts: Prepared, pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Each pair with the text of fewer words first; of texts of one length the words decide, not the order given."""
    ordered = []
    for a, b in pairs:
        swap = texts.counts[a] > texts.counts[b] or (texts.counts[a] == texts.counts[b] and _words(texts, a) > _words(texts, b))
        ordered.append((b, a) if swap else (a, b))
    return ordered


def _words(texts: Prepared, text: int) -> bytes:
    return texts.words.hashes[slice(*texts.words.bounds[text : text + 2])].tobytes()
