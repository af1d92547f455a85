"""Open files and standard input, and tell what they hold by name or by their first bytes.

What is wrong with the command (no such file, no permission) is a `SetupError`, exit code 2.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Literal, cast

from allegedly.errors import SetupError
from allegedly.read.html import looks_like_page
from allegedly.read.inflate import Gunzipped
from allegedly.read.jsonl import looks_like_record

Form = Literal["auto", "text", "jsonl", "html", "warc", "parquet"]
_BY_SUFFIX: dict[str, Form] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".warc": "warc",
    ".parquet": "parquet",
    ".pq": "parquet",
}
_GZIP = b"\x1f\x8b"
_HEAD = 65_536


@contextmanager
def open_source(name: str) -> Iterator[BinaryIO]:
    """The plain bytes of a path, or of standard input (`-`), which stays open; gzip is undone. Raises `SetupError`."""
    if name == "-":
        # As it is where it can peek: a buffer around its buffer would wait for more than the first lines of a live stream.
        given = sys.stdin.buffer
        if hasattr(given, "peek"):
            yield _plain(given)
            return
        whole = io.BufferedReader(cast(io.RawIOBase, given), _HEAD)
        try:
            yield _plain(cast(BinaryIO, whole))
        finally:
            whole.detach()
        return
    with _open_path(name) as stream:
        yield _plain(stream)


def _plain(stream: BinaryIO) -> BinaryIO:
    """The stream, unpacked where it is gzip. It can `peek`."""
    if cast(io.BufferedReader, stream).peek(2)[:2] != _GZIP:
        return stream
    return cast(BinaryIO, io.BufferedReader(Gunzipped(stream), _HEAD))


def _open_path(name: str) -> BinaryIO:
    """An open file. What fails here is the command's fault: `SetupError`."""
    try:
        return Path(name).open("rb")
    except FileNotFoundError:
        raise SetupError(f"{name}: there is no such file: check the path") from None
    except PermissionError:
        raise SetupError(f"{name}: no permission to read it: change its mode or its owner") from None
    except (OSError, ValueError) as error:
        raise SetupError(f"{name}: it cannot be opened ({getattr(error, 'strerror', None) or error}): check the path") from None


def form_of_name(name: str) -> Form:
    """What a name says its file holds, `.gz` set aside; `auto` where it says nothing we know."""
    path = Path(name)
    return _BY_SUFFIX.get((path.with_suffix("") if path.suffix.lower() == ".gz" else path).suffix.lower(), "auto")


def form_of_head(stream: BinaryIO) -> Form:
    """What the first bytes of a stream that can `peek` say it holds; `text` where they say nothing else."""
    head = cast(io.BufferedReader, stream).peek(_HEAD)[:_HEAD]
    if head.startswith(b"WARC/"):
        return "warc"
    if looks_like_page(head[:4096]):
        return "html"
    first, end, _ = head.partition(b"\n")
    # A first line longer than what a stream shows at once is taken for a record if it begins like one.
    cut_record = not end and re.match(rb'(?:\xef\xbb\xbf)?\s*\{\s*"', first)
    return "jsonl" if cut_record or looks_like_record(first) else "text"
