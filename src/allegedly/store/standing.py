"""Writing what was computed across reports: groups, standing, origins, conflicts, each with the days it holds for.

A history is a row per stretch of days, `since` to `until` (not included; `None` for today). Writing one replaces what was there for the
same rows, so that the same facts give the same tables whatever was there before.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from allegedly.records import Conflict, OriginTree, Report, Standing, Status
from allegedly.store.derive import INSERT_STATUS, Deriver, status_row
from allegedly.store.index import standing_facets, standing_of
from allegedly.store.select import Facet, Kind, as_json

KINDS: tuple[Kind, ...] = ("claim", "event")
Days = tuple[str, str | None]
"""The stretch of days a row holds for: since, until."""


class Member(msgspec.Struct, frozen=True):
    """A row (number) in a group over some days."""

    number: int
    days: Days
    group: str
    size: int


class Stand(msgspec.Struct, frozen=True):
    """How a row (id) stands over some days: within its report, or over the corpus."""

    subject: str
    days: Days
    status: Status | Standing


def write_groups(connection: sqlite3.Connection, kind: Kind, numbers: Iterable[int], members: Iterable[Member]) -> None:
    """Replace the groups of these rows. Rows alone in their group have no row here."""
    connection.execute(f"DELETE FROM {kind}_group WHERE {kind} IN (SELECT value FROM json_each(?))", (as_json(numbers),))
    rows = [(m.number, *m.days, m.group, m.size) for m in members if m.size > 1]
    connection.executemany(f"INSERT INTO {kind}_group VALUES (?, ?, ?, ?, ?)", rows)


def write_standing(derive: Deriver, kind: Kind, subjects: Mapping[str, int], stands: Iterable[Stand]) -> None:
    """Replace the status of these rows (id → number), and what they can be asked for by."""
    connection = derive.connection
    before = _facets_now(connection, subjects)
    ids = msgspec.json.encode(list(subjects)).decode()
    connection.execute("DELETE FROM status WHERE subject IN (SELECT value FROM json_each(?))", (ids,))
    connection.executemany(INSERT_STATUS, [status_row(s.subject, *s.days, s.status) for s in stands])
    after = _facets_now(connection, subjects)
    changed = [i for i in subjects if before.get(i, ()) != after.get(i, ())]
    speakers = _speakers(connection, [subjects[i] for i in changed]) if kind == "claim" else {}
    derive.remove_facets(kind, {subjects[i]: before[i] for i in changed if i in before}, speakers)
    derive.add_facets(kind, {subjects[i]: after[i] for i in changed if i in after}, speakers)


def _facets_now(connection: sqlite3.Connection, subjects: Mapping[str, int]) -> dict[str, tuple[Facet, ...]]:
    """What rows can be asked for by: how they stand today, and what they stood as before, where that is another value."""
    ids = msgspec.json.encode(list(subjects)).decode()
    rows = connection.execute(
        "SELECT subject, until, support, response FROM status WHERE subject IN (SELECT value FROM json_each(?)) ORDER BY until IS NOT NULL",
        (ids,),
    )
    found: dict[str, list[Facet]] = {}
    for r in rows:
        known, facets = found.setdefault(r["subject"], []), standing_facets(r["support"], r["response"])
        known += facets if r["until"] is None else [(f"past-{name}", value) for name, value in facets if (name, value) not in known]
    return {subject: tuple(dict.fromkeys(facets)) for subject, facets in found.items()}


def _speakers(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for r in connection.execute("SELECT n, actor FROM claim_speaker WHERE n IN (SELECT value FROM json_each(?))", (as_json(numbers),)):
        found.setdefault(r["n"], []).append(r["actor"])
    return found


def own_standing(report: Report, day: str) -> dict[str, Stand]:
    """Claim or event → how it stands within its own report."""
    return {of: Stand(of, (day, None), status) for of, status in standing_of(report.statuses, report.events)}


def write_origins(connection: sqlite3.Connection, groups: Iterable[str], trees: Iterable[tuple[str, Days, OriginTree]]) -> None:
    """Replace the origins of these groups."""
    _clear(connection, "origin", '"group"', groups)
    rows = [(group, *days, t.strict, t.lenient, msgspec.json.encode(t).decode()) for group, days, t in trees]
    connection.executemany("INSERT OR REPLACE INTO origin VALUES (?, ?, ?, ?, ?, ?)", rows)


def write_conflicts(
    connection: sqlite3.Connection, subjects: Iterable[str], found: Iterable[tuple[Days, Conflict, tuple[str, ...]]]
) -> None:
    """Replace the conflicts of these rows (ids) by those found, each with its days and the ids of the rows it concerns."""
    ids = msgspec.json.encode(sorted(set(subjects))).decode()
    old = "SELECT conflict FROM conflict_subject WHERE subject IN (SELECT value FROM json_each(?))"
    gone = [r[0] for r in connection.execute(f"SELECT DISTINCT conflict FROM ({old})", (ids,))]
    _clear(connection, "conflict", "id", gone)
    _clear(connection, "conflict_subject", "conflict", gone)
    for days, c, rows in found:
        row = (c.id, *days, c.kind, c.about, int(c.open), msgspec.json.encode(c).decode(), c.rule)
        connection.execute("INSERT OR REPLACE INTO conflict VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        connection.executemany("INSERT OR IGNORE INTO conflict_subject VALUES (?, ?)", [(subject, c.id) for subject in rows])


def _clear(
    connection: sqlite3.Connection, table: Literal["origin", "conflict", "conflict_subject"], column: str, keys: Iterable[str]
) -> None:
    wanted = msgspec.json.encode(sorted(set(keys))).decode()
    connection.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))", (wanted,))


# ---------------------------------------------------------------- what is to be computed again


def mark_stale(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Note documents whose rows are to be looked at again."""
    connection.executemany("INSERT OR IGNORE INTO stale VALUES (?)", [(n,) for n in numbers])


def stale_numbers(connection: sqlite3.Connection, most: int) -> list[int]:
    """The first of the documents that are to be looked at again."""
    return [r[0] for r in connection.execute("SELECT document FROM stale ORDER BY document LIMIT ?", (most,))]


def clear_stale(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """These were looked at."""
    connection.execute("DELETE FROM stale WHERE document IN (SELECT value FROM json_each(?))", (as_json(numbers),))
