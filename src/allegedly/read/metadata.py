"""What a page says about itself: title, outlet, authors, date, canonical address, and whether its text is for subscribers.

Sources, best first: schema.org JSON-LD of the article, Open Graph and other `meta` elements, microdata, and what trafilatura and
htmldate find. A publication date is never today's for want of another: a date that only the page's furniture shows is not taken
when it is the day of capture.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import msgspec

from allegedly.errors import BadDate
from allegedly.read.dates import check_given, day_of, parse_printed

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from trafilatura.settings import Document as Extracted

_ARTICLE = re.compile(r"(?:\w*Article|Report|\w*BlogPosting|BlogPosting|LiveBlogPosting|CreativeWork)$")
_DATE_META = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "date", "pubdate", "publishdate",
    "publish-date", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.issued", "parsely-pub-date", "sailthru.date",
    "citation_publication_date", "cxenseparse:recs:publishtime",
)  # fmt: skip
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_MAX_DEPTH = 12


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says of itself; `None` where it says nothing. `free` is false where it says that only subscribers may read it.
    `published` is EDTF, `basis` where it stands (`metadata`, `page`, `address`)."""

    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    basis: str | None = None
    url: str | None = None
    free: bool = True


def read_facts(tree: HtmlElement, extracted: Extracted | None, address: str | None, captured: date | None, dated: bool = False) -> Facts:
    """The facts of a parsed page. `address` is where it was found, `captured` the day it was; `dated` is true where the user has
    given the date, so that none is looked for. Raises `BadDate` where the only dates that the metadata give cannot be dates, or
    lie after the capture."""
    articles, metas = list(_articles(tree)), _metas(tree)
    published, basis = (None, None) if dated else _published(tree, articles, metas, extracted, address, captured)
    return Facts(
        title=_text(articles, "headline") or metas.get("og:title") or getattr(extracted, "title", None),
        publisher=_name(articles, "publisher") or metas.get("og:site_name") or getattr(extracted, "sitename", None),
        authors=_authors(articles, extracted),
        published=published,
        basis=basis,
        url=_canonical(tree, metas, address),
        free=not any(str(node.get("isAccessibleForFree")).lower() == "false" for node in articles),
    )


# ---------------------------------------------------------------- JSON-LD and meta elements


def _articles(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The JSON-LD nodes that are articles."""
    for script in tree.iter("script"):
        if script.get("type") != "application/ld+json":
            continue
        try:
            data = json.loads(script.text_content(), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from (node for node in _nodes(data, 0) if _is_article(node))


def _nodes(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(data, list):
        for item in data:
            yield from _nodes(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(data.get(key), depth + 1)


def _is_article(node: dict[str, Any]) -> bool:
    types = node.get("@type")
    return any(isinstance(t, str) and _ARTICLE.search(t) for t in (types if isinstance(types, list) else [types]))


def _text(nodes: list[dict[str, Any]], key: str) -> str | None:
    return next((" ".join(v.split()) for n in nodes if isinstance(v := n.get(key), str) and v.strip()), None)


def _name(nodes: list[dict[str, Any]], key: str) -> str | None:
    return next((name for n in nodes for name in _names(n.get(key))), None)


def _names(value: Any) -> Iterator[str]:
    """The names in a JSON-LD value: a string, a Person or Organization, or a list of them."""
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        if isinstance(name, str) and name.strip() and not name.startswith(("http://", "https://")):
            yield " ".join(name.split())


def _metas(tree: HtmlElement) -> dict[str, str]:
    """The `meta` elements by property, name or itemprop in small letters; of several the first with a content."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        content = " ".join((element.get("content") or "").split())
        if name and content:
            found.setdefault(name, content)
    return found


def _authors(articles: list[dict[str, Any]], extracted: Extracted | None) -> tuple[str, ...]:
    named = [name for node in articles for name in _names(node.get("author"))]
    found = named or [part.strip() for part in (getattr(extracted, "author", None) or "").split(";")]
    return tuple(dict.fromkeys(name for name in found if name))


def _canonical(tree: HtmlElement, metas: dict[str, str], address: str | None) -> str | None:
    """The canonical address, where it is on the host the page came from: a page may not pass for another outlet's."""
    link = next((e.get("href") for e in tree.iter("link") if e.get("rel") == "canonical"), None) or metas.get("og:url")
    try:
        found = urljoin(address or "", link.strip()) if link else None
        if not found or urlsplit(found).scheme not in ("http", "https"):
            return address
        return found if address is None or _site(found) == _site(address) else address
    except ValueError:
        return address


def _site(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")


# ---------------------------------------------------------------- the date


def _published(
    tree: HtmlElement,
    articles: list[dict[str, Any]],
    metas: dict[str, str],
    extracted: Extracted | None,
    address: str | None,
    captured: date | None,
) -> tuple[str | None, str | None]:
    stated = list(_stated(tree, articles, metas))
    for value in stated:
        found = parse_date(value)
        if found and not _after(found, captured):
            return found, "metadata"
    if stated:
        late = parse_date(stated[0])
        why = f"{stated[0]!r} lies after the page was captured" if late else f"{stated[0]!r} is no date"
        raise BadDate(f"the page's publication date cannot be right: {why}; give it with --published")
    if found := _in_address(address, captured):
        return found, "address"
    shown = getattr(extracted, "date", None)
    if shown and day_of(shown) not in (captured, date.today()) and not _after(shown, captured):
        return shown, "page"
    return None, None


def _stated(tree: HtmlElement, articles: list[dict[str, Any]], metas: dict[str, str]) -> Iterator[str]:
    """What machine-readable metadata give as publication date, best first."""
    yield from (v for node in articles if isinstance(v := node.get("datePublished"), str) and v.strip())
    yield from (metas[name] for name in _DATE_META if name in metas)
    for element in tree.iterfind(".//*[@itemprop='datePublished']"):
        value = element.get("datetime") or element.get("content")
        if value and value.strip():
            yield value


def parse_date(value: str) -> str | None:
    """EDTF of a date as metadata write it: ISO 8601, `Mon, 01 Jul 2024 10:00:00 GMT`, `July 1, 2024`; `None` if it is none."""
    tidy = re.sub(r"(?<=[T ])(\d\d:\d\d)(?::(\d\d))?(?:[.,]\d+)?\s*", lambda m: f"{m[1]}:{m[2] or '00'}", value.strip())
    tidy = re.sub(r"([+-]\d\d)$", r"\1:00", tidy) if "T" in tidy or " " in tidy else tidy
    try:
        return check_given(tidy)
    except BadDate:
        pass
    try:
        return check_given(parsedate_to_datetime(value).isoformat())
    except (BadDate, ValueError, TypeError, IndexError):
        pass
    printed = parse_printed(value) if not re.match(r"\d{4}-", value.strip()) else None
    return printed.edtf if printed else None


def _after(found: str, captured: date | None) -> bool:
    """True if the day lies after the capture; one day is a time zone."""
    day = day_of(found)
    return day is not None and day > (captured or date.today()) + timedelta(days=1)


def _in_address(address: str | None, captured: date | None) -> str | None:
    found = _IN_ADDRESS.search(urlsplit(address).path) if address else None
    stated = "-".join(found.groups()) if found else None
    return stated if stated and parse_date(stated) and not _after(stated, captured) else None
