"""Geoparsing scores after "A Pragmatic Guide to Geoparsing Evaluation" (Gritta, Pilehvar and Collier 2020).

Rows are mappings with `start`, `end`, and where known `lat`, `lon`, `geonames_id`. *Recognition* compares spans, exactly or by
overlap. *Resolution* looks at gold rows that have a point and whose span was found. *End to end* counts a prediction right if its
span is gold's and its GeoNames id is gold's or its point lies within 161 km (100 miles) of gold's; recall is over gold rows with a
point, precision over predicted rows with one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from allegedly.records import Place
from allegedly.score.rates import Rate

NEAR_KM = 161.0
EARTH_KM = 6371.0
Row = Mapping[str, Any]


class PlaceScore(NamedTuple):
    """The measures of one run; `errors` are the kilometres by which found places were missed, 0 where the ids agree."""

    exact: Rate
    overlap: Rate
    end_to_end: Rate
    errors: tuple[float, ...]

    @property
    def near(self) -> float:
        """Share of found places resolved within 161 km (Acc@161)."""
        return sum(e <= NEAR_KM for e in self.errors) / len(self.errors) if self.errors else 0.0


def score_places(gold: Mapping[str, Sequence[Row]], predicted: Mapping[str, Sequence[Row]]) -> PlaceScore:
    """Score `predicted` against `gold`, both rows by document id; a document without predictions counts as empty."""
    exact, overlap, whole = Rate(0, 0, 0), Rate(0, 0, 0), Rate(0, 0, 0)
    errors: list[float] = []
    for identifier, rows in gold.items():
        mine = list(predicted.get(identifier, ()))
        by_span = {(row["start"], row["end"]): row for row in mine}
        found = [(row, by_span.get((row["start"], row["end"]))) for row in rows]
        missed = [_error(row, other) for row, other in found if other is not None and _has_point(row) and _has_point(other)]
        exact += Rate(sum(other is not None for _, other in found), len(mine), len(rows))
        overlap += Rate(_overlaps(rows, mine), len(mine), len(rows))
        whole += Rate(sum(e <= NEAR_KM for e in missed), sum(map(_has_point, mine)), sum(map(_has_point, rows)))
        errors += missed
    return PlaceScore(exact, overlap, whole, tuple(errors))


def place_rows(places: Iterable[Place]) -> list[Row]:
    """A report's named places as rows for `score_places`."""
    return [
        {"start": p.span.start, "end": p.span.end, "lat": p.lat, "lon": p.lon, "geonames_id": p.geonames_id}
        for p in places if p.name is not None
    ]  # fmt: skip


def _has_point(row: Row) -> bool:
    return row.get("lat") is not None


def _error(gold: Row, mine: Row) -> float:
    if gold.get("geonames_id") and str(mine.get("geonames_id")) == str(gold["geonames_id"]):
        return 0.0
    return kilometres(gold["lat"], gold["lon"], mine["lat"], mine["lon"])


def _overlaps(rows: Sequence[Row], mine: Sequence[Row]) -> int:
    """Gold rows that share a character with a prediction, each prediction used once, in order."""
    used: set[int] = set()
    for row in rows:
        hit = next((i for i, m in enumerate(mine) if i not in used and m["start"] < row["end"] and row["start"] < m["end"]), None)
        if hit is not None:
            used.add(hit)
    return len(used)


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance (haversine)."""
    a, b = math.radians(lat1), math.radians(lat2)
    half = math.sin((a - b) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon1 - lon2) / 2) ** 2
    return EARTH_KM * 2 * math.asin(min(1.0, math.sqrt(half)))
