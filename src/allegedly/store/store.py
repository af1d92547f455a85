"""The file as an object: transactions, and adding what was read.

`Store.connection` is a plain `sqlite3.Connection`; the questions are functions in `query*.py` that take a `Store`.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType

import msgspec

from allegedly.errors import BadRecord
from allegedly.records import Document, Failure, Report, decode_document, decode_report, encode_report
from allegedly.store.connect import connect_reader, connect_writer
from allegedly.store.derive import Deriver
from allegedly.store.facts import fact_rows
from allegedly.store.numbers import LAST_ROW, document_number, last_day, next_number
from allegedly.store.rows import Added
from allegedly.store.versions import find_neighbours

KEPT = 512
"""Reports kept decoded: those of a story are compared with one another and then refreshed together."""


class Store:
    """One SQLite file. Reading is free for all; one process writes at a time and others wait for it. `command` and `models` (names of
    models and rule sets → versions) are noted with what this run adds; the caller sets them."""

    def __init__(self, path: str, connection: sqlite3.Connection) -> None:
        self.path, self.connection = path, connection
        self.derive = Deriver(connection)
        self.command = "add"
        self.models: dict[str, str] = {}
        self._depth = 0
        self._reports: OrderedDict[int, Report] = OrderedDict()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing. One inside another belongs to the outer one."""
        if self._depth:
            yield
            return
        self.connection.execute("BEGIN IMMEDIATE")
        self._depth = 1
        try:
            yield
            self.connection.execute("COMMIT")
        except BaseException:
            self.connection.execute("ROLLBACK")
            self.derive.forget()
            self._reports.clear()
            raise
        finally:
            self._depth = 0

    # ------------------------------------------------------------ adding

    def add_report(self, report: Report, added: str | None = None) -> Added:
        """Store a report. The same document again adds nothing; another text under the same URL, or under the same name where the texts
        are alike, is a new row linked to the version before. `added` (UTC, ISO 8601) is now unless given. Raises `BadRecord`
        for a record that contradicts itself; nothing of it is kept."""
        document = report.document
        try:
            with self.transaction():
                if self.number(document.id) is not None:
                    return Added(document=document.id, new=False)
                return self._insert(report, added or _now())
        except sqlite3.IntegrityError as error:
            raise BadRecord(f"the record contradicts itself ({error})", document.source_id) from None
        except (OverflowError, KeyError) as error:
            raise BadRecord(f"the record cannot be stored ({type(error).__name__}: {error})", document.source_id) from None

    def _insert(self, report: Report, added: str) -> Added:
        document = report.document
        if hashlib.sha256(document.text.encode("utf-8")).hexdigest() != document.sha256:
            raise BadRecord("the text does not have the checksum of the record", document.source_id)
        day = last_day(document.published) if document.published else None
        number = self._free_number(document_number(day or added[:10], document.id))
        before, after = find_neighbours(self.connection, document, number, added)
        previous = self.document_id(before) if before is not None else None
        self._insert_document(document, number, day or added[:10], "published" if day else "added", previous, added)
        line = encode_report(report).decode("utf-8")
        self.connection.execute("INSERT INTO report VALUES (?, ?, ?)", (number, line, line_checksum(line)))
        for table, rows in fact_rows(report, number).items():
            if rows:
                self.connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
        self.derive.add(report, number)
        self.derive.supersede(before, number, after)
        self._keep(number, report)
        return Added(document=document.id, new=True, previous=previous)

    def _insert_document(self, d: Document, number: int, day: str, basis: str, previous: str | None, added: str) -> None:
        dateline = d.dateline.place.name if d.dateline and d.dateline.place else None
        row = (
            number, d.id, d.source_id, day, basis, d.published, d.published_basis, d.publisher, d.agency, d.url, d.title, d.language,
            dateline, d.sha256, d.text, previous, added, self._activity,
        )  # fmt: skip
        self.connection.execute(f"INSERT INTO document VALUES ({', '.join('?' * len(row))})", row)

    def _free_number(self, number: int) -> int:
        """The number itself, else the next free one of that day: two digests of 28 bits may meet."""
        while self.connection.execute("SELECT 1 FROM document WHERE n = ?", (number,)).fetchone():
            number = next_number(number)
        return number

    def add_failure(self, failure: Failure) -> None:
        """Keep what could not be read; the same failure again adds nothing."""
        with self.transaction():
            self.connection.execute(
                "INSERT OR IGNORE INTO failure (source_id, error, reason, made, activity) VALUES (?, ?, ?, ?, ?)",
                (failure.source_id, failure.error, failure.reason, _now(), self._activity),
            )

    @property
    def _activity(self) -> int:
        """The row of this run, made when it first writes; found again if a rollback took it away."""
        known = self.__dict__.get("_activity_id")
        if known and self.connection.execute("SELECT 1 FROM activity WHERE id = ?", (known,)).fetchone():
            return int(known)
        row = (self.command, _version(), msgspec.json.encode(self.models).decode(), self._started)
        found = self.connection.execute("INSERT INTO activity (command, version, models, started) VALUES (?, ?, ?, ?)", row).lastrowid
        self.__dict__["_activity_id"] = found
        return int(found or 0)

    @cached_property
    def _started(self) -> str:
        return _now()

    def supersede_all(self) -> None:
        """Note for every document again which version replaces it."""
        for row in self.connection.execute("SELECT n, added FROM document ORDER BY n").fetchall():
            report = next(self.reports([row["n"]]))[1]
            self.derive.supersede(*self._around(report.document, row["n"], row["added"]))

    def _around(self, document: Document, number: int, added: str) -> tuple[int | None, int, int | None]:
        before, after = find_neighbours(self.connection, document, number, added)
        return before, number, after

    # ------------------------------------------------------------ reading back

    def number(self, document_id: str) -> int | None:
        """The row number of a document; `None` if it is not here."""
        row = self.connection.execute("SELECT n FROM document WHERE id = ?", (document_id,)).fetchone()
        return row["n"] if row else None

    def document_id(self, number: int) -> str:
        """The id of the document of that number. Raises `KeyError` if it is not here."""
        row = self.connection.execute("SELECT id FROM document WHERE n = ?", (number,)).fetchone()
        if row is None:
            raise KeyError(number)
        return str(row["id"])

    def report(self, document_id: str) -> Report:
        """The report of a document as it was added. Raises `KeyError` if it is not here."""
        row = self.connection.execute("SELECT r.line FROM report r JOIN document d ON d.n = r.n WHERE d.id = ?", (document_id,)).fetchone()
        if row is None:
            raise KeyError(document_id)
        return decode_report(row["line"])

    def reports(self, numbers: Iterable[int] | None = None) -> Iterator[tuple[int, Report]]:
        """(number, report) of the documents of these numbers, else of all, oldest first; each decoded when asked for."""
        if numbers is None:
            for row in self.connection.execute("SELECT n, line FROM report ORDER BY n"):
                yield row["n"], decode_report(row["line"])
            return
        for number in sorted(numbers):
            report = self._reports.get(number) or self._decoded(number)
            if report is not None:
                self._keep(number, report)
                yield number, report

    def documents(self, numbers: Iterable[int]) -> Iterator[tuple[int, Document]]:
        """(number, document) of these numbers, oldest first, without the rest of their reports."""
        for number in sorted(numbers):
            kept = self._reports.get(number)
            if kept is not None:
                yield number, kept.document
            elif row := self.connection.execute("SELECT line FROM report WHERE n = ?", (number,)).fetchone():
                yield number, decode_document(row["line"])

    def _decoded(self, number: int) -> Report | None:
        row = self.connection.execute("SELECT line FROM report WHERE n = ?", (number,)).fetchone()
        return decode_report(row["line"]) if row else None

    def _keep(self, number: int, report: Report) -> None:
        """The last `KEPT` reports asked for stay decoded: the same number is the same report, for good."""
        self._reports.pop(number, None)
        self._reports[number] = report
        if len(self._reports) > KEPT:
            self._reports.popitem(last=False)

    def document_numbers(self, number: int) -> tuple[int, int]:
        """The range of row numbers of a document, inclusive."""
        return number, number + LAST_ROW


def open_store(path: str | Path) -> Store:
    """The store at `path` for writing, made where there is none. Raises `SetupError`."""
    connection, outdated = connect_writer(path)
    store = Store(str(path), connection)
    if outdated:
        from allegedly.store.rebuild import rebuild

        rebuild(store)
    return store


def read_store(path: str | Path) -> Store:
    """The store at `path` for reading only; a writer may be at work meanwhile. Raises `SetupError`."""
    return Store(str(path), connect_reader(path))


def line_checksum(line: str) -> str:
    """The checksum of a report's line."""
    return hashlib.blake2b(line.encode("utf-8"), digest_size=16).hexdigest()


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _version() -> str:
    try:
        return version("allegedly")
    except PackageNotFoundError:
        return "unknown"
