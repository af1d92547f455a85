"""The lines of a text with their places in it, the unit of wire furniture."""

from __future__ import annotations

import re

import msgspec

from allegedly.records import Span

_LINE_END = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]|\Z")


class Line(msgspec.Struct, frozen=True):
    """A line without its surrounding blanks and line end: `[start, end)` of the text; `blank_before` and `blank_after` tell
    whether an empty line or the edge of the text is next to it."""

    start: int
    end: int
    text: str
    blank_before: bool
    blank_after: bool

    @property
    def span(self) -> Span:
        """Where the line stands."""
        return Span(self.start, self.end)


def split_lines(text: str) -> tuple[Line, ...]:
    """The lines of `text` that are not blank, in order."""
    pieces = _stripped_pieces(text)
    out: list[Line] = []
    for i, (start, end) in enumerate(pieces):
        if start == end:
            continue
        before = i == 0 or pieces[i - 1][0] == pieces[i - 1][1]
        after = i + 1 == len(pieces) or pieces[i + 1][0] == pieces[i + 1][1]
        out.append(Line(start, end, text[start:end], before, after))
    return tuple(out)


def _stripped_pieces(text: str) -> list[tuple[int, int]]:
    """Start and end of each line without its blanks; an empty line has start equal to end."""
    pieces: list[tuple[int, int]] = []
    begin = 0
    for found in _LINE_END.finditer(text):
        raw = text[begin : found.start()]
        start = begin + len(raw) - len(raw.lstrip())
        pieces.append((start, max(start, start + len(raw.strip()))))
        begin = found.end()
    return pieces
