"""Documents from whatever the user names: a file, a folder, an address, an archive, a table, standard input.

`read_documents` tells by name, else by the first bytes, what a source holds. What is wrong with one report is a `DocumentError`,
exit code 3; here it becomes a `Failure` row and the run goes on.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from allegedly import errors
from allegedly.errors import BrokenFile, DocumentError, NotText, SetupError, TooLarge
from allegedly.read.address import is_address
from allegedly.read.decode import MAX_CHARACTERS, decode_bytes
from allegedly.read.document import document_from_text
from allegedly.read.fetch import Fetcher, FetchRules
from allegedly.read.files import Form, form_of_head, form_of_name, open_source
from allegedly.read.folder import list_folder
from allegedly.read.html import MAX_PAGE, Page, read_page
from allegedly.read.jsonl import bounded_lines, read_lines
from allegedly.records import Document, Failure

_MAX_BYTES_PER_CHARACTER = 4
_NOT_ONE = {"jsonl", "warc", "parquet"}


def read_document(
    source: str | Path,
    published: str | None = None,
    title: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    max_characters: int = MAX_CHARACTERS,
    rules: FetchRules | None = None,
) -> Document:
    """The one report at a path, at an address, or on standard input for `-`. `title`, `url` and `publisher` go with a plain text.
    Raises a `DocumentError` or a `SetupError`."""
    name = str(source)
    if is_address(name) or Path(name).is_dir() or form_of_name(name) in _NOT_ONE | {"html"}:
        return _only_one(read_documents(name, published, max_characters=max_characters, rules=rules), name)
    with open_source(name) as stream:
        if form_of_head(stream) == "html":
            return _read_html(stream, name, published, max_characters)
        return _read_text(stream, name, published, title, url, publisher, max_characters)


def read_documents(
    source: str | Path,
    published: str | None = None,
    form: Form = "auto",
    max_characters: int = MAX_CHARACTERS,
    rules: FetchRules | None = None,
) -> Iterator[Document | Failure]:
    """The reports of one source: a text file, a web page, JSON lines, a WARC archive, a Parquet table (the first four also
    gzipped), a folder of these, an address, or standard input (`-`). A report that cannot be read is a `Failure`. `published`,
    if given, holds for all; `rules` say how addresses are fetched. Raises `SetupError`."""
    name = str(source)
    if is_address(name):
        from allegedly.read.web import read_addresses

        yield from read_addresses([name], rules, published, max_characters)
    elif name != "-" and _is_folder(name):
        yield from _read_folder(name, published, max_characters)
    else:
        yield from _read_file(name, published, form, max_characters)


def read_sources(
    sources: Iterable[str], published: str | None = None, max_characters: int = MAX_CHARACTERS, rules: FetchRules | None = None
) -> Iterator[Document | Failure]:
    """The reports of several sources, in order. Addresses share one fetcher, so that a host is not asked faster than it wants."""
    with Fetcher(rules or FetchRules()) as fetcher:
        for source in sources:
            if is_address(source):
                from allegedly.read.web import read_addresses

                yield from read_addresses([source], None, published, max_characters, fetcher)
            else:
                yield from read_documents(source, published, max_characters=max_characters)


def _is_folder(name: str) -> bool:
    try:
        return Path(name).is_dir()
    except ValueError:
        return False


def _read_folder(name: str, published: str | None, limit: int) -> Iterator[Document | Failure]:
    empty = True
    for path in list_folder(name):
        empty = False
        try:
            yield from _read_file(str(path), published, "auto", limit)
        except SetupError as error:
            yield Failure(source_id=str(path), error=type(error).__name__, reason=str(error).removeprefix(f"{path}: "))
    if empty:
        raise SetupError(f"{name}: there are no files to read in this folder: name one that has some")


def _read_file(name: str, published: str | None, form: Form, limit: int) -> Iterator[Document | Failure]:
    named = form if form != "auto" else form_of_name(name)
    if named == "parquet":
        yield from _read_table(name, published, limit)
        return
    if named == "warc" and name != "-":
        yield from _read_archive(name, published, limit)
        return
    with open_source(name) as stream:
        try:
            yield from _read_stream(stream, name, published, named if named != "auto" else form_of_head(stream), limit)
        except DocumentError as error:
            yield Failure(source_id=name, error=type(error).__name__, reason=error.reason)
        except (EOFError, zlib.error, OSError) as error:
            reason = f"its gzip data are damaged or end too early ({error})"
            yield Failure(source_id=name, error=BrokenFile.__name__, reason=reason)


def _read_stream(stream: BinaryIO, name: str, published: str | None, form: Form, limit: int) -> Iterator[Document | Failure]:
    if form == "jsonl":
        yield from read_lines(bounded_lines(stream, limit), name, published, limit)
    elif form == "warc":
        from allegedly.read.warc import read_warc

        yield from read_warc(stream, name, published, limit)
    elif form == "html":
        yield _read_html(stream, name, published, limit)
    else:
        yield _read_text(stream, name, published, None, None, None, limit)


def _read_table(name: str, published: str | None, limit: int) -> Iterator[Document | Failure]:
    from allegedly.read.parquet import read_parquet

    if name == "-":
        raise SetupError("a Parquet table cannot be read from standard input: name its file")
    with open_source(name):
        pass
    yield from read_parquet(name, published, limit)


def _read_archive(name: str, published: str | None, limit: int) -> Iterator[Document | Failure]:
    """By path: fastwarc unpacks faster than we, and its offsets lead back into the compressed file."""
    from allegedly.read.warc import read_warc

    with open_source(name):
        pass
    yield from read_warc(name, name, published, limit)


def _read_html(stream: BinaryIO, name: str, published: str | None, limit: int) -> Document:
    data = stream.read(MAX_PAGE + 1)
    return read_page(Page(data=data, source_id=name, kept=name, saved=True), published, limit)


def _read_text(
    stream: BinaryIO, name: str, published: str | None, title: str | None, url: str | None, publisher: str | None, limit: int
) -> Document:
    try:
        text, encoding = decode_bytes(_read_all(stream, limit))
    except DocumentError as error:
        raise type(error)(error.reason, name) from None
    return document_from_text(text, name, published, title, url, publisher, encoding, max_characters=limit)


def _read_all(stream: BinaryIO, limit: int) -> bytes:
    """All of a stream, but never more than a report can have. Raises `TooLarge`, `NotText`."""
    most = limit * _MAX_BYTES_PER_CHARACTER
    data = stream.read(most + 1)
    if len(data) > most:
        raise TooLarge(f"more than {most:,} bytes; the limit for one report is {limit:,} characters: split it")
    if data.startswith(b"\x1f\x8b"):
        raise NotText("this is a gzip archive inside another: unpack it first")
    return data


def _only_one(rows: Iterable[Document | Failure], name: str) -> Document:
    found = list(islice(rows, 2))
    if len(found) != 1:
        raise SetupError(f"{name}: it holds {'several documents' if found else 'no document'}; one is wanted here")
    row = found[0]
    if isinstance(row, Failure):
        kind: type[DocumentError] = getattr(errors, row.error)
        raise kind(row.reason, row.source_id)
    return row
