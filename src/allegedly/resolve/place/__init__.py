"""Places: recognised, linked to the gazetteer, narrowed by their qualifiers, and told apart by use.

    find_places(annotated) → one `Place` for every toponym and demonym, in text order

A value is only filled where the name determines it: the country, the point and the GeoNames id come from the entry a name was
linked to, by evidence of this text alone. A government under a city's name has no point, and an area keeps its own, not that of a
capital.
"""

from __future__ import annotations

from collections.abc import Sequence

from allegedly.records import Annotated, Place, PlaceKind
from allegedly.resolve.place.features import find_borders, find_same_areas, find_unnamed
from allegedly.resolve.place.filed import place_dateline
from allegedly.resolve.place.gazetteer import KINDS, Entry
from allegedly.resolve.place.link import link_places
from allegedly.resolve.place.nations import capital_country, country_of_demonym, country_of_name, demonym_pattern
from allegedly.resolve.place.qualifiers import find_qualifier
from allegedly.resolve.place.recognise import Toponym, recognise_places
from allegedly.resolve.place.use import decide_use

__all__ = ["capital_country", "country_of_demonym", "country_of_name", "demonym_pattern", "find_places", "place_dateline"]


def find_places(annotated: Annotated) -> tuple[Place, ...]:
    """Every toponym and demonym of the document, and the unnamed borders and areas that the text points at, in text order."""
    toponyms = recognise_places(annotated)
    entries = link_places(toponyms, annotated.text)
    named = [_place(t, e, annotated) for t, e in zip(toponyms, entries, strict=True)]
    unnamed = [*find_borders(annotated, named), *find_unnamed(annotated, named)]
    outer = [p for p in named if not any(u.span.covers(p.span) for u in unnamed)]
    same = list(find_same_areas(annotated.text, sorted([*outer, *unnamed], key=_order)))
    return tuple(sorted([*named, *unnamed, *same], key=_order))


def _order(place: Place) -> tuple[int, int]:
    return place.span.start, -place.span.end


def _place(toponym: Toponym, entry: Entry | None, annotated: Annotated) -> Place:
    candidate = toponym.candidate
    use, rule = decide_use(candidate, entry, annotated)
    qualifier = find_qualifier(annotated.text, candidate.span) if use == "literal" else None
    pinned = None if entry is None or (use == "government" and entry.letter != "n") else entry
    return Place(
        span=candidate.span,
        name=_name(toponym, entry),
        kind=_kind(toponym, entry),
        use=use,
        country=(entry.country or None) if entry else None,
        lat=pinned.lat if pinned else None,
        lon=pinned.lon if pinned else None,
        geonames_id=(entry.number or None) if entry else None,
        qualifier=qualifier.read(annotated.text) if qualifier else None,
        qualifier_span=qualifier,
        rule=rule,
        score=toponym.score,
    )


def _kind(toponym: Toponym, entry: Entry | None) -> PlaceKind:
    if entry is not None:
        return KINDS[entry.letter]  # type: ignore[return-value]
    return "area" if toponym.candidate.how == "demonym" else "feature" if toponym.candidate.how == "typed" else "city"


def _name(toponym: Toponym, entry: Entry | None) -> str:
    """A country by its usual English name, anything else as the text spells it."""
    if entry is not None and (entry.letter == "n" or toponym.candidate.how == "demonym"):
        return entry.name
    return toponym.candidate.base


def literal_places(places: Sequence[Place]) -> tuple[Place, ...]:
    """The places that may locate an event or appear on a map."""
    return tuple(p for p in places if p.use == "literal")
