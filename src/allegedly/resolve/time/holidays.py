"""Holidays with a fixed or computable date: fixed days, the nth weekday of a month, and days counted from Easter."""

from __future__ import annotations

import datetime as dt

Fixed = tuple[int, int]
FIXED: dict[str, Fixed] = {
    "new year's day": (1, 1), "new year's eve": (12, 31), "new years day": (1, 1), "christmas day": (12, 25), "christmas eve": (12, 24),
    "christmas": (12, 25), "boxing day": (12, 26), "valentine's day": (2, 14), "st. patrick's day": (3, 17), "st patrick's day": (3, 17),
    "halloween": (10, 31), "armistice day": (11, 11), "veterans day": (11, 11), "veteran's day": (11, 11), "independence day": (7, 4),
    "may day": (5, 1), "bastille day": (7, 14), "international women's day": (3, 8), "earth day": (4, 22), "anzac day": (4, 25),
    "canada day": (7, 1), "all saints' day": (11, 1), "groundhog day": (2, 2), "april fools' day": (4, 1), "april fool's day": (4, 1),
    "victory day": (5, 9), "orthodox christmas": (1, 7), "world aids day": (12, 1), "guy fawkes night": (11, 5), "nowruz": (3, 21),
}  # fmt: skip
NTH: dict[str, tuple[int, int, int]] = {
    "thanksgiving": (11, 4, 4), "thanksgiving day": (11, 4, 4), "labor day": (9, 1, 1), "martin luther king day": (1, 1, 3),
    "martin luther king jr. day": (1, 1, 3), "presidents day": (2, 1, 3), "presidents' day": (2, 1, 3), "columbus day": (10, 1, 2),
    "mother's day": (5, 7, 2), "father's day": (6, 7, 3), "memorial day": (5, 1, -1),
}  # fmt: skip
FROM_EASTER = {
    "easter sunday": 0, "easter": 0, "good friday": -2, "easter monday": 1, "palm sunday": -7, "ash wednesday": -46, "maundy thursday": -3,
    "ascension day": 39, "pentecost": 49, "whit monday": 50, "shrove tuesday": -47, "mardi gras": -47, "holy thursday": -3, "easter eve": -1,
}  # fmt: skip
UNFIXED = (
    "ramadan",
    "eid al-fitr",
    "eid al-adha",
    "yom kippur",
    "rosh hashanah",
    "hanukkah",
    "passover",
    "diwali",
    "lunar new year",
    "chinese new year",
)


def easter(year: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm, Meeus, Astronomical Algorithms, ch. 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, count: int) -> dt.date:
    """The `count`th ISO weekday of a month; -1 is the last."""
    if count < 0:
        last = dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
        return last - dt.timedelta(days=(last.isoweekday() - weekday) % 7)
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (count - 1))


def election_day(year: int) -> dt.date:
    """The Tuesday after the first Monday of November (US federal elections)."""
    return nth_weekday(year, 11, 1, 1) + dt.timedelta(days=1)


def holiday(name: str, year: int) -> dt.date | None:
    """The day of a holiday in a year; `None` where it cannot be computed."""
    key = " ".join(name.lower().replace("’", "'").split())
    if key in FIXED:
        return dt.date(year, *FIXED[key])
    if key in NTH:
        month, weekday, count = NTH[key]
        return nth_weekday(year, month, weekday, count)
    if key in FROM_EASTER:
        return easter(year) + dt.timedelta(days=FROM_EASTER[key])
    return election_day(year) if key == "election day" else None


def holiday_near(name: str, day: dt.date, lean: int) -> dt.date | None:
    """The holiday last past on `day`, or the next one where the tense points ahead (`lean` 1)."""
    years = (day.year - 1, day.year, day.year + 1)
    found = [d for d in (holiday(name, y) for y in years) if d]
    if not found:
        return None
    if lean > 0:
        return next(d for d in found if d >= day)
    return next(d for d in reversed(found) if d <= day)
