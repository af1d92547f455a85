"""Archives in parts of a few hundred reports, each of which can be read by itself, on any machine that sees the files.

Where the parts of a source begin and end depends on the source alone, so a run that was broken off finds the same parts again.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice, pairwise
from pathlib import Path
from typing import BinaryIO, Literal, cast

import msgspec

from allegedly.errors import BrokenFile, SetupError
from allegedly.read.address import is_address
from allegedly.read.decode import MAX_CHARACTERS
from allegedly.read.files import form_of_head, form_of_name, open_source
from allegedly.read.folder import list_folder
from allegedly.read.jsonl import bounded_lines, read_lines
from allegedly.read.parquet import read_parquet
from allegedly.read.sources import read_documents
from allegedly.read.warc import read_warc, record_places
from allegedly.records import Document, Failure


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Reports of one or several files. `files` whole files; else a stretch `[first, last)` of one: `lines` counts lines, `rows` rows
    of a table, `bytes` bytes of an archive (`last` is `None` for its end)."""

    unit: Literal["files", "lines", "rows", "bytes"]
    files: tuple[str, ...]
    first: int = 0
    last: int | None = None


def split_sources(sources: Iterable[str], size: int) -> Iterator[Part]:
    """The sources in order, in parts of about `size` reports. Raises `SetupError` for what cannot be read twice, or is not there."""
    waiting: list[str] = []
    for name in _list_files(sources):
        parts = list(_split_file(name, size))
        if parts:
            yield from _whole(waiting, size)
            waiting = []
            yield from parts
        else:
            waiting.append(name)
    yield from _whole(waiting, size)


def read_part(part: Part, max_characters: int = MAX_CHARACTERS) -> Iterator[Document | Failure]:
    """The reports of a part. A file that is gone or damaged is a `Failure`."""
    name = part.files[0]
    try:
        if part.unit == "files":
            for file in part.files:
                name = file
                yield from read_documents(file, max_characters=max_characters)
        elif part.unit == "rows":
            yield from read_parquet(name, None, max_characters, part.first, part.last)
        elif part.unit == "lines":
            with open_source(name) as stream:
                lines = islice(bounded_lines(stream, max_characters), part.first, part.last)
                yield from read_lines(lines, name, None, max_characters, part.first + 1)
        else:
            with Path(name).open("rb") as file_:
                yield from read_warc(cast(BinaryIO, _Stretch(file_, part.first, part.last)), name, None, max_characters, part.first)
    except (SetupError, EOFError, OSError, zlib.error) as error:
        yield Failure(source_id=name, error=BrokenFile.__name__, reason=" ".join(str(error).removeprefix(f"{name}: ").split()))


def _list_files(sources: Iterable[str]) -> Iterator[str]:
    for source in sources:
        if source == "-" or is_address(source):
            raise SetupError(f"{source}: parts are read again after a failure, so save it in a file first")
        if Path(source).is_dir():
            yield from map(str, list_folder(source))
        else:
            with open_source(source):
                yield source


def _whole(files: Sequence[str], size: int) -> Iterator[Part]:
    for k in range(0, len(files), size):
        yield Part(unit="files", files=tuple(files[k : k + size]))


def _split_file(name: str, size: int) -> Iterator[Part]:
    """The parts of a file of many reports; nothing for a file of one."""
    form = form_of_name(name)
    if form == "auto":
        try:
            with open_source(name) as stream:
                form = form_of_head(stream)
        except (SetupError, OSError, EOFError, zlib.error):
            return iter(())
    split = {"jsonl": _split_lines, "parquet": _split_rows, "warc": _split_archive}.get(form)
    return split(name, size) if split else iter(())


def _split_lines(name: str, size: int) -> Iterator[Part]:
    with open_source(name) as stream:
        count = 0
        try:
            for _ in bounded_lines(stream, MAX_CHARACTERS):
                count += 1
        except (OSError, EOFError, zlib.error):
            count += 1  # the part that holds the damage tells it
    for first in range(0, count, size):
        yield Part(unit="lines", files=(name,), first=first, last=min(first + size, count))


def _split_rows(name: str, size: int) -> Iterator[Part]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        count = pq.read_metadata(name).num_rows
    except (pa.ArrowException, OSError):
        count = 1
    for first in range(0, count, size):
        yield Part(unit="rows", files=(name,), first=first, last=min(first + size, count))


def _split_archive(name: str, size: int) -> Iterator[Part]:
    """Cut where a record begins. An archive compressed as a whole, whose records have no place of their own, is one part."""
    places: list[int] = []
    # The last part comes upon any damage again, and tells it.
    with suppress(OSError, EOFError, ValueError, RuntimeError, zlib.error):
        places += record_places(name)
    if not places or any(b <= a for a, b in pairwise(places)):
        places = places[:1]
    starts = [0, *places[size::size]]
    for first, last in pairwise([*starts, None]):
        yield Part(unit="bytes", files=(name,), first=cast(int, first), last=last)


class _Stretch(io.RawIOBase):
    """Bytes `[first, last)` of a file, as a stream of its own."""

    def __init__(self, file: BinaryIO, first: int, last: int | None) -> None:
        file.seek(first)
        self._file, self._left = file, None if last is None else last - first

    def read(self, size: int = -1) -> bytes:
        """The next bytes; none at the end of the stretch."""
        wanted = size if self._left is None else self._left if size < 0 else min(size, self._left)
        data = self._file.read(wanted)
        if self._left is not None:
            self._left -= len(data)
        return data
