"""Where claims locate events: for the map."""

from __future__ import annotations

import heapq
import sqlite3

import msgspec

from allegedly.store.filter import Filter, number_range
from allegedly.store.ids import numbers_of
from allegedly.store.index import AT_SPOTS
from allegedly.store.lines import claim_lines, event_lines
from allegedly.store.numbers import LAST_ROW
from allegedly.store.rows import ClaimLine, EventLine, Page, PlaceLine
from allegedly.store.select import Question, any_replaced, as_json, conditions_on, facet_name, make_question, select_numbers
from allegedly.store.store import Store

_NO_FILTER = Filter()
_SMALL = 5_000
"""Up to so many matching events are counted one by one."""


def places(store: Store, filter: Filter = _NO_FILTER, each: int = 3) -> Page[PlaceLine]:
    """Where claims locate events, most events first, with the newest `each` of them. Only literal uses of a name count. One page."""
    connection = store.connection
    question = make_question(connection, filter, "event")
    if question.empty:
        return Page(rows=())
    if filter.text is not None or (question.rows is not None and question.rows <= _SMALL):
        found = _count_few(connection, filter, each)
    else:
        among = _at_spots(connection, question)
        counted = _walk_totals(connection, filter, among)
        found = [(_newest(connection, spot, among, each), count) for spot, count in counted]
    return Page(rows=tuple(_place_lines(connection, found, filter.day, each)))


def _count_few(connection: sqlite3.Connection, filter: Filter, each: int) -> list[tuple[list[int], int]]:
    """(newest events, how many there are) of each spot, most first, over the matching events one by one."""
    numbers = select_numbers(connection, msgspec.structs.replace(filter, after=None), "event", 100_000)
    rows = connection.execute(
        "SELECT e.n, e.geonames_id, e.place FROM json_each(?) j CROSS JOIN event e ON e.n = j.value WHERE e.place IS NOT NULL",
        (as_json(numbers),),
    )
    spots: dict[str, list[int]] = {}
    for number, known, words in rows:
        spots.setdefault(str(known or words.casefold()), []).append(number)
    best = sorted(spots.items(), key=lambda pair: (-len(pair[1]), pair[0]))[: filter.limit]
    return [(sorted(events, reverse=True)[:each], len(events)) for _, events in best]


class _AtSpots(msgspec.Struct, frozen=True):
    """SQL for the matching events at one spot: what to read from, its conditions (the first value is the spot), the further values."""

    source: str
    where: str
    values: tuple[object, ...]


def _at_spots(connection: sqlite3.Connection, question: Question) -> _AtSpots:
    """Where one condition is among those that events are counted by at each spot, its list there is read; else all events of the spot."""
    filter, sets = question.filter, question.sets
    driving = next((s for s in sets if len(s.ids) == 1 and facet_name(connection, s.ids[0]) in AT_SPOTS), None)
    source, own = ("spot_facet x", [f"x.facet {driving.among}", "x.spot = ?"]) if driving else ("event_facet x", ["x.facet = ?"])
    asked = filter if any_replaced(connection, filter) else msgspec.structs.replace(filter, versions=True)
    conditions, values = conditions_on("x.n", Question(asked, question.kind, tuple(s for s in sets if s is not driving)))
    where = " AND ".join([*own, "x.n BETWEEN ? AND ?", *conditions])
    return _AtSpots(source, where, (*number_range(filter), *values))


def _walk_totals(connection: sqlite3.Connection, filter: Filter, among: _AtSpots) -> list[tuple[int, int]]:
    """(facet of the spot, events), most first, over many events: a spot's total bounds its count, so the walk down the totals ends when
    none to come can reach the page."""
    sql = f"SELECT count(*) FROM {among.source} WHERE {among.where}"
    best: list[tuple[int, int, int]] = []
    ranked = connection.execute("SELECT id, events FROM facet WHERE name = 'spot' AND events > 0 ORDER BY events DESC, value")
    for order, (spot, total) in enumerate(ranked):
        if len(best) == filter.limit and total < best[0][0]:
            break
        count = connection.execute(sql, [spot, *among.values]).fetchone()[0]
        if count:
            (heapq.heappush if len(best) < filter.limit else heapq.heappushpop)(best, (count, -order, spot))
    return [(spot, count) for count, _, spot in sorted(best, key=lambda b: (-b[0], -b[1]))]


def _newest(connection: sqlite3.Connection, spot: int, among: _AtSpots, each: int) -> list[int]:
    """The newest `each` of the matching events at a spot."""
    sql = f"SELECT x.n FROM {among.source} WHERE {among.where} ORDER BY x.n DESC LIMIT ?"
    return [r[0] for r in connection.execute(sql, [spot, *among.values, each])]


def _place_lines(connection: sqlite3.Connection, found: list[tuple[list[int], int]], day: str, each: int) -> list[PlaceLine]:
    """A line for (newest events, how many) of each spot. The rows of all spots are read together."""
    numbers = [n for events, _ in found for n in events]
    lines = dict(zip(numbers, event_lines(connection, numbers, day), strict=True))
    told = [numbers_of(connection, "claim", [c for n in events for c in lines[n].claims])[:each] for events, _ in found]
    wanted = list(dict.fromkeys(n for claims in told for n in claims))
    claims = dict(zip(wanted, claim_lines(connection, wanted, day), strict=True))
    return [
        _place_line(connection, [lines[n] for n in events], events[0], count, [claims[n] for n in own])
        for (events, count), own in zip(found, told, strict=True)
    ]


def _place_line(connection: sqlite3.Connection, lines: list[EventLine], newest: int, count: int, claims: list[ClaimLine]) -> PlaceLine:
    first = lines[0]
    kind = connection.execute(
        "SELECT kind FROM place WHERE n BETWEEN ? AND ? AND use = 'literal' AND (geonames_id = ? OR name = ?) LIMIT 1",
        (newest & ~LAST_ROW, newest | LAST_ROW, first.geonames_id, first.place),
    ).fetchone()
    return PlaceLine(
        name=first.place or "", country=first.place_country, kind=kind["kind"] if kind else "area", lat=first.lat, lon=first.lon,
        geonames_id=first.geonames_id, events=count, claims=tuple(claims), lines=tuple(lines),
    )  # fmt: skip
