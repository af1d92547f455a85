"""Dates as wires print them, and dates as users give them; both end as EDTF level 0 (ISO 8601-2:2019). Never today's."""

from __future__ import annotations

import re
from datetime import date, datetime

import msgspec

from allegedly.errors import BadDate

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?[ \t]+)?"
_YEAR = r"(?:1[5-9]|20|21)\d\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"

DATE_PATTERN = (
    rf"{_WEEKDAY}(?:{_MONTH}[ \t]+{_DAY}(?!\d)(?:,?[ \t]+{_YEAR})?"
    rf"|{_DAY}[ \t]+{_MONTH}(?![a-z])(?:,?[ \t]+{_YEAR})?|{_YEAR}-\d\d-\d\d)"
)
_MONTH_FIRST = re.compile(rf"({_MONTH})[ \t]+({_DAY})(?!\d)(?:,?[ \t]+({_YEAR}))?", re.IGNORECASE)
_DAY_FIRST = re.compile(rf"({_DAY})[ \t]+({_MONTH})(?:,?[ \t]+({_YEAR}))?", re.IGNORECASE)
_ISO = re.compile(rf"({_YEAR})-(\d\d)-(\d\d)")
_GIVEN = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?[ ]?(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?)?)?", re.IGNORECASE
)


class PrintedDate(msgspec.Struct, frozen=True):
    """A date as printed; the year is `None` where the text leaves it out."""

    month: int
    day: int
    year: int | None = None

    @property
    def edtf(self) -> str | None:
        """`2024-07-01`, or `None` without a year: no year is ever made up."""
        return None if self.year is None else f"{self.year:04d}-{self.month:02d}-{self.day:02d}"

    def nearest(self, anchor: date) -> date | None:
        """The printed day; a missing year is the one that brings it nearest to `anchor`."""
        years = (self.year,) if self.year else (anchor.year - 1, anchor.year, anchor.year + 1)
        days = [day for year in years if (day := _day_or_none(year, self.month, self.day))]
        return min(days, key=lambda day: abs((day - anchor).days)) if days else None


def parse_printed(text: str) -> PrintedDate | None:
    """The date printed in `text` ("July 1", "1 July 2024", "Jan. 5, 2019", "2024-07-01"); `None` if it is not one."""
    if found := _ISO.search(text):
        return _checked(found[1], int(found[2]), int(found[3]))
    if found := _MONTH_FIRST.search(text):
        return _checked(found[3], _month_number(found[1]), _day_number(found[2]))
    if found := _DAY_FIRST.search(text):
        return _checked(found[3], _month_number(found[2]), _day_number(found[1]))
    return None


def _checked(year: str | None, month: int, day: int) -> PrintedDate | None:
    """The date if the calendar has it; February 29 is let stand where no year is printed."""
    known = int(year) if year else None
    return PrintedDate(month, day, known) if _day_or_none(known or 2000, month, day) else None


def _month_number(word: str) -> int:
    return next(i for i, name in enumerate(_MONTHS, start=1) if name.startswith(word.lower().rstrip(".")[:3]))


def _day_number(word: str) -> int:
    return int(re.sub(r"\D", "", word))


def _day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def check_given(value: str) -> str:
    """A date given with a document, as EDTF: `2024`, `2024-07`, `2024-07-01`, `2024-07-01T10:15:00Z`. Raises `BadDate`."""
    found = _GIVEN.fullmatch(value.strip())
    if found is None:
        raise BadDate(f"the date {value!r} cannot be read: write it as 2024-07-01")
    year, month, day, hour, minute, second, _zone = found.groups()
    try:
        datetime(int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0))
    except ValueError:
        raise BadDate(f"the calendar has no {value!r}: write the date as 2024-07-01") from None
    return _normalised(found)


def _normalised(found: re.Match[str]) -> str:
    """The pieces of a checked date in the form of ISO 8601, seconds written out."""
    year, month, day, hour, minute, second, zone = found.groups()
    days = "-".join(piece for piece in (year, month, day) if piece)
    if hour is None:
        return days
    if zone is None:
        zone = ""
    elif zone.upper() in {"Z", "UTC", "GMT"}:
        zone = "Z"
    elif ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{days}T{hour}:{minute}:{second or '00'}{zone}"


def day_of(edtf: str) -> date | None:
    """The day a full EDTF date names; `None` for a bare year or month."""
    return date.fromisoformat(edtf[:10]) if len(edtf) >= 10 else None
