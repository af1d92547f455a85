"""The first page: what the database holds, and a place to read one report."""

from __future__ import annotations

import msgspec

from allegedly.web.ask import Ask
from allegedly.web.site import Site


class Home(msgspec.Struct, frozen=True, kw_only=True):
    """The first page."""

    title: str = "Read a report"


def build_home(site: Site, ask: Ask) -> Home:
    """The first page."""
    return Home()
