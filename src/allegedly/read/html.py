"""From a web page to a report: trafilatura for the text, the page's own metadata for the rest.

The page is bounded, decoded, parsed once, and named in `Document.page` so that every span can be shown in place
(`allegedly.read.sourcemap`).
"""

from __future__ import annotations

import codecs
import hashlib
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from allegedly.errors import DocumentError, EmptyDocument, NotText, Paywalled, TooLarge
from allegedly.read.dates import day_of
from allegedly.read.decode import MAX_CHARACTERS, decode_plain
from allegedly.read.document import document_from_text
from allegedly.read.metadata import Facts, read_facts
from allegedly.records import Document, PageRef

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_PAGE = 20_000_000
# Extraction takes longer than in proportion: 2 seconds for 20,000 elements, 17 for 60,000. A long live page has about 10,000.
MAX_ELEMENTS = 50_000
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]+)", re.IGNORECASE)
_ENTITIES = re.compile(rb"[^\[]{0,2000}<!DOCTYPE[^>\[]*\[[^\]]*<!ENTITY", re.IGNORECASE | re.DOTALL)
_SAVED_FROM = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(?P<address>https?://[^\s>]+)")
_SPACED = re.compile(r"[ \t]*\n[ \t]*")


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A page as it came: `kept` says where its bytes lie, `url` where it was found, `charset` what the server declared, `captured`
    when (EDTF). `stated` is the date that the feed gives which led here, for a page that gives none. `saved` is true for a page that the user saved: what a subscriber saved may be read."""

    data: bytes
    source_id: str
    kept: str
    url: str | None = None
    charset: str | None = None
    captured: str | None = None
    stated: str | None = None
    saved: bool = False


def looks_like_page(head: bytes) -> bool:
    """True if these first bytes begin a web page, in any encoding that shows ASCII."""
    return _PAGE.match(head.removeprefix(codecs.BOM_UTF8)) is not None


def read_page(page: Page, published: str | None = None, max_characters: int = MAX_CHARACTERS) -> Document:
    """The report of a page. `published` overrides what the page says. Raises a `DocumentError`: too large, not text, no article
    in it, a date that cannot be right, for subscribers only."""
    try:
        return _read_page(page, published, max_characters)
    except DocumentError as error:
        raise type(error)(error.reason, page.source_id) from None


def _read_page(page: Page, published: str | None, limit: int) -> Document:
    if len(page.data) > MAX_PAGE:
        raise TooLarge(f"the page has more than {MAX_PAGE:,} bytes: this is no news report")
    if _ENTITIES.match(page.data[:65_536]):
        raise NotText("the page declares entities of its own: it is not expanded")
    source, encoding = decode_page(page.data, page.charset)
    tree, address = _parse(source), page.url or _saved_from(source)
    captured = day_of(page.captured) if page.captured else None
    extracted = _extract(tree, address, captured)
    facts = read_facts(tree, extracted, address, captured, dated=published is not None)
    if not facts.free and not page.saved:
        raise Paywalled("the page says that its text is for subscribers")
    text = (getattr(extracted, "text", None) or "").strip()
    if not text:
        raise EmptyDocument("no article was found in the page")
    if "\ufffd" in text:
        raise NotText("the article has broken characters: its encoding is not what the page says")
    return _document(page, text, encoding, facts, published, limit)


def _document(page: Page, text: str, encoding: str, facts: Facts, published: str | None, limit: int) -> Document:
    document = document_from_text(
        _SPACED.sub("\n", text),
        page.source_id,
        published or facts.published or page.stated,
        facts.title,
        facts.url,
        facts.publisher,
        encoding,
        published_basis="given" if published else facts.basis or "metadata",
        max_characters=limit,
    )
    kept = PageRef(kept=page.kept, sha256=hashlib.sha256(page.data).hexdigest(), encoding=encoding, captured=page.captured)
    return msgspec.structs.replace(document, authors=facts.authors, page=kept)


def _saved_from(source: str) -> str | None:
    """The address that browsers write into a page they save: `saved from url=(0042)https://...`, or SingleFile's `url: https://...`."""
    found = _SAVED_FROM.search(source[:4096])
    return found["address"] if found else None


# ---------------------------------------------------------------- characters


def decode_page(data: bytes, charset: str | None = None) -> tuple[str, str]:
    """The characters of a page and the encoding: a byte order mark, else what the server or the page declares if the bytes agree,
    else UTF-8, else Windows-1252; a broken byte becomes U+FFFD. Raises `NotText`."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode_plain(data)
    declared = _CHARSET.search(data[:8192])
    for name in (charset, declared[1].decode("ascii") if declared else None):
        if name and (decoded := _decode_as(data, name)):
            return decoded
    try:
        return decode_plain(data)
    except NotText:
        if b"\x00" in data or not looks_like_page(data[:4096]):
            raise
        # A broken byte in the furniture must not cost the article; one in the article does, in `_read_page`.
        return data.decode("utf-8", "replace"), "utf-8"


def _decode_as(data: bytes, name: str) -> tuple[str, str] | None:
    """Strictly in a declared encoding; `None` where it is unknown, contradicted by the bytes, or no encoding of text."""
    try:
        codec = codecs.lookup(name.strip().strip("\"'"))
        # Browsers read Latin-1 and ASCII as Windows-1252 (WHATWG Encoding Standard).
        known = "cp1252" if codec.name in ("iso8859-1", "ascii") else codec.name
        text = data.decode(known)
    except (LookupError, ValueError):
        return None
    return (text, known) if isinstance(text, str) and "\x00" not in text else None


# ---------------------------------------------------------------- trafilatura


def _parse(source: str) -> HtmlElement:
    from trafilatura.utils import load_html

    _quiet()
    tree: HtmlElement | None = load_html(source, MAX_PAGE * 2)
    if tree is None:
        raise NotText("this is no web page that can be parsed")
    if sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        raise TooLarge(f"the page has more than {MAX_ELEMENTS:,} elements: this is no news report")
    return tree


def _extract(tree: HtmlElement, url: str | None, captured: date | None) -> Any:
    """What trafilatura finds; `None` where it finds nothing."""
    from trafilatura import bare_extraction

    dates = {"original_date": True, "extensive_search": False, "max_date": (captured or date.today()).isoformat()}
    try:
        return bare_extraction(tree, url=url, include_comments=False, with_metadata=True, date_extraction_params=dates)
    except Exception as error:
        # Pages are hostile and the parser is not ours: whatever it trips over costs this page, not the run.
        raise NotText(f"the page cannot be taken apart ({type(error).__name__})") from None


def _quiet() -> None:
    """What the libraries would log becomes a failure row here."""
    import logging

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
