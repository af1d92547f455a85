"""Work that outlasts a request: reports are added on a thread of their own, and any page can look how far it is."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path

import msgspec

from allegedly.errors import AllegedlyError
from allegedly.records import Document, Failure, Report

MOST_JOBS = 20
MOST_FAILURES = 200
"""So many failures are shown; all of them are in the store."""

Items = Callable[[], Iterable[Document | Report | Failure]]


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far a job is. `total` counts files and is `None` where nobody knows; a file may hold many reports. `state` is `running`,
    `done`, `stopped` or `failed` (`reason` says why)."""

    id: str
    name: str
    state: str = "running"
    total: int | None = None
    added: int = 0
    known: int = 0
    failed: int = 0
    failures: tuple[Failure, ...] = ()
    last: str | None = None
    reason: str | None = None

    @property
    def seen(self) -> int:
        """How many reports were looked at."""
        return self.added + self.known + self.failed


class Job:
    """One piece of work and the thread that does it."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self._stop = threading.Event()
        self.thread: threading.Thread | None = None

    def stop(self) -> None:
        """Stop after the report at hand; what was added stays."""
        self._stop.set()

    def run(self, db: Path, items: Items, lock: AbstractContextManager[object]) -> None:
        """Add the items to the store, one transaction each, so that readers and other writers get their turns."""
        try:
            self._add_all(db, items, lock)
            self._change(state="stopped" if self._stop.is_set() else "done")
        except AllegedlyError as error:
            self._change(state="failed", reason=str(error))
        except Exception:
            self._change(state="failed", reason="something went wrong here; the terminal that runs the server shows what")
            raise

    def _add_all(self, db: Path, items: Items, lock: AbstractContextManager[object]) -> None:
        from allegedly.corpus import add_reports
        from allegedly.store import open_store

        with open_store(db) as store:
            store.command = "serve"
            outcomes = iter(add_reports(store, items()))
            while not self._stop.is_set():
                with lock:
                    outcome = next(outcomes, None)
                if outcome is None:
                    return
                self._count(outcome.source_id, outcome.state, outcome.failure)

    def _count(self, source_id: str, state: str, failure: Failure | None) -> None:
        now = self.progress
        failures = (*now.failures, failure) if failure and len(now.failures) < MOST_FAILURES else now.failures
        self._change(**{state: getattr(now, state) + 1}, failures=failures, last=source_id)

    def _change(self, **values: object) -> None:
        self.progress = msgspec.structs.replace(self.progress, **values)


class Jobs:
    """The jobs of a server, the newest last."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()

    def start(self, db: Path, name: str, items: Items, total: int | None, lock: AbstractContextManager[object]) -> Job:
        """Begin to add items. `lock` is held while one of them is analysed."""
        job = Job(Progress(id=secrets.token_hex(6), name=name, total=total))
        with self._lock:
            self._jobs[job.progress.id] = job
            for old in [key for key, j in self._jobs.items() if j.progress.state != "running"][: max(0, len(self._jobs) - MOST_JOBS)]:
                del self._jobs[old]
        job.thread = threading.Thread(target=job.run, args=(db, items, lock), daemon=True)
        job.thread.start()
        return job

    def find(self, job_id: str) -> Job | None:
        """A job by its id."""
        return self._jobs.get(job_id)

    def all(self) -> tuple[Progress, ...]:
        """How far every job is, the newest first."""
        with self._lock:
            return tuple(job.progress for job in reversed(self._jobs.values()))


def count_files(name: str) -> int | None:
    """How many files a folder holds that may be reports; `None` for what is no folder."""
    from allegedly.read.folder import list_folder

    return sum(1 for _ in list_folder(name)) if Path(name).is_dir() else None
