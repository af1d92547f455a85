"""From the text of a report back to the page it was taken from, so that a span can be shown in place.

The extractor gives text without places. Both sides are reduced to their printing characters without blanks, which extraction
leaves alone; each line of the text is then looked for in the page, outwards from the longest line that stands there once. What is
not found (a list bullet the extractor put in) stays unmapped: it is never guessed.

Page offsets count code points of the decoded page (`PageRef.encoding`), tags and character references included.
"""

from __future__ import annotations

import html
import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

import msgspec

from allegedly.records import Span, Spans

_MARKUP = re.compile(
    r"<!--.*?(?:-->|$)"
    r"|<(?P<raw>script|style)\b[^>]*>.*?(?:</(?P=raw)\s*>|$)"
    r"""|</?[A-Za-z](?:[^'"<>]|"[^"]*"|'[^']*')*>|<[!?][^>]*>"""
    r"|(?P<reference>&(?:\#[0-9]+|\#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?)"
    r"|(?P<text>[^<&]+|[<&])",
    re.DOTALL | re.IGNORECASE,
)
_BLANK = re.compile(r"\s*")
_SHORT = 8


class Run(msgspec.Struct, frozen=True, array_like=True, order=True):
    """`length` characters from `text` on are `width` characters of the page from `page` on. Equal lengths are the same
    characters, blanks aside; else it is one character reference (`&nbsp;`, `&#8217;`)."""

    text: int
    page: int
    length: int
    width: int


class SourceMap(msgspec.Struct, frozen=True, kw_only=True):
    """The runs of a text in its page, in text order, and the spans of the text that the page does not hold."""

    runs: tuple[Run, ...]
    unmapped: Spans = ()

    def place(self, span: Span) -> Spans:
        """Where the characters of `span` stand in the page: pieces in text order, cut where markup comes between. Empty where
        the page does not hold them."""
        first = bisect_right(self.runs, span.start, key=lambda run: run.text + run.length)
        last = bisect_left(self.runs, span.end, key=lambda run: run.text)
        return tuple(_piece(run, span) for run in self.runs[first:last])


def _piece(run: Run, span: Span) -> Span:
    if run.length != run.width:
        return Span(run.page, run.page + run.width)
    start, end = max(span.start, run.text), min(span.end, run.text + run.length)
    return Span(run.page + start - run.text, run.page + end - run.text)


def reread(page: str, pieces: Spans) -> str:
    """The characters of pieces of a page as a reader sees them: references resolved, blanks between pieces dropped."""
    return "".join(html.unescape(piece.read(page)) for piece in pieces)


def map_text(page: str, text: str) -> SourceMap:
    """The source map of `text` in `page`. Deterministic: kept nowhere, made again where it is wanted."""
    flat = _Flat(page)
    return _as_map(text, list(_align(flat.characters, text)), flat)


# ---------------------------------------------------------------- the page without markup


class _Flat:
    """The printing characters of a page without blanks, and where each comes from."""

    def __init__(self, page: str) -> None:
        parts: list[str] = []
        self.starts, self.widths = array("L"), array("L")
        for found in _MARKUP.finditer(page):
            if found["text"]:
                self._add(parts, found["text"], found.start(), None)
            elif found["reference"]:
                self._add(parts, html.unescape(found["reference"]), found.start(), len(found["reference"]))
        self.characters = "".join(parts)

    def _add(self, parts: list[str], shown: str, start: int, width: int | None) -> None:
        for offset, character in enumerate(shown):
            if _prints(character):
                parts.append(character)
                self.starts.append(start if width else start + offset)
                self.widths.append(width or 1)


def _prints(character: str) -> bool:
    return character.isprintable() and not character.isspace()


# ---------------------------------------------------------------- lines of the text in the page


class _Line(msgspec.Struct):
    """A line reduced to printing characters, with the text offset of each."""

    characters: str
    offsets: list[int]


def _lines(text: str) -> list[_Line]:
    lines, start = [], 0
    for line in text.splitlines(keepends=True):
        kept = [(c, start + i) for i, c in enumerate(line) if _prints(c)]
        if kept:
            lines.append(_Line("".join(c for c, _ in kept), [i for _, i in kept]))
        start += len(line)
    return lines


def _align(flat: str, text: str) -> Iterator[tuple[int, int]]:
    """Pairs of a text offset and an index in `flat`."""
    lines = _lines(text)
    if not lines:
        return
    anchor = _anchor(flat, lines)
    at = max(0, flat.find(lines[anchor].characters))
    cursor = at
    for line in reversed(lines[:anchor]):
        found = flat.rfind(line.characters, 0, cursor)
        if found >= 0:
            cursor = found
            yield from zip(line.offsets, range(found, found + len(line.characters)), strict=True)
        else:
            yield from _pieces(flat, line, 0)
    cursor = at
    for line in lines[anchor:]:
        pairs = list(_pieces(flat, line, cursor))
        cursor = pairs[-1][1] + 1 if pairs else cursor
        yield from pairs


def _anchor(flat: str, lines: list[_Line]) -> int:
    """The index of the longest line that stands in the page once; of the longest one where there is none."""
    ranked = sorted(range(len(lines)), key=lambda i: (-len(lines[i].characters), i))
    return next((i for i in ranked[:20] if flat.count(lines[i].characters) == 1), ranked[0])


def _pieces(flat: str, line: _Line, cursor: int) -> Iterator[tuple[int, int]]:
    """A line in the page from `cursor` on, else anywhere; where it does not stand there whole, its longest pieces."""
    start = 0
    while start < len(line.characters):
        found, length = _longest(flat, line.characters[start:], cursor)
        if length == 0:
            start += 1
            continue
        yield from zip(line.offsets[start : start + length], range(found, found + length), strict=True)
        start, cursor = start + length, found + length


def _longest(flat: str, characters: str, cursor: int) -> tuple[int, int]:
    """Place and length of the longest beginning of `characters` that stands in `flat`; length 0 for one too short to be sure of."""
    for begin in (cursor, 0):
        found = flat.find(characters, begin)
        if found >= 0 and (len(characters) >= _SHORT or found - cursor in range(_SHORT)):
            return found, len(characters)
    if flat.find(characters[:_SHORT], cursor) < 0:
        return 0, 0
    low, high = 0, len(characters)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if flat.find(characters[:middle], cursor) >= 0 else (low, middle - 1)
    found = flat.find(characters[:low], cursor)
    return (found, low) if low >= _SHORT or (low and found == cursor) else (0, 0)


# ---------------------------------------------------------------- runs


def _as_map(text: str, pairs: list[tuple[int, int]], flat: _Flat) -> SourceMap:
    pairs.sort()
    runs: list[Run] = []
    for offset, index in pairs:
        _extend(runs, offset, flat.starts[index], flat.widths[index], text)
    mapped = {offset for offset, _ in pairs}
    missing = [i for i, c in enumerate(text) if i not in mapped and _prints(c)]
    return SourceMap(runs=tuple(runs), unmapped=_as_spans(missing))


def _extend(runs: list[Run], offset: int, start: int, width: int, text: str) -> None:
    """Add one character, to the last run where both sides go on side by side (over blanks of the same number too)."""
    last = runs[-1] if runs else None
    if last and last.page == start and width > 1:
        runs[-1] = msgspec.structs.replace(last, length=offset + 1 - last.text)
        return
    gap = offset - (last.text + last.length) if last else 0
    side_by_side = last is not None and width == 1 and last.length == last.width and start - (last.page + last.width) == gap
    if last and side_by_side and _BLANK.fullmatch(text, last.text + last.length, offset) and gap <= 1:
        runs[-1] = Run(last.text, last.page, offset + 1 - last.text, offset + 1 - last.text)
    else:
        runs.append(Run(offset, start, 1, width))


def _as_spans(offsets: list[int]) -> Spans:
    spans: list[Span] = []
    for offset in offsets:
        if spans and spans[-1].end == offset:
            spans[-1] = Span(spans[-1].start, offset + 1)
        else:
            spans.append(Span(offset, offset + 1))
    return tuple(spans)
