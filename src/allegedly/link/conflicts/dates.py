"""Conflicts of dates: when one claim was said, and when one event happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from allegedly.link.archive import Archive
from allegedly.link.conflicts.rivals import rival_happenings
from allegedly.link.conflicts.values import Sighting, make_conflict, origin_in
from allegedly.link.days import closed, gap
from allegedly.link.rows import Row
from allegedly.records import Attribution, Conflict, Matter

SAME_SAYING = 7
"""Days within which one origin is taken to have said the same thing once, not again."""


def said(archive: Archive, matters: Sequence[Matter]) -> Iterator[Conflict]:
    """One origin, one claim, two days: *alleged on Saturday*, *said on Sunday*"""
    for matter in matters:
        by_origin: dict[str, list[Sighting]] = {}
        for claim in matter.claims:
            sighting = _said(archive, archive.rows[claim])
            if sighting is not None and sighting.origin is not None:
                by_origin.setdefault(sighting.origin, []).append(sighting)
        for origin, sightings in sorted(by_origin.items()):
            retold = [s for s in sightings if not _is_fresh(archive, s)]
            if retold:
                found = make_conflict(archive, "said", matter.id, f"said by {origin}", sightings, _different_days, "said")
                yield from [found] if found else []


def _said(archive: Archive, row: Row) -> Sighting | None:
    """When the claim's attribution, or the one around it that passes it on, says it was said."""
    attribution: Attribution | None = row.attribution
    while attribution is not None and attribution.said is None:
        attribution = archive.attributions.get(attribution.continues or "")
    if attribution is None or attribution.said is None or attribution.said.basis != "printed" or closed(attribution.said.edtf) is None:
        return None
    spans = attribution.said.evidence or row.claim.spans
    return Sighting(attribution.said.edtf, row.document.id, row.claim.id, spans, origin_in(archive, row.claim.id))


def _is_fresh(archive: Archive, sighting: Sighting) -> bool:
    """True where the report came out on the day it says it was said: two such reports tell of two statements."""
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
