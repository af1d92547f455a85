"""What belongs together: from the documents that were touched to the rows whose groups and standing may change, and all they depend on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from allegedly.link.groups import APART, SAMENESS
from allegedly.records import Link
from allegedly.store import Store
from allegedly.store.edges import links_of
from allegedly.store.numbers import LAST_ROW, document_of

TYING = SAMENESS | {APART}
WHOLE = 40
"""Documents of a story that is looked at whole whenever one of them is touched."""


class Story(msgspec.Struct, frozen=True):
    """Documents that links tie together. `claims` and `events` are the rows to be looked at (id → number), `links` all links that touch
    them, `documents` the numbers of all documents at either end."""

    documents: tuple[int, ...]
    claims: Mapping[str, int]
    events: Mapping[str, int]
    links: tuple[Link, ...]


def find_stories(store: Store, numbers: Iterable[int]) -> Iterator[Story]:
    """The stories that these documents are part of, in order of publication. A story of up to `WHOLE` documents is looked at whole, so
    that what is found in it does not depend on which of them were touched; of a larger one only what ties to the touched rows."""
    rows, links = _close(store.connection, _rows_of(store.connection, _with_their_stories(store, numbers)))
    ends = _numbers(store.connection, {e for k in links for e in (k.source, k.target)} - rows.keys())
    documents = {i: document_of(n) for i, (_, n) in (rows | ends).items()}
    parts = _components({*documents.values()}, [(documents[k.source], documents[k.target]) for k in links if _known(k, documents)])
    for part in parts:
        inside = {i: row for i, row in rows.items() if documents[i] in part}
        yield Story(
            documents=tuple(sorted(part)),
            claims={i: n for i, (kind, n) in sorted(inside.items()) if kind == "claim"},
            events={i: n for i, (kind, n) in sorted(inside.items()) if kind == "event"},
            links=tuple(k for k in links if documents.get(k.source) in part and k.target in documents),
        )


def _with_their_stories(store: Store, numbers: Iterable[int]) -> list[int]:
    """The documents and all that links tie to them, unless that is more than `WHOLE`."""
    found: set[int] = set()
    for number in sorted(set(numbers)):
        if number not in found:
            found |= linked_documents(store, number) or {number}
    return sorted(found)


def linked_documents(store: Store, number: int) -> set[int] | None:
    """The documents that links tie to one, step by step, itself included; `None` for more than `WHOLE`."""
    seen, frontier = {number}, [number]
    while frontier:
        row = store.document_id(frontier.pop())
        sql = (
            "SELECT d.n FROM document d WHERE d.id IN (SELECT target_document FROM link WHERE source_document = :id"
            " UNION SELECT source_document FROM link WHERE target_document = :id)"
        )
        new = {r["n"] for r in store.connection.execute(sql, {"id": row})} - seen
        seen |= new
        frontier += sorted(new)
        if len(seen) > WHOLE:
            return None
    return seen


_Rows = dict[str, tuple[str, int]]


def _known(link: Link, documents: Mapping[str, int]) -> bool:
    return link.source in documents and link.target in documents


def _rows_of(connection: sqlite3.Connection, numbers: Iterable[int]) -> _Rows:
    """The claims and events of documents: id → (kind, number)."""
    found: _Rows = {}
    for number in numbers:
        for kind in ("claim", "event"):
            rows = connection.execute(f"SELECT id, n FROM {kind} WHERE n BETWEEN ? AND ?", (number, number + LAST_ROW))
            found |= {r["id"]: (kind, r["n"]) for r in rows}
    return found


def _numbers(connection: sqlite3.Connection, ids: Iterable[str]) -> _Rows:
    wanted = msgspec.json.encode(sorted(ids)).decode()
    found: _Rows = {}
    for kind in ("claim", "event"):
        rows = connection.execute(f"SELECT k.id, k.n FROM json_each(?) j CROSS JOIN {kind} k ON k.id = j.value", (wanted,))
        found |= {r["id"]: (kind, r["n"]) for r in rows}
    return found


def _close(connection: sqlite3.Connection, seeds: _Rows) -> tuple[_Rows, tuple[Link, ...]]:
    """The rows tied to the seeds by sameness, step by step, with the other ends of the seeds' answers, events with the
    claims that carry them; and the links that touch any of them."""
    rows = dict(seeds)
    links: dict[str, Link] = {}
    frontier, first = set(seeds), True
    while frontier:
        found = links_of(connection, frontier)
        links |= {k.id: k for k in found}
        reached = {end for k in found if first or k.type in TYING for end in (k.source, k.target)} - rows.keys()
        new = _numbers(connection, reached)
        new |= {i: row for i, row in _numbers(connection, _carried(connection, new)).items() if i not in rows}
        rows |= new
        frontier, first = set(new), False
    return rows, tuple(links[key] for key in sorted(links))


def _carried(connection: sqlite3.Connection, rows: _Rows) -> set[str]:
    """The events that these claims carry, and the claims that carry these events."""
    wanted = msgspec.json.encode(sorted(rows)).decode()
    sql = "SELECT x.{other} FROM json_each(?) j CROSS JOIN event_claim x ON x.{own} = j.value"
    pairs = (("claim", "event"), ("event", "claim"))
    return {r[0] for own, other in pairs for r in connection.execute(sql.format(own=own, other=other), (wanted,))}


def _components(nodes: Iterable[int], pairs: Iterable[tuple[int, int]]) -> list[frozenset[int]]:
    """The nodes in the sets that pairs connect, ordered by their first."""
    parent = {n: n for n in nodes}

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for a, b in pairs:
        x, y = root(a), root(b)
        parent[max(x, y)] = min(x, y)
    found: dict[int, set[int]] = {}
    for node in sorted(parent):
        found.setdefault(root(node), set()).add(node)
    return [frozenset(found[key]) for key in sorted(found)]
