"""Feeds: RSS and Atom (feedparser), JSON Feed, news sitemaps, and OPML lists of feeds.

Only addresses, titles and dates are taken; the article is fetched on its own. XML that declares entities is refused before anything
expands them. A feed that is broken but can be made out is read; one with nothing in it is a `BrokenFile`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urljoin

import msgspec

from allegedly.errors import BrokenFile
from allegedly.read.address import is_address
from allegedly.read.inflate import inflate
from allegedly.read.metadata import parse_date

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_ITEMS = 1_000
MAX_SITEMAPS = 20
_MAX_BYTES = 50_000_000  # what the sitemap protocol allows
ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1"
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_TAG = re.compile(r"\{[^}]*\}")


class FeedItem(msgspec.Struct, frozen=True, kw_only=True):
    """One article that a feed names. `id` is the feed's own name for it; `published` is EDTF as the feed gives it."""

    id: str
    url: str
    title: str | None = None
    published: str | None = None


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """What an address gave: `items` in its order, or (`index`) the sitemaps it leads on to."""

    kind: Literal["rss", "atom", "json", "sitemap", "index"]
    title: str | None = None
    items: tuple[FeedItem, ...] = ()
    sitemaps: tuple[str, ...] = ()


def read_feed(data: bytes, address: str) -> Feed:
    """The feed at an address, also a gzipped one (`sitemap.xml.gz`). Raises `BrokenFile`, `TooLarge`."""
    if data.startswith(b"\x1f\x8b"):
        data = inflate([data], "gzip", _MAX_BYTES)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        feed = _read_json(data, address)
    else:
        root = _parse_xml(data)
        name = _name(root) if root is not None else ""
        feed = _read_sitemap(root, name) if root is not None and name in ("urlset", "sitemapindex") else _read_xml(data, address)
    if not feed.items and not feed.sitemaps:
        raise BrokenFile("the feed has no items")
    return feed


def _parse_xml(data: bytes) -> Element | None:
    """The root element; `None` where it is not well-formed (feedparser may still make it out). Raises `BrokenFile` for entities."""
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    if _ENTITY.search(data):
        raise BrokenFile("the feed declares entities of its own: it is not expanded")
    try:
        root: Element = fromstring(data)
        return root
    except DefusedXmlException as error:
        raise BrokenFile(f"the feed declares entities of its own: it is not expanded ({type(error).__name__})") from None
    except (ParseError, ValueError, LookupError):
        return None


def _name(element: Element) -> str:
    return _TAG.sub("", element.tag) if isinstance(element.tag, str) else ""


def _items(found: Iterator[FeedItem]) -> tuple[FeedItem, ...]:
    """Each item once, at most `MAX_ITEMS`."""
    unique = {item.id: item for item in reversed([i for _, i in zip(range(MAX_ITEMS), found, strict=False)])}
    return tuple(reversed(unique.values()))


# ---------------------------------------------------------------- RSS and Atom


def _read_xml(data: bytes, address: str) -> Feed:
    import feedparser

    parsed = feedparser.parse(io.BytesIO(data), response_headers={"content-location": address}, sanitize_html=False)
    if not parsed.get("version") and not parsed.entries:
        raise BrokenFile("this is no feed (RSS, Atom, JSON Feed or news sitemap)")
    kind: Literal["rss", "atom"] = "atom" if str(parsed.get("version")).startswith("atom") else "rss"
    return Feed(kind=kind, title=parsed.feed.get("title"), items=_items(_entries(parsed.entries, address)))


def _entries(entries: list[Any], address: str) -> Iterator[FeedItem]:
    for entry in entries:
        guid = entry.get("id") or ""
        url = urljoin(address, entry.get("link") or "")
        if url == address:
            # No link of its own: the name may be one (a permanent link).
            url = guid
        if is_address(url) and url != address:
            date = _date(entry.get("published") or entry.get("updated"))
            yield FeedItem(id=guid or url, url=url, title=entry.get("title"), published=date)


def _date(value: object) -> str | None:
    return parse_date(value) if isinstance(value, str) and value.strip() else None


# ---------------------------------------------------------------- JSON Feed


class _JsonItem(msgspec.Struct):
    id: str | int | float | None = None
    url: str | None = None
    external_url: str | None = None
    title: str | None = None
    date_published: str | None = None


class _JsonFeed(msgspec.Struct):
    version: str = ""
    title: str | None = None
    items: list[_JsonItem] = []


def _read_json(data: bytes, address: str) -> Feed:
    try:
        feed = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=_JsonFeed)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BrokenFile(f"this is no JSON Feed ({' '.join(str(error).split())[:160]})") from None
    if "jsonfeed.org" not in feed.version:
        raise BrokenFile("this is JSON, but no JSON Feed: it has no version of jsonfeed.org")
    return Feed(kind="json", title=feed.title, items=_items(_json_items(feed, address)))


def _json_items(feed: _JsonFeed, address: str) -> Iterator[FeedItem]:
    for item in feed.items:
        url = urljoin(address, item.url or item.external_url or "")
        if is_address(url) and (item.url or item.external_url):
            yield FeedItem(id=str(item.id or url), url=url, title=item.title, published=_date(item.date_published))


# ---------------------------------------------------------------- sitemaps


def _read_sitemap(root: Element, name: str) -> Feed:
    if name == "sitemapindex":
        dated = [(_text(node, "lastmod") or "", loc) for node in root if (loc := _text(node, "loc")) and is_address(loc)]
        newest = sorted(dated, key=lambda pair: pair[0], reverse=True)[:MAX_SITEMAPS]
        return Feed(kind="index", sitemaps=tuple(loc for _, loc in newest))
    return Feed(kind="sitemap", items=_items(_sitemap_items(root)))


def _sitemap_items(root: Element) -> Iterator[FeedItem]:
    """News sitemaps (`news:news`) and, without that, plain ones by their last change, newest first as the site lists them."""
    for node in root:
        loc = _text(node, "loc")
        if loc and is_address(loc):
            published = _text(node, "publication_date")
            yield FeedItem(id=loc, url=loc, title=_text(node, "title"), published=_date(published))


def _text(node: Element, name: str) -> str | None:
    """The text of the first descendant of that name, in any namespace."""
    found = next((e.text for e in node.iter() if _name(e) == name and e.text and e.text.strip()), None)
    return " ".join(found.split()) if found else None


# ---------------------------------------------------------------- OPML


def read_opml(data: bytes) -> tuple[str, ...]:
    """The addresses of the feeds in an OPML list, in its order, each once. Raises `BrokenFile`."""
    root = _parse_xml(data)
    if root is None or _name(root) != "opml":
        raise BrokenFile("this is no OPML list")
    found = [value for e in root.iter() for key, value in e.attrib.items() if key.lower() == "xmlurl" and is_address(value.strip())]
    if not found:
        raise BrokenFile("the OPML list names no feeds")
    return tuple(dict.fromkeys(address.strip() for address in found))
