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
from allegedly.store.select import PLANNED, Kind, Question, as_json, conditions_on, current_only, make_question, select_numbers
from allegedly.store.store import Store

_NO_FILTER = Filter()
_RARE = 3_000
_FOUND = 30_000
"""Of claims that words find, up to so many are sorted by their days: a walk down the days meets none of them for years."""
_AHEAD = 3_000
"""Of claims that words find oftener, the first page is looked for in so many entries of the timeline before the hits are read."""
_AT_ONCE = 200
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
    first = _first_moments(connection, question) if _is_common(connection, filter, "claim") else None
    if first is not None:
        return first
    conditions, values = _moment_range(filter)
    few = _few_numbers(connection, filter, question)
    if few is not None:
        conditions.append("m.claim IN (SELECT value FROM json_each(?))")
        values.append(as_json(few))
    else:
        more, rest = conditions_on("m.claim", question)
        conditions, values = [*conditions, *more], [*values, *rest]
    sql = f"SELECT m.* FROM moment m WHERE {' AND '.join(conditions)} ORDER BY m.day, m.claim, m.event LIMIT ?"
    return connection.execute(sql, [*values, filter.limit + 1]).fetchall()


def _first_moments(connection: sqlite3.Connection, question: Question) -> list[sqlite3.Row] | None:
    """The first page of what matches, from the first `_AHEAD` entries that satisfy all but the words; `None` where they do not fill it."""
    within, values = _moment_range(question.filter)
    conditions, more = conditions_on("m.claim", _but_words(question))
    sql = f"SELECT m.* FROM moment m WHERE {' AND '.join([*within, *conditions])} ORDER BY m.day, m.claim, m.event LIMIT {_AHEAD}"
    return _first_with_words(connection, question.filter, connection.execute(sql, [*values, *more]).fetchall(), "claim")


def _is_common(connection: sqlite3.Connection, filter: Filter, kind: Kind) -> bool:
    """True where words are asked for that stand in more than `_FOUND` claims or events."""
    if not filter.text:
        return False
    hits = f"SELECT 1 FROM {kind}_text WHERE {kind}_text MATCH ? LIMIT {_FOUND + 1}"
    return bool(connection.execute(f"SELECT count(*) FROM ({hits})", (match_expression(filter.text),)).fetchone()[0] > _FOUND)


def _but_words(question: Question) -> Question:
    return Question(msgspec.structs.replace(question.filter, text=None), question.kind, question.sets)


def _first_with_words(connection: sqlite3.Connection, filter: Filter, ahead: list[sqlite3.Row], kind: Kind) -> list[sqlite3.Row] | None:
    """Of rows in order those in whose claim or event the words stand, one more than a page. A word that stands in many stands in some of
    the first ones, and its hits need not be read. `None` where these rows are not all there are and do not fill the page."""
    words, found = match_expression(filter.text or ""), list[sqlite3.Row]()
    sql = f"SELECT j.value FROM json_each(?) j WHERE EXISTS (SELECT 1 FROM {kind}_text WHERE {kind}_text MATCH ? AND {kind}_text.rowid = j.value)"
    for k in range(0, len(ahead), _AT_ONCE):
        part = ahead[k : k + _AT_ONCE]
        having = {r[0] for r in connection.execute(sql, (as_json(r[kind] for r in part), words))}
        found += [r for r in part if r[kind] in having]
        if len(found) > filter.limit:
            return found[: filter.limit + 1]
    return found if len(ahead) < _AHEAD else None


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
    rows = _plans(connection, question, conditions, values)
    after = f"{rows[filter.limit - 1]['last']}:{rows[filter.limit - 1]['event']}" if len(rows) > filter.limit else None
    return Page(rows=tuple(_due_lines(store, rows[: filter.limit], now, filter.day)), after=after)


def _plans(connection: sqlite3.Connection, question: Question, within: list[str], values: list[object]) -> list[sqlite3.Row]:
    """The plans of one page and one more, `within` their days: few events are looked up first, many are tried one by one."""
    filter = question.filter
    sql = "SELECT p.* FROM plan p WHERE {} ORDER BY p.last, p.event LIMIT ?"
    if _is_common(connection, filter, "event"):
        more, rest = conditions_on("p.event", _but_words(question))
        ahead = connection.execute(sql.format(" AND ".join([*within, *more])), [*values, *rest, _AHEAD]).fetchall()
        first = _first_with_words(connection, filter, ahead, "event")
        if first is not None:
            return first
    few = _few_plans(connection, question)
    if few is not None:
        conditions = [*within, "p.event IN (SELECT value FROM json_each(?))"]
        return connection.execute(sql.format(" AND ".join(conditions)), [*values, as_json(few), filter.limit + 1]).fetchall()
    more, rest = conditions_on("p.event", question)
    return connection.execute(sql.format(" AND ".join([*within, *more])), [*values, *rest, filter.limit + 1]).fetchall()


def _few_plans(connection: sqlite3.Connection, question: Question) -> list[int] | None:
    """The planned events that match, where they are few."""
    if not question.filter.text and (question.rows is None or question.rows > _RARE):
        return None
    wanted = msgspec.structs.replace(question.filter, since=None, until=None, after=None)
    numbers = select_numbers(connection, wanted, "event", _RARE + 1, extra=[PLANNED])
    return numbers if len(numbers) <= _RARE else None


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
