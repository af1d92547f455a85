"""What one running server has: its store, its secrets, the reports read in the page and not kept."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import msgspec

from allegedly.records import Document, Report
from allegedly.store import Store, open_store, read_store
from allegedly.web.jobs import Job, Jobs, count_files
from allegedly.web.kept import KeptViews

SCRATCH = 64
"""So many reports read in the page are remembered; they are lost when the server stops."""


class Site:
    """The state of a server. `db` is the store's file, which need not exist yet: the first report that is kept makes it. `local` is
    false where other machines can reach it: then nobody may name folders of this one."""

    def __init__(self, db: Path, max_characters: int = 1_000_000, local: bool = True) -> None:
        self.db = db
        self.local = local
        self.jobs = Jobs()
        self.kept = KeptViews(db)
        self.menu: tuple[Any, ...] = ()
        self.max_characters = max_characters
        self.token = secrets.token_urlsafe(24)
        self._scratch: OrderedDict[str, Report] = OrderedDict()
        self._lock = threading.Lock()
        self._lock_empty = threading.Lock()
        self._idle: Queue[Store] = Queue()
        self._empty: Store | None = None
        # One analysis at a time: the models are shared, and two at once are no faster on few cores.
        self._analysing = threading.Lock()

    @property
    def has_store(self) -> bool:
        """True once there is a database."""
        return self.db.exists()

    @contextmanager
    def reading(self) -> Iterator[Store]:
        """The store, for reading, in one snapshot: what a page shows is what there was at one moment. Before there is a database
        it is an empty one."""
        store = self._take()
        store.connection.execute("BEGIN")
        try:
            yield store
        finally:
            store.connection.execute("ROLLBACK")
            if store is not self._empty:
                self._idle.put(store)
            else:
                self._lock_empty.release()

    def _take(self) -> Store:
        """An idle connection, else a new one. Each is used by one thread at a time."""
        if not self.has_store:
            self._lock_empty.acquire()
            self._empty = self._empty or open_store(":memory:")
            return self._empty
        try:
            return self._idle.get_nowait()
        except Empty:
            return read_store(self.db)

    def analyse(self, document: Document) -> Report:
        """The report of a document, remembered until the server stops. Raises `DocumentError`."""
        from allegedly.pipeline import analyse_document

        with self._analysing:
            report = analyse_document(document)
        self.remember(report)
        return report

    def keep(self, report: Report) -> Job:
        """Add a report read in the page to the store."""
        return self.jobs.start(self.db, report.document.title or report.document.source_id, lambda: [report], total=1, lock=self._analysing)

    def add_folder(self, folder: str) -> Job:
        """Add what a folder or file of this machine holds."""
        from allegedly.read import read_documents

        limit = self.max_characters
        return self.jobs.start(self.db, folder, lambda: read_documents(folder, max_characters=limit), count_files(folder), self._analysing)

    def remember(self, report: Report) -> None:
        """Keep a report in memory; the oldest gives way."""
        with self._lock:
            self._scratch[report.document.id] = report
            self._scratch.move_to_end(report.document.id)
            while len(self._scratch) > SCRATCH:
                self._scratch.popitem(last=False)

    def remembered(self, document_id: str) -> Report | None:
        """A report read in the page."""
        with self._lock:
            return self._scratch.get(document_id)

    def token_matches(self, given: str | None) -> bool:
        """True for the token that our own pages carry."""
        return given is not None and secrets.compare_digest(given.encode(), self.token.encode())


class NotFound(Exception):
    """There is no such page or row; the message says so in one line."""


class Refused(Exception):
    """A request that changes something did not come from one of our pages."""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What went wrong, in the one shape of every surface."""

    status: int
    error: str
    reason: str
