"""What a question asks for, and the row numbers that answer it.

Every property a row can be asked for by has a posting list in `claim_facet` or `event_facet`, sorted by `n`; the rarest list drives, the
others are looked up, and paging is a range of `n`. So a page costs as much as the rows looked at until it is full, not the corpus.
"""

from __future__ import annotations

import re
import sqlite3
from typing import Literal

import msgspec

from allegedly.errors import SetupError
from allegedly.store.numbers import LAST_ROW, first_day, first_number, last_day, last_number

Kind = Literal["claim", "event"]
NEVER = "9999-12-31"


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """What to list. All given conditions hold together.

    `text`: words in the claim (an event: in one of its claims). `actor`: the speaker, a name or the id of an actor (or its beginning).
    `about`: an actor the claim is about. `country`: of the speaker, ISO 3166-1 alpha-2. `place`: where it would have happened, a
    GeoNames id, a name or a country code. `since`, `until`: days of publication, inclusive (of the date told, in `timeline` and `due`).
    `outlet`: publisher, agency or host. `as_of`: only documents published (else added) up to that day, and what was known then.
    `versions`: also list reports that a newer version has replaced. `limit` rows a page; `after` the cursor of the page before.
    """

    text: str | None = None
    actor: str | None = None
    about: str | None = None
    country: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    modality: str | None = None
    support: str | None = None
    response: str | None = None
    outlet: str | None = None
    origin: str | None = None
    act: str | None = None
    as_of: str | None = None
    versions: bool = False
    limit: int = 50
    after: str | None = None

    @property
    def day(self) -> str:
        """The day as of which to answer; the end of days where none is given."""
        return day_or_refuse(self.as_of, "as-of", end=True) if self.as_of else NEVER


def day_or_refuse(text: str, what: str, end: bool) -> str:
    """The first or last day of a date a user wrote. Raises `SetupError`."""
    day = last_day(text) if end else first_day(text)
    if day is None or not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?(T.*)?", text):
        raise SetupError(f"{text}: not a date for {what}: write YYYY-MM-DD")
    return day


def number_range(filter: Filter, dated: bool = True) -> tuple[int, int]:
    """Lowest and highest `n` of the documents asked for; without `dated` the days `since` and `until` are not of publication."""
    high = last_number(filter.day) if filter.day != NEVER else (1 << 63) - 1
    low = 0
    if dated and filter.since:
        low = first_number(day_or_refuse(filter.since, "since", end=False))
    if dated and filter.until:
        high = min(high, last_number(day_or_refuse(filter.until, "until", end=True)))
    return low, high


# ---------------------------------------------------------------- facets


class FacetSet(msgspec.Struct, frozen=True):
    """Facets any of which satisfies one condition, and how many rows have them."""

    ids: tuple[int, ...]
    rows: int


def facet_sets(connection: sqlite3.Connection, filter: Filter, kind: Kind) -> tuple[FacetSet, ...]:
    """One set per condition, the rarest first. An empty set: no row can satisfy it."""
    wanted: list[list[tuple[str, str]]] = []
    if filter.actor:
        wanted.append([("actor", a) for a in actor_ids(connection, filter.actor)])
    if filter.about:
        wanted.append([("about", filter.about.casefold())])
    if filter.place:
        wanted.append(_place_values(filter.place))
    plain = _PLAIN if filter.as_of else (*_PLAIN, *_STANDING)
    wanted += [[(name, _fold(name, value))] for name in plain if (value := getattr(filter, name))]
    return tuple(sorted((_facet_set(connection, values, kind) for values in wanted), key=lambda s: s.rows))


_PLAIN = ("country", "modality", "outlet", "origin", "act")
_STANDING = ("support", "response")
"""Facets kept as of today; as of another day the history in `status` is asked."""


def _fold(name: str, value: str) -> str:
    if name == "country":
        return value.upper()
    if name in ("support", "response"):
        return facet_word(value)
    return value.casefold() if name == "outlet" else value


def facet_word(value: str) -> str:
    """The facet of a status without its count: `corroborated by 3` → `corroborated`, `same-origin ×2` → `same-origin`."""
    return re.sub(r"( by \d+| ×\d+).*$", "", value)


def _place_values(place: str) -> list[tuple[str, str]]:
    values = [("place", place.casefold())]
    return [*values, ("where", place.upper())] if re.fullmatch(r"[A-Za-z]{2}", place) else values


def _facet_set(connection: sqlite3.Connection, values: list[tuple[str, str]], kind: Kind) -> FacetSet:
    rows = [
        row
        for name, value in values
        for row in connection.execute(f"SELECT id, {kind}s AS rows FROM facet WHERE name = ? AND value = ?", (name, value))
    ]
    return FacetSet(tuple(r["id"] for r in rows if r["rows"]), sum(r["rows"] for r in rows))


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


def select_numbers(connection: sqlite3.Connection, filter: Filter, kind: Kind, limit: int | None = None) -> list[int]:
    """The `n` of matching claims or events, newest first, at most `limit` (else one more than the page, to know if there is another)."""
    sets = facet_sets(connection, filter, kind)
    if any(not s.ids for s in sets):
        return []
    low, high = number_range(filter)
    if filter.after:
        high = min(high, cursor_number(filter.after) - 1)
    sql, values = _statement(filter, kind, sets)
    rows = connection.execute(sql, [*values, low, high, filter.limit + 1 if limit is None else limit])
    return [row[0] for row in rows]


def cursor_number(after: str) -> int:
    """The number in a cursor. Raises `SetupError` for what is none."""
    if not after.isdigit():
        raise SetupError(f"{after}: not a cursor: take `after` of the page before")
    return int(after)


def _statement(filter: Filter, kind: Kind, sets: tuple[FacetSet, ...]) -> tuple[str, list[object]]:
    values: list[object] = []
    if filter.text and kind == "claim":
        source, number = "claim_text", "claim_text.rowid"
        conditions, rest = ["claim_text MATCH ?"], sets
        values.append(match_expression(filter.text))
    elif sets:
        source, number, rest = f"{kind}_facet x", "x.n", sets[1:]
        conditions = [f"x.facet {_among(sets[0].ids)}"]
    else:
        source, number, conditions, rest = f"{kind} x", "x.n", [], ()
    if filter.text and kind == "event":
        conditions.append(_EVENT_TEXT.format(n=number))
        values.append(match_expression(filter.text))
    conditions += [f"EXISTS (SELECT 1 FROM {kind}_facet y WHERE y.facet {_among(s.ids)} AND y.n = {number})" for s in rest]
    if filter.as_of:
        for name in _STANDING:
            if value := getattr(filter, name):
                conditions.append(_STOOD.format(kind=kind, n=number, facet=name))
                values += [filter.day, filter.day, facet_word(value), facet_word(value) + " %"]
    if not filter.versions:
        conditions.append(current_only(number, filter.day))
    group = f" GROUP BY {number}" if sets and rest is not sets and len(sets[0].ids) > 1 else ""
    where = " AND ".join([*conditions, f"{number} BETWEEN ? AND ?"])
    return f"SELECT {number} FROM {source} WHERE {where}{group} ORDER BY {number} DESC LIMIT ?", values


_EVENT_TEXT = (
    "EXISTS (SELECT 1 FROM event e JOIN event_claim ec ON ec.event = e.id JOIN claim c ON c.id = ec.claim"
    " WHERE e.n = {n} AND c.n IN (SELECT rowid FROM claim_text WHERE claim_text MATCH ?))"
)

_STOOD = (
    "EXISTS (SELECT 1 FROM {kind} k JOIN status s ON s.subject = k.id WHERE k.n = {n} AND s.since <= ? AND coalesce(s.until, 'z') > ?"
    " AND (s.{facet} = ? OR s.{facet} LIKE ?))"
)


def current_only(number: str, day: str) -> str:
    """SQL: the document of this row is not replaced by a version known on that day."""
    return f"NOT EXISTS (SELECT 1 FROM superseded z WHERE z.n = ({number} & ~{LAST_ROW}) AND z.since <= '{day}')"


def _among(ids: tuple[int, ...]) -> str:
    return f"= {ids[0]}" if len(ids) == 1 else f"IN ({', '.join(map(str, ids))})"


def match_expression(text: str) -> str:
    """A user's words as an FTS5 query: every word must stand in the row, "words in quotes" next to one another, `-word` must not."""
    terms = [(sign, phrase or word) for sign, phrase, word in re.findall(r'(-?)(?:"([^"]+)"|([^\s"]+))', text)]
    wanted = [_quote(t) for sign, t in terms if not sign and re.search(r"\w", t)]
    if not wanted:
        raise SetupError(f"{text!r}: no word to search for")
    return " AND ".join(wanted) + "".join(f" NOT {_quote(t)}" for sign, t in terms if sign and re.search(r"\w", t))


def _quote(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'
