"""The one constructor of `Document`: checks, digests, language, wire form, publication date."""

from __future__ import annotations

import hashlib

import msgspec

from allegedly.errors import DocumentError
from allegedly.read.dateline import Reading
from allegedly.read.dates import PrintedDate, check_given, day_of
from allegedly.read.decode import MAX_CHARACTERS, check_text
from allegedly.read.language import detect_language
from allegedly.read.wire import Wire, read_wire
from allegedly.records import Dateline, Document, Mark, Span, make_id

# A report is filed on the day it is published or shortly before; a dateline further off contradicts the date taken.
_FILED_BEFORE = 2


def document_from_text(
    text: str,
    source_id: str,
    published: str | None = None,
    title: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    encoding: str | None = None,
    *,
    published_basis: str = "given",
    max_characters: int = MAX_CHARACTERS,
) -> Document:
    """A report from its text, which is kept exactly as it is.

    `published` is EDTF (`2024-07-01`); `published_basis` says whether the user gave it or metadata did. Without it the date is
    one the report prints, with its year; else `None`. A printed date that contradicts the one taken is marked `date_conflict`.
    The id depends on the text, and on `url` and `publisher` where there are any: the same words carried by two outlets are two
    documents. Raises a `DocumentError` for what is not a report.
    """
    try:
        check_text(text, max_characters)
        given = check_given(published) if published else None
    except DocumentError as error:
        raise type(error)(error.reason, source_id) from None
    wire = read_wire(text, title)
    taken, basis = (given, published_basis) if given else _printed(wire)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Document(
        id=_document_id(digest, url, publisher),
        source_id=source_id,
        text=text,
        sha256=digest,
        url=url,
        title=title or wire.title,
        language=detect_language(text),
        published=taken,
        published_basis=basis,
        publisher=publisher,
        agency=wire.agency,
        agency_span=wire.agency_span,
        dateline=_dateline(wire.dateline, taken),
        credits=wire.credits,
        marks=_with_conflicts(wire, taken),
        encoding=encoding,
    )


def _document_id(digest: str, url: str | None, publisher: str | None) -> str:
    return make_id(digest, "document", *(part for part in (url, publisher) if part))


def _printed(wire: Wire) -> tuple[str | None, str | None]:
    """The publication date the report prints of itself: its own line first, else its dateline, each only with a year."""
    line = wire.published.edtf if wire.published else None
    filed = wire.dateline.date.edtf if wire.dateline and wire.dateline.date else None
    found = line or filed
    return found, "printed" if found else None


def _dateline(reading: Reading | None, published: str | None) -> Dateline | None:
    if reading is None:
        return None
    return Dateline(
        span=reading.span,
        place=reading.places[0] if reading.places else None,
        places=reading.places,
        date=_dateline_date(reading.date, published),
    )


def _dateline_date(date: PrintedDate | None, published: str | None) -> str | None:
    """EDTF of the day a dateline prints; a year it leaves out is the one nearest to publication, `None` if that is unknown."""
    if date is None or date.edtf:
        return date.edtf if date else None
    anchor = day_of(published) if published else None
    nearest = date.nearest(anchor) if anchor else None
    return nearest.isoformat() if nearest else None


def _with_conflicts(wire: Wire, published: str | None) -> tuple[Mark, ...]:
    """The marks, with `date_conflict` on every printed date that contradicts the publication date taken."""
    spans = [*_conflicts(wire.published, wire.published_span, published, 0)]
    if wire.dateline:
        spans += _conflicts(wire.dateline.date, wire.dateline.date_span, published, _FILED_BEFORE)
    marks = [*wire.marks, *(Mark(kind="date_conflict", span=span) for span in spans)]
    return tuple(sorted(marks, key=lambda m: (m.span, m.kind)))


def _conflicts(printed: PrintedDate | None, span: Span | None, published: str | None, days_before: int) -> list[Span]:
    taken = day_of(published) if published else None
    if printed is None or span is None or taken is None:
        return []
    day = printed.nearest(taken)
    if day is None:
        return [span]
    # One day either way is a time zone, not a contradiction.
    return [] if -1 <= (taken - day).days <= days_before + 1 else [span]


def rename_document(document: Document, source_id: str) -> Document:
    """The same document under another name of the user's."""
    return msgspec.structs.replace(document, source_id=source_id)
