"""What a question asks for."""

from __future__ import annotations

import re

import msgspec

from allegedly.errors import SetupError
from allegedly.store.numbers import first_day, first_number, last_day, last_number

NEVER = "9999-12-31"


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """What to list. All given conditions hold together.

    `text`: words in the claim (an event: in one of its claims). `actor`: the speaker, a name or the id of an actor (or its beginning).
    `about`: an actor the claim is about. `country`: of the speaker, ISO 3166-1 alpha-2. `place`: where it would have happened, a
    GeoNames id, a name or a country code. `since`, `until`: days of publication, inclusive (of the date told, in `timeline` and `due`).
    `outlet`: publisher, agency or host. `as_of`: only documents published (else added) up to that day, and what was known then.
    `versions`: also list reports that a newer version has replaced. `limit` rows a page; `after` the cursor of the page before.
    """

    text: str | None = None
    actor: str | None = None
    about: str | None = None
    country: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    modality: str | None = None
    support: str | None = None
    response: str | None = None
    outlet: str | None = None
    origin: str | None = None
    act: str | None = None
    as_of: str | None = None
    versions: bool = False
    limit: int = 50
    after: str | None = None

    @property
    def day(self) -> str:
        """The day as of which to answer; the end of days where none is given."""
        return day_or_refuse(self.as_of, "as-of", end=True) if self.as_of else NEVER


def day_or_refuse(text: str, what: str, end: bool) -> str:
    """The first or last day of a date a user wrote. Raises `SetupError`."""
    day = last_day(text) if end else first_day(text)
    if day is None or not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?(T.*)?", text):
        raise SetupError(f"{text}: not a date for {what}: write YYYY-MM-DD")
    return day


def number_range(filter: Filter, dated: bool = True) -> tuple[int, int]:
    """Lowest and highest `n` of the documents asked for; without `dated` the days `since` and `until` are not of publication."""
    high = last_number(filter.day) if filter.day != NEVER else (1 << 63) - 1
    low = 0
    if dated and filter.since:
        low = first_number(day_or_refuse(filter.since, "since", end=False))
    if dated and filter.until:
        high = min(high, last_number(day_or_refuse(filter.until, "until", end=True)))
    return low, high


def cursor_number(after: str) -> int:
    """The number in a cursor. Raises `SetupError` for what is none."""
    if not after.isdigit():
        raise SetupError(f"{after}: not a cursor: take `after` of the page before")
    return int(after)


def facet_word(value: str) -> str:
    """The facet of a status without its count: `corroborated by 3` → `corroborated`, `same-origin ×2` → `same-origin`."""
    return re.sub(r"( by (up to )?\d+| ×\d+).*$", "", value)


def match_expression(text: str) -> str:
    """A user's words as an FTS5 query: every word must stand in the row, "words in quotes" next to one another, `-word` must not."""
    terms = [(sign, phrase or word) for sign, phrase, word in re.findall(r'(-?)(?:"([^"]+)"|([^\s"]+))', text)]
    wanted = [_quote(t) for sign, t in terms if not sign and re.search(r"\w", t)]
    if not wanted:
        raise SetupError(f"{text!r}: no word to search for")
    return " AND ".join(wanted) + "".join(f" NOT {_quote(t)}" for sign, t in terms if sign and re.search(r"\w", t))


def _quote(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'
