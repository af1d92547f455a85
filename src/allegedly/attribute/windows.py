"""Words, word pieces and windows: what the tagger reads, and what the trainer reads, from one text.

A *word* is ``[^\\W_]+(?:['’.-][^\\W_]+)*`` (the unit of the scorers) or any other single character that is not white
space. All offsets are Unicode code points of the text, end exclusive. Training imports this module too, so that the
weights always see at run time what they saw when they were made.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|\S")
BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
LINE_BREAK = re.compile(r"\n\s*")
SENTENCE_END = re.compile(r"[.!?…][\"”’'»)\]]*\s+(?=[\"“‘'«(\[]*[A-Z0-9])")
SURROGATE = re.compile("[\ud800-\udfff]")
OPENING, CLOSING, STRAIGHT = "“„«", "”»", '"'

MAX_PIECES = 254
"""Word pieces in one window, without the two marks BERT puts around it (all-MiniLM-L6-v2 was trained at 256)."""
FEATURES = 24
"""Distinct values of `Layout.feature`: six letter shapes, inside quotation marks or not, first word of paragraph or not."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One text cut into words and word pieces.

    Shapes: W words, P word pieces. `start`, `end`, `paragraph`, `feature`, `first`, `last` are int32 `[W]`; `pieces` is
    int32 `[P]`. `first` and `last` give the first and last word piece of each word. `stops` lists the words after which a
    sentence ends.
    """

    text: str
    start: NDArray[Any]
    end: NDArray[Any]
    paragraph: NDArray[Any]
    feature: NDArray[Any]
    first: NDArray[Any]
    last: NDArray[Any]
    pieces: NDArray[Any]
    stops: frozenset[int]


def shape_of(word: str) -> int:
    """Class the letters of a word, which the uncased encoder cannot see: 0 lower, 1 Title, 2 UPPER, 3 digit, 4 mark, 5 mixed."""
    head = word[0]
    if head.islower():
        return 0 if word.islower() else 5
    if head.isupper():
        return 2 if len(word) > 1 and word.isupper() else 1
    if head.isdigit():
        return 3
    return 5 if head.isalpha() else 4


def features(words: Sequence[str], paragraph: Sequence[int]) -> list[int]:
    """Give each word its feature number, below `FEATURES`. An unclosed quotation ends with its paragraph."""
    out: list[int] = []
    quoted, previous = False, -1
    for word, number in zip(words, paragraph, strict=True):
        begins = number != previous
        if begins:
            quoted, previous = False, number
        inside = quoted
        if word in OPENING:
            quoted = inside = True
        elif word in CLOSING:
            quoted, inside = False, True
        elif word == STRAIGHT:
            quoted, inside = not quoted, True
        out.append(shape_of(word) * 4 + inside * 2 + begins)
    return out


def lay_out(text: str, tokenizer: Any, sentence_ends: Sequence[int] | None = None) -> Layout:
    """Cut a text into words and word pieces.

    `tokenizer` is a `tokenizers.Tokenizer` with neither truncation nor padding. `sentence_ends` are offsets at which a
    sentence ends; without them a rule on full stops and capitals is used. Lone surrogates are read as U+FFFD.
    """
    import numpy as np

    text = SURROGATE.sub("\ufffd", text)
    matches = list(WORD.finditer(text))
    start = np.array([m.start() for m in matches], dtype=np.int32)
    end = np.array([m.end() for m in matches], dtype=np.int32)
    breaks = np.array([m.start() for m in (BLANK_LINE if BLANK_LINE.search(text) else LINE_BREAK).finditer(text)], dtype=np.int32)
    paragraph = np.searchsorted(breaks, start, side="left").astype(np.int32)
    feature = np.array(features([m.group() for m in matches], paragraph.tolist()), dtype=np.int32)
    encoding = tokenizer.encode(text, add_special_tokens=False)
    offsets = np.array(encoding.offsets, dtype=np.int32).reshape(-1, 2)
    owner = np.searchsorted(start, offsets[:, 0], side="right") - 1
    order = np.arange(len(matches))
    last_piece = max(len(owner) - 1, 0)
    first = np.minimum(np.searchsorted(owner, order, side="left"), last_piece)
    last = np.maximum(np.searchsorted(owner, order, side="right") - 1, first)
    ends = sentence_ends if sentence_ends is not None else [m.end() for m in SENTENCE_END.finditer(text)]
    stops = frozenset(int(i) - 1 for i in np.searchsorted(start, np.array(ends, dtype=np.int64), side="left") if i > 0)
    return Layout(
        text=text, start=start, end=end, paragraph=paragraph, feature=feature,
        first=first.astype(np.int32), last=last.astype(np.int32),
        pieces=np.array(encoding.ids, dtype=np.int32), stops=stops,
    )  # fmt: skip


def pieces_in(layout: Layout, low: int, high: int) -> int:
    """Count the word pieces of the words `[low, high)`."""
    return int(layout.last[high - 1] - layout.first[low] + 1) if high > low else 0


def blocks(layout: Layout, limit: int = MAX_PIECES) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs as word ranges, those longer than `limit` word pieces cut after a sentence where there is one."""
    import numpy as np

    count = len(layout.start)
    edges = [0, *(np.flatnonzero(np.diff(layout.paragraph)) + 1).tolist(), count] if count else []
    for low, high in itertools.pairwise(edges):
        while pieces_in(layout, low, high) > limit:
            cut = _cut(layout, low, limit)
            yield low, cut
            low = cut
        yield low, high


def _cut(layout: Layout, low: int, limit: int) -> int:
    """Find where to cut a paragraph that begins at word `low` and is too long: after the last whole sentence, if any."""
    reach = bisect_right(layout.last, int(layout.first[low]) + limit - 1, lo=low)
    reach = max(reach, low + 1)
    for word in range(reach - 1, low + (reach - low) // 3, -1):
        if word in layout.stops:
            return word + 1
    return reach


def windows(layout: Layout, limit: int = MAX_PIECES) -> list[tuple[int, int]]:
    """Pack whole paragraphs into windows of at most `limit` word pieces; gives word ranges that cover the text in order."""
    out: list[tuple[int, int]] = []
    for low, high in blocks(layout, limit):
        if out and pieces_in(layout, out[-1][0], high) <= limit:
            out[-1] = (out[-1][0], high)
        else:
            out.append((low, high))
    return out
