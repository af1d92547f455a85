"""Questions about speakers: who says how much, and everything about one of them."""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Iterable

import msgspec

from allegedly.errors import SetupError
from allegedly.store.filter import NEVER, Filter, facet_word, number_range
from allegedly.store.index import TALLIED
from allegedly.store.numbers import day_of
from allegedly.store.query import claims
from allegedly.store.query_answers import answers_about
from allegedly.store.rows import Page, SourceLine, WhoView
from allegedly.store.select import FacetSet, Question, actor_ids, any_replaced, facet_name, make_question, numbers_statement, select_numbers
from allegedly.store.store import Store

_NO_FILTER = Filter()
_MANY = 1_000_000
_SMALL = 5_000
"""Up to so many matching claims are counted one by one."""


def sources(store: Store, filter: Filter = _NO_FILTER) -> Page[SourceLine]:
    """The speakers of the claims that match, those with most claims first."""
    counted = _counted(store, filter)
    start = _start(counted, filter.after)
    rows = counted[start : start + filter.limit]
    more = len(counted) > start + filter.limit
    lines = tuple(_source_line(store.connection, number, count, filter) for count, number in rows)
    return Page(rows=lines, after=f"{rows[-1][0]}:{rows[-1][1]}" if more else None)


def _start(counted: list[tuple[int, int]], after: str | None) -> int:
    """Where the page begins: after the pair (claims, actor) of the cursor."""
    if after is None:
        return 0
    count, _, number = after.partition(":")
    if not (count.isdigit() and number.isdigit()):
        raise SetupError(f"{after}: not a cursor: take `after` of the page before")
    key = (-int(count), int(number))
    return sum(1 for c, n in counted if (-c, n) <= key)


def _counted(store: Store, filter: Filter) -> list[tuple[int, int]]:
    """(claims, number of the actor), most claims first, as far as this page needs."""
    connection = store.connection
    question = make_question(connection, msgspec.structs.replace(filter, country=None, after=None), "claim")
    low, high = number_range(filter)
    if question.empty or low > high:
        return []
    broad = not filter.text and not filter.actor
    if broad and not question.sets and not (filter.since or filter.until or filter.as_of or any_replaced(connection, filter)):
        return [(r["claims"], r["number"]) for r in _ranked(connection, filter).fetchmany(_depth(filter))]
    if broad and (not question.sets or (question.sets[0].rows > _SMALL and _can_walk(connection, filter, question))):
        return _walk_totals(connection, filter, question)
    return _count_all(connection, filter, question)


def _can_walk(connection: sqlite3.Connection, filter: Filter, question: Question) -> bool:
    """True where speakers are counted by the rarest condition (`source_facet`), and no other one asks how claims stood on a past day."""
    names = {facet_name(connection, i).removeprefix("past-") for i in question.sets[0].ids}
    stood = bool(filter.as_of and (filter.support or filter.response))
    return names <= TALLIED and (len(question.sets) == 1 or not stood)


def _ranked(connection: sqlite3.Connection, filter: Filter) -> sqlite3.Cursor:
    """(number, claims) of actors by their totals, most first."""
    condition, values = ("country = ? AND", (filter.country.upper(),)) if filter.country else ("", ())
    return connection.execute(f"SELECT number, claims FROM actor WHERE {condition} claims > 0 ORDER BY claims DESC, number", values)


def _depth(filter: Filter) -> int:
    return filter.limit + 1 if filter.after is None else _MANY


def _walk_totals(connection: sqlite3.Connection, filter: Filter, question: Question) -> list[tuple[int, int]]:
    """Counts within a range of days, of claims that have a broad facet or of all. An actor's total bounds its count, so the walk down the
    totals ends when no total to come can reach the page (Fagin's threshold algorithm)."""
    low, high = number_range(filter)
    replaced = _replaced(connection, filter, question)
    otherwise = _stood_otherwise(connection, filter)
    table = f"source_facet x WHERE x.facet {_today(connection, question)} AND" if question.sets else "claim_speaker x WHERE"
    sql = f"SELECT count(*) FROM {table} x.actor = ? AND x.n BETWEEN ? AND ? {_having(question.sets[1:])}"
    best: list[tuple[int, int]] = []
    needed = _depth(filter)
    for row in _ranked(connection, filter):
        if len(best) == needed and row["claims"] < best[0][0]:
            break
        count = (
            connection.execute(sql, (row["number"], low, high)).fetchone()[0]
            - replaced.get(row["number"], 0)
            + otherwise.get(row["number"], 0)
        )
        if count > 0:
            (heapq.heappush if len(best) < needed else heapq.heappushpop)(best, (count, -row["number"]))
    return sorted(((count, -number) for count, number in best), key=lambda pair: (-pair[0], pair[1]))


def _having(sets: Iterable[FacetSet]) -> str:
    """SQL: the claim `x.n` has these facets too."""
    return "".join(f" AND EXISTS (SELECT 1 FROM claim_facet y WHERE y.facet {s.among} AND y.n = x.n)" for s in sets)


def _today(connection: sqlite3.Connection, question: Question) -> str:
    """The facet of today alone: what stood otherwise on a past day is put right by `_stood_otherwise`."""
    ids = [i for i in question.sets[0].ids if not facet_name(connection, i).startswith("past-")]
    return f"IN ({', '.join(map(str, ids))})"


def _stood_otherwise(connection: sqlite3.Connection, filter: Filter) -> dict[int, int]:
    """Actor → how many of the claims that stand otherwise today stood as asked on the day, less those that stand so only today."""
    name = "support" if filter.support else "response"
    asked = facet_word(filter.support or filter.response or "")
    if not filter.as_of or not asked:
        return {}
    low, high = number_range(filter)
    counted: dict[int, int] = {}
    sql = (
        f"SELECT x.actor, p.{name} AS stood, s.{name} AS stands FROM status p CROSS JOIN claim c ON c.id = p.subject"
        " CROSS JOIN claim_speaker x ON x.n = c.n LEFT JOIN status s ON s.subject = p.subject AND s.until IS NULL"
        " WHERE p.until > ? AND p.since <= ? AND c.n BETWEEN ? AND ?"
    )
    for r in connection.execute(sql, (filter.day, filter.day, low, high)):
        change = int(facet_word(r["stood"]) == asked) - int(facet_word(r["stands"] or "") == asked)
        counted[r["actor"]] = counted.get(r["actor"], 0) + change
    return counted


def _replaced(connection: sqlite3.Connection, filter: Filter, question: Question) -> dict[int, int]:
    """Actor → claims in documents that a newer version has replaced, which do not count."""
    if filter.versions:
        return {}
    low, high = number_range(filter)
    has = _having(question.sets)
    sql = (
        "SELECT x.actor, count(*) AS k FROM superseded z JOIN claim c ON c.n BETWEEN z.n AND z.n + 32767 JOIN claim_speaker x ON x.n = c.n"
        f" WHERE z.since <= ? AND c.n BETWEEN ? AND ? {has} GROUP BY x.actor"
    )
    return {r["actor"]: r["k"] for r in connection.execute(sql, (filter.day, low, high))}


def _count_all(connection: sqlite3.Connection, filter: Filter, question: Question) -> list[tuple[int, int]]:
    """Counts over the matching claims, one by one."""
    inner, values = numbers_statement(question)
    low, high = number_range(filter)
    rows = connection.execute(
        f"SELECT k, actor, a.id, a.country FROM (SELECT count(*) AS k, x.actor FROM ({inner}) q CROSS JOIN claim_speaker x ON x.n = q.n"
        " GROUP BY x.actor) JOIN actor a ON a.number = actor ORDER BY k DESC, actor",
        [*values, low, high, _MANY],
    )
    wanted = set(actor_ids(connection, filter.actor)) if filter.actor else None
    country = filter.country.upper() if filter.country else None
    return [(r["k"], r["actor"]) for r in rows if (wanted is None or r["id"] in wanted) and (country is None or r["country"] == country)]


def _source_line(connection: sqlite3.Connection, number: int, count: int, filter: Filter) -> SourceLine:
    low, high = number_range(filter)
    a = connection.execute("SELECT * FROM actor WHERE number = ?", (number,)).fetchone()
    span = [
        connection.execute(f"SELECT n FROM claim_speaker WHERE actor = ? AND n BETWEEN ? AND ? ORDER BY n {way} LIMIT 1", (number, low, high))
        .fetchone()
        for way in ("", "DESC")
    ]  # fmt: skip
    roles = connection.execute("SELECT DISTINCT role FROM speaker WHERE actor = ? AND role IS NOT NULL ORDER BY role LIMIT 12", (a["id"],))
    return SourceLine(
        id=a["id"], name=a["name"], claims=count, documents=_documents(connection, number, a["documents"], filter), type=a["type"],
        country=a["country"], origin=a["origin"], speaks_for=a["speaks_for"], roles=tuple(r["role"] for r in roles),
        first=day_of(span[0]["n"]) if span[0] else None, last=day_of(span[1]["n"]) if span[1] else None,
    )  # fmt: skip


def _documents(connection: sqlite3.Connection, number: int, total: int, filter: Filter) -> int:
    if filter.day == NEVER and not filter.since and not filter.until:
        return total
    low, high = number_range(filter)
    sql = "SELECT count(*) FROM source_document WHERE actor = ? AND document BETWEEN ? AND ?"
    return int(connection.execute(sql, (number, low, high)).fetchone()[0])


def who(store: Store, name: str, filter: Filter = _NO_FILTER) -> WhoView:
    """Everything about one speaker, by name or id. Where several are meant, the one with most claims, and `names` lists them all. Raises
    `SetupError` where there is none."""
    connection = store.connection
    ids = actor_ids(connection, name)
    if not ids:
        raise SetupError(f"{name}: nobody of that name is here: `allegedly sources` lists the speakers")
    found = connection.execute(
        "SELECT number, id, name, folded, country, claims FROM actor WHERE id IN (SELECT value FROM json_each(?)) ORDER BY claims DESC, number",
        (msgspec.json.encode(ids).decode(),),
    ).fetchall()
    actor = found[0]
    said_filter = msgspec.structs.replace(filter, actor=actor["id"])
    said = claims(store, said_filter)
    about = claims(store, msgspec.structs.replace(filter, actor=None, about=actor["folded"], after=None))
    edges = answers_about(store, [c.id for c in said.rows], filter.as_of)
    own = {c.id for c in said.rows}
    count = len(select_numbers(connection, msgspec.structs.replace(said_filter, after=None), "claim", _MANY))
    return WhoView(
        source=_source_line(connection, actor["number"], count, filter),
        names=tuple(f"{r['name']} ({r['country']})" if r["country"] else r["name"] for r in found),
        said=said,
        about=about,
        answers=tuple(e for e in edges if e.answer.id in own),
        answered=tuple(e for e in edges if e.to is not None and e.to.id in own),
    )
