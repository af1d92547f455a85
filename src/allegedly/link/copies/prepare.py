"""Texts made ready for comparison: words, shingles in order of hash, and which words count as the reporter's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from allegedly.link.copies.quotes import quoted_spans
from allegedly.link.copies.shingles import SAMPLED, WIDTH, hash_shingles
from allegedly.link.copies.words import Flags, Hashes, Offsets, Words, is_in, join_texts, split_words
from allegedly.records import Document


class Prepared(NamedTuple):
    """Several texts, word after word; a word is named by its place in these arrays.

    `words.bounds` says where each text begins; `ranks` (n,) are small numbers of the shingles that begin at each word, equal for
    equal shingles, and `whole` (n,) tells those that do not end after their text; `idle` (n,) are words of furniture and standing text, `own` (n,) those that are neither idle nor quoted; `counts` words of each
    text.
    """

    words: Words
    ranks: Offsets
    whole: Flags
    idle: Flags
    own: Flags
    counts: list[int]


def prepare_documents(documents: Sequence[Document], standing: Hashes) -> Prepared:
    """`standing` are sorted sampled shingles of standing text, see `candidates`."""
    joined = join_texts([d.text for d in documents])
    words = split_words(joined)
    shingles, whole = hash_shingles(words)
    everywhere = words.starts + np.repeat(joined.begins[:-1], np.diff(words.bounds))
    furniture = [s for d, b in zip(documents, joined.begins.tolist(), strict=False) for s in furniture_spans(d, b)]
    idle = _standing_words(shingles, whole, words.bounds, standing) | _covered(everywhere, furniture)
    quoted = _covered(everywhere, quoted_spans(joined))
    ranks = np.unique(shingles, return_inverse=True)[1]
    return Prepared(words, ranks, whole, idle, ~(idle | quoted), np.diff(words.bounds).tolist())


def furniture_spans(document: Document, shift: int = 0) -> list[tuple[int, int]]:
    """What the reader found to be no reporting: dateline, credits, marks."""
    spans = [c.span for c in document.credits]
    spans += [m.span for m in document.marks if m.kind != "date_conflict"]
    spans += [document.dateline.span] if document.dateline else []
    return [(s.start + shift, s.end + shift) for s in spans]


def _covered(starts: Offsets, spans: Iterable[tuple[int, int]]) -> Flags:
    """Which words begin inside one of `spans`."""
    edges = np.array([*spans], dtype=np.int64).reshape(-1, 2)
    depth = np.zeros(len(starts) + 1, np.int64)
    np.add.at(depth, np.searchsorted(starts, edges[:, 0]), 1)
    np.add.at(depth, np.searchsorted(starts, edges[:, 1]), -1)
    covered: Flags = np.cumsum(depth)[:-1] > 0
    return covered


def _standing_words(shingles: Hashes, whole: Flags, bounds: Offsets, standing: Hashes) -> Flags:
    """The words of standing shingles, and those between two neighbours of the sample that are both standing."""
    if not len(standing):
        return np.zeros(len(shingles), np.bool_)
    sampled = np.flatnonzero(whole & (shingles % np.uint64(SAMPLED) == 0))
    found = is_in(shingles[sampled], standing)
    owner = np.searchsorted(bounds, sampled, side="right")
    joined = np.flatnonzero(found[1:] & found[:-1] & (owner[1:] == owner[:-1]))
    spans = [(p, p + WIDTH) for p in sampled[found].tolist()]
    spans += zip(sampled[joined].tolist(), sampled[joined + 1].tolist(), strict=True)
    return _covered(np.arange(len(shingles)), spans)
