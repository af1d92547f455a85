"""A map as paths: which part of the world to show, land behind, what is told of on it. A plate carrée, narrowed by the middle latitude."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import cos, radians

import msgspec

from allegedly.web.draw.shapes import SCALE, Box, Point, Shapes

WIDTH = 1000
TALLEST = 620
SMALLEST_VIEW = 300
"""A view shows at least three degrees."""
FINEST = 2.6
"""Points nearer than this to the one before are not drawn."""


class View(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the world on a sheet: `box` in hundredths of a degree, `scale` sheet units to one of them, `squeeze` for longitudes."""

    box: Box
    scale: float
    squeeze: float
    height: int

    def at(self, point: Point) -> tuple[float, float]:
        """Where a point lies on the sheet."""
        return (point[0] - self.box[0]) * self.scale * self.squeeze, (self.box[3] - point[1]) * self.scale


def point_of(lat: float, lon: float) -> Point:
    """Degrees to the grid of the shapes."""
    return round(lon * SCALE), round(lat * SCALE)


def view_of(boxes: Sequence[Box]) -> View:
    """The view that holds all boxes with some room around; the world for none."""
    west, south, east, north = _around(boxes) if boxes else (-17_000, -5_600, 18_000, 7_800)
    squeeze = max(0.2, cos(radians((south + north) / 2 / SCALE)))
    width, height = (east - west) * squeeze, float(north - south)
    if height / width > TALLEST / WIDTH:
        extra = (height * WIDTH / TALLEST - width) / squeeze / 2
        west, east = round(west - extra), round(east + extra)
        width = (east - west) * squeeze
    scale = WIDTH / width
    return View(box=(west, south, east, north), scale=scale, squeeze=squeeze, height=max(260, round(height * scale)))


def _around(boxes: Sequence[Box]) -> Box:
    west, south = min(b[0] for b in boxes), min(b[1] for b in boxes)
    east, north = max(b[2] for b in boxes), max(b[3] for b in boxes)
    across, along = max(SMALLEST_VIEW, east - west), max(SMALLEST_VIEW, north - south)
    x, y = (west + east) // 2, (south + north) // 2
    half, rise = round(across * 0.64), round(along * 0.64)
    return max(-18_000, x - half), max(-8_500, y - rise), min(18_000, x + half), min(8_400, y + rise)


def meets(a: Box, b: Box) -> bool:
    """True if two boxes share a point."""
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def land(shapes: Shapes, view: View) -> Iterator[tuple[str, str]]:
    """The countries in view: code and outline."""
    for code in shapes.countries():
        rings = [r for r in shapes.country(code) if meets(shapes.box(r), view.box)]
        if rings and (path := rings_path(shapes, view, rings)):
            yield code, path


def rings_path(shapes: Shapes, view: View, rings: Iterable[tuple[int, ...]]) -> str:
    """Closed outlines as an SVG path; what is too small to be seen or out of view is left out."""
    drawn = [path for ring in rings if (path := line_path(view, shapes.ring(ring), closed=True))]
    return "".join(drawn)


def line_path(view: View, points: Sequence[Point], closed: bool = False) -> str:
    """A line as an SVG path in whole sheet units, thinned to what can be seen."""
    kept: list[tuple[int, int]] = []
    for point in _near(view, points):
        x, y = view.at(point)
        at = (round(x), round(y))
        if not kept or abs(at[0] - kept[-1][0]) + abs(at[1] - kept[-1][1]) >= FINEST:
            kept.append(at)
    if len(kept) < (4 if closed else 2):
        return ""
    steps = "".join(f"l{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(kept))
    return f"M{kept[0][0]} {kept[0][1]}{steps}" + ("z" if closed else "")


def _near(view: View, points: Sequence[Point]) -> Iterator[Point]:
    """The points in view. Of those out of view one is left out while all since the last that was kept lie beyond one and the same
    edge: the line that replaces them then lies beyond it too."""
    codes = [_side(view.box, p) for p in points]
    beyond = 0
    for index, point in enumerate(points):
        following = codes[index + 1] if index + 1 < len(points) else 0
        if beyond & codes[index] & following:
            beyond &= codes[index]
        else:
            beyond = codes[index]
            yield point


def _side(box: Box, point: Point) -> int:
    return (point[0] < box[0]) | (point[0] > box[2]) << 1 | (point[1] < box[1]) << 2 | (point[1] > box[3]) << 3
