"""Links and copies between documents: in and out of the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

import msgspec

from allegedly.records import CopyEdge, Link, Passage, Span
from allegedly.store.derive import Deriver
from allegedly.store.facts import spans_json
from allegedly.store.ids import numbers_of
from allegedly.store.rows import ANSWERS
from allegedly.store.select import ANSWERING, as_json

_SPANS = msgspec.json.Decoder(tuple[Span, ...])
_PASSAGES = msgspec.json.Decoder(tuple[Passage, ...])


def add_links(derive: Deriver, links: Iterable[Link]) -> None:
    """Keep links; one that is there already is left alone. Claims at an end of an answer can be asked for by it."""
    listed = tuple(links)
    rows = [
        (k.id, k.source, k.source_document, k.type, k.target, k.target_document, spans_json(k.source_evidence),
         spans_json(k.target_evidence), k.polarity, k.mode, k.score, k.rule)
        for k in listed
    ]  # fmt: skip
    derive.connection.executemany(f"INSERT OR IGNORE INTO link VALUES ({', '.join('?' * 12)})", rows)
    ends = sorted({end for k in listed if k.type in ANSWERS for end in (k.source, k.target)})
    numbers = numbers_of(derive.connection, "claim", ends)
    facet = derive.facet(ANSWERING)
    sql = "SELECT j.value FROM json_each(?) j WHERE NOT EXISTS (SELECT 1 FROM claim_facet y WHERE y.facet = ? AND y.n = j.value)"
    new = [r[0] for r in derive.connection.execute(sql, (as_json(numbers), facet))]
    derive.add_facets("claim", dict.fromkeys(new, (ANSWERING,)))


def add_copy(connection: sqlite3.Connection, edge: CopyEdge) -> None:
    """Keep a copy edge."""
    passages = msgspec.json.encode(edge.passages).decode()
    connection.execute("INSERT OR IGNORE INTO copy VALUES (?, ?, ?, ?)", (edge.a, edge.b, edge.containment, passages))


def remove_links(connection: sqlite3.Connection, a: str, b: str) -> bool:
    """Withdraw the links between two documents that are not compared any more; whether there were any."""
    sql = "DELETE FROM link WHERE (source_document = ? AND target_document = ?) OR (source_document = ? AND target_document = ?)"
    return connection.execute(sql, (a, b, b, a)).rowcount > 0


def remove_copy(connection: sqlite3.Connection, a: str, b: str) -> bool:
    """Withdraw the copy edge between two documents; whether there was one."""
    return connection.execute("DELETE FROM copy WHERE a = ? AND b = ?", (min(a, b), max(a, b))).rowcount > 0


def links_of(connection: sqlite3.Connection, rows: Iterable[str]) -> tuple[Link, ...]:
    """The links at which one of these rows (ids) is an end."""
    wanted = msgspec.json.encode(sorted(set(rows))).decode()
    sql = "SELECT k.* FROM json_each(?) j CROSS JOIN link k ON k.{end} = j.value"
    found = {r["id"]: r for end in ("source", "target") for r in connection.execute(sql.format(end=end), (wanted,))}
    return tuple(_link(found[key]) for key in sorted(found))


def all_links(connection: sqlite3.Connection) -> Iterator[Link]:
    """Every link, by id."""
    return (_link(r) for r in connection.execute("SELECT * FROM link ORDER BY id"))


def _link(r: sqlite3.Row) -> Link:
    return Link(
        id=r["id"], source=r["source"], source_document=r["source_document"], type=r["type"], target=r["target"],
        target_document=r["target_document"], source_evidence=_SPANS.decode(r["source_evidence"]),
        target_evidence=_SPANS.decode(r["target_evidence"]), polarity=r["polarity"], mode=r["mode"], score=r["score"], rule=r["rule"],
    )  # fmt: skip


def copies_among(connection: sqlite3.Connection, documents: Iterable[str]) -> tuple[CopyEdge, ...]:
    """The copy edges between these documents (ids)."""
    wanted = msgspec.json.encode(sorted(set(documents))).decode()
    sql = (
        "SELECT k.* FROM json_each(:ids) j CROSS JOIN copy k ON k.a = j.value"
        " WHERE k.b IN (SELECT value FROM json_each(:ids)) ORDER BY k.a, k.b"
    )
    return tuple(_copy(r) for r in connection.execute(sql, {"ids": wanted}))


def copies_of(connection: sqlite3.Connection, document: str) -> tuple[CopyEdge, ...]:
    """The copy edges of one document (id)."""
    rows = connection.execute("SELECT * FROM copy WHERE a = ? UNION SELECT * FROM copy WHERE b = ? ORDER BY a, b", (document, document))
    return tuple(_copy(r) for r in rows)


def _copy(r: sqlite3.Row) -> CopyEdge:
    return CopyEdge(a=r["a"], b=r["b"], containment=r["containment"], passages=_PASSAGES.decode(r["passages"]))
