"""Reports in web archives (WARC, as CC-NEWS and web crawlers write them): the successful responses that are pages.

A damaged record costs itself; a file that is cut off gives what came before and a `Failure` for the rest.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from allegedly.errors import BrokenFile, DocumentError
from allegedly.read.decode import MAX_CHARACTERS
from allegedly.read.html import MAX_PAGE, Page, looks_like_page, read_page
from allegedly.read.inflate import inflate
from allegedly.records import Document, Failure

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_PAGES = ("text/html", "application/xhtml+xml")
_CODINGS = ("Content-Encoding", "Transfer-Encoding")
_LONGEST_NAME = 2_000
_PACKED = (b"\x1f\x8b", b"\x78\x9c", b"\x78\xda", b"\x78\x01")


def read_warc(
    source: BinaryIO | str, name: str, published: str | None = None, max_characters: int = MAX_CHARACTERS, at: int = 0
) -> Iterator[Document | Failure]:
    """The reports of an archive, a stream or a path; `source_id` of each is its address. Responses that are no pages (images, feeds,
    redirects) are passed over; a page without a report is a `Failure`. `at` is the place in the file where a stream begins."""
    for item in read_pages(source, name, at):
        if isinstance(item, Failure):
            yield item
            continue
        try:
            yield read_page(item, published, max_characters)
        except DocumentError as error:
            yield Failure(source_id=item.source_id, error=type(error).__name__, reason=error.reason)


def read_pages(source: BinaryIO | str, name: str, at: int = 0) -> Iterator[Page | Failure]:
    """The pages of an archive before anything is extracted from them."""
    last = "its beginning"
    try:
        for record in _records(source, at):
            last = str(record.headers.get("WARC-Target-URI") or f"byte {record.stream_pos}").strip("<>")[:_LONGEST_NAME]
            try:
                page = _page(record, name, last)
            except DocumentError as error:
                yield Failure(source_id=last, error=type(error).__name__, reason=error.reason)
                continue
            if page:
                yield page
    except (OSError, EOFError, ValueError, LookupError, RuntimeError, zlib.error) as error:
        reason = f"the archive is damaged after {last} ({' '.join(str(error).split())[:160] or type(error).__name__})"
        yield Failure(source_id=name, error=BrokenFile.__name__, reason=reason)
        return
    if last == "its beginning":
        yield Failure(source_id=name, error=BrokenFile.__name__, reason="there is no response in it: it is no WARC archive of pages")


def _records(source: BinaryIO | str, at: int = 0) -> Iterator[WarcRecord]:
    """The records that may hold pages. Raises `OSError` or another of the errors above where the archive is damaged."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource
    with _panic_as_error():
        stream = source if isinstance(source, str) else _Told(source, at)
        yield from ArchiveIterator(stream, record_types=kinds, parse_http=True, auto_decode="transfer")


def record_places(path: str) -> Iterator[int]:
    """Where in its file each record begins that may hold a page. Raises as `_records`."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource
    with _panic_as_error():
        for record in ArchiveIterator(path, record_types=kinds, parse_http=False):
            yield record.stream_pos


@contextmanager
def _panic_as_error() -> Iterator[None]:
    """A panic of the library's Rust code is no `Exception`; to the run it is one more damaged archive."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise RuntimeError(f"the archive reader gave up: {error}") from None
        raise


def _page(record: WarcRecord, name: str, address: str) -> Page | None:
    """The page of a record; `None` for what is no successful page. Raises `BrokenFile`, `TooLarge`."""
    if record.is_http_parsed and record.http_headers.status_code != 200:
        return None
    media_type = record.http_content_type if record.is_http_parsed else None
    if media_type is not None and media_type not in _PAGES:
        return None
    body = _body(record, address)
    if media_type is None and not looks_like_page(body[:4096]):
        return None
    return Page(
        data=body,
        source_id=address,
        kept=f"{name}#{record.stream_pos}",
        url=address,
        charset=record.http_charset if record.is_http_parsed else None,
        captured=record.headers.get("WARC-Date"),
    )


def _body(record: WarcRecord, address: str) -> bytes:
    coding, transfer = (record.http_headers.get(name) for name in _CODINGS) if record.is_http_parsed else (None, None)
    expected = record.content_length
    body = record.reader.read(MAX_PAGE + 1)
    if reason := record.headers.get("WARC-Truncated"):
        raise BrokenFile(f"the archive holds only the beginning of the page ({reason})", address)
    if not transfer and len(body) < min(expected, MAX_PAGE):
        raise BrokenFile(f"the archive ends in the middle of the page, after {len(body):,} of {expected:,} bytes", address)
    if coding and body.startswith(_PACKED):
        # CC-NEWS keeps the header of a coding that its crawler has already undone: believe the bytes.
        body = inflate([body], "gzip", MAX_PAGE)
    return body


class _Told:
    """A stream that cannot seek (standard input, part of a file) as the archive reader wants it: it only ever asks where it is."""

    def __init__(self, stream: BinaryIO, at: int = 0) -> None:
        self._stream, self._at = stream, at

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        data = self._stream.read(size)
        self._at += len(data)
        return data

    def tell(self) -> int:
        """How many bytes were read."""
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        """Where it is; anything else raises `OSError`."""
        if (offset, whence) not in ((0, 1), (self._at, 0)):
            raise OSError("this stream cannot be rewound")
        return self._at

    def close(self) -> None:
        """Nothing: the stream is another's."""
