"""Where a bar lies on an axis of days. Lengths are in thousandths of the axis; an open end runs to its edge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

from allegedly.store.numbers import first_day, last_day

WIDTH = 1000
THINNEST = 8
"""A day on an axis of decades would not be seen: no bar is thinner than this."""
MOST_TICKS = 4
_STEPS = (1, 2, 7, 14)
_MONTHS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)


class Tick(msgspec.Struct, frozen=True, kw_only=True):
    """A line across an axis, with its date."""

    x: int
    label: str


class Axis(msgspec.Struct, frozen=True, kw_only=True):
    """An axis of days, `first` to `last` inclusive; `today` is where the day lies that parts what is to come, if it is on the axis."""

    first: date
    last: date
    ticks: tuple[Tick, ...] = ()
    today: int | None = None

    def at(self, day: date) -> int:
        """Where a day begins."""
        return round(WIDTH * (day - self.first).days / ((self.last - self.first).days + 1))


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """An interval on an axis; `before` and `after` where its end on that side is open."""

    x: int
    width: int
    before: bool = False
    after: bool = False


Interval = tuple[date | None, date | None]


def interval_of(edtf: str | None) -> Interval | None:
    """First and last day of an EDTF date or interval, `None` for an open end; `None` for no date at all."""
    if not edtf:
        return None
    start, slash, end = edtf.partition("/")
    first, last = first_day(start), last_day(end if slash else start)
    found = (date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None)
    return found if any(found) else None


def axis_of(intervals: Iterable[Interval], today: date | None = None) -> Axis | None:
    """The axis that holds all intervals, a little wider than they are; `None` where there are none."""
    days = [day for interval in intervals for day in interval if day]
    if not days:
        return None
    first, last = min(days), max(days)
    margin = timedelta(days=max(1, (last - first).days // 25))
    first, last = _moved(first, -margin), _moved(last, margin)
    bare = Axis(first=first, last=last)
    here = bare.at(today) if today and first <= today <= last else None
    return Axis(first=first, last=last, ticks=tuple(Tick(x=bare.at(day), label=label) for day, label in _ticks(first, last)), today=here)


def _moved(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day


def bar_of(axis: Axis | None, interval: Interval | None) -> Bar | None:
    """The bar of an interval."""
    if axis is None or interval is None:
        return None
    first, last = interval
    start = axis.at(first) if first else 0
    end = axis.at(_moved(last, timedelta(days=1))) if last else WIDTH
    width = max(THINNEST, end - start)
    return Bar(x=min(start, WIDTH - width), width=width, before=first is None, after=last is None)


def _ticks(first: date, last: date) -> Sequence[tuple[date, str]]:
    days = (last - first).days + 1
    for step in _STEPS:
        if days / step <= MOST_TICKS:
            return [(first + timedelta(days=k), (first + timedelta(days=k)).isoformat()) for k in range(step, days, step)]
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((s for s in _MONTHS if months / s <= MOST_TICKS), _MONTHS[-1])
    return [(day, day.isoformat()[: 4 if step >= 12 else 7]) for day in _months(first, last, step)]


def _months(first: date, last: date, step: int) -> Iterable[date]:
    index = -(-(first.year * 12 + first.month) // step) * step
    while index // 12 < date.max.year and (day := date(index // 12, index % 12 + 1, 1)) <= last:
        if day > first:
            yield day
        index += step
