"""Pairs of prepared texts → the passages they share: matched shingles, run together over small gaps.

A passage is a maximal aligned run: shingles that follow each other in both texts, joined where only a few words were put in, taken
out or changed between them. Sentences that changed places make passages of their own. Hundreds of pairs are aligned at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from allegedly.link.copies.prepare import Prepared
from allegedly.link.copies.shingles import WIDTH
from allegedly.link.copies.words import Flags, Offsets

_SMALL_GAP = 4
"""Words put in, taken out or changed that never part a passage."""
_LARGE_GAP = 14
"""Changed words that do not part it if enough between them stayed."""
_STAYED = 0.4
"""Share of the words of a larger gap that must be the same, word for word in place."""


class Rows(NamedTuple):
    """The words of the first text of each pair, one pair after another. `here` (n,) is the word, `partner` (n,) the word of the
    second text beside it, -1 for none; `bounds` (pairs + 1,) where each pair begins."""

    here: Offsets
    partner: Offsets
    bounds: Offsets


class Runs(NamedTuple):
    """Aligned stretches: rows `[first, last)` beside words `[start, end)` of the second text."""

    first: Offsets
    last: Offsets
    start: Offsets
    end: Offsets


def align_pairs(texts: Prepared, pairs: Sequence[tuple[int, int]]) -> tuple[Rows, Runs]:
    """The rows of all `pairs` and their passages in order, of whatever length."""
    rows = _make_rows(texts, pairs)
    _match_shingles(texts, pairs, rows)
    _follow_on(texts, rows)
    runs = _find_runs(rows.partner)
    _spread(rows.partner)
    return rows, _join_runs(texts, rows, runs)


def _make_rows(texts: Prepared, pairs: Sequence[tuple[int, int]]) -> Rows:
    first = np.array([a for a, _ in pairs], dtype=np.int64)
    counts = np.diff(texts.words.bounds)[first]
    bounds = np.concatenate(([0], np.cumsum(counts)))
    here = np.arange(bounds[-1]) + np.repeat(texts.words.bounds[first] - bounds[:-1], counts)
    return Rows(here, np.full(len(here), -1, np.int64), bounds)


def _match_shingles(texts: Prepared, pairs: Sequence[tuple[int, int]], rows: Rows) -> None:
    """Beside the first word of each shingle the place of the same shingle in the second text, the first if it is repeated.

    One table serves all pairs: shingle → its place in the text that is the second one at the moment, -1 for none.
    """
    begins = texts.words.bounds.tolist()
    table = np.full(int(texts.ranks.max(initial=-1)) + 1, -1, np.int64)
    held = -1
    for k in sorted(range(len(pairs)), key=lambda k: pairs[k][1]):
        a, b = pairs[k]
        if b != held:
            if held >= 0:
                table[texts.ranks[begins[held] : begins[held + 1]]] = -1
            held, first, last = b, begins[b], max(begins[b], begins[b + 1] - WIDTH + 1)
            # Backwards, so that of a repeated shingle the first place stays.
            table[texts.ranks[first:last][::-1]] = np.arange(last - 1, first - 1, -1)
        wanted = texts.ranks[begins[a] : max(begins[a], begins[a + 1] - WIDTH + 1)]
        row = rows.bounds[k]
        rows.partner[row : row + len(wanted)] = table[wanted]


def _follow_on(texts: Prepared, rows: Rows) -> None:
    """Where a run breaks off only because the shingle also stands elsewhere in the second text, let it go on."""
    match = rows.partner
    for row in (np.flatnonzero((match[:-1] >= 0) & (match[1:] >= 0) & (np.diff(match) != 1)) + 1).tolist():
        due = int(match[row - 1]) + 1
        while match[row] not in (-1, due) and texts.whole[due] and texts.ranks[due] == texts.ranks[rows.here[row]]:
            match[row] = due
            row, due = row + 1, due + 1


def _find_runs(match: Offsets) -> Runs:
    """Shingles that follow each other in both texts. The last words of a text begin no shingle, so no run goes on into the next."""
    rows = np.flatnonzero(match >= 0)
    there = match[rows]
    new = np.ones(len(rows), np.bool_)
    new[1:] = (np.diff(rows) != 1) | (np.diff(there) != 1)
    first = np.flatnonzero(new)
    last = np.append(first, len(rows))[1:] - 1
    return Runs(rows[first], rows[last] + WIDTH, there[first], there[last] + WIDTH)


def _spread(partner: Offsets) -> None:
    """From the first words of shingles to all their words."""
    rows = np.flatnonzero(partner >= 0)
    there = partner[rows]
    for shift in range(1, WIDTH):
        partner[rows + shift] = there + shift


def _join_runs(texts: Prepared, rows: Rows, runs: Runs) -> Runs:
    """Neighbours of one pair joined over gaps that are small or mostly unchanged; the words that stayed there get partners."""
    pair = np.searchsorted(rows.bounds, runs.first, side="right")
    gap_a, gap_b = runs.first[1:] - runs.last[:-1], runs.start[1:] - runs.end[:-1]
    near = (pair[1:] == pair[:-1]) & (gap_a > -WIDTH) & (gap_b > -WIDTH)
    joined = near & (np.maximum(gap_a, gap_b) <= _SMALL_GAP)
    changed = np.flatnonzero(near & (gap_a == gap_b) & (gap_a > 0) & (gap_a <= _LARGE_GAP))
    joined[changed] |= _fill_gaps(texts, rows, runs.last[changed], runs.end[changed], gap_a[changed])
    new = np.concatenate(([True], ~joined)) if len(pair) else np.zeros(0, np.bool_)
    final = np.append(new[1:], True) if len(pair) else new
    return Runs(runs.first[new], runs.last[final], runs.start[new], runs.end[final])


def _fill_gaps(texts: Prepared, rows: Rows, first: Offsets, start: Offsets, gaps: Offsets) -> Flags:
    """Partners for the words that stayed in gaps of equal length on both sides; whether enough did."""
    which = np.repeat(np.arange(len(gaps)), gaps)
    step = np.arange(len(which)) - np.repeat(np.cumsum(gaps) - gaps, gaps)
    row, there = first[which] + step, start[which] + step
    same = texts.words.hashes[rows.here[row]] == texts.words.hashes[there]
    enough: Flags = np.bincount(which[same], minlength=len(gaps)) >= _STAYED * gaps
    taken = same & (enough | (gaps <= _SMALL_GAP))[which]
    rows.partner[row[taken]] = there[taken]
    return enough
