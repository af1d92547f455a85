"""The table of pages: where each one is, what builds it, what it is for. Routes, twins, navigation and the API follow from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from allegedly.web.ask import Ask
from allegedly.web.site import Site
from allegedly.web.view import View
from allegedly.web.views import add, lists, map, one, report, timeline


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A page. `build` makes what the template prints; its `data` is what the twin gives. `filters` are the parameters beside those of
    every page; `paged` pages take `limit` and `after`; those that depend on more than the database are not to be
    kept (`keep`)."""

    name: str
    path: str
    template: str
    summary: str
    build: Callable[[Site, Ask], View]
    menu: str | None = None
    filtered: bool = True
    paged: bool = False
    more: tuple[str, ...] = ()
    keep: bool = True

    def view(self, site: Site, ask: Ask) -> View:
        """What the page shows, made or kept from before."""
        if not self.keep:
            return self.build(site, ask)
        key = (self.name, *sorted(ask.values.items()), *sorted(ask.query.items()))
        return site.kept.get(key, lambda: self.build(site, ask))

    @property
    def json_path(self) -> str:
        """Where the twin is."""
        return "/index.json" if self.path == "/" else f"{self.path}.json"


PAGES: tuple[Page, ...] = (
    Page(
        name="home", path="/", template="home.html", menu="Read", build=lists.build_home,
        summary="What the database holds, its newest claims and disputes; a place to read one report.",
    ),
    Page(
        name="search", path="/search", template="search.html", menu="Claims", build=lists.build_search, paged=True,
        summary="Claims by words and fields, then documents whose text holds the words where no claim does.",
    ),
    Page(
        name="timeline", path="/timeline", template="timeline.html", menu="Timeline", build=timeline.build_timeline, paged=True,
        summary="What would have happened when, and when it was said, on axes of their own; plans ahead and what became of them.",
    ),
    Page(
        name="map", path="/map", template="map.html", menu="Map", build=map.build_map,
        summary="Where claims say that something would have happened, most told of first.",
    ),
    Page(
        name="disputes", path="/disputes", template="disputes.html", menu="Disputes", build=lists.build_disputes, paged=True,
        more=("conflicts_after",), summary="Who disputes whom over what, and where reports cannot all be right.",
    ),
    Page(
        name="due", path="/due", template="due.html", menu="Due", build=lists.build_due, paged=True, more=("today",),
        summary="Plans by the day they fall on, and what became of them.",
    ),
    Page(
        name="sources", path="/sources", template="sources.html", menu="Speakers", build=lists.build_sources, paged=True,
        summary="Who speaks, those with most claims first.",
    ),
    Page(
        name="documents", path="/documents", template="documents.html", menu="Documents", build=lists.build_documents, paged=True,
        summary="The documents, newest first.",
    ),
    Page(
        name="report", path="/report/{id}", template="report.html", build=report.build_report, filtered=False, keep=False, more=("show",),
        summary="One report: its text and its record, the same line as `allegedly read --json`.",
    ),
    Page(
        name="claim", path="/claim/{id}", template="claim.html", build=one.build_claim, filtered=False,
        summary="One claim: its chain of attribution, its answers, its wordings, the conflicts it is part of, how it stands.",
    ),
    Page(
        name="event", path="/event/{id}", template="event.html", build=one.build_event, filtered=False,
        summary="One event: the claims that carry it, whose word they are, how it stands.",
    ),
    Page(
        name="who", path="/who/{id}", template="who.html", build=one.build_who, paged=True,
        summary="One speaker, by id or name: what was said over time, with acts, and who answered.",
    ),
    Page(
        name="add", path="/add", template="add.html", build=add.build_add, filtered=False, keep=False,
        summary="Add reports of this machine; the work of this server.",
    ),
    Page(
        name="work", path="/job/{id}", template="work.html", build=add.build_job, filtered=False, keep=False,
        summary="How far one piece of work is.",
    ),
)  # fmt: skip

DATA: tuple[tuple[str, Callable[[Site, Ask], Any], str], ...] = (
    ("/timeline/volume.json", timeline.build_volume, "How many claims are dated to each day, or month, and by what."),
)
"""What pages fetch beside their own data: path, what builds it, what it is."""
