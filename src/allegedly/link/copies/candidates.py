"""Which pairs of documents to compare: those whose samples of shingles meet, standing text apart.

An inverted index over the samples, sorted arrays throughout. It finds a short text in a long one, which MinHash with bands over whole
documents does not: their Jaccard similarity is small however much is copied.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allegedly.link.copies.shingles import choose_shingles, hash_shingles
from allegedly.link.copies.words import Flags, Hashes, Offsets, is_in, join_texts, split_words

_BATCH = 32
"""Texts hashed at once: arrays of them fit the processor's cache."""
_COMMON = 8
"""A shingle in more documents than this is looked at: it may be standing text."""
_PROBES = 12
"""Pairs of neighbours looked at to tell standing text from a story that many reprint."""
_RELATED = 0.2
"""Share of the smaller sample that neighbours have in common when they carry one story."""
_CROWDED, _THINNED = 64, 8
"""Of shingles in more than `_CROWDED` documents one in `_THINNED` finds pairs: a story with a thousand reprints needs no more."""
_MOST_PAIRS = 2_000_000
"""Pairs in memory at once, each counted once per shared shingle (16 bytes)."""


class Index(NamedTuple):
    """Samples of all documents. `hashes` (n,) and `owners` (n,) sorted by hash, then by owner; `ends` (n,) where the group of each
    entry ends; `sizes` (documents,) shingles in each sample; `standing` sorted hashes of standing text."""

    hashes: Hashes
    owners: NDArray[np.uint32]
    ends: Offsets
    sizes: Offsets
    standing: Hashes


class Pairs(NamedTuple):
    """Candidates, sorted: `a` (n,) < `b` (n,) are numbers of documents; `shared` (n,) an estimate of the sampled shingles in both."""

    a: Offsets
    b: Offsets
    shared: NDArray[np.float64]


def build_index(texts: Sequence[str]) -> Index:
    """The index of `texts`, document numbers being places in it. Shingles of one document only are left out of it."""
    parts = [_sample(texts[k : k + _BATCH], k) for k in range(0, len(texts), _BATCH)]
    hashes = np.concatenate([np.zeros(0, np.uint64), *(h for h, _ in parts)])
    owners = np.concatenate([np.zeros(0, np.uint32), *(o for _, o in parts)])
    hashes, owners = _sorted_once(hashes, owners)
    sizes = np.bincount(owners, minlength=len(texts))
    shared = _is_shared(hashes)
    hashes, owners = hashes[shared], owners[shared]
    standing = _find_standing(hashes, owners, sizes)
    kept = ~is_in(hashes, standing)
    return Index(hashes[kept], owners[kept], np.searchsorted(hashes[kept], hashes[kept], side="right"), sizes, standing)


def _sample(texts: Sequence[str], first: int) -> tuple[Hashes, NDArray[np.uint32]]:
    words = split_words(join_texts(texts))
    found, owners = choose_shingles(*hash_shingles(words), words.bounds)
    return found, (owners + first).astype(np.uint32)


def _sorted_once(hashes: Hashes, owners: NDArray[np.uint32]) -> tuple[Hashes, NDArray[np.uint32]]:
    """Sorted by hash and then by owner, each pair of the two once. Plain sorts of whole numbers are several times faster than a stable
    one of places: owners are put in order within each hash by sorting (rank of the hash, owner) in one number."""
    order = np.argsort(hashes)
    hashes, owners = hashes[order], owners[order]
    new = hashes[1:] != hashes[:-1]
    ranked = np.cumsum(np.append(np.zeros(min(1, len(hashes)), np.uint64), new), dtype=np.uint64) << np.uint64(32) | owners
    ranked.sort()
    once = np.append(np.ones(min(1, len(hashes)), np.bool_), ranked[1:] != ranked[:-1])
    return hashes[once], (ranked[once] & np.uint64(0xFFFFFFFF)).astype(np.uint32)


def _by_owner(owners: NDArray[np.uint32]) -> Offsets:
    """The places of the owners in the order that sorts them, those of one owner as they stand."""
    packed = owners.astype(np.uint64) << np.uint64(32) | np.arange(len(owners), dtype=np.uint64)
    packed.sort()
    return (packed & np.uint64(0xFFFFFFFF)).astype(np.int64)


def _is_shared(hashes: Hashes) -> Flags:
    same = hashes[1:] == hashes[:-1]
    shared = np.zeros(len(hashes), np.bool_)
    shared[1:] |= same
    shared[:-1] |= same
    return shared


def _find_standing(hashes: Hashes, owners: NDArray[np.uint32], sizes: Offsets) -> Hashes:
    """Common shingles whose documents have little else in common: datelines, credits, background that is pasted into every story.

    Neighbours among a shingle's documents stand for all pairs, so that the work does not grow with the square of their number.
    """
    starts = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1]))) if len(hashes) else np.zeros(0, np.int64)
    counts = np.diff(np.append(starts, len(hashes)))
    common = counts > _COMMON
    probes = [_neighbours(owners[s : s + n]) for s, n in zip(starts[common], counts[common], strict=True)]
    related = _related_pairs({pair for group in probes for pair in group}, hashes, owners, sizes)
    loose = [2 * sum(p in related for p in group) < len(group) for group in probes]
    return hashes[starts[common]][np.array(loose, dtype=np.bool_)]


def _neighbours(owners: NDArray[np.uint32]) -> list[tuple[int, int]]:
    places = _probes(len(owners))
    return list(zip(owners[places].tolist(), owners[places + 1].tolist(), strict=True))


@lru_cache(maxsize=1_024)
def _probes(count: int) -> Offsets:
    """Which of `count` documents to look at, each with the next one."""
    places: Offsets = np.unique(np.linspace(0, count - 2, _PROBES).astype(np.int64))
    return places


def _related_pairs(pairs: set[tuple[int, int]], hashes: Hashes, owners: NDArray[np.uint32], sizes: Offsets) -> set[tuple[int, int]]:
    """Those of `pairs` that have `_RELATED` of the smaller sample in common."""
    order = _by_owner(owners)
    by_owner = hashes[order]
    bounds = np.searchsorted(owners[order], np.arange(len(sizes) + 1))
    related = set()
    for a, b in pairs:
        mine, other = by_owner[bounds[a] : bounds[a + 1]], by_owner[bounds[b] : bounds[b + 1]]
        if is_in(mine, other).sum() >= _RELATED * min(sizes[a], sizes[b]):
            related.add((a, b))
    return related


def find_pairs(index: Index) -> Iterator[Pairs]:
    """All pairs that share a sampled shingle, in order, a block of documents at a time."""
    after = index.ends - np.arange(len(index.hashes)) - 1
    crowded = index.ends - np.searchsorted(index.hashes, index.hashes) > _CROWDED
    after[crowded & (index.hashes // np.uint64(4) % np.uint64(_THINNED) != 0)] = 0
    order = _by_owner(index.owners)
    ahead = np.cumsum(after[order])
    bounds = np.searchsorted(index.owners[order], np.arange(len(index.sizes) + 1))
    first = 0
    while first < len(index.sizes):
        done = ahead[bounds[first] - 1] if bounds[first] else 0
        within = np.searchsorted(ahead, done + _MOST_PAIRS, side="right")
        last = max(first + 1, int(np.searchsorted(bounds, within, side="right")) - 1)
        yield _pairs_of(index, order[bounds[first] : bounds[last]], after, crowded)
        first = last


def _pairs_of(index: Index, entries: Offsets, after: Offsets, crowded: Flags) -> Pairs:
    """The pairs of the documents whose index entries are given with later documents."""
    counts = after[entries]
    source = np.repeat(entries, counts)
    step = np.arange(len(source)) - np.repeat(np.cumsum(counts) - counts, counts)
    key = index.owners[source].astype(np.int64) << 32 | index.owners[source + step + 1]
    unique, which = np.unique(key, return_inverse=True)
    weight = np.where(crowded[source], float(_THINNED), 1.0)
    return Pairs(unique >> 32, unique & 0xFFFFFFFF, np.bincount(which, weights=weight, minlength=len(unique)).astype(np.float64))
