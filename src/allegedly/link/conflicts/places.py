"""Conflicts of places: one event in two towns, regions or countries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from allegedly.link.archive import Archive
from allegedly.link.conflicts.rivals import rival_happenings
from allegedly.link.conflicts.values import Sighting, make_conflict, origin_in
from allegedly.link.slots import places_conflict
from allegedly.records import Conflict, Matter, Place


def places(archive: Archive, matters: Sequence[Matter]) -> Iterator[Conflict]:
    """One event, two places too far apart to be one: *in Osk*, *in Norvak*. A city and the region it lies in are no conflict."""
    for matter, events in rival_happenings(archive, matters, "place"):
        named: dict[str, Place] = {}
        sightings = list(_sightings(archive, events, named))
        words = archive.happenings[events[0]].event.action
        found = make_conflict(
            archive, "place", matter.id, words, sightings, lambda a, b, n=named: places_conflict((n[a],), (n[b],)), "places"
        )  # fmt: skip
        yield from [found] if found else []


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
