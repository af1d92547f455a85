"""Conflicts of manner and of unit: *brought down*, *shot down*, *forced to land*; *a division*, *a squadron*."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any, NamedTuple

from allegedly.link.archive import Archive, rows_of
from allegedly.link.conflicts.values import Sighting, make_conflict, origin_in
from allegedly.link.days import gap
from allegedly.link.matters import matter_of
from allegedly.link.rows import Row, sentence_around
from allegedly.link.view import once_a_report
from allegedly.records import Conflict, Matter, Report, Span, Spans, bounding

SAME_STORY = 7
"""Days between reports within which one origin is taken to speak of the same thing."""
HYPOTHETICAL = frozenset({"planned", "conditional", "hypothetical", "negated", "attitude"})


class Family(NamedTuple):
    """Manners of one kind of happening: what it is, the things it befalls (pattern → key; empty: a person's name), and the patterns."""

    about: str
    things: tuple[tuple[re.Pattern[str], str], ...]
    manners: tuple[tuple[str, re.Pattern[str]], ...]


class Account(NamedTuple):
    """How one claim says that a thing befell something: the manner, the thing, the words."""

    row: Row
    manner: str
    thing: str
    span: Span


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:
    return tomllib.loads((resources.files("allegedly") / "data" / "link" / "manners.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def families() -> tuple[Family, ...]:
    """The families of `data/link/manners.toml`."""
    return tuple(_family(row) for row in _lists()["family"])


def _family(row: dict[str, Any]) -> Family:
    rows = [] if row["things"] == ["name"] else row["things"]
    things = tuple((re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")s?\b", re.IGNORECASE), names[0]) for names in rows)
    manners = tuple((name, re.compile("|".join(patterns), re.IGNORECASE)) for name, patterns in row["manners"].items())
    return Family(row["about"], things, manners)


def manners(archive: Archive, matters: Sequence[Matter]) -> Iterator[Conflict]:
    """One thing, one end of it, told in two manners that are not the same"""
    of = matter_of(matters)
    for family in families():
        accounts = [a for report in archive.reports for a in _accounts_in(report)[family.about]]
        for part in _one_happening(archive, of, accounts):
            sightings = [_sighting(archive, a) for a in part]
            matter = next((of[a.row.claim.id] for a in part if a.row.claim.id in of), None)
            found = make_conflict(
                archive, "manner", matter.id if matter else part[0].row.claim.id, f"{family.about}: {part[0].thing}", sightings,
                str.__ne__, "manners",
            )  # fmt: skip
            yield from [found] if found else []


def _sighting(archive: Archive, account: Account) -> Sighting:
    row = account.row
    return Sighting(account.manner, row.document.id, row.claim.id, (account.span,), origin_in(archive, row.claim.id))


@once_a_report
def _accounts_in(report: Report) -> Mapping[str, tuple[Account, ...]]:
    """What a family is about → the claims that say in one of its manners what befell one of its things."""
    return {family.about: tuple(_accounts(report, family)) for family in families()}


def _accounts(report: Report, family: Family) -> Iterator[Account]:
    for row in rows_of(report).values():
        if row.claim.modality in HYPOTHETICAL or row.claim.polarity == "negative":
            continue
        for manner, span in _manners_in(row, family):
            for thing in _things(row, family, span):
                yield Account(row, manner, thing, span)


def _manners_in(row: Row, family: Family) -> Iterator[tuple[str, Span]]:
    for piece in row.claim.spans:
        for manner, pattern in family.manners:
            for match in pattern.finditer(row.document.text, piece.start, piece.end):
                yield manner, Span(*match.span())


def _things(row: Row, family: Family, span: Span) -> tuple[str, ...]:
    """What it befell: the thing named nearest in the claim, else in its sentence, else in its paragraph; or the persons it is about."""
    if not family.things:
        return row.claim.about
    text = row.document.text
    paragraph = Span(text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end) if "\n" in text[span.end :] else len(text))
    for scope in (bounding(row.claim.spans), sentence_around(row.document, row.claim.spans), paragraph):
        found = [
            (abs(m.start() - span.start), key) for pattern, key in family.things for m in pattern.finditer(text, scope.start, scope.end)
        ]
        if found:
            return (min(found)[1],)
    return ()


def _one_happening(archive: Archive, of: Mapping[str, Matter], accounts: list[Account]) -> list[list[Account]]:
    """The accounts in parts that tell of one happening: the same thing, no days that differ, and tied by a link or a matter."""
    parts: list[list[Account]] = []
    for account in accounts:
        near = [p for p in parts if any(_may_be_one(archive, of, account, other) for other in p)]
        parts = [p for p in parts if p not in near] + [[a for p in near for a in p] + [account]]
    return [p for p in parts if len({a.manner for a in p}) > 1]


def _may_be_one(archive: Archive, of: Mapping[str, Matter], a: Account, b: Account) -> bool:
    if a.thing != b.thing or any(gap(x, y) for x in _days(archive, a) for y in _days(archive, b)):
        return False
    matters = [of.get(x.row.claim.id) for x in (a, b)]
    if matters[0] is not None and matters[0] == matters[1]:
        return True
    return archive.are_near(a.row.claim.id, b.row.claim.id) or _one_teller(archive, a.row, b.row)


def _one_teller(archive: Archive, a: Row, b: Row) -> bool:
    """The same origin in two reports of one story, a few days apart: it tells of one such thing, unless the days differ."""
    origin = origin_in(archive, a.claim.id)
    days = [(r.document.published or "")[:10] or None for r in (a, b)]
    near = not all(days) or (gap(days[0], days[1]) or 0) <= SAME_STORY
    return origin is not None and origin == origin_in(archive, b.claim.id) and near and archive.share_a_story(a.document.id, b.document.id)


def _days(archive: Archive, account: Account) -> list[str]:
    events = [e for e in account.row.report.events if account.row.claim.id in e.claims]
    return [e.when.edtf for e in events if e.when is not None and any(t.meets(account.span) for t in e.trigger)]


# ---------------------------------------------------------------- units


@lru_cache(maxsize=1)
def _unit() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in _lists()["units"]["words"])
    return re.compile(rf"\b(?:a|an|the|one|its|another)\s+(?:[\w-]+\s+){{0,2}}?(?P<unit>{words})\s+of\b", re.IGNORECASE)


def units(archive: Archive, matters: Sequence[Matter]) -> Iterator[Conflict]:
    """One force by two sizes: *a division of rocket launchers*, *a squadron of rocket launchers*"""
    for matter in matters:
        sightings = []
        for claim in matter.claims:
            row = archive.rows[claim]
            for unit, span in _units_in(row.report, row.claim.spans):
                sightings.append(Sighting(unit, row.document.id, claim, (span,), origin_in(archive, claim)))
        found = make_conflict(archive, "unit", matter.id, "unit", sightings, str.__ne__, "units")
        yield from [found] if found else []


@once_a_report
def _units_in(report: Report, spans: Spans) -> tuple[tuple[str, Span], ...]:
    found = (m for piece in spans for m in _unit().finditer(report.document.text, piece.start, piece.end))
    return tuple((match["unit"].lower(), Span(*match.span("unit"))) for match in found)
