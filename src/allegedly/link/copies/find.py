"""Documents → edges between those that copy one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from allegedly.link.copies.candidates import Index, build_index, find_pairs
from allegedly.link.copies.prepare import Prepared, prepare_documents
from allegedly.link.copies.shingles import SAMPLED
from allegedly.link.copies.verify import Overlaps, measure_overlaps, shorter_first
from allegedly.link.copies.words import Flags, Hashes, Offsets
from allegedly.records import CopyEdge, Document, Passage, Span

_LOOSE = 0.35
"""Share of `minimum` that the sample must show before a pair is compared: it is small, and knows nothing of quotations."""
_TOGETHER = 256
"""Pairs compared at once; their texts are made ready together."""


class Limits(NamedTuple):
    """What makes an edge: a containment of `minimum`, or one passage of `block` words, half of them the reporter's own."""

    minimum: float
    block: int


def pair_documents(documents: Iterable[Document], limits: Limits) -> Iterator[CopyEdge]:
    """See `find_copies`."""
    rows = sorted({d.id: d for d in documents}.values(), key=lambda d: d.id)
    index = build_index([d.text for d in rows])
    for pairs in _likely_pairs(index, limits):
        found = [
            edge for k in range(0, len(pairs), _TOGETHER) for edge in compare_pairs(rows, pairs[k : k + _TOGETHER], index.standing, limits)
        ]
        yield from sorted(found, key=lambda edge: (edge.a, edge.b))


def _likely_pairs(index: Index, limits: Limits) -> Iterator[list[tuple[int, int]]]:
    for a, b, shared in find_pairs(index):
        smaller = np.minimum(index.sizes[a], index.sizes[b])
        likely = (shared >= _LOOSE * limits.minimum * smaller) | (shared >= _LOOSE * limits.block / SAMPLED)
        yield _side_by_side(a[likely], b[likely])


def _side_by_side(a: Offsets, b: Offsets) -> list[tuple[int, int]]:
    """The pairs, those of one story next to each other, so that its documents are made ready once: ordered by the first document
    that a pair's own first one meets."""
    leader = np.arange(int(b.max()) + 1 if len(b) else 0)
    np.minimum.at(leader, b, a)
    order = np.lexsort((b, a, leader[a]))
    return list(zip(a[order].tolist(), b[order].tolist(), strict=True))


def compare_pairs(rows: Sequence[Document], pairs: Sequence[tuple[int, int]], standing: Hashes, limits: Limits) -> Iterator[CopyEdge]:
    """The edges among `pairs` of places in `rows`, which ascend by id; `standing` as in `prepare_documents`."""
    if not pairs:
        return
    wanted = sorted({k for pair in pairs for k in pair})
    place = {k: n for n, k in enumerate(wanted)}
    texts = prepare_documents([rows[k] for k in wanted], standing)
    ranked = shorter_first(texts, [(place[a], place[b]) for a, b in pairs])
    overlaps = measure_overlaps(texts, ranked)
    whole, is_edge = _decide(overlaps, limits)
    pair = np.repeat(np.arange(len(pairs)), np.diff(overlaps.bounds))
    # Passages that are all quotation belong to an edge only if the whole is a copy.
    told = is_edge[pair] & (whole[pair] | (overlaps.own > 0))
    spans, bounds = _read_spans(texts, overlaps, told), np.append(0, np.cumsum(told))[overlaps.bounds].tolist()
    shares = overlaps.containment.tolist()
    for k in np.flatnonzero(is_edge).tolist():
        a, b = rows[pairs[k][0]], rows[pairs[k][1]]
        kept = spans[bounds[k] : bounds[k + 1]]
        if ranked[k][0] != place[pairs[k][0]]:
            kept = sorted((long, short) for short, long in kept)
        passages = tuple(Passage(a=x, b=y) for x, y in kept)
        yield CopyEdge(a=a.id, b=b.id, containment=round(shares[k], 4), passages=passages)


def _decide(overlaps: Overlaps, limits: Limits) -> tuple[Flags, Flags]:
    """(pairs,) whether the containment makes an edge; whether anything does."""
    whole = overlaps.containment >= limits.minimum
    words = overlaps.last - overlaps.first
    blocks = np.concatenate(([0], np.cumsum((words >= limits.block) & (2 * overlaps.own >= words) & (overlaps.own > 0))))
    return whole, whole | (np.diff(blocks[overlaps.bounds]) > 0)


def _read_spans(texts: Prepared, overlaps: Overlaps, told: Flags) -> list[tuple[Span, Span]]:
    """The passages that are `told`, in code points of the shorter text and of the longer one."""
    starts, ends = texts.words.starts, texts.words.ends
    first, last, start, end = (column[told] for column in (overlaps.first, overlaps.last, overlaps.start, overlaps.end))
    columns = starts[first], ends[last - 1], starts[start], ends[end - 1]
    return [(Span(s, e), Span(t, f)) for s, e, t, f in zip(*(c.tolist() for c in columns), strict=True)]
