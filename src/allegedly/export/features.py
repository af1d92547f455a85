"""Events on a map: GeoJSON (RFC 7946). Only a literal place is drawn, and every feature says how exact it is.

A city is a point. For a part of a country, an area or a feature the point only stands for it, and the feature says so; a whole
country is never drawn as a point (`geometry` is null), nor is a place without coordinates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from allegedly.export.items import Item
from allegedly.export.rows import EventRow, Options, event_rows, name_of
from allegedly.export.stream import write_collection
from allegedly.records import Document, Place

_WHAT = {
    "city": "settlement",
    "admin1": "first-level division",
    "area": "area",
    "feature": "natural or built feature",
    "country": "country",
}


def write_geojson(items: Iterable[Item], out: BinaryIO, options: Options) -> int:
    """A FeatureCollection; how many features."""
    head = {"type": "FeatureCollection", "note": options.note}
    return write_collection(out, head, "features", (_feature(row, d, options) for row, d in _placed(items, options)))


def _placed(items: Iterable[Item], options: Options) -> Iterator[tuple[EventRow, Document]]:
    for item in items:
        for row in event_rows(item, options):
            if row.place is not None and row.place.use == "literal":
                yield row, item.report.document


def precision_of(place: Place) -> str:
    """How exact a place is: what it is, and whether the text narrows it ("northern", "near")."""
    what = _WHAT[place.kind]
    return f"{what}, {place.qualifier}" if place.qualifier else what


def geometry_of(place: Place) -> dict[str, Any] | None:
    """A point, longitude first; `None` where a point would say too much."""
    if place.lat is None or place.lon is None or place.kind == "country":
        return None
    return {"type": "Point", "coordinates": [place.lon, place.lat]}


def _feature(row: EventRow, document: Document, options: Options) -> dict[str, Any]:
    place = row.place
    assert place is not None
    exact = place.kind == "city" and place.qualifier is None
    return {
        "type": "Feature",
        "id": row.id,
        "geometry": geometry_of(place),
        "properties": {
            "speaker": row.speaker,
            "claims": [f"{c.opening}: {c.words}" for c in row.claims] or [f"{row.speaker}: {row.told}"],
            "words": row.words,
            "actor": "; ".join(name_of(document, p) for p in row.actors) or None,
            "target": "; ".join(name_of(document, p) for p in row.targets) or None,
            "place": place.name,
            "place_kind": place.kind,
            "qualifier": place.qualifier,
            "country": place.country,
            "geonames_id": place.geonames_id,
            "precision": precision_of(place),
            "point_is": "the settlement" if exact else None if geometry_of(place) is None else "a stand-in for a wider area",
            "when": row.when,
            "first": row.first,
            "last": row.last,
            "modality": row.modality,
            "polarity": row.polarity,
            "plover": row.plover.root if row.plover else None,
            "status": row.standing.line if row.standing else None,
            "outlet": row.source.outlet,
            "published": row.source.published,
            "title": row.source.title,
            "url": row.source.url,
            "document": row.source.document,
        },
    }
