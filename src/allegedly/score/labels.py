"""Labels to score, from JSON lines in either of two forms: a report's line, or rows by layer.

    {"document": {"source_id": "a1", "text": "..."}, "attributions": [...], "timexes": [...], "places": [...]}
    {"id": "a1", "text": "...", "attributions": [{"source": [[0, 3]], "cue": ..., "content": ...}], "timexes": [{"start": 0, ...}]}

Offsets are code points of the text, end exclusive. A layer that a line does not have is `None`: not labelled, which is not empty.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from allegedly.errors import SetupError

Row = Mapping[str, Any]
Rows = tuple[Row, ...] | None


class Labels(msgspec.Struct, frozen=True, kw_only=True):
    """What one document is labelled with, or was read to hold."""

    id: str
    text: str | None = None
    attributions: Rows = None
    timexes: Rows = None
    places: Rows = None


def read_labels(path: str | Path) -> dict[str, Labels]:
    """The labels of a file of JSON lines, gzipped or not, by document id. Raises `SetupError` for a file that cannot be used."""
    out: dict[str, Labels] = {}
    for number, line in _lines(Path(path)):
        try:
            item = labels_of(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
            raise SetupError(f"{path}: line {number} holds no labels ({error!r}): give a report's line or rows with an id") from None
        out[item.id] = item
    if not out:
        raise SetupError(f"{path}: no labels in it: give JSON lines, one document a line")
    return out


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8") as lines:
            yield from ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise SetupError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error}): check the path") from None


def labels_of(line: Mapping[str, Any]) -> Labels:
    """The labels of one parsed line. Raises `KeyError` where it has no id."""
    document = line.get("document")
    if document is None:
        rows = {layer: _rows(line.get(layer)) for layer in ("attributions", "timexes", "places")}
        return Labels(id=str(line["id"]), text=line.get("text"), **rows)
    return Labels(
        id=str(document["source_id"]),
        text=document.get("text"),
        attributions=outermost_rows(line.get("attributions", ())),
        timexes=_placed(line.get("timexes", ())),
        places=_placed([row for row in line.get("places", ()) if row.get("name") is not None]),
    )


def _rows(rows: Sequence[Row] | None) -> Rows:
    return None if rows is None else tuple(rows)


def _placed(rows: Sequence[Row]) -> Rows:
    """Rows with a `span` as rows with `start` and `end`."""
    return tuple({**row, "start": row["span"][0], "end": row["span"][1]} for row in rows)


def outermost_rows(rows: Sequence[Row]) -> Rows:
    """A report's attributions as the comparison has them: nested ones and those of the extended tier dropped, a quotation that goes on
    joined to the row it continues."""
    by_id = {row["id"]: row for row in rows if "id" in row}
    joined: dict[str, list[Any]] = {}
    for row in rows:
        first = row
        while first.get("continues") in by_id:
            first = by_id[first["continues"]]
        if first is not row:
            joined.setdefault(first["id"], []).extend(row["content"])
    kept = [r for r in rows if not r.get("parent") and not r.get("continues") and r.get("tier", "core") == "core"]
    return tuple({**row, "content": [*row["content"], *joined.get(row.get("id", ""), ())]} for row in kept)
