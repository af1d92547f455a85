"""How many claims fall on each day or month: the outline of a timeline."""

from __future__ import annotations

from datetime import date

import msgspec

from allegedly.store.filter import Filter, day_or_refuse, number_range
from allegedly.store.select import as_json, current_only, select_numbers
from allegedly.store.store import Store

MOST_DAYS = 400
"""A longer stretch is counted by month."""
MOST_CLAIMS = 50_000
"""Of a filtered timeline the newest so many claims are counted."""


class VolumeLine(msgspec.Struct, frozen=True, kw_only=True):
    """`claims` dated to a day (or the first of a month) by `basis`: `happened`, `said` or `published`."""

    day: str
    basis: str
    claims: int
    by: str = "day"


def volume(store: Store, filter: Filter) -> tuple[VolumeLine, ...]:
    """Claims per day and basis, in order of days; per month where the days are too many to draw."""
    conditions, values = ["m.claim > 0"], list[object]()
    for sign, day, end in ((">=", filter.since, False), ("<=", filter.until, True)):
        if day:
            conditions.append(f"m.day {sign} ?")
            values.append(date.fromisoformat(day_or_refuse(day, "until" if end else "since", end=end)).toordinal())
    bare = msgspec.structs.replace(filter, since=None, until=None, after=None, limit=MOST_CLAIMS)
    if bare != Filter(as_of=filter.as_of, versions=filter.versions, limit=MOST_CLAIMS):
        conditions.append("m.claim IN (SELECT value FROM json_each(?))")
        values.append(as_json(select_numbers(store.connection, bare, "claim", MOST_CLAIMS)))
    elif filter.as_of:
        conditions.append("max(m.claim, m.event) <= ?")
        values.append(number_range(filter, dated=False)[1])
        conditions.append(current_only("m.claim", filter.day))
    sql = f"SELECT day, basis, count(*) AS k FROM moment m WHERE {' AND '.join(conditions)} GROUP BY day, basis ORDER BY day, basis"
    return _by_month_if_long([(date.fromordinal(r["day"]), r["basis"], r["k"]) for r in store.connection.execute(sql, values)])


def _by_month_if_long(counts: list[tuple[date, str, int]]) -> tuple[VolumeLine, ...]:
    if not counts or (counts[-1][0] - counts[0][0]).days <= MOST_DAYS:
        return tuple(VolumeLine(day=day.isoformat(), basis=basis, claims=k) for day, basis, k in counts)
    months: dict[tuple[str, str], int] = {}
    for day, basis, k in counts:
        key = (day.replace(day=1).isoformat(), basis)
        months[key] = months.get(key, 0) + k
    return tuple(VolumeLine(day=day, basis=basis, claims=k, by="month") for (day, basis), k in sorted(months.items()))
