"""The shapes of first-order divisions, read once: which arcs bound a division, a country, two countries (see `data/map/README.md`)."""

from __future__ import annotations

import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import accumulate

import msgspec

SCALE = 100
Point = tuple[int, int]
Box = tuple[int, int, int, int]
"""West, south, east, north, in hundredths of a degree."""


class _File(msgspec.Struct):
    areas: list[tuple[int | None, str, str, list[list[int]]]]
    counts: list[int]
    x: bytes
    y: bytes


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """A first-order division. `rings` are numbers of arcs, `~n` is arc `n` backwards."""

    geonames_id: int | None
    country: str
    name: str
    rings: tuple[tuple[int, ...], ...]


class Shapes:
    """All divisions. Arcs are cut out of the coordinates when first asked for, and kept."""

    def __init__(self, data: bytes) -> None:
        body = msgspec.msgpack.decode(zlib.decompress(data), type=_File)
        self._xs, self._ys = _numbers(body.x), _numbers(body.y)
        self._ends = [0, *accumulate(body.counts)]
        self.areas = tuple(Area(geonames_id=g, country=c, name=n, rings=tuple(map(tuple, rings))) for g, c, n, rings in body.areas)
        self.by_id = {area.geonames_id: area for area in self.areas if area.geonames_id}
        self._of_country: dict[str, list[Area]] = {}
        for area in self.areas:
            self._of_country.setdefault(area.country, []).append(area)
        self._arcs: dict[int, list[Point]] = {}
        self._rings: dict[tuple[int, ...], tuple[Point, ...]] = {}
        self._boxes: dict[tuple[int, ...], Box] = {}
        self._outlines: dict[str, tuple[tuple[int, ...], ...]] = {}

    def arc(self, number: int) -> list[Point]:
        """The points of an arc, backwards for `~n`."""
        if number not in self._arcs:
            index = number if number >= 0 else ~number
            cut = slice(self._ends[index], self._ends[index + 1])
            points = list(zip(accumulate(self._xs[cut]), accumulate(self._ys[cut]), strict=True))
            self._arcs[number] = points if number >= 0 else points[::-1]
        return self._arcs[number]

    def ring(self, arcs: tuple[int, ...]) -> tuple[Point, ...]:
        """The points of arcs one after the other."""
        if arcs not in self._rings:
            points: list[Point] = []
            for number in arcs:
                arc = self.arc(number)
                points += arc[1:] if points and points[-1] == arc[0] else arc
            self._rings[arcs] = tuple(points)
        return self._rings[arcs]

    def country(self, code: str) -> tuple[tuple[int, ...], ...]:
        """The outline of a country: the arcs that only one side of has a division of it, joined into rings."""
        if code not in self._outlines:
            own = [number for area in self._of_country.get(code, ()) for ring in area.rings for number in ring]
            indices = [n if n >= 0 else ~n for n in own]
            counts: dict[int, int] = {}
            for index in indices:
                counts[index] = counts.get(index, 0) + 1
            self._outlines[code] = tuple(self._join([n for n, index in zip(own, indices, strict=True) if counts[index] == 1]))
        return self._outlines[code]

    def border(self, one: str, other: str) -> tuple[int, ...]:
        """The arcs that two countries share."""
        ours = {n if n >= 0 else ~n for ring in self.country(one) for n in ring}
        return tuple(sorted(ours & {n if n >= 0 else ~n for ring in self.country(other) for n in ring}))

    def countries(self) -> Iterable[str]:
        """The codes of all countries."""
        return self._of_country

    def box(self, arcs: tuple[int, ...]) -> Box:
        """The box around some arcs."""
        if arcs not in self._boxes:
            xs, ys = zip(*self.ring(arcs), strict=True)
            self._boxes[arcs] = min(xs), min(ys), max(xs), max(ys)
        return self._boxes[arcs]

    def _join(self, arcs: list[int]) -> Iterator[tuple[int, ...]]:
        """Arcs that follow one another, as rings; each arc is used once."""
        starts: dict[Point, list[int]] = {}
        for number in arcs:
            starts.setdefault(self._end(number, 0), []).append(number)
        used: set[int] = set()
        for first in arcs:
            ring: list[int] = []
            current: int | None = first
            while current is not None and current not in used:
                used.add(current)
                ring.append(current)
                current = next((n for n in starts.get(self._end(current, -1), ()) if n not in used), None)
            if ring:
                yield tuple(ring)

    def _end(self, number: int, end: int) -> Point:
        return self.arc(number)[end]


@cache
def shapes() -> Shapes:
    """The shapes that come with the package."""
    return Shapes(files("allegedly").joinpath("data/map/shapes.bin").read_bytes())


def _numbers(data: bytes) -> array[int]:
    values = array("h")
    values.frombytes(data)
    if sys.byteorder == "big":
        values.byteswap()
    return values
