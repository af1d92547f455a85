"""JSON lines: one document a line, with `id` and `text`, and optionally `published`, `title`, `url`, `publisher`.

The text is taken exactly as it is, so offsets come back into it; `source_id` repeats the id. A line that is no document becomes a
`Failure` and the next one is read.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec

from allegedly.errors import BadRecord, DocumentError, TooLarge
from allegedly.read.document import document_from_text
from allegedly.records import Document, Failure

# A character may take six bytes as an escape (\\ud83d), twice that as a pair.
_MAX_BYTES_PER_CHARACTER = 12
_ROOM_FOR_METADATA = 65_536
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Row(msgspec.Struct, frozen=True):
    """A line as it comes."""

    id: str | int
    text: str
    published: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None


class _OnlyId(msgspec.Struct, frozen=True):
    id: str | int


def read_lines(
    lines: Iterable[bytes], name: str, published: str | None, max_characters: int, start: int = 1
) -> Iterator[Document | Failure]:
    """The documents of JSON lines, of which the first is number `start` of its file. `name` stands for the file in the rows of lines that
    have no id; `published` overrides."""
    for row in decode_lines(lines, name, max_characters, start):
        if isinstance(row, Failure):
            yield row
            continue
        try:
            yield _document(row, published, max_characters)
        except DocumentError as error:
            yield Failure(source_id=str(row.id), error=type(error).__name__, reason=error.reason)


def decode_lines(lines: Iterable[bytes], name: str, max_characters: int, start: int = 1) -> Iterator[Row | Failure]:
    """The rows of JSON lines, their texts not yet looked into; a line that is none is a `Failure`."""
    for number, line in enumerate(lines, start=start):
        raw = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
        if not raw.strip():
            continue
        try:
            yield _decode_row(raw, max_characters)
        except DocumentError as error:
            yield Failure(source_id=_id_or_place(raw, name, number), error=type(error).__name__, reason=error.reason)


def _document(row: Row, published: str | None, max_characters: int) -> Document:
    date, basis = (published, "given") if published else (row.published, "metadata")
    return document_from_text(
        row.text,
        str(row.id),
        date or None,
        row.title or None,
        row.url or None,
        row.publisher or None,
        "utf-8",
        published_basis=basis,
        max_characters=max_characters,
    )


def _decode_row(raw: bytes, max_characters: int) -> Row:
    if len(raw) > _line_limit(max_characters):
        raise TooLarge(
            f"the line has more than {_line_limit(max_characters):,} bytes; the limit for one report is {max_characters:,} characters"
        )
    if raw.startswith(_UTF16_MARKS):
        raise BadRecord("the file is UTF-16; JSON lines are UTF-8: convert it first")
    try:
        return msgspec.json.decode(raw, type=Row)
    except msgspec.ValidationError as error:
        raise BadRecord(f"not a document: {_plainly(str(error))}; a line needs 'id' and 'text'") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadRecord(f"not a line of JSON: {error}") from None
    except RecursionError:
        raise BadRecord("not a document: its JSON is nested too deeply; a line needs 'id' and 'text'") from None


def _plainly(message: str) -> str:
    """msgspec's message without its JSON path to the root ("- at `$`")."""
    return re.sub(r" - at `\$`$", "", message)


def _id_or_place(raw: bytes, name: str, number: int) -> str:
    """What to call a line that failed: its id where it has one, else the file and the line number."""
    try:
        return str(msgspec.json.decode(raw, type=_OnlyId).id)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return f"{name}:{number}"


def looks_like_record(line: bytes) -> bool:
    """True if a first line is a JSON object with a text: standard input has no name to tell its form by."""
    raw = line.removeprefix(codecs.BOM_UTF8)
    if not raw.lstrip().startswith(b"{"):
        return False
    try:
        return "text" in msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False


def bounded_lines(stream: BinaryIO, max_characters: int) -> Iterator[bytes]:
    """The lines of a stream; of one that is too long for any report only the beginning, so that memory stays bounded."""
    limit = _line_limit(max_characters) + 1
    while line := stream.readline(limit):
        yield line
        while len(line) == limit and not line.endswith(b"\n"):
            line = stream.readline(limit)


def _line_limit(max_characters: int) -> int:
    return max_characters * _MAX_BYTES_PER_CHARACTER + _ROOM_FOR_METADATA
