"""One large JSON object whose list is written row by row, so that memory stays flat."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

import msgspec


def write_collection(out: BinaryIO, head: Mapping[str, Any], key: str, rows: Iterable[Any]) -> int:
    """Write `head` with the list `rows` under `key` as its last member; how many rows."""
    out.write(msgspec.json.encode(head)[:-1] + b',"' + key.encode() + b'":[')
    count = 0
    for row in rows:
        out.write((b",\n" if count else b"\n") + msgspec.json.encode(row))
        count += 1
    out.write(b"\n]}\n")
    return count


def write_lines(out: BinaryIO, rows: Iterable[Any]) -> int:
    """Write one JSON line per row; how many."""
    count = 0
    for row in rows:
        out.write(msgspec.json.encode(row) + b"\n")
        count += 1
    return count
