"""What robots.txt allows (RFC 9309), by protego: no file allows all, a server that is down allows nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

MAX_ROBOTS = 512_000
_LONGEST_DELAY = 60.0


class Robots:
    """The rules of one origin for one user agent. `rules` is `None` where nothing may be fetched."""

    def __init__(self, rules: Protego | None, agent: str) -> None:
        self._rules = rules
        self._agent = agent

    @property
    def known(self) -> bool:
        """False where the server could not give its rules."""
        return self._rules is not None

    def allows(self, url: str) -> bool:
        """True if the address may be fetched."""
        return self._rules is not None and bool(self._rules.can_fetch(url, self._agent))

    @property
    def delay(self) -> float:
        """Seconds to wait between two requests, as the file asks; at most a minute."""
        asked = self._rules.crawl_delay(self._agent) if self._rules else None
        return min(float(asked or 0), _LONGEST_DELAY)


def read_robots(origin: str, agent: str, fetch: Callable[[str], tuple[int, bytes] | None]) -> Robots:
    """The rules of an origin. `fetch` gives status and body of an address, `None` where it does not answer."""
    from protego import Protego

    answer = fetch(f"{origin}/robots.txt")
    if answer is None or answer[0] >= 500 or answer[0] == 429:
        return Robots(None, agent)
    status, body = answer
    # Status 4xx means that there is no file: RFC 9309, section 2.3.1.3.
    text = body[:MAX_ROBOTS].decode("utf-8", "replace") if status == 200 else ""
    return Robots(Protego.parse(text), agent)
