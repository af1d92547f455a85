"""Questions about events: lists, the timeline, plans falling due."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime

import msgspec

from allegedly.errors import SetupError
from allegedly.store.filter import Filter, day_or_refuse, match_expression, number_range
from allegedly.store.ids import number_of, numbers_of, resolve_id
from allegedly.store.lines import claim_lines, event_lines
from allegedly.store.query import status_of
from allegedly.store.query_answers import answers_about, conflicts_of
from allegedly.store.rows import ClaimLine, DueLine, EventLine, EventView, Page, TimelineLine
from allegedly.store.select import PLANNED, Question, as_json, conditions_on, current_only, make_question, select_numbers
from allegedly.store.store import Store

_NO_FILTER = Filter()
_RARE = 3_000
_FOUND = 30_000
"""Of claims that words find, up to so many are sorted by their days: a walk down the days meets none of them for years."""
_AHEAD = 3_000
"""Of claims that words find oftener, the first page is looked for in so many entries of the timeline before all hits are sorted."""
_SEVERAL = 50_000
"""Of several conditions together few rows may be left: up to so many of the rarest are looked through for it."""
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
    if line.day > day:
        raise SetupError(f"{event_id}: not known on {day}: its report is of {line.day}")
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
    question = make_question(connection, filter, "claim")
    if question.empty:
        return []
    conditions, values = _moment_range(filter)
    few = _few_numbers(connection, filter, question)
    if few is not None:
        conditions.append("m.claim IN (SELECT value FROM json_each(?))")
        values.append(as_json(few))
    else:
        first = _first_moments(connection, question) if filter.text else []
        if len(first) > filter.limit:
            return first
        more, rest = conditions_on("m.claim", question)
        conditions, values = [*conditions, *more], [*values, *rest]
    sql = f"SELECT m.* FROM moment m WHERE {' AND '.join(conditions)} ORDER BY m.day, m.claim, m.event LIMIT ?"
    return connection.execute(sql, [*values, filter.limit + 1]).fetchall()


def _first_moments(connection: sqlite3.Connection, question: Question) -> list[sqlite3.Row]:
    """What matches among the first `_AHEAD` entries that satisfy all but the words, in order, each looked up by itself: a word that stands in
    many claims stands in some of these, and its hits need not be read."""
    filter = question.filter
    within, values = _moment_range(filter)
    conditions, more = conditions_on("m.claim", Question(msgspec.structs.replace(filter, text=None), question.kind, question.sets))
    ahead = f"SELECT m.* FROM moment m WHERE {' AND '.join([*within, *conditions])} ORDER BY m.day, m.claim, m.event LIMIT {_AHEAD}"
    has_words = "EXISTS (SELECT 1 FROM claim_text WHERE claim_text MATCH ? AND claim_text.rowid = m.claim)"
    sql = f"SELECT m.* FROM ({ahead}) m WHERE {has_words} LIMIT ?"
    return connection.execute(sql, [*values, *more, match_expression(filter.text or ""), filter.limit + 1]).fetchall()


def _few_numbers(connection: sqlite3.Connection, filter: Filter, question: Question) -> list[int] | None:
    """The matching claims where they are few, to be sorted, instead of walking the days; `None` where they are many."""
    several = len(question.sets) > 1 and (question.rows or 0) <= _SEVERAL
    if not filter.text and not several and (question.rows is None or question.rows > _RARE):
        return None
    wanted = msgspec.structs.replace(filter, since=None, until=None, after=None)
    most = _FOUND if filter.text else _RARE
    numbers = select_numbers(connection, wanted, "claim", most + 1)
    return numbers if len(numbers) <= most else None


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
    conditions = ["(p.last, p.event) > (?, ?)", "p.last >= ?", "p.first <= ?", "p.event BETWEEN ? AND ?"]
    values: list[object] = [*start, first, last, low, high]
    question = make_question(connection, filter, "event")
    if question.empty:
        return Page(rows=())
    more, rest = _plan_conditions(connection, filter, question)
    sql = f"SELECT p.* FROM plan p WHERE {' AND '.join([*conditions, *more])} ORDER BY p.last, p.event LIMIT ?"
    rows = connection.execute(sql, [*values, *rest, filter.limit + 1]).fetchall()
    after = f"{rows[filter.limit - 1]['last']}:{rows[filter.limit - 1]['event']}" if len(rows) > filter.limit else None
    return Page(rows=tuple(_due_lines(store, rows[: filter.limit], now, filter.day)), after=after)


def _plan_conditions(connection: sqlite3.Connection, filter: Filter, question: Question) -> tuple[list[str], list[object]]:
    """What the event of a plan must satisfy: few events are looked up first, many are tried one by one."""
    if filter.text or (question.rows is not None and question.rows <= _RARE):
        wanted = msgspec.structs.replace(filter, since=None, until=None, after=None)
        numbers = select_numbers(connection, wanted, "event", _RARE + 1, extra=[PLANNED])
        if len(numbers) <= _RARE:
            return ["p.event IN (SELECT value FROM json_each(?))"], [as_json(numbers)]
    return conditions_on("p.event", question)


def _due_lines(store: Store, rows: list[sqlite3.Row], now: str, day: str) -> list[DueLine]:
    connection = store.connection
    events = event_lines(connection, [r["event"] for r in rows], day)
    claims = {c.id: c for c in claim_lines(connection, numbers_of(connection, "claim", [c for e in events for c in e.claims]), day)}
    return [_due_line(store, row, event, [claims[c] for c in event.claims], now, day) for row, event in zip(rows, events, strict=True)]


def _due_line(store: Store, row: sqlite3.Row, event: EventLine, claims: list[ClaimLine], now: str, day: str) -> DueLine:
    claim = next((c for c in claims if c.modality == "planned"), claims[0])
    passed = _day(row["last"]) < now
    reports = _reports_of(store.connection, event, claim, day) if passed else []
    state = COMING if not passed else REPORTED if reports else PASSED
    return DueLine(
        first=_day(row["first"]), last=_day(row["last"]), edtf=event.when or "", state=state, claim=claim, event=event, reports=tuple(reports)
    )  # fmt: skip


def _reports_of(connection: sqlite3.Connection, event: EventLine, plan: ClaimLine, day: str) -> list[ClaimLine]:
    """Claims linked with the plan that say, from its first day on, that it happened; none while all of them together still plan it."""
    standing = status_of(connection, event.id, day) or status_of(connection, plan.id, day)
    if standing is None or standing.scope == "report" or standing.modality in ("planned", "conditional"):
        return []
    same = event_lines(connection, _group_members(connection, event, day), day)
    ids = [c for e in same if e.modality == "asserted" and e.day >= (event.first or "") for c in e.claims]
    return [c for c in claim_lines(connection, numbers_of(connection, "claim", ids), day) if c.modality == "asserted"]


__all__ = ["COMING", "PASSED", "REPORTED", "due", "event", "events", "timeline"]
