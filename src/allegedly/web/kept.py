"""Pages made once and given again until the database changes: the first page counts everything, and everybody opens it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from allegedly.web.view import View

MOST = 128

Stamp = tuple[object, ...]


class KeptViews:
    """The views last made, each with the state of the database it was made from."""

    def __init__(self, db: Path) -> None:
        self.db = db
        self._views: OrderedDict[tuple[object, ...], tuple[Stamp, View]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple[object, ...], make: Callable[[], View]) -> View:
        """The view of that key. It is made anew where anything was written since, or another day has begun."""
        # Taken before the view is made: what is written meanwhile makes the next reader look again.
        stamp = self._stamp()
        with self._lock:
            kept = self._views.get(key)
        if kept is not None and kept[0] == stamp:
            return kept[1]
        view = make()
        with self._lock:
            self._views[key] = (stamp, view)
            self._views.move_to_end(key)
            while len(self._views) > MOST:
                self._views.popitem(last=False)
        return view

    def _stamp(self) -> Stamp:
        return (datetime.now(UTC).date(), *(_state(Path(f"{self.db}{end}")) for end in ("", "-wal")))


def _state(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
