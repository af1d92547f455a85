"""Which layers a report puts over its text: sources, cues, contents stacked by nesting, readings, furniture, silent sentences."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from allegedly.names import speaker_words
from allegedly.records import Attribution, Report, Span, bounding
from allegedly.web.paint import Layer

HUES = 6
"""Speakers are told apart by this many hues, then they repeat; the number beside the name tells them apart for certain."""

TALLEST = 6
"""Underlines are stacked this high; what is nested deeper shares the lowest line and says so in its record."""

_TARGET, _QUIET, _CONTENT, _FOUND, _GLOSS, _SOURCE, _CUE, _READING = 0, 1, 2, 10, 11, 12, 13, 14


def report_layers(report: Report, numbers: Mapping[str, str], hues: Mapping[str, int], shown: Span | None = None) -> list[Layer]:
    """All layers of a report. `numbers` are those of the rows in the record beside it, `hues` the speakers' colours, `shown` the words
    that the address asks for."""
    rows = report.attributions
    heights = stack_heights(rows)
    depths = nesting_depths(rows)
    marks = [a for row in rows for a in _row_layers(row, numbers, hues, heights[row.id], depths[row.id])]
    return [*_targets(report, shown), *_quiet(report), *marks, *_found(report), *_readings(report)]


def speaker_hues(keys: Iterable[str]) -> dict[str, int]:
    """A hue for each speaker, in order of first appearance."""
    seen = dict.fromkeys(keys)
    return {key: index % HUES for index, key in enumerate(seen)}


def nesting_depths(rows: Sequence[Attribution]) -> dict[str, int]:
    """How many rows each row lies in; parents that are missing or in a circle count as none."""
    parents = {r.id: r.parent for r in rows}
    depths: dict[str, int] = {}
    for row in rows:
        chain: dict[str, None] = {}
        current: str | None = row.id
        while current in parents and current not in depths and current not in chain:
            chain[current] = None
            current = parents[current]
        base = depths.get(current, -1) if current and current not in chain else -1
        for step, member in enumerate(reversed(chain), 1):
            depths[member] = base + step
    return depths


def stack_heights(rows: Sequence[Attribution]) -> dict[str, int]:
    """How many underlines lie between a row's content and its own line: one more than the tallest row inside its content."""
    extents = sorted(((bounding(r.content), r.id) for r in rows if r.content), key=lambda e: (len(e[0]), e[0].start, e[1]))
    edges = sorted({edge for span, _ in extents for edge in (span.start, span.end)})
    # The next free line over each stretch between two edges; bytes, so that thousands of rows cost little.
    free = bytearray(len(edges))
    heights = {r.id: 0 for r in rows}
    for span, row_id in extents:
        stretch = slice(bisect_left(edges, span.start), bisect_left(edges, span.end))
        full = free.find(TALLEST, stretch.start, stretch.stop) >= 0
        height = TALLEST if full else max(free[stretch], default=0)
        heights[row_id] = height
        free[stretch] = bytes([min(TALLEST, height + 1)]) * (stretch.stop - stretch.start)
    return heights


def anchor_of(span: Span) -> str:
    """The id of the element over a span that something opens."""
    return f"t-{span.start}-{span.end}"


def row_anchor(row_id: str) -> str:
    """The id of a row's first piece in the text."""
    return f"m-{row_id}"


# ---------------------------------------------------------------- rows


def _row_layers(row: Attribution, numbers: Mapping[str, str], hues: Mapping[str, int], height: int, depth: int) -> Iterator[Layer]:
    hue = f"hue{hues.get(row.id, 0)}"
    number = numbers.get(row.id, "")
    first = min((*row.source, *row.cue, *row.content), default=None)
    order = _CONTENT + min(depth, TALLEST)
    for index, span in enumerate(row.content):
        classes = f"content {hue} height{height}" + _tie(row, index)
        yield _piece(row, span, classes, order, first, number if index == 0 else None)
    for span in row.gloss:
        yield Layer(span=span, classes="gloss", order=_GLOSS, rows=(row.id,), title="the reporter's own words inside the quotation")
    for span in row.source:
        yield _piece(row, span, f"source {hue}", _SOURCE, first, None)
    for index, span in enumerate(row.cue):
        yield _piece(row, span, f"cue cue-{row.cue_class}", _CUE, first, None, linked=index == 0)


def _tie(row: Attribution, index: int) -> str:
    return " goes-on" if row.continues and index == 0 else ""


def _piece(row: Attribution, span: Span, classes: str, order: int, first: Span | None, number: str | None, linked: bool = False) -> Layer:
    anchor = row_anchor(row.id) if span == first else None
    href = f"#r-{row.id}" if linked else None
    return Layer(span=span, classes=classes, order=order, rows=(row.id,), anchor=anchor, label=number, href=href)


def _found(report: Report) -> Iterator[Layer]:
    """Claims and triggers: seen only when their record is pointed at."""
    for claim in report.claims:
        for span in claim.spans:
            yield Layer(span=span, classes="claim", order=_FOUND, rows=(claim.id,), anchor=f"c-{claim.id}")
    for event in report.events:
        for span in event.trigger:
            yield Layer(span=span, classes="trigger", order=_FOUND, rows=(event.id,), anchor=f"e-{event.id}")
    for voice in report.reporter_voice:
        yield Layer(span=voice.span, classes="own-voice", order=_QUIET, rows=(voice.id,))


# ---------------------------------------------------------------- the rest of the text


def _quiet(report: Report) -> Iterator[Layer]:
    document = report.document
    for span in report.silent:
        yield Layer(span=span, classes="silent", order=_QUIET, title="nothing found in this sentence")
    furniture = [m.span for m in document.marks] + [c.span for c in document.credits]
    if document.dateline:
        furniture.append(document.dateline.span)
    for span in furniture:
        yield Layer(span=span, classes="furniture", order=_QUIET)


def _targets(report: Report, shown: Span | None) -> Iterator[Layer]:
    """Every span that something on the page opens, and the one that the address asks for."""
    for span in sorted({*opened_spans(report), *((shown,) if shown else ())}):
        yield Layer(span=span, classes="target shown" if span == shown else "target", order=_TARGET, anchor=anchor_of(span))


def opened_spans(report: Report) -> Iterator[Span]:
    """The spans that status lines, relations, times and places lead to."""
    for status in report.statuses:
        yield from (s for part in status.parts for s in part.spans)
    for relation in report.relations:
        yield from relation.evidence
    yield from (e.when.evidence[0] for e in report.events if e.when and e.when.evidence)
    yield from (e.place.span for e in report.events if e.place)
    yield from (c.span for c in report.citations)


def _readings(report: Report) -> Iterator[Layer]:
    for span, preferred, others in two_readings(report):
        title = f"may be read in two ways: {preferred}; or {', or '.join(others)}"
        yield Layer(span=span, classes="twoway", order=_READING, title=title, anchor=f"w-{span.start}-{span.end}")


def two_readings(report: Report) -> Iterator[tuple[Span, str, tuple[str, ...]]]:
    """Where two careful readers could differ: the words, the preferred reading, the others."""
    for reading in report.readings:
        yield reading.span, reading.preferred, reading.others
    dated = _dated(report)
    for timex in report.timexes:
        others = [_reading(r.edtf, dated.get(r.to or ""), r.why) for r in timex.alternatives]
        if timex.edtf and others:
            yield timex.span, _reading(timex.edtf, dated.get(timex.to or ""), None), tuple(dict.fromkeys(others))


def _dated(report: Report) -> dict[str, str]:
    """What a time can date, in words."""
    text = report.document.text
    found = {e.id: f"of “{' … '.join(s.read(text) for s in e.trigger[:1])}”" for e in report.events}
    found |= {r.id: f"of what {speaker_words(report, r)} said" for r in report.attributions}
    return found | {"document": "of the report"}


def _reading(edtf: str | None, of: str | None, why: str | None) -> str:
    words = " ".join(part for part in (edtf or "no date", of) if part)
    return f"{words} ({why})" if why else words
