"""The page behind a report, so that a span can be shown where it stands."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from allegedly.errors import NotFetched
from allegedly.read.files import open_source
from allegedly.read.html import MAX_PAGE
from allegedly.read.sourcemap import SourceMap, map_text
from allegedly.records import Document, PageRef

_IN_ARCHIVE = re.compile(r"(?P<path>.+)#(?P<offset>\d+)")


def load_page(document: Document) -> tuple[str, SourceMap]:
    """The characters of the page and the map from `document.text` into them. Raises `NotFetched` where no page was kept, or where
    it is no longer the one that was read, and `SetupError` where the file is gone."""
    if document.page is None:
        raise NotFetched("this report was not read from a web page", document.source_id)
    data = _read_kept(document.page)
    if hashlib.sha256(data).hexdigest() != document.page.sha256:
        raise NotFetched(f"{document.page.kept} is no longer the page that was read", document.source_id)
    page = data.decode(document.page.encoding, "replace")
    return page, map_text(page, document.text)


def _read_kept(page: PageRef) -> bytes:
    if page.kept.startswith(("http://", "https://")):
        raise NotFetched(f"{page.kept} was read without a cache: set one, and read it again")
    if page.kept == "-":
        raise NotFetched("the page came on standard input and was not kept: save it to a file")
    found = _IN_ARCHIVE.fullmatch(page.kept)
    if found and not Path(page.kept).exists():
        return _read_record(found["path"], int(found["offset"]), page.kept)
    with open_source(page.kept) as stream:
        return stream.read(MAX_PAGE + 1)


def _read_record(path: str, offset: int, kept: str) -> bytes:
    """The page of the record that begins at an offset of an archive; without a walk through what comes before."""
    from allegedly.read.warc import read_pages

    with Path(path).open("rb") as stream:
        stream.seek(offset)
        page = next(read_pages(stream, path), None)
    data: bytes | None = getattr(page, "data", None)
    if data is None:
        raise NotFetched(f"there is no page at {kept}")
    return data
