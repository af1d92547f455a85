"""Documents from paths, standard input and JSON lines.

What is wrong with the command (no such file, a folder, no permission) is a `SetupError`, exit code 2. What is wrong with one
report is a `DocumentError`, exit code 3; `read_documents` turns it into a `Failure` row and goes on.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, Literal

from allegedly import errors
from allegedly.errors import DocumentError, NotText, SetupError, TooLarge
from allegedly.read.decode import MAX_CHARACTERS, decode_bytes
from allegedly.read.document import document_from_text
from allegedly.read.jsonl import bounded_lines, looks_like_record, read_lines
from allegedly.records import Document, Failure

Form = Literal["auto", "text", "jsonl"]
_MAX_BYTES_PER_CHARACTER = 4
_JSON_LINES = {".jsonl", ".ndjson"}


def read_document(
    source: str | Path,
    published: str | None = None,
    title: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    max_characters: int = MAX_CHARACTERS,
) -> Document:
    """The one report at a path, or on standard input for `-`. Raises a `DocumentError` or a `SetupError`."""
    name = str(source)
    if _is_json_lines(name):
        return _only_one(read_documents(name, published, max_characters=max_characters), name)
    with _open(name) as stream:
        data = _read_all(stream, name, max_characters)
    return _document(data, name, published, title, url, publisher, max_characters)


def read_documents(
    source: str | Path, published: str | None = None, form: Form = "auto", max_characters: int = MAX_CHARACTERS
) -> Iterator[Document | Failure]:
    """The reports of one source: a text file, standard input (`-`), or JSON lines (`.jsonl`, `.ndjson`, or found on standard
    input), one document a line. A report that cannot be read is a `Failure`. `published`, if given, holds for all."""
    name = str(source)
    with _open(name) as stream:
        if form == "jsonl" or (form == "auto" and _is_json_lines(name)):
            yield from read_lines(bounded_lines(stream, max_characters), name, published, max_characters)
            return
        first = next(bounded_lines(stream, max_characters), b"") if form == "auto" and name == "-" else b""
        if looks_like_record(first):
            lines = chain([first], bounded_lines(stream, max_characters))
            yield from read_lines(lines, name, published, max_characters)
            return
        yield from _as_rows(stream, first, name, published, max_characters)


def _as_rows(stream: BinaryIO, first: bytes, name: str, published: str | None, limit: int) -> Iterator[Document | Failure]:
    try:
        data = _read_all(stream, name, limit, first)
        yield _document(data, name, published, None, None, None, limit)
    except DocumentError as error:
        yield Failure(source_id=name, error=type(error).__name__, reason=error.reason)


def _document(
    data: bytes, name: str, published: str | None, title: str | None, url: str | None, publisher: str | None, limit: int
) -> Document:
    try:
        text, encoding = decode_bytes(data)
    except NotText as error:
        raise NotText(error.reason, name) from None
    return document_from_text(text, name, published, title, url, publisher, encoding, max_characters=limit)


def _read_all(stream: BinaryIO, name: str, limit: int, first: bytes = b"") -> bytes:
    """All of a stream whose beginning was `first`, but never more than a report can have."""
    most = limit * _MAX_BYTES_PER_CHARACTER
    data = first + stream.read(max(0, most + 1 - len(first)))
    if len(data) > most:
        raise TooLarge(f"more than {most:,} bytes; the limit for one report is {limit:,} characters: split it", name)
    return data


@contextmanager
def _open(name: str) -> Iterator[BinaryIO]:
    """The bytes of a path, or of standard input, which stays open."""
    if name == "-":
        yield sys.stdin.buffer
        return
    with _open_path(name) as stream:
        yield stream


def _open_path(name: str) -> BinaryIO:
    """An open file. What fails here is the command's fault: `SetupError`."""
    path = Path(name)
    try:
        if path.is_dir():
            raise SetupError(f"{name}: this is a folder: name the files in it")
        return path.open("rb")
    except FileNotFoundError:
        raise SetupError(f"{name}: there is no such file: check the path") from None
    except PermissionError:
        raise SetupError(f"{name}: no permission to read it: change its mode or its owner") from None
    except (OSError, ValueError) as error:
        raise SetupError(f"{name}: it cannot be opened ({getattr(error, 'strerror', None) or error}): check the path") from None


def _is_json_lines(name: str) -> bool:
    return Path(name).suffix.lower() in _JSON_LINES


def _only_one(rows: Iterable[Document | Failure], name: str) -> Document:
    found = list(islice(rows, 2))
    if len(found) != 1:
        raise SetupError(f"{name}: it holds {'several documents' if found else 'no document'}; one is wanted here")
    row = found[0]
    if isinstance(row, Failure):
        kind: type[DocumentError] = getattr(errors, row.error)
        raise kind(row.reason, row.source_id)
    return row
