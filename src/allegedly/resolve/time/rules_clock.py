"""Clock times and zones. Without a printed zone a clock time denotes its day only (codebook, Times)."""

from __future__ import annotations

import datetime as dt
import re

from allegedly.resolve.time.anchor import Anchor, Draft
from allegedly.resolve.time.rule import Match, rule
from allegedly.resolve.time.rules_calendar import weekday_of
from allegedly.resolve.time.words import ZONES, Kind

_ABOUT = r"(?:(?P<about>about|around|approximately|shortly before|shortly after|just before|just after|just after|nearly|roughly) )?"
_AMPM = r"(?P<ap>a\.m\.?|p\.m\.?|am|pm)(?![a-z])"
_ZONE = r"(?:,? \(?(?P<z><ZONE>)\b\)?)?"
_LOCAL = r"(?:,? (?P<local>local time|(?:[A-Z]\w+ ){1,2}time))?"
_UTC = r"(?: ?\((?P<utc>\d{1,2}:?\d\d|\d{1,2}) ?(?P<uz>gmt|utc|z)\))?"
_DAY = r"(?:,?(?: on)? (?P<wd><WEEKDAY>|yesterday|today|tomorrow)(?:,? (?P<md><MONTH> <DAY>))?|,? (?P<md2><MONTH> <DAY>))?"


def _zone_suffix(minutes: int | None) -> str | None:
    if minutes is None:
        return None
    if minutes == 0:
        return "Z"
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def _day_for(m: Match, a: Anchor) -> str:
    """The day printed beside the clock, else the one the text is at, else that of publication."""
    word = (m.groupdict().get("wd") or "").lower()
    if word in ("yesterday", "today", "tomorrow"):
        return a.day_value({"yesterday": -1, "today": 0, "tomorrow": 1}[word])
    if printed := m.groupdict().get("md") or m.groupdict().get("md2"):
        return _month_day(printed, m, a)
    if word:
        return a.weekday(weekday_of(word), a.lean(m.start(), m.end()))
    day = a.focus_day()
    return day.isoformat() if day else "XXXX-XX-XX"


def _month_day(printed: str, m: Match, a: Anchor) -> str:
    from allegedly.resolve.time.rules_calendar import day_of, month_of

    name, number = printed.split()
    month, day = month_of(name), day_of(number)
    year = a.year_of_month(month, a.lean(m.start(), m.end()), day)
    return f"{year or 'XXXX'}-{month:02d}-{day:02d}"


def _time(m: Match, a: Anchor, hour: int, minute: int | None, keep_minutes: bool = True) -> Draft | None:
    """A TIME draft; its EDTF is the instant where a zone is printed, else the day."""
    if not (0 <= hour <= 24 and 0 <= (minute or 0) < 60):
        return None
    day = _day_for(m, a)
    groups = m.groupdict()
    value = f"{day}T{hour:02d}:{minute or 0:02d}" if keep_minutes else f"{day}T{hour:02d}"
    suffix = _zone_suffix(ZONES.get(groups["z"].lower())) if groups.get("z") else None
    edtf = day
    if groups.get("utc"):
        edtf = _utc_instant(day, groups["utc"], hour)
    elif suffix and hour < 24:
        edtf = f"{day}T{hour:02d}:{minute or 0:02d}{suffix}"
    known = not day.startswith("X")
    has_day = any(groups.get(k) for k in ("wd", "md", "md2"))
    return Draft("TIME", value, edtf=edtf if known else None, approx=bool(groups.get("about")), keeps=has_day)


def _utc_instant(day: str, clock: str, local_hour: int) -> str:
    """The instant in UTC: the day before or after where the zone shift crosses midnight."""
    digits = clock.replace(":", "")
    hour, minute = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if day.startswith("X") or hour > 23 or minute > 59:
        return day
    shift = 1 if local_hour - hour > 14 else -1 if hour - local_hour > 14 else 0
    date = dt.date.fromisoformat(day) + dt.timedelta(days=shift)
    return f"{date.isoformat()}T{hour:02d}:{minute:02d}Z"


@rule(Kind.CLOCK, _ABOUT + r"(?P<h>1[0-2]|0?[1-9])(?:[:.](?P<mi>[0-5]\d))? ?" + _AMPM + _LOCAL + _ZONE + _UTC + _DAY)
def twelve_hour(m: Match, a: Anchor) -> Draft | None:
    """H[:MM] a.m.|p.m. [ZONE] [(HHMM GMT)] [WEEKDAY]: "4 p.m. EDT", "10 p.m. Wednesday\""""
    hour = int(m["h"]) % 12 + (12 if m["ap"].lower().startswith("p") else 0)
    draft = _time(m, a, hour, int(m["mi"]) if m["mi"] else 0)
    return draft._replace(end=_without_final_stop(m, a.text)) if draft else None


def _without_final_stop(m: Match, text: str) -> int:
    return m.end()


@rule(
    Kind.CLOCK | Kind.NUMERIC,
    _ABOUT + r"(?P<h>[01]?\d|2[0-3])[:.h](?P<mi>[0-5]\d)(?::[0-5]\d)?(?: (?:hours|hrs))?" + _LOCAL + _ZONE + _UTC + _DAY,
)
def twenty_four_hour(m: Match, a: Anchor) -> Draft | None:
    """HH:MM [local time] [ZONE] [(HHMM UTC)]"""
    text = m[0]
    if "." in text[:6] and not (m["z"] or m["local"] or m["utc"]):
        return None
    before = a.text[max(0, m.start() - 8) : m.start()].lower()
    if not (
        m["z"]
        or m["local"]
        or m["utc"]
        or m["about"]
        or re.search(r"\b(?:at|by|from|until|since|to|and|before|after|between|,)\s+$|^$", before)
    ):
        return None
    return _time(m, a, int(m["h"]), int(m["mi"]))


@rule(Kind.CLOCK, _ABOUT + r"(?P<h>[01]\d|2[0-3])(?P<mi>[0-5]\d) ?(?:hours |hrs )?(?P<z>gmt|utc|z|est|edt|cet|cest|bst|eet|msk)\b" + _DAY)
def military(m: Match, a: Anchor) -> Draft | None:
    """HHMM ZONE: "0100 UTC\""""
    return _time(m, a, int(m["h"]), int(m["mi"]))


@rule(Kind.CLOCK | Kind.PART, _ABOUT + r"(?P<w>noon|midday|midnight)" + _LOCAL + _ZONE + _UTC + _DAY)
def noon(m: Match, a: Anchor) -> Draft | None:
    """noon|midnight [WEEKDAY] (TIMEX3 writes midnight at the end of a day as T24:00)"""
    return _time(m, a, 24 if m["w"].lower() == "midnight" else 12, 0)


@rule(
    Kind.CLOCK | Kind.PART,
    _ABOUT
    + (
        r"(?P<h><SMALL>|1[0-2]|[1-9])(?: o['’]clock)?(?: in the (?P<p>morning|afternoon|evening)| (?:at )(?P<p2>night)| "
        r"o['’]clock)"
    )
    + _DAY,
)
def spoken(m: Match, a: Anchor) -> Draft | None:
    """4 in the morning, seven o'clock"""
    from allegedly.resolve.time.words import number

    hour = number(m["h"])
    if hour is None or not 1 <= hour <= 12 or not (m["p"] or m["p2"] or "clock" in m[0].lower()):
        return None
    late = (m["p"] or "").lower() in ("afternoon", "evening") or (m["p2"] and hour > 5)
    return _time(m, a, int(hour) % 12 + (12 if late else 0), 0)


RULES = (twelve_hour, twenty_four_hour, military, noon, spoken)
