"""Claims, events and answers as a workbook. Every cell is text: nothing in it is computed or linked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from allegedly.errors import SetupError
from allegedly.export.items import Item
from allegedly.export.rows import ClaimRow, EventRow, Options, claim_rows, event_rows, name_of
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
_MOST_ROWS = 1_048_576
# What XML 1.0 cannot hold.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_xlsx(items: Iterable[Item], out: BinaryIO, options: Options) -> int:
    """Three sheets, filled side by side so that memory stays flat, and one that says what was left out; how many claims. Raises
    `SetupError` for more rows than a sheet can hold."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    claims, events, answers = (_Sheet(book, *head) for head in (("claims", COLUMNS), ("events", _EVENTS), ("answers", _ANSWERS)))
    try:
        for item in items:
            _fill(item, claims, events, answers, options)
    except BaseException:
        # openpyxl writes each sheet to a file of its own, which must be closed.
        for sheet in book.worksheets:
            sheet.close()
        raise
    _Sheet(book, "about this file", ("note",)).append([options.note])
    book.save(out)
    return claims.rows


def _fill(item: Item, claims: _Sheet, events: _Sheet, answers: _Sheet, options: Options) -> None:
    for claim in claim_rows(item, options):
        claims.append(claim_cells(claim, options))
        for cells in _answer_cells(claim):
            answers.append(cells)
    for event in event_rows(item, options):
        events.append(_event_cells(event, item.report.document))


class _Sheet:
    """A sheet with a bold head that stays in view, and how many rows were put in."""

    def __init__(self, book: Workbook, name: str, columns: tuple[str, ...]) -> None:
        from openpyxl.utils import get_column_letter

        self._sheet, self._name, self.rows = book.create_sheet(name), name, 0
        self._sheet.freeze_panes = "A2"
        for number, column in enumerate(columns, start=1):
            self._sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(column, 18)
        self._sheet.append([_cell(self._sheet, column, bold=True) for column in columns])

    def append(self, row: list[str]) -> None:
        """Add a row of text."""
        self.rows += 1
        if self.rows >= _MOST_ROWS:
            raise SetupError(f"a sheet holds {_MOST_ROWS:,} rows and there are more {self._name}: choose some, or take csv or parquet")
        self._sheet.append([_cell(self._sheet, value) for value in row])


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


def _answer_cells(row: ClaimRow) -> Iterator[list[str]]:
    source = row.source
    for answer in row.answers:
        yield [
            answer.speaker, answer.type, row.speaker, row.words, source.outlet or "", source.published or "", source.url or "",
            answer.claim, row.id, source.document,
        ]  # fmt: skip
