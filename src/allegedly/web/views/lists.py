"""The pages that are lists: first page, search, speakers, documents, disputes, plans falling due."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from allegedly.store import (
    DISPUTES,
    AnswerLine,
    ClaimLine,
    ConflictLine,
    Counts,
    Page,
    SearchLine,
    Store,
    answers,
    claims,
    conflicts,
    counts,
    document,
    documents,
    due,
    search,
    sources,
)
from allegedly.web.ask import Ask
from allegedly.web.site import Site
from allegedly.web.view import View

NEWEST = 8


class Home(msgspec.Struct, frozen=True, kw_only=True):
    """What the database holds, and the newest claims and disputes."""

    counts: Counts
    newest: tuple[ClaimLine, ...] = ()
    disputes: tuple[AnswerLine, ...] = ()


class Disputes(msgspec.Struct, frozen=True, kw_only=True):
    """Who disputes whom, and where reports cannot all be right."""

    disputes: Page[AnswerLine]
    conflicts: Page[ConflictLine]


def build_home(site: Site, ask: Ask) -> View:
    """The first page."""
    few = ask.filter(limit=NEWEST, after=None)
    with site.reading() as store:
        home = Home(counts=counts(store, few.as_of), newest=claims(store, few).rows, disputes=answers(store, few, DISPUTES).rows)
    return View(title="Who says so", data=home)


def build_search(site: Site, ask: Ask) -> View:
    """Claims by their words and fields, then documents whose text holds the words where no claim does."""
    asked = ask.filter()
    with site.reading() as store:
        if asked.text:
            return View(title=f"Search: {asked.text}", data=search(store, asked.text, asked))
        found = claims(store, asked)
    return View(title="Search", data=Page(rows=tuple(SearchLine(claim=c) for c in found.rows), after=found.after))


def build_sources(site: Site, ask: Ask) -> View:
    """The speakers, those with most claims first."""
    with site.reading() as store:
        return View(title="Speakers", data=sources(store, ask.filter()))


def build_documents(site: Site, ask: Ask) -> View:
    """The documents, newest first."""
    with site.reading() as store:
        return View(title="Documents", data=documents(store, ask.filter()))


def build_disputes(site: Site, ask: Ask) -> View:
    """Who disputes whom over what; where reports disagree."""
    asked = ask.filter()
    apart = ask.filter(after=ask.query.get("conflicts_after") or None, limit=20)
    with site.reading() as store:
        found = Disputes(disputes=answers(store, asked, DISPUTES), conflicts=conflicts(store, apart))
        printers = printers_of(store, found.conflicts.rows)
    return View(title="Disputes", data=found, drawn=printers)


def printers_of(store: Store, found: Iterable[ConflictLine]) -> dict[str, str]:
    """Who printed the words that give a value no claim gives: document → outlet and day. No value stands without one who gives it."""
    bare = {e.document for line in found for side in line.sides if not side.claims for e in side.evidence}
    lines = [document(store, name) for name in sorted(bare)]
    return {d.id: f"{d.outlet or d.source_id}, {d.day}" for d in lines}


def build_due(site: Site, ask: Ask) -> View:
    """Plans by the day they fall on, and what became of them."""
    with site.reading() as store:
        return View(title="Due", data=due(store, ask.filter(), ask.query.get("today") or None))
