"""The map: where claims say that something would have happened. Areas as areas, borders as lines, towns as points; what the reports
do not place, or what has no outline here, is listed beside it and pinned nowhere."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from allegedly.store import Page, PlaceLine, places
from allegedly.web.ask import Ask
from allegedly.web.draw.map import View as Sheet
from allegedly.web.draw.map import land, line_path, point_of, rings_path, view_of
from allegedly.web.draw.shapes import Box, Shapes, shapes
from allegedly.web.site import Site
from allegedly.web.view import View

MOST_PLACES = 60
EACH = 2
"""Claims shown with a place; its own link leads to all of them."""
WIDEST = 3_500
"""Hundredths of a degree of longitude beyond which a country does not decide what part of the world is shown."""


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A place on the map: an `area` or a `line` as a path, a `point` as a position; `x`, `y` where its number stands."""

    place: PlaceLine
    number: int
    form: str
    path: str = ""
    x: int = 0
    y: int = 0
    label_y: int = 0


class MapDrawn(msgspec.Struct, frozen=True, kw_only=True):
    """The sheet: land behind, marks on it, and the places that cannot be drawn."""

    height: int
    land: tuple[tuple[str, str], ...]
    marks: tuple[Mark, ...]
    listed: tuple[tuple[int, PlaceLine], ...]


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """What a place is on the map, before the view is known."""

    form: str
    rings: tuple[tuple[int, ...], ...] = ()
    point: tuple[int, int] | None = None


def build_map(site: Site, ask: Ask) -> View:
    """The places of the claims that match."""
    with site.reading() as store:
        found = places(store, ask.filter(limit=MOST_PLACES), EACH)
    return View(title="Map", data=found, drawn=draw_map(found))


def draw_map(found: Page[PlaceLine]) -> MapDrawn:
    """Places as marks. Large areas lie under small ones."""
    known = shapes()
    forms = [form_of(known, place) for place in found.rows]
    sheet = view_of(_in_sight([box for form in forms if form and (box := _box(known, form))]))
    marks = [_mark(known, sheet, n, p, f) for n, (p, f) in enumerate(zip(found.rows, forms, strict=True), 1) if f]
    order = {"area": 0, "line": 1, "point": 2}
    return MapDrawn(
        height=sheet.height,
        land=_land(sheet),
        marks=tuple(sorted(_apart(marks), key=lambda m: (order[m.form], -len(m.path), m.number))),
        listed=tuple((n, p) for n, (p, f) in enumerate(zip(found.rows, forms, strict=True), 1) if f is None),
    )


@lru_cache(maxsize=64)
def _land(sheet: Sheet) -> tuple[tuple[str, str], ...]:
    """The countries behind, kept: readers look at the same part of the world again."""
    return tuple(land(shapes(), sheet))


def _in_sight(boxes: list[Box]) -> list[Box]:
    """The boxes the view must hold. A country half a continent wide is seen in part rather than shrink all else to nothing."""
    modest = [b for b in boxes if b[2] - b[0] <= WIDEST]
    return modest or boxes


def _apart(marks: list[Mark]) -> list[Mark]:
    """The marks with their numbers moved down until none covers another."""
    taken: list[tuple[int, int]] = []
    out: list[Mark] = []
    for mark in marks:
        y = mark.y
        while any(abs(x - mark.x) < 24 and abs(other - y) < 15 for x, other in taken) and y < mark.y + 90:
            y += 15
        taken.append((mark.x, y))
        out.append(msgspec.structs.replace(mark, label_y=y))
    return out


def form_of(known: Shapes, place: PlaceLine) -> Form | None:
    """A border is the line two countries share, a country or a division its area, a town a point; all else has no form here."""
    if place.country and "|" in place.country:
        arcs = known.border(*place.country.split("|")[:2])
        return Form(form="line", rings=tuple((arc,) for arc in arcs)) if arcs else None
    if place.kind == "country" and place.country and (outline := known.country(place.country)):
        return Form(form="area", rings=outline)
    if (area := known.by_id.get(place.geonames_id or 0)) is not None:
        return Form(form="area", rings=area.rings)
    if place.kind == "city" and place.lat is not None and place.lon is not None:
        return Form(form="point", point=point_of(place.lat, place.lon))
    return None


def _box(known: Shapes, form: Form) -> Box | None:
    if form.point:
        return (*form.point, *form.point)
    # The largest ring speaks for a country: its far islands would shrink the rest.
    boxes = [known.box(ring) for ring in form.rings]
    if form.form == "area":
        return max(boxes, key=lambda b: (b[2] - b[0]) * (b[3] - b[1]))
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _mark(known: Shapes, sheet: Sheet, number: int, place: PlaceLine, form: Form) -> Mark:
    if form.point:
        x, y = sheet.at(form.point)
        return Mark(place=place, number=number, form="point", x=round(x), y=round(y))
    path = "".join(line_path(sheet, known.ring(r)) for r in form.rings) if form.form == "line" else rings_path(known, sheet, form.rings)
    box = _box(known, form) or (0, 0, 0, 0)
    middle = (box[0] + box[2]) // 2, (box[1] + box[3]) // 2
    if place.lat is not None and place.lon is not None:
        middle = point_of(place.lat, place.lon)
    x, y = sheet.at(middle)
    return Mark(
        place=place, number=number, form=form.form, path=path, x=min(max(round(x), 12), 988), y=min(max(round(y), 12), sheet.height - 8)
    )
