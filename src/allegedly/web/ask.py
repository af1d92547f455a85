"""What one request asks for, apart from HTTP."""

from __future__ import annotations

from urllib.parse import urlencode

import msgspec


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """A request: `path` and `query` as written, `values` the parameters in the path."""

    path: str
    query: dict[str, str] = {}
    values: dict[str, str] = {}

    def address(self, path: str | None = None, **changes: str | int | None) -> str:
        """The address of this view with some parameters changed, or taken away with `None`."""
        kept = {k: v for k, v in self.query.items() if v} | {k: str(v) for k, v in changes.items() if v is not None}
        kept = {k: v for k, v in kept.items() if changes.get(k, v) is not None}
        return (path or self.path) + (f"?{urlencode(kept)}" if kept else "")

    @property
    def twin(self) -> str:
        """The address of the same view as JSON."""
        return self.address("/index.json" if self.path == "/" else f"{self.path}.json")
