"""From a TIMEX3 value to the days it denotes: EDTF (ISO 8601-2), first and last day.

Weeks are ISO 8601 weeks, Monday to Sunday; a weekend is Saturday and Sunday; winter is December to February and bears the year it
begins in. Early, mid and late parts are thirds of a month, a year or a decade; the early part of a week is Monday to Wednesday.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange

from allegedly.resolve.time.words import SEASON_MONTHS

Days = tuple[dt.date, dt.date]
DAY = dt.timedelta(days=1)

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_YEAR = re.compile(r"(\d{4})")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE|-[1-7])?")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_HALF = re.compile(r"(\d{4})-H([12])")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)")
_DECADE = re.compile(r"(\d{3})X?")
_CENTURY = re.compile(r"(\d{2})(?:XX)?")


def month_end(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year, month, monthrange(year, month)[1])


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """The month `count` months after (year, month)."""
    index = year * 12 + month - 1 + count
    return index // 12, index % 12 + 1


def monday(day: dt.date) -> dt.date:
    """The Monday of the ISO week that holds `day`."""
    return day - dt.timedelta(days=day.weekday())


def week_value(day: dt.date) -> str:
    """The ISO week that holds `day`, as TIMEX3 writes it."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def days_of(value: str) -> Days | None:
    """First and last day of a fully specified TIMEX3 date or time; `None` for every other value."""
    left, slash, right = value.partition("/")
    if slash:
        a, b = days_of(left), days_of(right)
        return (a[0], b[1]) if a and b else None
    value = left.split("T")[0]
    try:
        return _span(value)
    except ValueError:
        return None


def _span(value: str) -> Days | None:
    if m := _DAY.fullmatch(value):
        day = dt.date(int(m[1]), int(m[2]), int(m[3]))
        return day, day
    if m := _MONTH.fullmatch(value):
        return dt.date(int(m[1]), int(m[2]), 1), month_end(int(m[1]), int(m[2]))
    if m := _YEAR.fullmatch(value):
        return dt.date(int(m[1]), 1, 1), dt.date(int(m[1]), 12, 31)
    if m := _WEEK.fullmatch(value):
        return _week(int(m[1]), int(m[2]), m[3])
    if m := _QUARTER.fullmatch(value):
        return _months(int(m[1]), 3 * int(m[2]) - 2, 3 * int(m[2]))
    if m := _HALF.fullmatch(value):
        return _months(int(m[1]), 6 * int(m[2]) - 5, 6 * int(m[2]))
    if m := _SEASON.fullmatch(value):
        return _months(int(m[1]), *SEASON_MONTHS[m[2]])
    if m := _DECADE.fullmatch(value):
        return dt.date(int(m[1]) * 10, 1, 1), dt.date(int(m[1]) * 10 + 9, 12, 31)
    if m := _CENTURY.fullmatch(value):
        return dt.date(int(m[1]) * 100, 1, 1), dt.date(int(m[1]) * 100 + 99, 12, 31)
    return None


def _week(year: int, week: int, rest: str | None) -> Days:
    first = dt.date.fromisocalendar(year, week, 1)
    if rest == "-WE":
        return first + 5 * DAY, first + 6 * DAY
    if rest:
        return (first + (int(rest[1]) - 1) * DAY,) * 2
    return first, first + 6 * DAY


def _months(year: int, first: int, last: int) -> Days:
    end = add_months(year, 1, last - 1)
    return dt.date(year, first, 1), month_end(*end)


def part_of(days: Days, part: str) -> Days:
    """The `early`, `mid` or `late` part of an interval (MOD START, MID, END of TIMEX3)."""
    first, last = days
    length = (last - first).days + 1
    if length == 7:
        cut = {"early": (0, 2), "mid": (2, 3), "late": (3, 6)}[part]
        return first + cut[0] * DAY, first + cut[1] * DAY
    if 28 <= length <= 31:
        return _third_of_month(first, last, part)
    if length >= 365 and first.month == first.day == 1:
        return _third_of_years(first.year, last.year, part)
    third = length // 3
    return {
        "early": (first, first + (third - 1) * DAY),
        "mid": (first + third * DAY, last - third * DAY),
        "late": (last - (third - 1) * DAY, last),
    }[part]


def _third_of_years(first: int, last: int, part: str) -> Days:
    """Four months of a year; of a decade or a century the first four tenths, the middle three and the last three."""
    if first == last:
        month = {"early": 1, "mid": 5, "late": 9}[part]
        return dt.date(first, month, 1), month_end(first, month + 3)
    tenth = (last - first + 1) // 10
    start, end = {"early": (0, 4), "mid": (4, 7), "late": (7, 10)}[part]
    return dt.date(first + start * tenth, 1, 1), dt.date(first + end * tenth - 1, 12, 31)


def _third_of_month(first: dt.date, last: dt.date, part: str) -> Days:
    if part == "early":
        return first, first + 9 * DAY
    return (first + 10 * DAY, first + 19 * DAY) if part == "mid" else (first + 20 * DAY, last)


def shortest(days: Days) -> str:
    """EDTF level 0 for an interval: a year, a month or a day where it is one, else first/last."""
    first, last = days
    if first == last:
        return first.isoformat()
    if first.day == 1 and last == month_end(last.year, last.month):
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.year:04d}-{first.month:02d}"
        if (first.month, last.month) == (1, 12):
            return f"{first.year:04d}" if first.year == last.year else f"{first.year:04d}/{last.year:04d}"
        return f"{first.year:04d}-{first.month:02d}/{last.year:04d}-{last.month:02d}"
    return f"{first.isoformat()}/{last.isoformat()}"
