"""Questions about events: lists, the timeline, plans falling due, places."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime

import msgspec

from allegedly.errors import SetupError
from allegedly.store.filter import NEVER, Filter, current_only, day_or_refuse, facet_sets, match_expression, number_range, select_numbers
from allegedly.store.ids import number_of, numbers_of, resolve_id
from allegedly.store.lines import claim_lines, event_lines
from allegedly.store.query import status_of
from allegedly.store.query_answers import answers_about, conflicts_of
from allegedly.store.rows import ClaimLine, DueLine, EventLine, EventView, Page, PlaceLine, TimelineLine
from allegedly.store.store import Store

_NO_FILTER = Filter()
_RARE = 3_000
PASSED = "date passed, no report in corpus"
REPORTED = "date passed, reported since"
COMING = "falls due"


def events(store: Store, filter: Filter = _NO_FILTER) -> Page[EventLine]:
    """The events that match, newest document first, in the order of the text."""
    numbers = select_numbers(store.connection, filter, "event")
    lines = event_lines(store.connection, numbers[: filter.limit], filter.day)
    return Page(rows=tuple(lines), after=str(numbers[filter.limit - 1]) if len(numbers) > filter.limit else None)


def event(store: Store, event_id: str, as_of: str | None = None) -> EventView:
    """Everything about one event, by its id or the beginning of it. Raises `SetupError` where there is none."""
    connection, day = store.connection, Filter(as_of=as_of).day
    full = resolve_id(connection, "event", event_id)
    line = event_lines(connection, [number_of(connection, "event", full)], day)[0]
    same = event_lines(connection, _group_members(connection, line, day), day)
    ids = [c for e in (line, *same) for c in e.claims]
    return EventView(
        event=line,
        claims=tuple(claim_lines(connection, numbers_of(connection, "claim", ids), day)),
        same=tuple(same),
        status=status_of(connection, full, day),
        answers=answers_about(store, ids, as_of),
        conflicts=conflicts_of(store, full, day),
    )


def _group_members(connection: sqlite3.Connection, line: EventLine, day: str) -> list[int]:
    if line.group is None:
        return []
    rows = connection.execute(
        'SELECT g.event FROM event_group g JOIN event e ON e.n = g.event WHERE g."group" = ? AND g.since <= ?'
        " AND (g.until IS NULL OR g.until > ?) AND e.id <> ? ORDER BY g.event DESC LIMIT 200", (line.group, day, day, line.id)
    )  # fmt: skip
    return [r["event"] for r in rows]


# ---------------------------------------------------------------- timeline


def timeline(store: Store, filter: Filter = _NO_FILTER) -> Page[TimelineLine]:
    """Claims by the day their event would have happened, else the day they were said, earliest first. `since` and `until` are days of
    that timeline. Cursor: day, claim and event of the last entry."""
    rows = _moments(store.connection, filter)
    page = rows[: filter.limit]
    lines = _timeline_lines(store.connection, page, filter.day)
    after = f"{page[-1]['day']}:{page[-1]['claim']}:{page[-1]['event']}" if len(rows) > filter.limit else None
    return Page(rows=tuple(lines), after=after)


def _moments(connection: sqlite3.Connection, filter: Filter) -> list[sqlite3.Row]:
    sets = facet_sets(connection, filter, "claim")
    if any(not s.ids for s in sets):
        return []
    conditions, values = _moment_range(filter)
    if filter.text or (sets and sets[0].rows <= _RARE):
        # Few claims can match: take them first and sort, instead of walking the days.
        wanted = msgspec.structs.replace(filter, since=None, until=None, after=None)
        numbers = select_numbers(connection, wanted, "claim", _RARE + 1)
        if len(numbers) <= _RARE:
            conditions.append("m.claim IN (SELECT value FROM json_each(?))")
            values.append("[" + ",".join(map(str, numbers)) + "]")
            sets = ()
    if filter.text and "json_each" not in conditions[-1]:
        conditions.append("m.claim IN (SELECT rowid FROM claim_text WHERE claim_text MATCH ?)")
        values.append(match_expression(filter.text))
    for s in sets:
        conditions.append(f"EXISTS (SELECT 1 FROM claim_facet y WHERE y.facet IN ({', '.join(map(str, s.ids))}) AND y.n = m.claim)")
    sql = f"SELECT m.* FROM moment m WHERE {' AND '.join(conditions)} ORDER BY m.day, m.claim, m.event LIMIT ?"
    return connection.execute(sql, [*values, filter.limit + 1]).fetchall()


def _moment_range(filter: Filter) -> tuple[list[str], list[object]]:
    first = _ordinal(day_or_refuse(filter.since, "since", end=False)) if filter.since else 0
    last = _ordinal(day_or_refuse(filter.until, "until", end=True)) if filter.until else date.max.toordinal()
    _, high = number_range(filter, dated=False)
    conditions: list[str] = ["m.day BETWEEN ? AND ?", "max(m.claim, m.event) <= ?"]
    values: list[object] = [first, last, high]
    if not filter.versions:
        conditions.append(current_only("max(m.claim, m.event)", filter.day))
    if filter.after:
        conditions.append("(m.day, m.claim, m.event) > (?, ?, ?)")
        values += _cursor(filter.after, 3)
    return conditions, values


def _cursor(after: str, parts: int) -> list[int]:
    found = after.split(":")
    if len(found) != parts or not all(p.isdigit() for p in found):
        raise SetupError(f"{after}: not a cursor: take `after` of the page before")
    return [int(p) for p in found]


def _timeline_lines(connection: sqlite3.Connection, rows: list[sqlite3.Row], day: str) -> list[TimelineLine]:
    claims = dict(zip((n := [r["claim"] for r in rows if r["claim"]]), claim_lines(connection, n, day), strict=True))
    events = dict(zip((n := list(dict.fromkeys(r["event"] for r in rows if r["event"]))), event_lines(connection, n, day), strict=True))
    return [_timeline_line(r, claims.get(r["claim"]), events.get(r["event"])) for r in rows]


def _timeline_line(row: sqlite3.Row, claim: ClaimLine | None, event: EventLine | None) -> TimelineLine:
    shown = claim or event
    return TimelineLine(
        first=_day(row["day"]), last=_day(row["last"]), edtf=row["edtf"], basis=row["basis"], speaker=shown.speaker if shown else "",
        document=shown.document if shown else "", claim=claim, event=event,
    )  # fmt: skip


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


# ---------------------------------------------------------------- plans


def due(store: Store, filter: Filter = _NO_FILTER, today: str | None = None) -> Page[DueLine]:
    """Plans by the day they fall on, earliest first. `today` (else `as_of`, else the day of the clock, UTC) parts those to come from those
    whose date has passed. `since` and `until` are days of the plans."""
    connection = store.connection
    now = today or (filter.day if filter.as_of else datetime.now(UTC).date().isoformat())
    low, high = number_range(filter, dated=False)
    start = _cursor(filter.after, 2) if filter.after else [-1, -1]
    first = _ordinal(day_or_refuse(filter.since, "since", end=False)) if filter.since else 0
    last = _ordinal(day_or_refuse(filter.until, "until", end=True)) if filter.until else date.max.toordinal()
    rows = connection.execute(
        "SELECT p.* FROM plan p WHERE (p.last, p.event) > (?, ?) AND p.last >= ? AND p.first <= ? AND p.event BETWEEN ? AND ?"
        + ("" if filter.versions else f" AND {current_only('p.event', filter.day)}")
        + " ORDER BY p.last, p.event",
        (*start, first, last, low, high),
    )
    bare = msgspec.structs.replace(filter, since=None, until=None, after=None, limit=1)
    found: list[DueLine] = []
    cursor = None
    for row in rows:
        if len(found) == filter.limit:
            return Page(rows=tuple(found), after=cursor)
        line = _due_line(store, row, now, filter, bare)
        if line is not None:
            found.append(line)
            cursor = f"{row['last']}:{row['event']}"
    return Page(rows=tuple(found))


def _due_line(store: Store, row: sqlite3.Row, now: str, filter: Filter, bare: Filter) -> DueLine | None:
    connection = store.connection
    if bare != Filter(limit=1, as_of=filter.as_of, versions=filter.versions) and not _event_matches(connection, row["event"], bare):
        return None
    event = event_lines(connection, [row["event"]], filter.day)[0]
    claims = claim_lines(connection, numbers_of(connection, "claim", event.claims), filter.day)
    claim = next((c for c in claims if c.modality == "planned"), claims[0])
    passed = _day(row["last"]) < now
    reports = _reports_of(connection, event, filter.day) if passed else []
    state = COMING if not passed else REPORTED if reports else PASSED
    return DueLine(
        first=_day(row["first"]), last=_day(row["last"]), edtf=event.when or "", state=state, claim=claim, event=event, reports=tuple(reports)
    )  # fmt: skip


def _event_matches(connection: sqlite3.Connection, number: int, bare: Filter) -> bool:
    return select_numbers(connection, msgspec.structs.replace(bare, after=str(number + 1)), "event", 1) == [number]


def _reports_of(connection: sqlite3.Connection, event: EventLine, day: str) -> list[ClaimLine]:
    """Claims of the events linked as the same that say, on or after the first day of the plan, that it happened."""
    same = event_lines(connection, _group_members(connection, event, day), day)
    ids = [c for e in same if e.modality in ("asserted", "alleged") and e.day >= (event.first or "") for c in e.claims]
    return [c for c in claim_lines(connection, numbers_of(connection, "claim", ids), day) if c.modality in ("asserted", "alleged")]


# ---------------------------------------------------------------- places


def places(store: Store, filter: Filter = _NO_FILTER, each: int = 3) -> Page[PlaceLine]:
    """Where claims locate events, most events first, with the newest `each` of them. Only literal uses of a name count."""
    connection = store.connection
    condition, values = _place_condition(connection, filter)
    if condition is None:
        return Page(rows=())
    rows = connection.execute(
        "SELECT coalesce(e.geonames_id, e.place) AS key, e.place, e.country, e.geonames_id, e.lat, e.lon, count(*) AS k, max(e.n) AS newest"
        f" FROM event e WHERE e.place IS NOT NULL AND {condition} GROUP BY key ORDER BY k DESC, e.place LIMIT ?",
        [*values, filter.limit],
    ).fetchall()
    return Page(rows=tuple(_place_line(connection, r, condition, values, each, filter.day) for r in rows))


def _place_condition(connection: sqlite3.Connection, filter: Filter) -> tuple[str | None, list[object]]:
    low, high = number_range(filter)
    conditions, values = ["e.n BETWEEN ? AND ?"], [low, high]
    if not filter.versions:
        conditions.append(current_only("e.n", filter.day))
    bare = msgspec.structs.replace(filter, since=None, until=None, after=None, limit=50)
    if bare != Filter(as_of=filter.as_of, versions=filter.versions):
        numbers = select_numbers(connection, msgspec.structs.replace(filter, after=None), "event", 100_000)
        if not numbers:
            return None, []
        conditions.append("e.n IN (SELECT value FROM json_each(?))")
        values.append("[" + ",".join(map(str, numbers)) + "]")  # type: ignore[arg-type]
    return " AND ".join(conditions), list(values)


def _place_line(connection: sqlite3.Connection, row: sqlite3.Row, condition: str, values: list[object], each: int, day: str) -> PlaceLine:
    found = connection.execute(
        f"SELECT e.n FROM event e WHERE coalesce(e.geonames_id, e.place) = ? AND {condition} ORDER BY e.n DESC LIMIT ?",
        [row["key"], *values, each],
    )
    lines = event_lines(connection, [r["n"] for r in found], day)
    claims = claim_lines(connection, numbers_of(connection, "claim", [c for e in lines for c in e.claims])[:each], day)
    kind = connection.execute(
        "SELECT kind FROM place WHERE geonames_id = ? AND n <= ? LIMIT 1", (row["geonames_id"], row["newest"] | 32767)
    )
    first = kind.fetchone() if row["geonames_id"] else None
    return PlaceLine(
        name=row["place"], country=row["country"], kind=first["kind"] if first else "area", lat=row["lat"], lon=row["lon"],
        geonames_id=row["geonames_id"], events=row["k"], claims=tuple(claims), lines=tuple(lines),
    )  # fmt: skip


__all__ = ["COMING", "NEVER", "PASSED", "REPORTED", "due", "event", "events", "places", "timeline"]
