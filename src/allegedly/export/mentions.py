"""Mentions of events, tab-separated: the sixteen columns of GDELT's Mentions table in its order, then whose mention it is.

One row per event and claim that carries it. GDELT counts such rows as coverage; here each says who speaks, how, and where the words
stand. `Confidence` and `MentionDocTone` stay empty: we rate neither reports nor their mood.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from allegedly.export.items import Item
from allegedly.export.rows import ClaimRow, EventRow, Options, event_rows
from allegedly.export.table import safe_cell

COLUMNS = (
    "GlobalEventID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier", "SentenceID",
    "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence", "MentionDocLen", "MentionDocTone",
    "MentionDocTranslationInfo", "Extras", "Speaker", "SpeakerCountry", "PassedOnBy", "Cue", "Act", "Modality", "Polarity", "Words",
    "Status", "ClaimID", "DocumentID",
)  # fmt: skip
_WEB, _OTHER = "1", "2"


def write_mentions(items: Iterable[Item], out: BinaryIO, options: Options) -> int:
    """One row per mention; how many."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer, count = csv.writer(text, delimiter="\t", quoting=csv.QUOTE_MINIMAL, lineterminator="\n"), 0
    writer.writerow(COLUMNS)
    for item in items:
        for row in event_rows(item, options):
            for cells in _mentions(row, len(item.report.document.text), options):
                writer.writerow([safe_cell(cell) for cell in cells])
                count += 1
    text.flush()
    text.detach()
    return count


def _mentions(row: EventRow, length: int, options: Options) -> Iterator[list[str]]:
    if not row.claims:
        yield [*_event_cells(row, length, options), *_reporter_cells(row), row.source.document]
    for claim in row.claims:
        yield [*_event_cells(row, length, options), *_claim_cells(row, claim), row.source.document]


def _event_cells(row: EventRow, length: int, options: Options) -> list[str]:
    source = row.source
    return [
        str(event_number(row.id)), _stamp(row.first), _stamp(source.published), _WEB if source.url else _OTHER, source.outlet or "",
        source.url or source.source_id, "", _offset(row, "actors"), _offset(row, "targets"),
        str(row.trigger[0].start) if row.trigger else "", "1", "", str(length), "", "", options.note,
    ]  # fmt: skip


def event_number(event_id: str) -> int:
    """The event's id as the whole number GDELT has there; below 2**63."""
    return int(event_id, 16) >> 1


def _stamp(date: str | None) -> str:
    """YYYYMMDDHHMMSS, noughts where the hour is not known; empty without a day."""
    if not date or len(date) < 10:
        return ""
    clock = date[11:19].replace(":", "") if len(date) >= 19 else "000000"
    return date[:10].replace("-", "") + clock


def _offset(row: EventRow, side: str) -> str:
    participants = getattr(row, side)
    return str(participants[0].spans[0].start) if participants and participants[0].spans else ""


def _claim_cells(row: EventRow, claim: ClaimRow) -> list[str]:
    countries = "; ".join(dict.fromkeys(s.country for s in claim.who if s.country))
    status = row.standing.line if row.standing else ""
    return [
        claim.speaker, countries, "; ".join(claim.via), claim.cue, claim.act, claim.modality, claim.polarity, claim.words, status, claim.id
    ]  # fmt: skip


def _reporter_cells(row: EventRow) -> list[str]:
    return [row.speaker, "", "", "", "report", row.modality, row.polarity, row.told, row.standing.line if row.standing else "", ""]
