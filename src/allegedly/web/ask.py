"""What one request asks for, apart from HTTP."""

from __future__ import annotations

from urllib.parse import urlencode

import msgspec

from allegedly.records import Span, Spans
from allegedly.store import Filter

FILTERS = (
    "text",
    "actor",
    "about",
    "country",
    "place",
    "since",
    "until",
    "modality",
    "support",
    "response",
    "act",
    "outlet",
    "origin",
    "as_of",
)
"""The filters that an address may carry, on every page and twin alike."""

PAGE_ROWS = 50
MOST_ROWS = 200


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """A request: `path` and `query` as written, `values` the parameters in the path."""

    path: str
    query: dict[str, str] = {}
    values: dict[str, str] = {}

    def address(self, path: str | None = None, /, **changes: str | int | None) -> str:
        """The address of this view with some parameters changed, or taken away with `None`."""
        kept = {k: v for k, v in self.query.items() if v} | {k: str(v) for k, v in changes.items() if v is not None}
        kept = {k: v for k, v in kept.items() if changes.get(k, v) is not None}
        return (path or self.path) + (f"?{urlencode(kept)}" if kept else "")

    def filter(self, **fixed: str | int | None) -> Filter:
        """The filter of the address; `fixed` parameters override it. A `limit` beyond what a page can hold is cut to that."""
        given: dict[str, str | int | bool | None] = {name: value for name in FILTERS if (value := self.query.get(name, "").strip())}
        given["after"] = self.query.get("after") or None
        asked = self.query.get("limit", "")
        given["limit"] = max(1, min(MOST_ROWS, int(asked))) if asked.isdigit() else PAGE_ROWS
        given["versions"] = self.query.get("versions") in ("1", "true")
        return Filter(**{**given, **fixed})  # type: ignore[arg-type]

    @property
    def active(self) -> tuple[tuple[str, str], ...]:
        """The filters that are set, as (name, value)."""
        return tuple((name, value) for name in FILTERS if (value := self.query.get(name, "").strip()))

    def go(self, path: str, /, **changes: str | int | None) -> str:
        """The address of another page as of the same day."""
        return Ask(path=path, query={"as_of": self.query.get("as_of", "")}).address(None, **changes)

    def passage(self, document: str, spans: Spans | Span, anchor: str | None = None) -> str:
        """The address of words in a report: the page opens there and the words are lit."""
        pieces = (spans,) if isinstance(spans, Span) else spans
        if not pieces:
            return f"/report/{document}"
        first, last = min(s.start for s in pieces), max(s.end for s in pieces)
        return f"/report/{document}?show={first}-{last}#{anchor or f't-{first}-{last}'}"

    @property
    def twin(self) -> str:
        """The address of the same view as JSON."""
        return self.address("/index.json" if self.path == "/" else f"{self.path}.json")
