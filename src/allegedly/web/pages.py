"""The table of pages: where each one is, what builds it, what it is for. Routes, twins, navigation and the API follow from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from allegedly.web.ask import Ask
from allegedly.web.site import Site
from allegedly.web.views.home import build_home
from allegedly.web.views.report import build_report, report_line


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A page. `build` makes the model that the template prints and the twin encodes; `twin`, where given, turns the model into what
    the twin gives instead. `filtered` pages take the filters of the store."""

    name: str
    path: str
    template: str
    summary: str
    build: Callable[[Site, Ask], Any]
    twin: Callable[[Any], Any] | None = None
    filtered: bool = False
    menu: str | None = None

    @property
    def json_path(self) -> str:
        """Where the twin is."""
        return "/index.json" if self.path == "/" else f"{self.path}.json"


PAGES: tuple[Page, ...] = (
    Page(name="home", path="/", template="home.html", summary="What the database holds; read one report.", build=build_home, menu="Read"),
    Page(
        name="report",
        path="/report/{id}",
        template="report.html",
        summary="One report: its text and its record, the same line as `allegedly read --json`.",
        build=build_report,
        twin=report_line,
    ),
)
