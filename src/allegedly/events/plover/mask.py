"""A sentence whose source and target are masked: who they are must not decide what was done.

Masking beats bracketing for so small an encoder: names carry the codings of the training years with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from allegedly.records import Span

CLS, SEP, SOURCE, TARGET = 101, 102, 1, 2
"""Word pieces of BERT's vocabulary; the two masks are entries that it leaves unused."""
MAX_PIECES = 126
"""Word pieces of a sentence that are read, without the two marks around it; what lies furthest from source and target goes first."""

Pieces = tuple[list[int], list[int]]
"""Word pieces and for each its role: 0 word, 1 source, 2 target."""


def mask_pieces(text: str, sources: Iterable[Span], targets: Iterable[Span], tokenizer: Any, limit: int = MAX_PIECES) -> Pieces:
    """The word pieces of `text`, every source and target span one piece; spans that overlap an earlier one are left out.

    `tokenizer` is a `tokenizers.Tokenizer` with neither truncation nor padding.
    """
    pieces: list[int] = []
    roles: list[int] = []
    start = 0
    for span, role in _in_order(sources, targets):
        words = tokenizer.encode(text[start : span.start], add_special_tokens=False).ids
        pieces += [*words, SOURCE if role == 1 else TARGET]
        roles += [0] * len(words) + [role]
        start = span.end
    words = tokenizer.encode(text[start:], add_special_tokens=False).ids
    low, high = _window(roles + [0] * len(words), limit)
    return [CLS, *(pieces + words)[low:high], SEP], [0, *(roles + [0] * len(words))[low:high], 0]


def _in_order(sources: Iterable[Span], targets: Iterable[Span]) -> Iterator[tuple[Span, int]]:
    """The spans of both with their roles, in text order, none overlapping; of two that start together the longer one."""
    end = 0
    marked = [(s, 1) for s in sources] + [(s, 2) for s in targets]
    for span, role in sorted(marked, key=lambda item: (item[0].start, -item[0].end)):
        if span.start >= end and span.end > span.start:
            yield span, role
            end = span.end


def _window(roles: list[int], limit: int) -> tuple[int, int]:
    """Which pieces to read of a sentence that is too long: those around the masks."""
    if len(roles) <= limit:
        return 0, len(roles)
    marked = [i for i, role in enumerate(roles) if role]
    middle = (marked[0] + marked[-1]) // 2 if marked else limit // 2
    low = max(0, min(middle - limit // 2, len(roles) - limit))
    return low, low + limit
