"""Holidays, and the weeks around them."""

from __future__ import annotations

import datetime as dt
import re

from allegedly.resolve.time.anchor import Anchor, Draft
from allegedly.resolve.time.holidays import FIXED, FROM_EASTER, NTH, UNFIXED, holiday, holiday_near
from allegedly.resolve.time.interval import week_value
from allegedly.resolve.time.rule import Match, rule
from allegedly.resolve.time.words import Kind

_NAMES = "|".join(
    re.escape(n).replace(r"\ ", r"\s+").replace("'", "['’]")
    for n in sorted([*FIXED, *NTH, *FROM_EASTER, *UNFIXED, "election day"], key=len, reverse=True)
)


@rule(
    Kind.HOLIDAY,
    rf"(?:(?P<which>last|this|next|this past|this coming) )?(?P<h>{_NAMES})(?P<week> week| weekend| period| "
    rf"season)?(?:,? (?P<y><YEAR>)|(?P<rel> last year| this year| next year))?",
)
def named_holiday(m: Match, a: Anchor) -> Draft | None:
    """[last|next] HOLIDAY [week] [YEAR]: "Thanksgiving Day", "Easter week\""""
    if not m["h"][0].isupper() or (m["week"] and m["week"].strip().lower() in ("period", "season")):
        return None
    day = _day(m, a)
    if day is None:
        return _unknown(m)
    if m["week"]:
        end = "-WE" if m["week"].strip().lower() == "weekend" else ""
        return Draft("DATE", week_value(day) + end)
    return Draft("DATE", day.isoformat())


def _unknown(m: Match) -> Draft | None:
    key = " ".join(m["h"].lower().replace("’", "'").split())
    if key in FIXED:
        return Draft("DATE", f"XXXX-{FIXED[key][0]:02d}-{FIXED[key][1]:02d}")
    return None


def _day(m: Match, a: Anchor) -> dt.date | None:
    if m["y"]:
        return holiday(m["h"], int(m["y"]))
    if a.day is None:
        return None
    if m["rel"]:
        return holiday(m["h"], a.day.year + {"last": -1, "this": 0, "next": 1}[m["rel"].split()[0].lower()])
    which = (m["which"] or "").lower()
    if which == "this":
        return holiday(m["h"], a.day.year)
    lean = {"last": -1, "this past": -1, "next": 1, "this coming": 1}.get(which) or a.lean(m.start(), m.end()) or _nearest(m, a.day)
    return holiday_near(m["h"], a.day, lean)


def _nearest(m: Match, day: dt.date) -> int:
    back, ahead = holiday_near(m["h"], day, -1), holiday_near(m["h"], day, 1)
    return 1 if back and ahead and (ahead - day) < (day - back) else -1


RULES = (named_holiday,)
