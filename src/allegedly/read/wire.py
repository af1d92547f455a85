"""The form of a wire report: what is headline, slug, byline, dateline, credit or advisory, and what is reporting.

The text is read by lines. The head is read downwards until the first line of prose; a dateline is looked for there. Credits are
looked for near the end and wherever they stand in brackets. Every other line that is furniture as a whole is marked. Marks never
overlap, except `date_conflict`, which lies on a printed date.

Kinds of mark: those of `allegedly.records.Mark`, and `published` (a line that prints when the report came out) and
`date_conflict` (a printed date that disagrees with the publication date taken).
"""

from __future__ import annotations

import re
from bisect import bisect_left

import msgspec

from allegedly.read import dateline as datelines
from allegedly.read.agencies import known_agency
from allegedly.read.credits import find_credits, read_byline
from allegedly.read.dates import DATE_PATTERN, PrintedDate, parse_printed
from allegedly.read.lines import Line, split_lines
from allegedly.read.marks import kind_of_line, prefix_of_headline
from allegedly.records import Credit, Mark, Span

_HEAD_LINES = 12
_CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?[ ]?(?:[AaPp]\.?[Mm]\.?)?[ ]?(?:[A-Z]{2,4}|[+-]\d\d:?\d\d)?"
_PUBLISHED = re.compile(
    r"(?P<label>(?:First |Originally )?(?:Published|Posted|Publication date|Released|Filed|Date|PUBLISHED|DATE)"
    r"[ ]?(?:on|at|:)?[ ]+)?"
    rf"(?:{_CLOCK},?[ ])?(?P<date>{DATE_PATTERN})(?:(?:,|T|[ ]at|[ ]?[-–—|/])?[ ]*{_CLOCK})?(?:[ ]*[|•·/].*)?\.?"
)
_FINAL_STOP = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
_INITIAL_STOP = re.compile(r"\b[A-Z]\.$")
_QUESTION = re.compile(r"[?!]['’”\"]?$")


class Wire(msgspec.Struct, frozen=True, kw_only=True):
    """What the form of a report tells: its furniture, title, people, agency, and the dates it prints of itself."""

    dateline: datelines.Reading | None = None
    title: str | None = None
    agency: str | None = None
    agency_span: Span | None = None
    credits: tuple[Credit, ...] = ()
    marks: tuple[Mark, ...] = ()
    published: PrintedDate | None = None
    published_span: Span | None = None


class _Head(msgspec.Struct):
    """What has been read so far of the lines before the body."""

    marks: list[Mark]
    credits: list[Credit]
    dateline: datelines.Reading | None = None
    dateline_line: int | None = None
    title: str | None = None
    house: str | None = None
    published: tuple[PrintedDate, Span] | None = None


def read_wire(text: str, title: str | None = None) -> Wire:
    """The wire form of `text`; `title` is the report's title where it is known from elsewhere."""
    lines = split_lines(text)
    head = _read_head(text, lines, title)
    credit_spans, names = find_credits(text, lines)
    marks = [*head.marks, *(Mark(kind="credits", span=span) for span in credit_spans), *_furniture(lines)]
    published = head.published or _published_at_end(lines)
    if published and not any(m.span.meets(published[1]) for m in head.marks):
        marks.append(Mark(kind="published", span=_line_at(lines, published[1]).span))
    found = head.dateline
    house = known_agency(head.house) if head.house else None
    return Wire(
        dateline=found,
        title=head.title,
        agency=(found.agency if found else None) or house,
        agency_span=found.agency_span if found else None,
        credits=tuple(sorted([*head.credits, *_outside(names, head.marks)], key=lambda c: c.span.start)),
        marks=_without_overlap(marks),
        published=published[0] if published else None,
        published_span=published[1] if published else None,
    )


def _read_head(text: str, lines: tuple[Line, ...], title: str | None) -> _Head:
    head = _Head(marks=[], credits=[])
    head.dateline_line, head.dateline = _find_dateline(text, lines)
    for i in range(min(len(lines), _HEAD_LINES)):
        if i == head.dateline_line and head.dateline is not None:
            head.marks.append(Mark(kind="dateline", span=head.dateline.span))
            break
        if not _read_head_line(text, lines, i, head, title) and head.dateline_line is None:
            break
    return head


def _find_dateline(text: str, lines: tuple[Line, ...]) -> tuple[int | None, datelines.Reading | None]:
    """The first line of the head that opens with a dateline; not looked for behind a second paragraph of prose."""
    prose = 0
    for i, line in enumerate(lines[:_HEAD_LINES]):
        if kind_of_line(line.text) or _PUBLISHED.fullmatch(line.text):
            continue
        found = datelines.read_dateline(text, line.start, line.end)
        if found:
            return i, found
        prose += bool(_FINAL_STOP.search(line.text)) or len(line.text) > 250
        if prose > 1:
            break
    return None, None


def _read_head_line(text: str, lines: tuple[Line, ...], i: int, head: _Head, title: str | None) -> bool:
    """Read one line before the body into `head`; false if it is prose."""
    line = lines[i]
    if kind := kind_of_line(line.text):
        head.marks.append(Mark(kind=kind, span=line.span))
    elif printed := _PUBLISHED.fullmatch(line.text):
        head.marks.append(Mark(kind="published", span=line.span))
        head.published = head.published or _printed_in(line, printed)
    elif byline := read_byline(text, line):
        head.marks.append(Mark(kind="byline", span=line.span))
        head.credits += byline[0]
        head.house = byline[1]
    elif _is_headline(text, lines, i, head, title):
        _add_headline(line, head)
    else:
        return False
    return True


def _printed_in(line: Line, found: re.Match[str]) -> tuple[PrintedDate, Span] | None:
    """The date of a line that prints one; without a year it dates nothing."""
    date = parse_printed(found["date"])
    if date is None or date.year is None:
        return None
    return date, Span(line.start + found.start("date"), line.start + found.end("date"))


def _is_headline(text: str, lines: tuple[Line, ...], i: int, head: _Head, title: str | None) -> bool:
    """A short line without a final stop above the body; below the first headline only where a dateline is still to come."""
    line = lines[i]
    if i + 1 >= len(lines) or len(line.text) > 250 or not any(c.isalpha() for c in line.text):
        return False
    if title and " ".join(line.text.casefold().split()) == " ".join(title.casefold().split()):
        return True
    awaited = head.dateline_line is not None and i < head.dateline_line
    stopped = bool(_FINAL_STOP.search(line.text)) and not (awaited and _INITIAL_STOP.search(line.text))
    if stopped and not (_QUESTION.search(line.text) and (awaited or _announces(text, lines[i + 1]))):
        return False
    if head.title is not None:
        return awaited
    return awaited or line.blank_after or _announces(text, lines[i + 1]) or _body_follows(line, lines[i + 1])


def _announces(text: str, line: Line) -> bool:
    """True if the line is one that follows a headline: a byline or a date."""
    return bool(_PUBLISHED.fullmatch(line.text)) or read_byline(text, line) is not None


def _body_follows(line: Line, following: Line) -> bool:
    """With single line ends: a short line above a long paragraph. Lines wrapped at one width are not taken for headlines."""
    return len(line.text) <= 120 and len(following.text) >= 140 and len(line.text.split()) >= 3


def _add_headline(line: Line, head: _Head) -> None:
    start = line.start
    if prefix := prefix_of_headline(line.text):
        kind, length = prefix
        head.marks.append(Mark(kind=kind, span=Span(start, start + length)))
        rest = line.text[length:]
        start += length + len(rest) - len(rest.lstrip())
    head.marks.append(Mark(kind="headline", span=Span(start, line.end)))
    if head.title is None:
        head.title = line.text[start - line.start :]


def _furniture(lines: tuple[Line, ...]) -> list[Mark]:
    return [Mark(kind=kind, span=line.span) for line in lines if (kind := kind_of_line(line.text))]


def _published_at_end(lines: tuple[Line, ...]) -> tuple[PrintedDate, Span] | None:
    """A line "Published July 1, 2024" among the last five; there it must be labelled."""
    for line in lines[-5:]:
        found = _PUBLISHED.fullmatch(line.text)
        if found and found["label"] and (printed := _printed_in(line, found)):
            return printed
    return None


def _line_at(lines: tuple[Line, ...], span: Span) -> Line:
    return next(line for line in lines if line.span.covers(span))


def _outside(names: list[Credit], marks: list[Mark]) -> list[Credit]:
    return [c for c in names if not any(m.span.meets(c.span) for m in marks)]


def _without_overlap(marks: list[Mark]) -> tuple[Mark, ...]:
    """The marks in text order; of two that overlap the one named first stays."""
    starts: list[int] = []
    kept: dict[int, Mark] = {}
    for mark in marks:
        at = bisect_left(starts, mark.span.end)
        # Kept marks lie apart, so only the last one that begins before this one's end can meet it.
        if at and kept[starts[at - 1]].span.meets(mark.span):
            continue
        starts.insert(at, mark.span.start)
        kept[mark.span.start] = mark
    return tuple(kept[start] for start in starts)
