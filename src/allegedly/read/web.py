"""Reports at web addresses: fetched politely, then read as a page or as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import nullcontext

from allegedly.errors import DocumentError, NotText
from allegedly.read.address import without_login
from allegedly.read.decode import MAX_CHARACTERS, decode_bytes
from allegedly.read.document import document_from_text
from allegedly.read.fetch import Fetched, Fetcher, FetchRules
from allegedly.read.html import Page, looks_like_page, read_page
from allegedly.records import Document, Failure

_XML = {"application/xml", "text/xml", "application/rss+xml", "application/atom+xml"}
_PAGES = {"text/html", "application/xhtml+xml", "application/xml", "text/xml"}


def read_addresses(
    urls: Iterable[str],
    rules: FetchRules | None = None,
    published: str | None = None,
    max_characters: int = MAX_CHARACTERS,
    fetcher: Fetcher | None = None,
) -> Iterator[Document | Failure]:
    """The reports at these addresses, in order; one that cannot be had is a `Failure`. A `fetcher` that is given goes on with the
    pauses and robots.txt it knows, and stays open."""
    with nullcontext(fetcher) if fetcher else Fetcher(rules or FetchRules()) as asking:
        for url in urls:
            try:
                yield read_address(url, asking, published, max_characters)
            except DocumentError as error:
                yield Failure(source_id=without_login(url), error=type(error).__name__, reason=error.reason)


def read_address(
    url: str, fetcher: Fetcher, published: str | None = None, max_characters: int = MAX_CHARACTERS, stated: str | None = None
) -> Document:
    """The report at one address. `stated` is a date to take where the page gives none. Raises a `DocumentError`."""
    return report_of(fetcher.fetch(url), url, published, max_characters, stated)


def report_of(
    fetched: Fetched, name: str, published: str | None = None, max_characters: int = MAX_CHARACTERS, stated: str | None = None
) -> Document:
    """The report in what an address gave. Raises a `DocumentError`."""
    is_page = looks_like_page(fetched.data[:4096])
    if fetched.media_type in _XML and not is_page:
        raise NotText("the address gives XML, not a page: a feed is followed with `allegedly watch`", name)
    if fetched.media_type in _PAGES or (fetched.media_type is None and is_page):
        page = Page(
            data=fetched.data,
            source_id=name,
            kept=fetched.kept,
            url=fetched.url,
            charset=fetched.charset,
            captured=fetched.captured,
            stated=stated,
        )
        return read_page(page, published, max_characters)
    if fetched.media_type not in (None, "text/plain"):
        raise NotText(f"the address gives {fetched.media_type}, not a page", name)
    try:
        text, encoding = decode_bytes(fetched.data)
    except NotText as error:
        raise NotText(error.reason, name) from None
    return document_from_text(text, name, published or stated, url=fetched.url, encoding=encoding, max_characters=max_characters)
