"""Conflicts of dates: when one claim was said, and when one event happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from allegedly.link.archive import Archive
from allegedly.link.conflicts.rivals import rival_happenings
from allegedly.link.conflicts.values import Sighting, make_conflict, origin_in
from allegedly.link.days import closed, gap
from allegedly.link.origins import speaker_words, tied_parts
from allegedly.link.rows import Row
from allegedly.records import Attribution, Conflict, Matter

SAME_SAYING = 7
"""Days within which one origin is taken to have said the same thing once, not again."""


def said(archive: Archive, matters: Sequence[Matter]) -> Iterator[Conflict]:
    """One origin, one claim, two days: *alleged on Saturday*, *said on Sunday*"""
    apart: list[tuple[str, str, set[Sighting]]] = []
    for matter in matters:
        for claims in tied_parts(archive, matter.claims):
            for origin, sightings in _by_origin(archive, claims).items():
                if make_conflict(archive, "said", matter.id, origin, sightings, _different_days, "said"):
                    apart = _joined(apart, matter.id, origin, sightings)
    for of, _, sightings in apart:
        found = make_conflict(archive, "said", of, _statement_of(archive, sightings), sightings, _different_days, "said")
        yield from [found] if found else []


def _statement_of(archive: Archive, sightings: Iterable[Sighting]) -> str:
    """*statement of the Defence Ministry*: those who speak in most of the claims, two at most."""
    names = Counter(speaker_words(archive, archive.rows[s.row]) for s in sightings)
    return f"statement of {' and '.join(sorted(names, key=lambda n: (-names[n], n))[:2])}"


def _by_origin(archive: Archive, claims: Iterable[str]) -> dict[str, set[Sighting]]:
    """Origin → when each report says that it said so; left out where every report came out on the day that it gives: such reports tell of
    several statements."""
    out: dict[str, set[Sighting]] = {}
    for claim in claims:
        sighting = _said(archive, archive.rows[claim])
        if sighting is not None and sighting.origin is not None:
            out.setdefault(sighting.origin, set()).add(sighting)
    return {o: s for o, s in sorted(out.items()) if not all(_is_fresh(archive, x) for x in s)}


def _joined(
    apart: list[tuple[str, str, set[Sighting]]], of: str, origin: str, sightings: set[Sighting]
) -> list[tuple[str, str, set[Sighting]]]:
    """One conflict for one statement that several claims go back to: those that give the same days and share words which date it."""
    words, days = {(s.document, s.spans) for s in sightings}, {s.value for s in sightings}
    near = [
        c for c in apart
        if c[1] == origin and words & {(s.document, s.spans) for s in c[2]} and len(days & {s.value for s in c[2]}) > 1
    ]  # fmt: skip
    rest = [c for c in apart if c not in near]
    return [*rest, (min([of, *(c[0] for c in near)]), origin, sightings.union(*(c[2] for c in near)))]


def _said(archive: Archive, row: Row) -> Sighting | None:
    """When the claim was said: as its attribution prints it, else as another one of the same utterance does, else on the day of the report
    itself, where it prints no other day for this origin."""
    own, origin = row.attribution, origin_in(archive, row.claim.id)
    dated = _first_dated([own, *(a for a in row.report.attributions if a.utterance and a.utterance == own.utterance)])
    if dated is None and origin is not None:
        others = [a for a in row.report.attributions if a.id in archive.origin_of_row and archive.origin_of_row[a.id] == origin]
        days = {a.said.edtf for a in others if a.said and _first_dated([a])}
        dated = _first_dated(others) if days == {archive.day(row.document)} else None
    if dated is None or dated.said is None:
        return None
    return Sighting(dated.said.edtf, row.document.id, row.claim.id, dated.said.evidence or row.claim.spans, origin)


def _first_dated(rows: Iterable[Attribution]) -> Attribution | None:
    return next((a for a in rows if a.said and a.said.basis == "printed" and closed(a.said.edtf)), None)


def _is_fresh(archive: Archive, sighting: Sighting) -> bool:
    """True where the report came out on the day it says it was said."""
    return archive.day(archive.report_of[sighting.document].document) == sighting.value


def _different_days(a: str, b: str) -> bool:
    apart = gap(a, b)
    return apart is not None and 0 < apart <= SAME_SAYING


def happened(archive: Archive, matters: Sequence[Matter]) -> Iterator[Conflict]:
    """One event, two days: *broke out on Monday evening*, *broke out early on Tuesday*"""
    for matter, events in rival_happenings(archive, matters, "date"):
        sightings = list(_happened(archive, events))
        words = archive.happenings[events[0]].event.action
        found = make_conflict(archive, "happened", matter.id, words, sightings, lambda a, b: bool(gap(a, b)), "happened")
        yield from [found] if found else []


def _happened(archive: Archive, events: Iterable[str]) -> Iterator[Sighting]:
    for event in events:
        report, row = archive.happenings[event]
        if row.when is None or not row.when.evidence or closed(row.when.edtf) is None:
            continue
        claims = archive.asserting.get(event) or row.claims
        origin = origin_in(archive, claims[0]) if claims else None
        yield Sighting(row.when.edtf, report.document.id, event, (*row.trigger[:1], *row.when.evidence), origin)
