"""`export`: what was read, in the forms that other tools take. Rules that hold for every form:

Every row keeps its speaker. Article text is left out unless asked for, and a quotation longer than the limit is cut at a word and
says how much was left out. Nothing says whether a claim holds: only who says so, who answers, and how it stands.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from typing import BinaryIO

import msgspec

from allegedly.errors import SetupError
from allegedly.export.items import Item, items_from_lines, items_from_store
from allegedly.export.rows import Options

Writer = Callable[[Iterable[Item], BinaryIO, Options], int]


class Format(msgspec.Struct, frozen=True):
    """A form: where its writer is, what it is in one line, and whether it is text that a terminal can show."""

    writer: str
    line: str
    text: bool = True


FORMATS: dict[str, Format] = {
    "csv": Format("allegedly.export.table:write_csv", "claims as a table, safe to open in a spreadsheet"),
    "xlsx": Format("allegedly.export.sheets:write_xlsx", "claims, events and answers as sheets of a workbook", False),
    "jsonl": Format("allegedly.export.lines:write_jsonl", "one JSON line per report, the line of `allegedly read --json`"),
    "parquet": Format("allegedly.export.columns:write_parquet", "claims as typed columns", False),
    "jsonld": Format("allegedly.export.linked:write_jsonld", "schema.org Claim and Quotation, our relations in a context of our own"),
    "annotation": Format("allegedly.export.annotation:write_annotation", "W3C Web Annotations of the reports' text"),
    "ftm": Format("allegedly.export.entities:write_ftm", "FollowTheMoney entities, one a line"),
    "geojson": Format("allegedly.export.features:write_geojson", "events with a literal place, and how exact it is"),
    "plover": Format("allegedly.export.coded:write_plover", "PLOVER events, one a line, each with the attribution it stands under"),
    "mentions": Format("allegedly.export.mentions:write_mentions", "mentions of events in the manner of GDELT, with the speaker"),
    "atom": Format("allegedly.export.atom:write_atom", "claims as an Atom feed"),
}
"""name → form. The writers are imported when they are called."""


def write_export(items: Iterable[Item], form: str, out: BinaryIO, options: Options | None = None) -> int:
    """Write `items` in a form; how many rows were written. Raises `SetupError` for a form there is none of."""
    if form not in FORMATS:
        raise SetupError(f"{form}: there is no such form: take one of {', '.join(FORMATS)}")
    module, _, name = FORMATS[form].writer.partition(":")
    writer: Writer = getattr(importlib.import_module(module), name)
    return writer(items, out, options or Options())


__all__ = ["FORMATS", "Format", "Item", "Options", "items_from_lines", "items_from_store", "write_export"]
