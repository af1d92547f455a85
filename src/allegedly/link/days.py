"""EDTF values as intervals of days, for comparing what different reports date."""

from __future__ import annotations

import calendar
import re
from datetime import date

DayRange = tuple[date | None, date | None]
"""First and last day, both inclusive; `None` where the side is open or unknown."""

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def day_range(edtf: str | None) -> DayRange | None:
    """`2024-06` → its first and last day; `/2024-06-01` is open at the left; `None` for what is no date."""
    if not edtf:
        return None
    left, slash, right = edtf.partition("/")
    first, last = _bounds(left), _bounds(right if slash else left)
    if not first and not last:
        return None
    return (first[0] if first else None, last[1] if last else None)


def _bounds(value: str) -> tuple[date, date] | None:
    found = _DATE.match(value)
    if not found:
        return None
    year, month, day = int(found[1]), found[2], found[3]
    if not 1 <= year <= 9999 or (month and not 1 <= int(month) <= 12):
        return None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    last = calendar.monthrange(year, int(month))[1]
    if day is None:
        return date(year, int(month), 1), date(year, int(month), last)
    return (date(year, int(month), int(day)),) * 2 if 1 <= int(day) <= last else None


def closed(edtf: str | None) -> tuple[date, date] | None:
    """The interval where both its ends are known; an open one cannot disagree with another."""
    found = day_range(edtf)
    return (found[0], found[1]) if found and found[0] and found[1] else None


def gap(a: str | None, b: str | None) -> int | None:
    """Days between two closed intervals: 0 where they share a day, `None` where one is open."""
    x, y = closed(a), closed(b)
    if x is None or y is None:
        return None
    return max((x[0] - y[1]).days, (y[0] - x[1]).days, 0)


def last_day(edtf: str | None) -> str | None:
    """The last day of an interval as `YYYY-MM-DD`."""
    found = day_range(edtf)
    return found[1].isoformat() if found and found[1] else None
