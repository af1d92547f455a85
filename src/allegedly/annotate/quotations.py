"""Quotations: curly, straight, low-9 and guillemet marks, nested, unbalanced, and running over paragraphs.

English news style: a quotation that runs on opens every paragraph anew and closes only in the last. Where the opening mark of the
next paragraph is left out, its closing mark still shows that the quotation ran on. A mark that cannot be paired makes a quotation to
the end of its paragraph with `closed` false, never one that swallows the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from allegedly.records import Quotation, Span

_MARK = re.compile("``|''|[\"“”„‟«»‘’'‹›]")
_DOUBLE_OPEN, _DOUBLE_CLOSE = "“„‟«", "”»"
_SINGLE_OPEN, _SINGLE_CLOSE = "‘‹", "’›"


def find_quotations(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """The quotations of `text`, in order of their start; spans include the marks.

    A quotation `continues` where it opens its paragraph and the one before was left open at the end of the paragraph above, or
    where the first mark of the paragraph closes it.
    """
    out: list[Quotation] = []
    left_open = False
    for paragraph in paragraphs:
        run_on = _run_on(text, paragraph) if left_open else None
        rest = Span(run_on.span.end, paragraph.end) if run_on is not None else paragraph
        found = [*([run_on] if run_on is not None else []), *sorted(_scan(text, rest), key=lambda q: (q.span.start, -q.span.end))]
        if left_open and found and found[0].span.start == paragraph.start:
            found[0] = msgspec.structs.replace(found[0], continues=True)
        out += found
        left_open = any(not q.closed and q.depth == 0 for q in found)
    return tuple(out)


def _run_on(text: str, paragraph: Span) -> Quotation | None:
    """The quotation that a paragraph goes on with unopened: its first double mark closes by its shape and ends a sentence or clause."""
    first = next((m for m in _MARK.finditer(text, paragraph.start, paragraph.end) if m.group() not in "‘’'‹›"), None)
    if first is None or first.start() == paragraph.start or text[first.start() - 1] not in ".,!?…" or first.group() in _DOUBLE_OPEN:
        return None
    after = text[first.end()] if first.end() < paragraph.end else " "
    return None if after.isalnum() else Quotation(span=Span(paragraph.start, first.end()), depth=0, continues=True)


def _scan(text: str, paragraph: Span) -> Iterable[Quotation]:
    """Pair the marks of one paragraph with a stack."""
    stack: list[tuple[str, int]] = []
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        family, role = _role(text, match, paragraph, stack)
        if role == "open":
            stack.append((family, match.start()))
        elif role == "close":
            depth = _depth_of(stack, family)
            if depth is not None:
                del stack[depth + 1 :]
                yield Quotation(span=Span(stack.pop()[1], match.end()), depth=depth)
    for depth, (family, start) in enumerate(stack):
        if family == "double":
            yield Quotation(span=Span(start, paragraph.end), depth=depth, closed=False)
            return


def _depth_of(stack: list[tuple[str, int]], family: str) -> int | None:
    return next((k for k in range(len(stack) - 1, -1, -1) if stack[k][0] == family), None)


def _role(text: str, match: re.Match[str], paragraph: Span, stack: list[tuple[str, int]]) -> tuple[str, str]:
    """(`double` or `single`, `open`, `close` or `none`) of a mark."""
    mark = match.group()
    before = text[match.start() - 1] if match.start() > paragraph.start else " "
    after = text[match.end()] if match.end() < paragraph.end else " "
    if mark in ("``", *_DOUBLE_OPEN):
        low_9_closes = mark == "“" and any(text[start] == "„" for _, start in stack)
        return "double", "close" if low_9_closes else "open"
    if mark in ("''", *_DOUBLE_CLOSE):
        swedish = mark == "”" and not stack and _opens(before, after)
        return "double", "open" if swedish else "close"
    if mark == '"':
        return "double", _straight(before, after, any(f == "double" for f, _ in stack))
    return "single", _single(text, match, before, after, paragraph, stack)


def _opens(before: str, after: str) -> bool:
    return (before.isspace() or before in "([{—–-/") and not after.isspace()


def _straight(before: str, after: str, is_open: bool) -> str:
    """A straight double mark opens after a blank and before a word, closes otherwise; in doubt it does what is due."""
    if _opens(before, after) and not (is_open and after in ".,;:!?"):
        return "open" if not is_open else ("close" if before in ".,!?" else "open")
    if is_open:
        return "close"
    return "open" if not after.isspace() and not before.isalnum() else "none"


def _single(text: str, match: re.Match[str], before: str, after: str, paragraph: Span, stack: list[tuple[str, int]]) -> str:
    """Single marks are apostrophes unless they plainly pair: opened after a blank, closed before one."""
    mark = match.group()
    if mark in _SINGLE_OPEN or (mark == "'" and _opens(before, after)):
        return "open" if not after.isdigit() and _has_partner(text, match.end(), paragraph.end) else "none"
    is_open = any(f == "single" for f, _ in stack)
    return "close" if is_open and not after.isalnum() else "none"


def _has_partner(text: str, start: int, end: int) -> bool:
    return re.compile(r"[’'›](?!\w)").search(text, start + 1, end) is not None
