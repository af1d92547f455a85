"""Conflicts of places: one event in two towns, regions or countries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from allegedly.link.archive import Archive
from allegedly.link.conflicts.rivals import rival_happenings
from allegedly.link.conflicts.values import Sighting, make_conflict, origin_in
from allegedly.link.rows import sentence_around
from allegedly.link.slots import places_conflict
from allegedly.records import Conflict, Matter, Place


def places(archive: Archive, matters: Sequence[Matter]) -> Iterator[Conflict]:
    """One event, two places too far apart to be one: *in Osk*, *in Norvak*. A city and the region it lies in are no conflict."""
    for matter, events in rival_happenings(archive, matters, "place"):
        found = [(e, seen) for e in events if (seen := _places_with(archive, e))]
        apart = [e for e, seen in found if any(places_conflict(seen, other) for f, other in found if f != e)]
        named: dict[str, Place] = {}
        sightings = list(_sightings(archive, apart, named))
        conflict = make_conflict(archive, "place", matter.id, _words(archive, events), sightings, partial(_apart, named), "places")
        yield from [conflict] if conflict else []


def _apart(named: Mapping[str, Place], a: str, b: str) -> bool:
    return places_conflict((named[a],), (named[b],))


def _words(archive: Archive, events: Sequence[str]) -> str:
    return archive.happenings[events[0]].event.action


def _places_with(archive: Archive, event: str) -> tuple[Place, ...]:
    """Every place that the sentence of an event names, if the event has one of its own: a report that names both places tells of a way
    from one to the other, or of a border, and disagrees with nobody."""
    report, row = archive.happenings[event]
    if row.place is None or row.place.use != "literal":
        return ()
    sentence = sentence_around(report.document, row.trigger[:1])
    return (row.place, *(p for p in report.places if sentence.covers(p.span) and p != row.place))


def _sightings(archive: Archive, events: Iterable[str], named: dict[str, Place]) -> Iterator[Sighting]:
    """The literal places of the events; `named` is filled with the place of each name."""
    for event in events:
        report, row = archive.happenings[event]
        if row.place is None or row.place.use != "literal" or row.place.name is None:
            continue
        named.setdefault(row.place.name, row.place)
        claims = archive.asserting.get(event) or row.claims
        origin = origin_in(archive, claims[0]) if claims else None
        yield Sighting(row.place.name, report.document.id, event, (*row.trigger[:1], row.place.span), origin)
