"""Paragraphs and the stretches of text that hold reporting, furniture left out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from allegedly.records import Document, Span

_LINE = re.compile(r"[^\r\n\u2028\u2029]*\S[^\r\n\u2028\u2029]*")
_BLANK = re.compile(r"(?:\r\n|\n|\r|\u2029)[^\S\r\n]*(?:\r\n|\n|\r)")
_ENDS_SENTENCE = re.compile(r"[.!?:;…\"”’'»)\]]\s*$")

WRAP_WIDTH = 100
"""A line longer than this was not wrapped by hand."""


def split_paragraphs(text: str) -> tuple[Span, ...]:
    """Spans of the paragraphs, blanks at their edges left out.

    A paragraph is a line, unless the text is hard-wrapped (short lines that stop in mid-sentence, blank lines between
    paragraphs): then it is what stands between blank lines.
    """
    lines = [_trim(text, Span(m.start(), m.end())) for m in _LINE.finditer(text)]
    if not is_hard_wrapped(text, lines):
        return tuple(lines)
    return tuple(_blocks(text, lines))


def is_hard_wrapped(text: str, lines: list[Span]) -> bool:
    """True if most lines are short and stop in mid-sentence."""
    if len(lines) < 4 or max(map(len, lines)) > WRAP_WIDTH:
        return False
    broken = sum(not _ENDS_SENTENCE.search(line.read(text)) for line in lines)
    return broken > len(lines) / 2


def _blocks(text: str, lines: list[Span]) -> Iterable[Span]:
    """Lines joined up to the next blank line."""
    start, end = lines[0].start, lines[0].end
    for line in lines[1:]:
        if _BLANK.search(text, end, line.start):
            yield Span(start, end)
            start = line.start
        end = line.end
    yield Span(start, end)


def reporting_stretches(document: Document, paragraphs: Iterable[Span]) -> tuple[Span, ...]:
    """The paragraphs without dateline, credits and other furniture: what is to be parsed, in order."""
    furniture = sorted(_furniture(document))
    out: list[Span] = []
    for paragraph in paragraphs:
        out += [_trim(document.text, piece) for piece in _cut(paragraph, furniture)]
    return tuple(piece for piece in out if any(c.isalnum() for c in piece.read(document.text)))


def _furniture(document: Document) -> Iterable[Span]:
    if document.dateline:
        yield document.dateline.span
    for mark in document.marks:
        if mark.kind not in ("headline", "title"):
            yield mark.span


def _cut(span: Span, holes: list[Span]) -> Iterable[Span]:
    """The parts of `span` that no hole touches."""
    start = span.start
    for hole in holes:
        if hole.meets(Span(start, span.end)):
            if start < hole.start:
                yield Span(start, hole.start)
            start = hole.end
    if start < span.end:
        yield Span(start, span.end)


def _trim(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
