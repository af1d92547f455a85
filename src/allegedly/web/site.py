"""What one running server has: its store, its secrets, the reports read in the page and not kept."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from pathlib import Path
from typing import Any

import msgspec

from allegedly.records import Document, Report

SCRATCH = 64
"""So many reports read in the page are remembered; they are lost when the server stops."""


class Site:
    """The state of a server. `db` is the store's file, which need not exist yet: the first report that is kept makes it."""

    def __init__(self, db: Path, max_characters: int = 1_000_000) -> None:
        self.db = db
        self.menu: tuple[Any, ...] = ()
        self.max_characters = max_characters
        self.token = secrets.token_urlsafe(24)
        self._scratch: OrderedDict[str, Report] = OrderedDict()
        self._lock = threading.Lock()
        # One analysis at a time: the models are shared, and two at once are no faster on few cores.
        self._analysing = threading.Lock()

    @property
    def has_store(self) -> bool:
        """True once there is a database."""
        return self.db.exists()

    def analyse(self, document: Document) -> Report:
        """The report of a document, remembered until the server stops. Raises `DocumentError`."""
        from allegedly.pipeline import analyse_document

        with self._analysing:
            report = analyse_document(document)
        self.remember(report)
        return report

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
