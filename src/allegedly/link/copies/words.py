"""Many texts → the words of all of them, hashed, with their offsets: array arithmetic, no loop over words.

A word is a run of letters and digits. Case, accents, apostrophes inside a word ("don't", "don’t"), invisible hyphens, the points of
initials ("U.S.") and the commas of figures ("1,000") make no difference; every other mark parts words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Offsets = NDArray[np.int64]
Flags = NDArray[np.bool_]

_SEPARATOR, _GLUE, _INITIAL_POINT, _FIGURE_COMMA, _FIRST_LETTER = 0, 1, 2, 3, 4
_PLANE = 0x10000
_BASE = 0x9E3779B97F4A7C15
_FEWEST_POWERS = 17
"""Bits of the smallest table of powers: enough for a batch of usual reports, so that batches of all sizes share it."""


class Words(NamedTuple):
    """Words of several texts, one after another. `hashes` (n,) 64 bits; `starts`, `ends` (n,) code points within the word's own
    text; `bounds` (texts + 1,) where each text's words begin."""

    hashes: Hashes
    starts: Offsets
    ends: Offsets
    bounds: Offsets


class Joined(NamedTuple):
    """Texts as one array of code points, a line feed before, between and behind them; `begins` (texts + 1,) where each begins."""

    codes: NDArray[np.uint32]
    begins: Offsets


def join_texts(texts: Sequence[str]) -> Joined:
    """The texts in one array, so that arithmetic over it serves them all."""
    codes = np.frombuffer("\n".join(["", *texts, ""]).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return Joined(codes, np.cumsum([1, *(len(t) + 1 for t in texts)], dtype=np.int64))


def split_words(joined: Joined) -> Words:
    """The words of each text; nothing depends on how texts are grouped."""
    letters, removed = _fold_letters(joined.codes)
    is_letter = letters >= _FIRST_LETTER
    edges = np.flatnonzero(is_letter[1:] != is_letter[:-1]) + 1
    starts, ends = edges[::2], edges[1::2]
    hashes = _hash_words(letters, starts, ends)
    starts, ends = _restore(starts, removed), _restore(ends - 1, removed) + 1
    bounds = np.searchsorted(starts, joined.begins)
    shift = np.repeat(joined.begins[:-1], np.diff(bounds))
    return Words(hashes, starts - shift, ends - shift, bounds)


def _fold_letters(codes: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], Offsets]:
    """Folded letters with the marks inside words taken out, and where these marks stood."""
    folded = _fold_table().take(np.minimum(codes, _PLANE - 1))
    marks = np.flatnonzero((folded > _SEPARATOR) & (folded < _FIRST_LETTER))
    # A line feed stands first and last, so every mark has a neighbour on both sides.
    between = (folded[marks - 1] >= _FIRST_LETTER) & (folded[marks + 1] >= _FIRST_LETTER)
    marks = marks[_joins(folded[marks], codes[marks - 1], codes[marks + 1], between)]
    if not len(marks):
        return folded, marks
    kept = np.ones(len(folded), np.bool_)
    kept[marks] = False
    return folded[kept], marks


def _restore(places: Offsets, removed: Offsets) -> Offsets:
    """Where characters stood before those at `removed` were taken out; both ascend."""
    first_after = np.searchsorted(places, removed - np.arange(len(removed)))
    restored: Offsets = places + np.cumsum(np.bincount(first_after, minlength=len(places) + 1))[:-1]
    return restored


def is_alphanumeric(codes: NDArray[np.uint32]) -> Flags:
    """Which code points are letters or digits."""
    found: Flags = _fold_table().take(np.minimum(codes, _PLANE - 1)) >= _FIRST_LETTER
    return found


def _joins(kind: NDArray[np.uint32], before: NDArray[np.uint32], after: NDArray[np.uint32], between_letters: Flags) -> NDArray[np.bool_]:
    """Which marks join the letters on both sides of them into one word."""
    figures = _is_between(before, "0", "9") & _is_between(after, "0", "9")
    initials = _is_between(before, "A", "Z") & _is_between(after, "A", "Z")
    point = (kind == _INITIAL_POINT) & (initials | figures)
    joined: Flags = between_letters & ((kind == _GLUE) | point | ((kind == _FIGURE_COMMA) & figures))
    return joined


def _is_between(codes: NDArray[np.uint32], first: str, last: str) -> Flags:
    found: Flags = (codes >= ord(first)) & (codes <= ord(last))
    return found


def _hash_words(letters: NDArray[np.uint32], starts: Offsets, ends: Offsets) -> Hashes:
    """One hash a word: its letters as figures of a number to an odd base, modulo 2^64, mixed. Sums from the beginning of the batch,
    subtracted and divided by the power where the word begins, give all words at once."""
    powers, inverses = _powers(max(_FEWEST_POWERS, len(letters).bit_length()))
    sums = np.cumsum(letters * powers[: len(letters)])
    return mix((sums[ends - 1] - sums[starts - 1]) * inverses[starts])


def is_in(values: Hashes, table: Hashes) -> Flags:
    """Which values stand in a sorted table."""
    if not len(table):
        return np.zeros(len(values), np.bool_)
    found: Flags = table[np.minimum(np.searchsorted(table, values), len(table) - 1)] == values
    return found


def mix(values: Hashes) -> Hashes:
    """The finaliser of SplitMix64 (Steele, Lea & Flood 2014): every input bit moves every output bit."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: Hashes = values ^ (values >> np.uint64(31))
    return mixed


@lru_cache(maxsize=4)
def _powers(bits: int) -> tuple[Hashes, Hashes]:
    """(2^bits,) powers of the base and of its inverse modulo 2^64."""
    tables = []
    for base in (_BASE, pow(_BASE, -1, 2**64)):
        table = np.full(1 << bits, base, np.uint64)
        table[0] = 1
        tables.append(np.cumprod(table))
    return tables[0], tables[1]


@cache
def _fold_table() -> NDArray[np.uint32]:
    """Code point → folded letter or the kind of mark; beyond the basic plane are pictographs, which are no words."""
    table = np.fromiter(map(_fold, map(chr, range(_PLANE))), dtype=np.uint32, count=_PLANE)
    table[_PLANE - 1] = _SEPARATOR
    return table


def _fold(character: str) -> int:
    if character in "'’‘ʼ\u00ad\u200b\u200c\u200d\u2060\ufeff":
        return _GLUE
    if character == ".":
        return _INITIAL_POINT
    if character == ",":
        return _FIGURE_COMMA
    if not character.isalnum():
        return _SEPARATOR
    return ord(unicodedata.normalize("NFKD", character.casefold())[0])
