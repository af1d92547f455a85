"""Where a report was filed: the places of its dateline with the countries of the gazetteer entries they were linked to."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from allegedly.records import Document, Place, PlaceName
from allegedly.resolve.place.gazetteer import normalise


def place_dateline(document: Document, places: Sequence[Place]) -> Document:
    """The document with the country of each dateline place that prints none ("MOSCOW, July 1 (Reuters)"); a printed country stands."""
    line = document.dateline
    if line is None:
        return document
    codes = {normalise(p.name): p.country for p in reversed(places) if p.name and line.span.covers(p.span)}
    found = tuple(_with_country(place, codes.get(normalise(place.name))) for place in line.places)
    first = None if line.place is None else _with_country(line.place, codes.get(normalise(line.place.name)))
    return msgspec.structs.replace(document, dateline=msgspec.structs.replace(line, place=first, places=found))


def _with_country(place: PlaceName, code: str | None) -> PlaceName:
    return place if place.country or not code else msgspec.structs.replace(place, country=code)
