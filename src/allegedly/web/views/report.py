"""One report: its text with the layers of its record, and the record beside it."""

from __future__ import annotations

import msgspec
from markupsafe import Markup

from allegedly.records import Report, Span
from allegedly.web.ask import Ask
from allegedly.web.layers import report_layers, two_readings
from allegedly.web.paint import paint_text, paragraphs_of
from allegedly.web.record import Record, make_record
from allegedly.web.site import NotFound, Site
from allegedly.web.view import View


class ReportDrawn(msgspec.Struct, frozen=True, kw_only=True):
    """The page of a report. `paragraphs` are HTML, escaped; `readings` are the words, the preferred reading, the others, the anchor."""

    record: Record
    paragraphs: list[Markup]
    readings: list[tuple[str, str, tuple[str, ...], str]]
    facts: tuple[str, ...]
    kept: bool


def build_report(site: Site, ask: Ask) -> View:
    """The page of a stored report, or of one just read. Raises `NotFound`."""
    report, kept = find_report(site, ask.values["id"])
    return make_report_page(report, kept, shown_span(ask.query.get("show", ""), report))


def shown_span(text: str, report: Report) -> Span | None:
    """The span of `?show=120-186`, as far as the text has it."""
    start, _, end = text.partition("-")
    if not (start.isdigit() and end.isdigit() and len(start) + len(end) < 16):
        return None
    span = Span(int(start), min(int(end), len(report.document.text)))
    return span if len(span) > 0 else None


def find_report(site: Site, document_id: str) -> tuple[Report, bool]:
    """A report and whether it is in the store."""
    with site.reading() as store:
        if store.number(document_id) is not None:
            return store.report(document_id), True
    report = site.remembered(document_id)
    if report is None:
        raise NotFound(f"{document_id}: there is no report of that id")
    return report, False


def make_report_page(report: Report, kept: bool, shown: Span | None = None) -> View:
    """The page of any report."""
    record = make_record(report)
    text = report.document.text
    layers = report_layers(report, record.numbers, record.hues, shown)
    drawn = ReportDrawn(
        record=record,
        paragraphs=paint_text(text, layers, paragraphs_of(text)),
        readings=[(s.read(text), first, others, f"w-{s.start}-{s.end}") for s, first, others in two_readings(report)],
        facts=_facts(report),
        kept=kept,
    )
    return View(title=report.document.title or report.document.source_id, data=report, drawn=drawn)


def _facts(report: Report) -> tuple[str, ...]:
    document = report.document
    place = document.dateline.place.name if document.dateline and document.dateline.place else None
    basis = f" ({document.published_basis})" if document.published_basis else ""
    when = f"published {document.published}{basis}" if document.published else "no publication date: relative times stay open"
    credits = "; ".join(f"{c.role} {c.name}" for c in document.credits) or None
    facts = (document.publisher, f"{place} (dateline)" if place else None, document.agency, when, credits)
    return tuple(dict.fromkeys(f for f in facts if f))
