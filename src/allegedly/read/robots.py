"""What robots.txt allows (RFC 9309), by protego: no file allows all, a server that is down allows nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from allegedly.errors import DocumentError

if TYPE_CHECKING:
    from protego import Protego

MAX_ROBOTS = 512_000
_LONGEST_DELAY = 60.0


class Robots:
    """The rules of one origin for one user agent. Where they could not be had, `missing` says why, and nothing may be fetched."""

    def __init__(self, rules: Protego | None, agent: str, missing: str | None = None) -> None:
        self._rules = rules
        self._agent = agent
        self.missing = missing

    def allows(self, url: str) -> bool:
        """True if the address may be fetched."""
        return self._rules is not None and bool(self._rules.can_fetch(url, self._agent))

    @property
    def delay(self) -> float:
        """Seconds to wait between two requests, as the file asks; at most a minute."""
        asked = self._rules.crawl_delay(self._agent) if self._rules else None
        return min(float(asked or 0), _LONGEST_DELAY)


def read_robots(origin: str, agent: str, fetch: Callable[[str], tuple[int, bytes]]) -> Robots:
    """The rules of an origin. `fetch` gives status and body of an address, or raises a `DocumentError`."""
    from protego import Protego

    try:
        status, body = fetch(f"{origin}/robots.txt")
    except DocumentError as error:
        return Robots(None, agent, error.reason)
    if status >= 500 or status == 429:
        return Robots(None, agent, f"robots.txt of the site cannot be had (status {status}), so nothing is fetched from it")
    # Status 4xx means that there is no file: RFC 9309, section 2.3.1.3.
    text = body[:MAX_ROBOTS].decode("utf-8", "replace") if status == 200 else ""
    return Robots(Protego.parse(text), agent)
