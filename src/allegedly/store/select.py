"""The row numbers that answer a question.

Every property a row can be asked for by has a posting list in `claim_facet` or `event_facet`, sorted by `n`; the rarest list drives, the
others are looked up, and paging is a range of `n`. So a page costs as much as the rows looked at until it is full, not the corpus.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from allegedly.store.filter import Filter, cursor_number, facet_word, match_expression, number_range
from allegedly.store.numbers import LAST_ROW

Kind = Literal["claim", "event"]
Facet = tuple[str, str]
ANSWERING: Facet = ("edge", "answer")
"""Facet of claims that answer or are answered."""
PLANNED: Facet = ("due", "plan")
"""Facet of events planned for a known day."""

_PLAIN = ("country", "modality", "outlet", "origin", "act")
_STANDING = ("support", "response")
"""Facets of today; those of the past have the prefix `past-` where they are others."""
FEW = 250
"""Up to so many rows of a facet, words are looked up row by row; beyond, the index of words drives."""


class FacetSet(msgspec.Struct, frozen=True):
    """Facets any of which satisfies one condition, and how many rows have them."""

    ids: tuple[int, ...]
    rows: int

    @property
    def among(self) -> str:
        """SQL: is one of them."""
        return f"= {self.ids[0]}" if len(self.ids) == 1 else f"IN ({', '.join(map(str, self.ids))})"


class Question(msgspec.Struct, frozen=True):
    """A filter made ready for one kind of row: its facet sets, the rarest first. `empty`: no row can satisfy it."""

    filter: Filter
    kind: Kind
    sets: tuple[FacetSet, ...]

    @property
    def empty(self) -> bool:
        """True where a condition has no row at all."""
        return any(not s.ids for s in self.sets)

    @property
    def rows(self) -> int | None:
        """At most so many rows can match; `None` where only words, days or nothing narrows."""
        return self.sets[0].rows if self.sets else None


def make_question(connection: sqlite3.Connection, filter: Filter, kind: Kind, extra: Sequence[Facet] = ()) -> Question:
    """The question a filter asks of claims or events, `extra` facets wanted too."""
    wanted: list[list[Facet]] = [[facet] for facet in extra]
    if filter.actor:
        wanted.append([("actor", a) for a in actor_ids(connection, filter.actor)])
    if filter.about:
        wanted.append([("about", " ".join(filter.about.casefold().split()))])
    if filter.place:
        wanted.append(_place_values(filter.place))
    wanted += [[(name, _fold(name, value))] for name in _PLAIN if (value := getattr(filter, name))]
    wanted += [_standing_values(name, facet_word(value), filter) for name in _STANDING if (value := getattr(filter, name))]
    return Question(filter, kind, tuple(sorted((_facet_set(connection, values, kind) for values in wanted), key=lambda s: s.rows)))


def _standing_values(name: str, value: str, filter: Filter) -> list[Facet]:
    """As of a past day also the rows that stood so before; which of them did on that day, `conditions_on` asks the history."""
    return [(name, value), (f"past-{name}", value)] if filter.as_of else [(name, value)]


def _fold(name: str, value: str) -> str:
    if name == "country":
        return value.upper()
    return value.casefold() if name == "outlet" else value


def _place_values(place: str) -> list[tuple[str, str]]:
    values = [("place", place.casefold())]
    return [*values, ("where", place.upper())] if re.fullmatch(r"[A-Za-z]{2}", place) else values


def _facet_set(connection: sqlite3.Connection, values: list[Facet], kind: Kind) -> FacetSet:
    rows = [
        row
        for name, value in values
        for row in connection.execute(f"SELECT id, {kind}s AS rows FROM facet WHERE name = ? AND value = ?", (name, value))
    ]
    return FacetSet(tuple(r["id"] for r in rows if r["rows"] > 0), sum(r["rows"] for r in rows))


def actor_ids(connection: sqlite3.Connection, name: str) -> tuple[str, ...]:
    """The actors meant by an id, its beginning (six signs or more) or a name; without an exact name, those whose name holds it."""
    if re.fullmatch(r"[0-9a-f]{6,16}", name):
        found = connection.execute("SELECT id FROM actor WHERE id >= ? AND id < ?", (name, name + "g")).fetchall()
        if found:
            return tuple(r["id"] for r in found)
    folded = " ".join(name.casefold().split())
    found = connection.execute("SELECT id FROM actor WHERE folded = ?", (folded,)).fetchall()
    if not found:
        pattern = "%" + re.sub(r"([\\%_])", r"\\\1", folded) + "%"
        found = connection.execute(
            "SELECT id FROM actor WHERE folded LIKE ? ESCAPE '\\' ORDER BY claims DESC, id LIMIT 40", (pattern,)
        ).fetchall()
    return tuple(r["id"] for r in found)


# ---------------------------------------------------------------- numbers


def select_numbers(
    connection: sqlite3.Connection, filter: Filter, kind: Kind, limit: int | None = None, extra: Sequence[Facet] = ()
) -> list[int]:
    """The `n` of matching claims or events, newest first, at most `limit` (else one more than the page, to know if there is another)."""
    question = make_question(connection, filter, kind, extra)
    if question.empty:
        return []
    low, high = number_range(filter)
    if filter.after:
        high = min(high, cursor_number(filter.after) - 1)
    sql, values = numbers_statement(question)
    return [row[0] for row in connection.execute(sql, [*values, low, high, filter.limit + 1 if limit is None else limit])]


def numbers_statement(question: Question) -> tuple[str, list[object]]:
    """SQL that gives the matching `n`, newest first, and its values; lowest and highest `n` and the limit are to follow."""
    filter, kind, sets = question.filter, question.kind, question.sets
    if filter.text and not (sets and sets[0].rows <= FEW):
        number, source, first = f"{kind}_text.rowid", f"{kind}_text", [f"{kind}_text MATCH ?"]
        values: list[object] = [match_expression(filter.text)]
        group, left, driving = "", Question(msgspec.structs.replace(filter, text=None), kind, sets), None
    elif sets:
        number, source, first, values = "x.n", f"{kind}_facet x", [f"x.facet {sets[0].among}"], []
        group, left, driving = (" GROUP BY x.n" if len(sets[0].ids) > 1 else ""), question, sets[0]
    else:
        number, source, first, values, group, left, driving = "x.n", f"{kind} x", [], [], "", question, None
    conditions, more = conditions_on(number, left, driving)
    where = " AND ".join([*first, *conditions, f"{number} BETWEEN ? AND ?"])
    return f"SELECT {number} AS n FROM {source} WHERE {where}{group} ORDER BY {number} DESC LIMIT ?", [*values, *more]


def conditions_on(number: str, question: Question, but: FacetSet | None = None) -> tuple[list[str], list[object]]:
    """SQL conditions, and their values, that the row of the SQL expression `number` must satisfy; days are left to the caller, and so is
    the facet set `but`."""
    filter, kind = question.filter, question.kind
    conditions = [
        f"EXISTS (SELECT 1 FROM {kind}_facet y WHERE y.facet {s.among} AND y.n = {number})" for s in question.sets if s is not but
    ]
    values: list[object] = []
    if filter.text:
        # Looking up one row costs as much as reading some 150 hits in order: all hits are read once, unless the rows are few.
        few = question.rows is not None and question.rows <= FEW
        row = f"EXISTS (SELECT 1 FROM {kind}_text WHERE {kind}_text MATCH ? AND {kind}_text.rowid = {number})"
        conditions.append(row if few else f"{number} IN (SELECT rowid FROM {kind}_text WHERE {kind}_text MATCH ?)")
        values.append(match_expression(filter.text))
    for name in _STANDING if filter.as_of else ():
        if value := getattr(filter, name):
            conditions.append(_STOOD.format(kind=kind, n=number, facet=name))
            values += [filter.day, filter.day, facet_word(value), facet_word(value) + " %"]
    if not filter.versions:
        conditions.append(current_only(number, filter.day))
    return conditions, values


_STOOD = (
    "EXISTS (SELECT 1 FROM {kind} k JOIN status s ON s.subject = k.id WHERE k.n = {n} AND s.since <= ? AND coalesce(s.until, 'z') > ?"
    " AND (s.{facet} = ? OR s.{facet} LIKE ?))"
)


def matching(connection: sqlite3.Connection, numbers: Iterable[int], question: Question) -> list[int]:
    """Those of `numbers` that satisfy a question, in their order."""
    wanted = list(numbers)
    if question.empty or not wanted:
        return []
    conditions, values = conditions_on("j.value", question)
    low, high = number_range(question.filter)
    where = " AND ".join([*conditions, "j.value BETWEEN ? AND ?"])
    found = {r[0] for r in connection.execute(f"SELECT j.value FROM json_each(?) j WHERE {where}", [as_json(wanted), *values, low, high])}
    return [n for n in wanted if n in found]


def any_replaced(connection: sqlite3.Connection, filter: Filter) -> bool:
    """True where rows of replaced versions, which are not asked for, have to be told from the others."""
    return not filter.versions and connection.execute("SELECT 1 FROM superseded LIMIT 1").fetchone() is not None


def facet_name(connection: sqlite3.Connection, facet: int) -> str:
    """What kind of facet one is, by its number."""
    return str(connection.execute("SELECT name FROM facet WHERE id = ?", (facet,)).fetchone()["name"])


def current_only(number: str, day: str) -> str:
    """SQL: the document of this row is not replaced by a version known on that day."""
    return f"NOT EXISTS (SELECT 1 FROM superseded z WHERE z.n = ({number} & ~{LAST_ROW}) AND z.since <= '{day}')"


def as_json(numbers: Iterable[int]) -> str:
    """Numbers as the JSON array that `json_each` reads."""
    return "[" + ",".join(map(str, numbers)) + "]"
