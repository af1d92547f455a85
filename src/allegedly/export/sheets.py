"""Claims, events and answers as a workbook. Every cell is text: nothing in it is computed or linked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import tee
from typing import TYPE_CHECKING, Any, BinaryIO

from allegedly.export.items import Item
from allegedly.export.rows import EventRow, Options, claim_rows, event_rows, name_of
from allegedly.export.table import COLUMNS, claim_cells
from allegedly.records import Document

if TYPE_CHECKING:
    from openpyxl import Workbook

_EVENTS = (
    "speaker", "words", "actor", "target", "object", "place", "place precision", "country", "when", "first day", "last day", "modality",
    "polarity", "plover root", "plover mode", "status", "claims", "outlet", "published", "title", "url", "event id", "document id",
)  # fmt: skip
_ANSWERS = ("answer by", "type", "to claim of", "claim", "outlet", "published", "url", "answer id", "claim id", "document id")
_WIDTHS = {"claim": 70, "words": 40, "status": 50, "speaker": 28, "title": 40}
_LONGEST_CELL = 32_767
# What XML 1.0 cannot hold.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_xlsx(items: Iterable[Item], out: BinaryIO, options: Options) -> int:
    """Three sheets and one that says what was left out; how many claims."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    claims, events, answers = tee(items, 3)
    count = _fill(book, "claims", COLUMNS, (claim_cells(row, options) for item in claims for row in claim_rows(item, options)))
    _fill(book, "events", _EVENTS, (_event_cells(row, i.report.document) for i in events for row in event_rows(i, options)))
    _fill(book, "answers", _ANSWERS, (cells for item in answers for cells in _answer_cells(item, options)))
    _fill(book, "about this file", ("note",), [[options.note]])
    book.save(out)
    return count


def _fill(book: Workbook, name: str, columns: tuple[str, ...], rows: Iterable[list[str]]) -> int:
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(column, 18)
    sheet.append([_cell(sheet, column, bold=True) for column in columns])
    count = 0
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
        count += 1
    return count


def _cell(sheet: Any, value: str, bold: bool = False) -> Any:
    """A cell of text, whatever it begins with; a plain string where openpyxl would take it for one anyway."""
    value = _ILLEGAL.sub("�", value)[:_LONGEST_CELL]
    if not bold and not value.startswith(("=", "#")):
        return value
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _event_cells(row: EventRow, document: Document) -> list[str]:
    from allegedly.export.features import precision_of

    place = row.place
    return [
        row.speaker, row.words, "; ".join(name_of(document, p) for p in row.actors), "; ".join(name_of(document, p) for p in row.targets),
        name_of(document, row.object) if row.object else "", (place.name or "") if place else "", precision_of(place) if place else "",
        (place.country or "") if place else "", row.when or "", row.first or "", row.last or "", row.modality, row.polarity,
        row.plover.root if row.plover else "", (row.plover.mode or "") if row.plover else "", row.standing.line if row.standing else "",
        "; ".join(c.id for c in row.claims), row.source.outlet or "", row.source.published or "", row.source.title or "",
        row.source.url or "", row.id, row.source.document,
    ]  # fmt: skip


def _answer_cells(item: Item, options: Options) -> Iterator[list[str]]:
    for row in claim_rows(item, options):
        for answer in row.answers:
            source = row.source
            yield [
                answer.speaker, answer.type, row.speaker, row.words, source.outlet or "", source.published or "", source.url or "",
                answer.claim, row.id, source.document,
            ]  # fmt: skip
