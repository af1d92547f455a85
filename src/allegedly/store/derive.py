"""Writing the derived rows of one report: indexes for questions, counts, first standing."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from allegedly.records import Report, Standing, Status
from allegedly.store.index import AT_SPOTS, TALLIED, IndexRows, index_rows, standing_of
from allegedly.store.numbers import LAST_ROW, day_of, document_of
from allegedly.store.select import Facet
from allegedly.store.speakers import ActorKey

_SETTLED = ", ".join(f"{c} = coalesce(min({c}, excluded.{c}), {c}, excluded.{c})" for c in ("type", "origin", "speaks_for"))
_UPSERT_ACTOR = (
    "INSERT INTO actor (id, name, folded, type, country, origin, speaks_for) VALUES (?, ?, ?, ?, ?, ?, ?)"
    f" ON CONFLICT (id) DO UPDATE SET name = max(name, excluded.name), {_SETTLED}"
)


class Deriver:
    """Derived rows over a connection. Numbers of actors and facets are remembered, and forgotten when a transaction is undone."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._facets: dict[Facet, int] = {}
        self._actors: dict[str, int] = {}
        self._seen: set[ActorKey] = set()

    def forget(self) -> None:
        """Drop what was remembered."""
        self._facets.clear()
        self._actors.clear()
        self._seen.clear()

    def add(self, report: Report, number: int) -> None:
        """All derived rows that a report gives alone."""
        rows = index_rows(report, number)
        self._add_text(report, number, rows)
        self._add_actors(rows)
        self.add_facets("claim", rows.claims, {n: tuple(self._actors[a.id] for a in actors) for n, actors in rows.speakers.items()})
        self.add_facets("event", rows.events)
        self.connection.executemany("INSERT OR IGNORE INTO moment VALUES (?, ?, ?, ?, ?, ?)", rows.moments)
        self.connection.executemany("INSERT OR IGNORE INTO plan VALUES (?, ?, ?)", rows.plans)
        self._add_standing(report, number)

    def _add_text(self, report: Report, number: int, rows: IndexRows) -> None:
        document = report.document
        self.connection.execute("INSERT INTO document_text (rowid, title, text) VALUES (?, ?, ?)", (number, document.title, document.text))
        self.connection.execute(
            "INSERT INTO claim_text (rowid, text) SELECT n, text FROM claim WHERE n BETWEEN ? AND ? ORDER BY n", (number, number + LAST_ROW)
        )
        self.connection.executemany("INSERT INTO event_text (rowid, text) VALUES (?, ?)", sorted(rows.words.items()))

    def _add_actors(self, rows: IndexRows) -> None:
        for actor in (*(a for actors in rows.speakers.values() for a in actors), *rows.bodies):
            self._actor(actor)
        pairs = [(n, self._actors[a.id]) for n, actors in rows.speakers.items() for a in actors]
        self.connection.executemany("INSERT OR IGNORE INTO claim_speaker VALUES (?, ?)", pairs)
        self._count_speakers(rows, 1)

    def _count_speakers(self, rows: IndexRows, sign: int) -> None:
        """Add the claims of one document to the counts of its speakers, or take them away."""
        totals = Counter(i for actors in rows.speakers.values() for i in {a.id for a in actors})
        pairs = [(self._actors[key], document_of(n)) for n in list(rows.speakers)[:1] for key in totals]
        change = "INSERT INTO source_document VALUES (?, ?)" if sign > 0 else "DELETE FROM source_document WHERE actor = ? AND document = ?"
        self.connection.executemany(change, pairs)
        self.connection.executemany(
            "UPDATE actor SET claims = claims + ?, documents = documents + ? WHERE id = ?",
            [(sign * count, sign, key) for key, count in totals.items()],
        )

    def _actor(self, actor: ActorKey) -> int:
        """The number of an actor. What several documents say differently of one is settled by the alphabet, not by who came first."""
        if actor in self._seen:
            return self._actors[actor.id]
        row = (actor.id, actor.name, " ".join(actor.name.casefold().split()), actor.type, actor.country, actor.origin, actor.speaks_for)
        self.connection.execute(_UPSERT_ACTOR, row)
        number: int = self.connection.execute("SELECT number FROM actor WHERE id = ?", (actor.id,)).fetchone()[0]
        self._actors[actor.id] = number
        self._seen.add(actor)
        return number

    # ------------------------------------------------------------ facets

    def add_facets(self, kind: str, rows: Mapping[int, Iterable[Facet]], speakers: Mapping[int, Iterable[int]] | None = None) -> None:
        """Posting lists of claims or events by `n`, with their counts; for claims also by speaker (numbers of actors)."""
        pairs = [(self.facet(f), n) for n, facets in rows.items() for f in facets]
        self.connection.executemany(f"INSERT OR IGNORE INTO {kind}_facet VALUES (?, ?)", pairs)
        self._count(kind, Counter(facet for facet, _ in pairs), 1)
        tallied = self._tallied(rows, speakers or {})
        self.connection.executemany("INSERT OR IGNORE INTO source_facet VALUES (?, ?, ?)", tallied)
        self.connection.executemany("INSERT OR IGNORE INTO spot_facet VALUES (?, ?, ?)", self._at_spots(rows) if kind == "event" else ())

    def remove_facets(self, kind: str, rows: Mapping[int, Iterable[Facet]], speakers: Mapping[int, Iterable[int]] | None = None) -> None:
        """Take postings back."""
        pairs = [(self.facet(f), n) for n, facets in rows.items() for f in facets]
        self.connection.executemany(f"DELETE FROM {kind}_facet WHERE facet = ? AND n = ?", pairs)
        self._count(kind, Counter(facet for facet, _ in pairs), -1)
        tallied = self._tallied(rows, speakers or {})
        self.connection.executemany("DELETE FROM source_facet WHERE facet = ? AND actor = ? AND n = ?", tallied)
        placed = self._at_spots(rows) if kind == "event" else ()
        self.connection.executemany("DELETE FROM spot_facet WHERE facet = ? AND spot = ? AND n = ?", placed)

    def _tallied(self, rows: Mapping[int, Iterable[Facet]], speakers: Mapping[int, Iterable[int]]) -> list[tuple[int, int, int]]:
        return [(self.facet(f), actor, n) for n, facets in rows.items() for f in facets if f[0] in TALLIED for actor in speakers.get(n, ())]

    def _at_spots(self, rows: Mapping[int, Iterable[Facet]]) -> list[tuple[int, int, int]]:
        """(facet, spot, event) of the events that have a place."""
        placed = [(n, facets, self.facet(f)) for n, facets in rows.items() for f in facets if f[0] == "spot"]
        return [(self.facet(f), spot, n) for n, facets, spot in placed for f in facets if f[0] in AT_SPOTS]

    def _count(self, kind: str, counts: Counter[int], sign: int) -> None:
        rows = [(sign * count, facet) for facet, count in counts.items()]
        self.connection.executemany(f"UPDATE facet SET {kind}s = {kind}s + ? WHERE id = ?", rows)

    def facet(self, facet: Facet) -> int:
        """The number of a facet, made where it is new."""
        known = self._facets.get(facet)
        if known is None:
            self.connection.execute("INSERT OR IGNORE INTO facet (name, value) VALUES (?, ?)", facet)
            known = self.connection.execute("SELECT id FROM facet WHERE name = ? AND value = ?", facet).fetchone()[0]
            self._facets[facet] = known
        return known

    def replace(self, old: IndexRows, new: IndexRows) -> None:
        """Bring the index of one document from `old` to `new`: speakers and facets; its words, moments and plans stay."""
        for actor in (*new.bodies, *(a for actors in new.speakers.values() for a in actors)):
            self._actor(actor)
        for actor in (a for actors in old.speakers.values() for a in actors):
            self._actor(actor)
        self._count_speakers(old, -1)
        self._count_speakers(new, 1)
        changed = [n for n in new.claims if (old.claims[n], old.speakers[n]) != (new.claims[n], new.speakers[n])]
        now = self._facets_now("claim", {n: old.claims[n] for n in changed})
        self.remove_facets("claim", now, self._numbers_of(old, changed))
        numbers = self._numbers_of(new, changed)
        self.connection.executemany("DELETE FROM claim_speaker WHERE n = ?", [(n,) for n in changed])
        self.connection.executemany("INSERT INTO claim_speaker VALUES (?, ?)", [(n, a) for n, actors in numbers.items() for a in actors])
        self.add_facets("claim", {n: _exchange(now[n], old.claims[n], new.claims[n]) for n in changed}, numbers)
        events = [n for n in new.events if old.events[n] != new.events[n]]
        now = self._facets_now("event", {n: old.events[n] for n in events})
        self.remove_facets("event", now)
        self.add_facets("event", {n: _exchange(now[n], old.events[n], new.events[n]) for n in events})

    def _facets_now(self, kind: str, rows: Mapping[int, Iterable[Facet]]) -> dict[int, tuple[Facet, ...]]:
        """The facets that rows have: of those given for each, and of those that other reports may have given it."""
        across = [
            (r["name"], r["value"])
            for r in self.connection.execute("SELECT name, value FROM facet WHERE name IN ('support', 'response', 'edge')")
        ]
        sql = f"SELECT 1 FROM {kind}_facet WHERE facet = ? AND n = ?"
        return {
            n: tuple(f for f in dict.fromkeys((*own, *across)) if self.connection.execute(sql, (self.facet(f), n)).fetchone())
            for n, own in rows.items()
        }

    def _numbers_of(self, rows: IndexRows, numbers: Iterable[int]) -> dict[int, tuple[int, ...]]:
        return {n: tuple(dict.fromkeys(self._actor(a) for a in rows.speakers[n])) for n in numbers}

    # ------------------------------------------------------------ standing and versions

    def _add_standing(self, report: Report, number: int) -> None:
        """The status of each row within its own report, until reports are compared."""
        rows = [status_row(of, day_of(number), None, s) for of, s in standing_of(report.statuses, report.events)]
        self.connection.executemany(INSERT_STATUS, {row[0]: row for row in rows}.values())

    def supersede(self, before: int | None, number: int, after: int | None) -> None:
        """Note that a document replaces the version before it, and is replaced by the one after it."""
        pairs = [(a, b) for a, b in ((before, number), (number, after)) if a is not None and b is not None]
        self.connection.executemany("INSERT OR REPLACE INTO superseded SELECT ?, id, day FROM document WHERE n = ?", pairs)


def _exchange(now: Iterable[Facet], old: Iterable[Facet], new: Iterable[Facet]) -> tuple[Facet, ...]:
    """The facets of today with those of `old` exchanged for those of `new`; what other reports gave them stays."""
    gone = set(old) - set(new)
    return tuple(dict.fromkeys([*(f for f in now if f not in gone), *(f for f in new if f not in set(old))]))


INSERT_STATUS = f"INSERT OR REPLACE INTO status VALUES ({', '.join('?' * 10)})"


def status_row(subject: str, since: str, until: str | None, status: Status | Standing) -> tuple[object, ...]:
    """A status within a report, or a standing over the corpus, as a row of `status`."""
    whole = isinstance(status, Standing)
    return (
        subject, since, until, "corpus" if whole else "report", status.modality, status.support, status.response,
        status.due if isinstance(status, Standing) else None, status.line, msgspec.json.encode(status).decode(),
    )  # fmt: skip
