"""Reading everything again: every checksum, every span, every row against the report it came from, every edge.

A store that passes holds what was read, and nothing else: the facts are compared with those made anew from each report's line.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator

import msgspec

from allegedly.records import Report, Span, decode_report
from allegedly.store.edges import all_links
from allegedly.store.facts import fact_rows
from allegedly.store.numbers import LAST_ROW
from allegedly.store.store import Store, line_checksum

_PASSAGES = msgspec.json.Decoder(list[dict[str, Span]])


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is not as it was written: `where` names the table and the row."""

    where: str
    what: str


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """What was read again, and the problems found."""

    documents: int
    spans: int
    rows: int
    links: int
    copies: int
    waiting: int
    failures: int
    outdated: int
    problems: tuple[Problem, ...]


def verify(store: Store, told: Callable[[int], None] | None = None, models: dict[str, str] | None = None) -> Verified:
    """Read the whole store again. `told` is called with the number of documents read so far. `waiting` are documents that were stored but
    not compared or refreshed yet: no loss, the next `add` goes on with them. `failures` are reports that could not be read, `outdated`
    those read by other weights or rules than `models`."""
    connection = store.connection
    problems = [*_file_problems(connection)]
    documents = spans = rows = 0
    for row in connection.execute("SELECT d.*, r.line, r.checksum FROM document d LEFT JOIN report r ON r.n = d.n ORDER BY d.n"):
        documents += 1
        found, counted, written = _document_problems(connection, row)
        problems += found
        spans, rows = spans + counted, rows + written
        if told is not None:
            told(documents)
    links, copies = _edges(connection, problems)
    problems += _derived_problems(connection)
    waiting = connection.execute(
        "SELECT count(*) FROM (SELECT n FROM document EXCEPT SELECT document FROM sketch UNION SELECT document FROM stale)"
    ).fetchone()[0]
    failures = connection.execute("SELECT count(*) FROM failure").fetchone()[0]
    return Verified(
        failures=failures, outdated=_outdated(connection, models) if models else 0,
        documents=documents, spans=spans, rows=rows, links=links, copies=copies, waiting=waiting, problems=tuple(problems)
    )  # fmt: skip


def _outdated(connection: sqlite3.Connection, models: dict[str, str]) -> int:
    sql = "SELECT count(*) FROM document d JOIN activity a ON a.id = d.activity WHERE a.models <> ?"
    return int(connection.execute(sql, (msgspec.json.encode(models).decode(),)).fetchone()[0])


def _file_problems(connection: sqlite3.Connection) -> Iterator[Problem]:
    for row in connection.execute("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield Problem(where="file", what=str(row[0]))
    for row in connection.execute("PRAGMA foreign_key_check"):
        yield Problem(where=f"{row[0]} {row[1]}", what=f"refers to a {row[2]} that is not here")


# ---------------------------------------------------------------- documents


def _document_problems(connection: sqlite3.Connection, row: sqlite3.Row) -> tuple[list[Problem], int, int]:
    """Problems, spans read, fact rows compared of one document."""
    where = f"document {row['id']}"
    if row["line"] is None:
        return [Problem(where=where, what="its report is not here")], 0, 0
    problems = [Problem(where=where, what=what) for what in _sum_problems(row)]
    try:
        report = decode_report(row["line"])
    except msgspec.MsgspecError as error:
        return [*problems, Problem(where=where, what=f"its report cannot be read ({error})")], 0, 0
    if report.document.text != row["text"] or report.document.id != row["id"]:
        problems.append(Problem(where=where, what="the report is of another text"))
    spans = list(_spans(report, report.document.id))
    size = len(report.document.text)
    problems += [
        Problem(where=f"{where} {name}", what=f"span {s.start}-{s.end} is not in the text")
        for name, s in spans
        if not 0 <= s.start <= s.end <= size
    ]
    found, rows = _row_problems(connection, report, row["n"])
    return [*problems, *found], len(spans), rows


def _sum_problems(row: sqlite3.Row) -> Iterator[str]:
    if hashlib.sha256(row["text"].encode("utf-8")).hexdigest() != row["sha256"]:
        yield "the text does not have its checksum"
    if line_checksum(row["line"]) != row["checksum"]:
        yield "the report's line does not have its checksum"


def _spans(value: object, name: str) -> Iterator[tuple[str, Span]]:
    """Every span of a record, with the id of the nearest record that has one."""
    if isinstance(value, Span):
        yield name, value
    elif isinstance(value, msgspec.Struct):
        own = getattr(value, "id", name)
        for field in value.__struct_fields__:
            yield from _spans(getattr(value, field), own)
    elif isinstance(value, tuple):
        for item in value:
            yield from _spans(item, name)


def _row_problems(connection: sqlite3.Connection, report: Report, number: int) -> tuple[list[Problem], int]:
    """The fact rows of a document that are not those its report gives."""
    problems: list[Problem] = []
    counted = 0
    for table, wanted in fact_rows(report, number).items():
        kept = _rows(connection, table, report, number)
        counted += len(wanted)
        if kept != sorted(wanted, key=repr):
            lost = len(set(map(repr, wanted)) - set(map(repr, kept)))
            more = len(set(map(repr, kept)) - set(map(repr, wanted)))
            problems.append(
                Problem(where=f"{table} of document {report.document.id}", what=f"{lost} rows lost or changed, {more} not of the report")
            )
    return problems, counted


def _rows(connection: sqlite3.Connection, table: str, report: Report, number: int) -> list[tuple[object, ...]]:
    if table == "speaker":
        keys, column = [a.id for a in report.attributions], "attribution"
    elif table in ("event_claim", "event_voice"):
        keys, column = [e.id for e in report.events], "event"
    else:
        rows = connection.execute(f"SELECT * FROM {table} WHERE n BETWEEN ? AND ?", (number, number + LAST_ROW))
        return sorted((tuple(r) for r in rows), key=repr)
    sql = f"SELECT * FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))"
    return sorted((tuple(r) for r in connection.execute(sql, (msgspec.json.encode(keys).decode(),))), key=repr)


# ---------------------------------------------------------------- edges


def _edges(connection: sqlite3.Connection, problems: list[Problem]) -> tuple[int, int]:
    """Links and copies whose ends or evidence are not where they say; how many were read."""
    links = copies = 0
    for link in all_links(connection):
        links += 1
        for end, document, evidence in (
            (link.source, link.source_document, link.source_evidence), (link.target, link.target_document, link.target_evidence),
        ):  # fmt: skip
            if not _is_row_of(connection, end, document):
                problems.append(Problem(where=f"link {link.id}", what=f"its end {end} is no row of document {document}"))
            problems += _outside(connection, f"link {link.id}", document, evidence)
    for row in connection.execute("SELECT * FROM copy ORDER BY a, b"):
        copies += 1
        for passage in _PASSAGES.decode(row["passages"]):
            for side in ("a", "b"):
                problems += _outside(connection, f"copy {row['a']} {row['b']}", row[side], (passage[side],))
    problems += _relation_problems(connection)
    return links, copies


def _is_row_of(connection: sqlite3.Connection, row: str, document: str) -> bool:
    return any(
        connection.execute(f"SELECT 1 FROM {table} WHERE id = ? AND document = ?", (row, document)).fetchone()
        for table in ("claim", "event", "attribution")
    )


def _outside(connection: sqlite3.Connection, where: str, document: str, spans: tuple[Span, ...]) -> Iterator[Problem]:
    row = connection.execute("SELECT length(text) FROM document WHERE id = ?", (document,)).fetchone()
    size = row[0] if row else 0
    for s in spans:
        if not 0 <= s.start <= s.end <= size:
            yield Problem(where=where, what=f"span {s.start}-{s.end} is not in the text of document {document}")


def _relation_problems(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Relations whose answering end is no row here; the other end may be the name of an actor."""
    sql = (
        "SELECT r.n, r.source FROM relation r WHERE NOT EXISTS (SELECT 1 FROM claim WHERE id = r.source) AND NOT EXISTS"
        " (SELECT 1 FROM attribution WHERE id = r.source) AND NOT EXISTS (SELECT 1 FROM event WHERE id = r.source)"
        " AND NOT EXISTS (SELECT 1 FROM voice WHERE id = r.source)"
    )
    return (Problem(where=f"relation {r['n']}", what=f"its end {r['source']} is not here") for r in connection.execute(sql))


# ---------------------------------------------------------------- derived


def _derived_problems(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Derived rows that do not fit the facts: counts, words, timeline."""
    checks = {
        "moment": "SELECT count(*) FROM claim c WHERE NOT EXISTS (SELECT 1 FROM moment m WHERE m.claim = c.n)",
        "claim_text": "SELECT (SELECT count(*) FROM claim) - (SELECT count(*) FROM claim_text)",
        "document_text": "SELECT (SELECT count(*) FROM document) - (SELECT count(*) FROM document_text)",
        "facet": "SELECT count(*) FROM facet f WHERE f.claims <> (SELECT count(*) FROM claim_facet x WHERE x.facet = f.id)"
        " OR f.events <> (SELECT count(*) FROM event_facet x WHERE x.facet = f.id)",
        "actor": "SELECT count(*) FROM actor a WHERE a.claims <> (SELECT count(*) FROM claim_speaker x WHERE x.actor = a.number)",
    }
    for table, sql in checks.items():
        count = connection.execute(sql).fetchone()[0]
        if count:
            yield Problem(where=table, what=f"{abs(count)} rows do not fit the facts: make them again with `allegedly verify --rebuild`")
