"""What a watch remembers between rounds and runs, in one JSON file beside the store, written whole after every step."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from allegedly.errors import SetupError

_REMEMBERED = 4_000


class FeedState(msgspec.Struct, kw_only=True):
    """One feed: the items done with (`seen`, oldest first), how often an item not had yet was tried, how often the feed itself
    failed in a row, and the time (seconds since 1970) before which it is left alone."""

    seen: list[str] = []
    tries: dict[str, int] = {}
    failures: int = 0
    not_before: float = 0.0

    def mark(self, item: str) -> None:
        """Done with an item."""
        self.tries.pop(item, None)
        if item not in self.seen:
            self.seen.append(item)
            del self.seen[: max(0, len(self.seen) - _REMEMBERED)]


class QueryState(msgspec.Struct, kw_only=True):
    """One saved query: claims told of, and claims found but not yet delivered to webhook or command. `begun` is false until a first
    look has noted what matched before the watch began."""

    told: list[str] = []
    pending: list[str] = []
    begun: bool = False


class WatchState(msgspec.Struct, kw_only=True):
    """Feeds by address, queries by name, and the claims in the Atom file with the time each was found, newest first."""

    feeds: dict[str, FeedState] = {}
    queries: dict[str, QueryState] = {}
    announced: list[tuple[str, str]] = []


def load_state(path: str | Path) -> WatchState:
    """The state in a file; a fresh one where there is none. Raises `SetupError` for one that cannot be read."""
    try:
        return msgspec.json.decode(Path(path).read_bytes(), type=WatchState)
    except FileNotFoundError:
        return WatchState()
    except (OSError, msgspec.MsgspecError) as error:
        raise SetupError(f"{path}: the state of the watch cannot be read ({error}): delete it to begin anew") from None


def save_state(state: WatchState, path: str | Path) -> None:
    """Write the state, whole or not at all. Raises `SetupError`."""
    target = Path(path)
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        part.write_bytes(msgspec.json.encode(state))
        part.replace(target)
    except OSError as error:
        raise SetupError(f"{path}: the state of the watch cannot be written ({error.strerror}): check the path") from None
