"""A report's record as a page for the terminal: plain text, wrapped, nothing shown without its speaker."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterable, Iterator

import click

from allegedly.cli.claims import format_claims
from allegedly.names import NOBODY, in_text_order, speaker_words
from allegedly.records import Attribution, Document, Report, Span, Spans, Speaker

INDENT = 4


def format_report(report: Report, verbose: bool = False, width: int | None = None) -> str:
    """The page: head, who says what, the reporter's own voice, sentences in which nothing was found."""
    width = width or min(100, shutil.get_terminal_size((96, 40)).columns)
    parts = [
        *_head(report.document),
        "",
        *_section("WHO SAYS WHAT", _attributions(report, width, verbose), width),
        *_section("WHAT IS CLAIMED, AND WHO ANSWERS", format_claims(report, width), width),
        *_section("IN THE REPORTER'S OWN VOICE", _voice(report, width), width),
        *_section("NOTHING FOUND IN", _silent(report, width), width),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _section(title: str, lines: Iterable[str], width: int) -> Iterator[str]:
    body = list(lines)
    if body:
        yield click.style(title, bold=True)
        yield from body
        yield ""


# ---------------------------------------------------------------- head


def _head(document: Document) -> Iterator[str]:
    yield click.style(document.title or document.source_id, bold=True)
    place = document.dateline.place.name if document.dateline and document.dateline.place else None
    basis = f" ({document.published_basis})" if document.published_basis else ""
    published = f"published {document.published}{basis}" if document.published else "no publication date: relative times stay open"
    facts = [document.publisher, f"{place} (dateline)" if place else None, document.agency, published]
    yield " · ".join(f for f in facts if f)
    if document.credits:
        yield "; ".join(f"{c.role} {c.name}" for c in document.credits)


# ---------------------------------------------------------------- attributions


def _attributions(report: Report, width: int, verbose: bool) -> Iterator[str]:
    numbers = _number(report.attributions)
    for row in report.attributions:
        yield from _attribution(report, row, numbers, width, verbose)
        yield ""


def _number(rows: Iterable[Attribution]) -> dict[str, str]:
    """Ids → 1, 2, 2.1 ... in text order, nested rows under their parents."""
    children: dict[str | None, list[str]] = {}
    rows = list(rows)
    known = {r.id for r in rows}
    for row in rows:
        children.setdefault(row.parent if row.parent in known else None, []).append(row.id)
    numbers: dict[str, str] = {}

    def walk(parent: str | None, prefix: str) -> None:
        for k, row_id in enumerate(children.get(parent, []), 1):
            numbers[row_id] = f"{prefix}{k}"
            walk(row_id, f"{prefix}{k}.")

    walk(None, "")
    return numbers


def _attribution(report: Report, row: Attribution, numbers: dict[str, str], width: int, verbose: bool) -> Iterator[str]:
    text, number = report.document.text, numbers[row.id]
    margin = " " * INDENT * number.count(".")
    label = f"{number:<{INDENT - 1}} "
    yield margin + label + click.style(_who(report, row, numbers), bold=True) + "  " + click.style(_facts(row), dim=True)
    pieces = " … ".join(p.read(text) for p in row.content)
    yield from _wrap(pieces, width, margin + " " * (INDENT + 2))
    for gloss in row.gloss:
        yield from _wrap(f"[reporter's own words: {gloss.read(text).strip(' ,')}]", width, margin + " " * (INDENT + 2))
    resolved = _resolved(report, row)
    if resolved:
        yield from _wrap(resolved, width, margin + " " * (INDENT + 2))
    if verbose:
        yield margin + " " * (INDENT + 2) + click.style(_provenance(row), dim=True)


def _who(report: Report, row: Attribution, numbers: dict[str, str]) -> str:
    """Source and cue in the order of the text; for a quotation that goes on, whose it is."""
    text = report.document.text
    if row.continues:
        return f"{speaker_words(report, row)} (quotation goes on from {numbers.get(row.continues, '?')})"
    source, cue = _short(_joined(text, row.source), len(row.speakers)), _joined(text, row.cue)
    if not source:
        return f"{NOBODY} {cue}".strip()
    return in_text_order(text, row, source, cue)


def _short(source: str, speakers: int) -> str:
    """A source without its apposition or relative clause, which the record keeps: "Belarus", not "Belarus, a close ally that"."""
    head, comma, rest = source.partition(", ")
    is_aside = re.match(r"(?:an?|the|who|whose|which|of|one|\w+(?:man|woman|person)) ", rest) is not None
    return head if comma and speakers <= 1 and is_aside else source


def _resolved(report: Report, row: Attribution) -> str:
    """Who that is, where the resolved name says more than the words: name, role as printed, body, country."""
    source = _joined(report.document.text, row.source)
    notes = [_speaker_note(s, source) for s in row.speakers] if not row.continues else []
    return f"→ {'; '.join(n for n in notes if n)}" if any(notes) else ""


def _speaker_note(speaker: Speaker, source: str) -> str:
    name = speaker.name if speaker.name and speaker.name.lower() not in source.lower() else None
    body = f"for {speaker.speaks_for}" if speaker.speaks_for and speaker.speaks_for.lower() not in source.lower() else None
    return " ".join(part for part in (name, body) if part)


def _facts(row: Attribution) -> str:
    said = _said(row)
    colour = row.cue_class if row.cue_class != "neutral" else None
    kind = row.kind if row.kind not in ("direct", "indirect", "mixed") else None
    country = "/".join(dict.fromkeys(s.country for s in row.speakers if s.country)) or None
    return " · ".join(f for f in (row.act.replace("_", " "), colour, kind, said, country) if f)


def _said(row: Attribution) -> str | None:
    """When it was said, and the other reading if one is kept."""
    if row.said is None:
        return None
    others = [a.edtf for a in row.said.alternatives if a.edtf and a.edtf != row.said.edtf]
    return f"said {row.said.edtf}" + (f" (or {', '.join(others)})" if others else "")


def _provenance(row: Attribution) -> str:
    spans = " ".join(f"{name} {_offsets(s)}" for name, s in (("source", row.source), ("cue", row.cue), ("content", row.content)) if s)
    score = f", score {row.score:.2f}" if row.score is not None else ""
    return f"{spans}; rule {row.rule}{score}"


def _offsets(spans: Spans) -> str:
    return ",".join(f"{s.start}-{s.end}" for s in spans)


# ---------------------------------------------------------------- the rest


def _voice(report: Report, width: int) -> Iterator[str]:
    for row in report.reporter_voice:
        yield from _wrap(f"{row.span.read(report.document.text)}  ({row.kind})", width, " " * INDENT)


def _silent(report: Report, width: int) -> Iterator[str]:
    for span in report.silent:
        yield from _wrap(span.read(report.document.text), width, " " * INDENT)


def _joined(text: str, spans: Iterable[Span]) -> str:
    return " … ".join(" ".join(s.read(text).split()) for s in spans)


def _wrap(text: str, width: int, margin: str) -> list[str]:
    return textwrap.wrap(" ".join(text.split()), width, initial_indent=margin, subsequent_indent=margin)
