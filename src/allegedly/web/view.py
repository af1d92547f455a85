"""What a page is made from: the data, which is its twin, and what only the page needs."""

from __future__ import annotations

from typing import Any

import msgspec


class View(msgspec.Struct, frozen=True, kw_only=True):
    """A page's `title`, the `data` that its twin gives as JSON, and what is drawn from that data alone: `drawn`."""

    title: str
    data: Any
    drawn: Any = None
