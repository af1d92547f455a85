"""Where claims locate events: for the map."""

from __future__ import annotations

import heapq
import sqlite3
from collections import Counter
from typing import Any

import msgspec

from allegedly.store.filter import Filter, number_range
from allegedly.store.ids import numbers_of
from allegedly.store.lines import claim_lines, event_lines
from allegedly.store.rows import Page, PlaceLine
from allegedly.store.select import Question, as_json, conditions_on, make_question, select_numbers
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
    few = filter.text is not None or (question.rows is not None and question.rows <= _SMALL)
    counted = _count_few(connection, filter) if few else _walk_totals(connection, filter, question)
    rows = [_place_line(connection, spot, count, filter, question, each) for spot, count in counted]
    return Page(rows=tuple(rows))


def _count_few(connection: sqlite3.Connection, filter: Filter) -> list[tuple[int, int]]:
    """(facet of the spot, events), most first, over the matching events one by one."""
    numbers = select_numbers(connection, msgspec.structs.replace(filter, after=None), "event", 100_000)
    rows = connection.execute(
        "SELECT e.geonames_id, e.place FROM json_each(?) j CROSS JOIN event e ON e.n = j.value WHERE e.place IS NOT NULL",
        (as_json(numbers),),
    )
    counted = Counter(str(r["geonames_id"] or r["place"].casefold()) for r in rows)
    best = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[: filter.limit]
    sql = "SELECT id FROM facet WHERE name = 'spot' AND value = ?"
    return [(connection.execute(sql, (value,)).fetchone()["id"], count) for value, count in best]


def _walk_totals(connection: sqlite3.Connection, filter: Filter, question: Question) -> list[tuple[int, int]]:
    """The same over many events: a spot's total bounds its count, so the walk down the totals ends when none to come can reach the page."""
    conditions, values = conditions_on("x.n", question)
    low, high = number_range(filter)
    sql = f"SELECT count(*) FROM event_facet x WHERE {' AND '.join(['x.facet = ?', 'x.n BETWEEN ? AND ?', *conditions])}"
    best: list[tuple[int, int, int]] = []
    ranked = connection.execute("SELECT id, events FROM facet WHERE name = 'spot' AND events > 0 ORDER BY events DESC, value")
    for order, row in enumerate(ranked):
        if len(best) == filter.limit and row["events"] < best[0][0]:
            break
        count = connection.execute(sql, [row["id"], low, high, *values]).fetchone()[0]
        if count:
            (heapq.heappush if len(best) < filter.limit else heapq.heappushpop)(best, (count, -order, row["id"]))
    return [(spot, count) for count, _, spot in sorted(best, key=lambda b: (-b[0], -b[1]))]


def _place_line(connection: sqlite3.Connection, spot: int, count: int, filter: Filter, question: Question, each: int) -> PlaceLine:
    conditions, values = conditions_on("x.n", question)
    low, high = number_range(filter)
    where = " AND ".join(["x.facet = ?", "x.n BETWEEN ? AND ?", *conditions])
    found: list[Any] = connection.execute(
        f"SELECT x.n FROM event_facet x WHERE {where} ORDER BY x.n DESC LIMIT ?", [spot, low, high, *values, each]
    ).fetchall()
    numbers = [r["n"] for r in found]
    lines = event_lines(connection, numbers, filter.day)
    claims = claim_lines(connection, numbers_of(connection, "claim", [c for e in lines for c in e.claims])[:each], filter.day)
    first = lines[0]
    kind = connection.execute(
        "SELECT kind FROM place WHERE n BETWEEN ? AND ? AND use = 'literal' AND (geonames_id = ? OR name = ?) LIMIT 1",
        (numbers[0] & ~32767, numbers[0] | 32767, first.geonames_id, first.place),
    ).fetchone()
    return PlaceLine(
        name=first.place or "", country=first.place_country, kind=kind["kind"] if kind else "area", lat=first.lat, lon=first.lon,
        geonames_id=first.geonames_id, events=count, claims=tuple(claims), lines=tuple(lines),
    )  # fmt: skip
