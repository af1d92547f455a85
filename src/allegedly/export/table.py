"""Claims as a table for people: CSV that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from allegedly.export.items import Item
from allegedly.export.rows import ClaimRow, Options, claim_rows, extent

COLUMNS = (
    "speaker", "cue", "claim", "act", "modality", "polarity", "status", "support", "response", "answered by", "role", "speaks for",
    "speaker country", "origin", "passed on by", "party to it", "about", "said on", "outlet", "agency", "authors", "published",
    "title", "url", "claim characters", "speaker characters", "cue characters", "claim id", "attribution id", "document id",
    "document sha256", "left out",
)  # fmt: skip

# What makes a spreadsheet take a cell for a formula, a command or a field end (OWASP, CSV injection).
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")


def write_csv(items: Iterable[Item], out: BinaryIO, options: Options) -> int:
    """One line per claim, UTF-8 with a mark so that spreadsheets see it; how many claims."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer, count = csv.writer(text), 0
    writer.writerow(COLUMNS)
    for item in items:
        for row in claim_rows(item, options):
            writer.writerow([safe_cell(cell) for cell in claim_cells(row, options)])
            count += 1
    text.flush()
    text.detach()
    return count


def claim_cells(row: ClaimRow, options: Options) -> list[str]:
    """The cells of a claim, in the order of `COLUMNS`."""
    source = row.source
    several = _joined([s.country for s in row.who])
    return [
        row.speaker, row.cue, row.words, row.act, row.modality, row.polarity,
        row.standing.line if row.standing else "", row.standing.support if row.standing else "",
        row.standing.response if row.standing else "", "; ".join(dict.fromkeys(f"{a.speaker} ({a.type})" for a in row.answers)),
        _joined([s.role for s in row.who]), _joined([s.speaks_for for s in row.who]), several, _joined([s.origin for s in row.who]),
        "; ".join(row.via), row.interest or "", "; ".join(row.about), row.said or "", source.outlet or "", source.agency or "",
        "; ".join(source.authors), source.published or "", source.title or "", source.url or "", extent(row.spans),
        extent(row.speaker_spans), extent(row.cue_spans), row.id, row.attribution, source.document, source.sha256, left_out(row, options),
    ]  # fmt: skip


def left_out(row: ClaimRow, options: Options) -> str:
    """What this row does not show."""
    parts = [] if options.full_text else ["article text"]
    if row.left_out:
        parts.append(f"{row.left_out} characters of the quotation")
    return ", ".join(parts)


def safe_cell(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe in front of one that looks like it."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_DANGEROUS) else cell


def _joined(values: Iterable[str | None]) -> str:
    return "; ".join(dict.fromkeys(v for v in values if v))
