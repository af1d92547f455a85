"""Quarters, halves, seasons, weeks, months and years around the publication date or the one the text speaks of."""

from __future__ import annotations

import re

from allegedly.resolve.time.anchor import Anchor, Draft, quarter_value, shift_quarter
from allegedly.resolve.time.interval import DAY, monday
from allegedly.resolve.time.rule import Match, rule
from allegedly.resolve.time.rules_calendar import days_for
from allegedly.resolve.time.words import SEASONS, Kind, number, unit_of

_NTH = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 2, "latter": 2, "final": 4}
_OFFSET = {
    "last": -1,
    "previous": -1,
    "past": -1,
    "prior": -1,
    "preceding": -1,
    "this": 0,
    "current": 0,
    "next": 1,
    "coming": 1,
    "following": 1,
    "upcoming": 1,
}
_OF_YEAR = (
    r"(?: (?:of |in )?(?:(?:fiscal )?(?:year )?(?P<y><YEAR>)|(?P<rel>(?:this|last|next) year)|(?:the|that) (?:current "
    r")?(?:fiscal )?year))?"
)


def _year_for(m: Match, a: Anchor, quarter: int) -> int | None:
    """The year of a quarter: printed, relative, a year back ("year-earlier"), or the last in which that quarter had begun."""
    groups = m.groupdict()
    if groups.get("y") or groups.get("y0"):
        return int(groups.get("y") or groups["y0"])
    rel = groups.get("rel") or groups.get("rel0")
    if rel and a.year:
        return a.year + _OFFSET[rel.lower().split()[0]]
    here = a.this_quarter()
    if not here:
        return None
    year = here[0] - (quarter > here[1] and a.lean(m.start(), m.end()) <= 0)
    if a.quarter and a.quarter[1] == quarter and not groups.get("ago"):
        year = a.quarter[0]
    return year - 1 if groups.get("ago") else year


@rule(
    Kind.UNIT,
    r"(?:(?:the |its |their |a )(?:latest |current |seasonally slow |comparable |same )?)?(?:(?P<y0><YEAR>)(?:'s)? |"
    r"(?P<rel0>(?:this|last|next) year)['’]s |(?P<ago>year-(?:earlier|ago)) )?"
    r"(?P<f>fiscal[- ]|fiscal-)?(?P<n>first|second|third|fourth|1st|2nd|3rd|4th|final)[- ](?:fiscal )?quarters?" + _OF_YEAR,
)
def quarter(m: Match, a: Anchor) -> Draft | None:
    """[the] [YEAR|last year's] [fiscal] ORDINAL quarter [of YEAR]: "third-quarter", "the 1988 second quarter\""""
    n = _NTH[m["n"].lower()]
    year = _year_for(m, a, n)
    if year is None:
        return Draft("DATE", f"XXXX-Q{n}")
    here = a.this_quarter()
    if not m["ago"] and here and (year, n) <= here and ((year, n) < here or not a.quarter):
        a.quarter = (year, n)
    return Draft("DATE", f"{year:04d}-Q{n}", keeps=False, start=_skip_possessive(m))


def _skip_possessive(m: Match) -> int:
    """Where the expression begins once "their" and "a" are left out."""
    hyphen = re.search(r"-(?:fiscal )?quarter", m[0], re.I) and not m["ago"] and not m["f"]
    lead = re.match(r"(?:the|its|their|a)\s+" if hyphen else r"(?:their|a)\s+(?=first|second|third|fourth|fiscal)", m[0], re.I)
    return m.start() + (lead.end() if lead else 0)


@rule(Kind.UNIT | Kind.NUMERIC, r"(?:Q(?P<n>[1-4])(?: (?P<y><YEAR>))?)")
def short_quarter(m: Match, a: Anchor) -> Draft | None:
    """Q3 [YEAR]"""
    year = _year_for(m, a, int(m["n"]))
    return Draft("DATE", f"{year or 'XXXX'}-Q{m['n']}")


@rule(
    Kind.UNIT,
    r"(?:the |its |that |this |last |next )(?:(?P<y0><YEAR>) |(?P<ago>(?:comparable |same )?(?:year-(?:earlier|ago)|"
    r"prior-year)) |(?P<adj>latest|most recent|current|last|next|previous|prior|past|same|full|coming|following|"
    r"first|final) )?"
    r"(?:fiscal |financial )?(?:quarter|period)(?!-)",
)
def the_quarter(m: Match, a: Anchor) -> Draft | None:
    """the [latest|year-earlier|current|YEAR] quarter|period"""
    is_period = m[0].lower().endswith("period")
    if is_period and not (m["y0"] or m["ago"] or (m["adj"] or "").lower() in ("latest", "most recent")):
        return None
    reported, here = a.reported_quarter(), a.this_quarter()
    if not reported or not here:
        return Draft("DATE", "XXXX-QX")
    lead, adjective = m[0].lower().split()[0], (m["adj"] or "").lower()
    found = _which_quarter(lead, adjective, reported, here)
    if m["ago"]:
        found = shift_quarter(reported, -4)
    if m["y0"]:
        found = (int(m["y0"]), reported[1])
    elif not m["ago"] and found < here:
        a.quarter = found
    return Draft("DATE", quarter_value(found), keeps=False)


def _which_quarter(lead: str, adjective: str, reported: tuple[int, int], here: tuple[int, int]) -> tuple[int, int]:
    if "current" in adjective or lead == "this":
        return here
    if adjective in ("next", "coming", "following") or lead == "next":
        return shift_quarter(here, 1)
    if adjective in ("last", "previous", "prior", "past") or lead == "last":
        return shift_quarter(here, -1)
    return reported


@rule(Kind.UNIT, r"(?:(?:the |a )?(?:comparable )?)?(?P<ago>year-(?:earlier|ago))(?! (?:nine|six))")
def year_earlier(m: Match, a: Anchor) -> Draft | None:
    """year-earlier, year-ago (as adjectives): the reported quarter one year back, else the year before"""
    start = m.start("ago")
    if a.quarter:
        return Draft("DATE", quarter_value(shift_quarter(a.quarter, -4)), keeps=False, start=start)
    return Draft("DATE", a.year_value(-1), keeps=False, start=start)


@rule(Kind.UNIT, r"(?:the )?(?P<n>first|second|last|latter)[- ]half" + _OF_YEAR)
def half(m: Match, a: Anchor) -> Draft | None:
    """the first|second half of YEAR: TIMEX3 YYYY-H1"""
    if not re.search(r"year|\d{4}", m[0]):
        return None
    year = m["y"] or a.year_value(_OFFSET[m["rel"].lower().split()[0]] if m["rel"] else 0)
    return Draft("DATE", f"{year}-H{_NTH[m['n'].lower()]}")


@rule(Kind.UNIT, r"(?:the )?first two quarters of (?P<y><YEAR>)")
def two_quarters(m: Match, a: Anchor) -> Draft | None:
    """the first two quarters of YEAR"""
    return Draft("DATE", f"{m['y']}-H1")


_SEASON_LEAD = r"(?:(?P<which>last|this past|this coming|this|next|past|coming|that|the) )?(?:(?P<part>early|late|mid)[- ])?"


@rule(
    Kind.SEASON,
    _SEASON_LEAD + r"(?P<s><SEASON>)(?:time)?(?:(?: of)?(?: (?P<y><YEAR>|nineteen[- ]<SMALL>)| (?P<rel>(?:last|this|next) year)))?",
)
def season(m: Match, a: Anchor) -> Draft | None:
    """[last|this|next|the] [early] SEASON [of YEAR] (winter bears the year it begins in)"""
    code = SEASONS[m["s"].lower()]
    if not _is_season(m, a.text):
        return None
    year = _season_year(m, a, code)
    value = f"{year}-{code}"
    return Draft("DATE", value, days_for(value, m["part"], a))


def _is_season(m: Match, text: str) -> bool:
    """ "fall" and "spring" are verbs as often as seasons; bare seasons need a preposition before them."""
    if m["y"] or m["rel"] or (m["which"] and m["which"].lower() not in ("the", "that", "past", "coming")):
        return True
    before = text[max(0, m.start() - 12) : m.start()].lower()
    preposed = re.search(r"\b(?:in|during|over|since|by|until|of|for|into|through|from|before|after)\s+$", before)
    if m["s"].lower() in ("fall", "spring") and not m["part"]:
        return bool(preposed) and m["which"] is not None and not re.match(r"\s+(?:in|of)\b", text[m.end() : m.end() + 6])
    return bool(preposed) or m["part"] is not None


def _season_year(m: Match, a: Anchor, code: str) -> str:
    if m["y"]:
        return m["y"] if m["y"].isdigit() else str(1900 + int(number(m["y"][8:]) or 0))
    if a.year is None or a.month is None:
        return "XXXX"
    if m["rel"]:
        return a.year_value(_OFFSET[m["rel"].lower().split()[0]])
    which = (m["which"] or "").lower()
    starts = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    ends = starts + 2
    if which == "last":
        return str(a.year - (a.month <= ends))
    if which in ("next", "this coming", "coming"):
        return str(a.year + (a.month >= starts))
    if which in ("this", "this past"):
        return str(a.year)
    lean = a.lean(m.start(), m.end())
    return str(a.year - (a.month < starts and lean <= 0) + (a.month > ends and lean > 0 and starts != 12))


_EARLY = r"(?:(?P<early>early|earlier|late|later|mid|sometime|around)(?: on)?[ -](?:in )?)?"
_END = r"(?:(?:around |about )?(?:the )?(?P<end>end|start|beginning|middle|close|rest|remainder|latter part|second half|first half) of )?"


_ENDED = re.compile(r"\s+(?:ended|ending)\b")


@rule(
    Kind.UNIT,
    _EARLY
    + _END
    + (
        r"(?P<which>last|this past|this coming|this|next|the past|the last|the next|the coming|the current|the previous|"
        r"the following|the preceding|that same|that|the same|the) "
    )
    + r"(?:calendar |fiscal |financial |whole |entire |full |latest |current |new |coming |past |same )?(?P<f>fiscal "
    r")?(?P<u><BIGUNIT>)(?: or so)?(?! (?:ago|old|olds)|-(?:old|long|end|on|earlier|ago|to|century))",
)
def relative_unit(m: Match, a: Anchor) -> Draft | None:
    """[early|the end of] last|this|next|the UNIT: "last week", "earlier this year", "the end of the month", "the following year\""""
    which, unit = m["which"].lower(), m["u"].lower()
    if (m["u"][0].isupper() and m["which"][0].isupper()) or (
        which in ("the", "that") and re.match(r" (?:before|after|earlier|later|of)\b", a.text[m.end() : m.end() + 9])
    ):
        return None
    if which == "the" and unit == "year" and _ENDED.match(a.text, m.end()):
        return None
    value = _unit_beside(which, unit, m, a)
    if value is None:
        return None
    if unit in ("decade", "century") and which.startswith(("the ", "this")) and which.split()[-1] in ("past", "last", "next"):
        return Draft("DURATION", {"decade": "P10Y", "century": "P100Y"}[unit], keeps=False)
    days = days_for(value, m["early"] or m["end"], a)
    return Draft("DATE", value, days, keeps=which not in ("the", "the same", "that", "that same"))


def _unit_beside(which: str, unit: str, m: Match, a: Anchor) -> str | None:
    if which in ("the", "that", "that same", "the same"):
        return _the_unit(which, unit, m, a)
    if which in ("the following", "the previous", "the preceding"):
        return _beside_focus(unit, 1 if which == "the following" else -1, a)
    words = m[0].lower()
    offset = _OFFSET[which.rsplit(maxsplit=1)[-1]]
    if offset == 0 and (" past " in words or " coming " in words):
        offset = -1 if " past " in words else 1
    return a.unit_value(unit, offset)


def _the_unit(which: str, unit: str, m: Match, a: Anchor) -> str | None:
    """ "the year", "the weekend", "that month": the one the text is in."""
    if which.startswith("that") or which == "the same":
        days = a.focus_days()
        return _unit_at(unit, days[0]) if days and unit != "quarter" else None
    words = m[0].lower()
    if " latest " in words or "past" in words:
        return a.unit_value(unit, -1)
    if " coming " in words:
        return a.unit_value(unit, 1)
    if unit == "weekend":
        return a.unit_value(unit, _weekend_offset(m, a))
    if unit in ("decade", "century") and not m["end"]:
        return None
    return a.unit_value(unit, 0) if unit != "quarter" else None


def _weekend_offset(m: Match, a: Anchor) -> int:
    """ "over the weekend" looks back, unless it is weekend now or the tense points ahead."""
    if a.day is None or a.day.isoweekday() >= 6 or (a.lean(m.start(), m.end()) > 0 and a.day.isoweekday() >= 3):
        return 0
    return -1


def _unit_at(unit: str, day: object) -> str | None:
    text = str(day)
    if unit == "year":
        return text[:4]
    if unit == "month":
        return text[:7]
    return None


def _beside_focus(unit: str, count: int, a: Anchor) -> str | None:
    days = a.focus_days()
    if not days:
        return {"year": "XXXX", "month": "XXXX-XX", "week": "XXXX-WXX"}.get(unit)
    if unit == "week":
        year, week, _ = (monday(days[0]) + 7 * count * DAY).isocalendar()
        return f"{year:04d}-W{week:02d}"
    return a.shift(unit_of(unit), count, days[0]) if unit in ("month", "year") else None


@rule(Kind.UNIT, r"(?P<part>earlier|later|early|late) in (?P<u>the (?:day|week|month|year|decade))")
def later_in(m: Match, a: Anchor) -> Draft | None:
    """earlier|later in the UNIT: around the date the text is at ("earlier in the month")"""
    unit, day = m["u"].lower().split()[-1], a.focus_day()
    if unit == "day":
        return Draft("DATE", day.isoformat() if day else "XXXX-XX-XX", start=m.start("u"))
    value = a.unit_value(unit, 0)
    return Draft("DATE", value, days_for(value, m["part"], a))


@rule(Kind.UNIT, r"(?:(?:around|about|by|at) )?(?:the )?(?P<w>year-?[ -]?end|month-?[ -]?end|midyear|mid-year|midweek)")
def year_end(m: Match, a: Anchor) -> Draft | None:
    """year-end, midyear"""
    start = m.start() if m[0].lower().startswith(("around", "about")) else m.start("w")
    word = m["w"].lower()
    if a.text[m.end() : m.end() + 1] == "-" or word.startswith("midweek"):
        return None
    value = f"{a.year_value(0)}-12" if word.startswith("year") else a.month_value(0) if word.startswith("month") else f"{a.year_value(0)}"
    return Draft("DATE", value, start=start)


@rule(
    Kind.UNIT,
    r"(?:the )?(?:(?P<adj>current|last|next|latest|previous|coming|this) )?fiscal(?:[- ]year)?(?: (?:ended|ending))?(?: "
    r"(?P<y><YEAR>))?",
)
def fiscal_year(m: Match, a: Anchor) -> Draft | None:
    """[the current] fiscal [year] [YEAR]"""
    if m["y"]:
        return Draft("DATE", m["y"], keeps=False)
    if not m["adj"]:
        return Draft("DURATION", "P1Y") if re.match(r"the fiscal year$", m[0], re.I) else None
    if not re.search(r"year$", m[0], re.I):
        return None
    return Draft("DATE", a.year_value(-1 if m["adj"].lower() == "latest" else _OFFSET[m["adj"].lower()]), keeps=False)


RULES = (
    quarter,
    short_quarter,
    the_quarter,
    year_earlier,
    half,
    two_quarters,
    season,
    relative_unit,
    later_in,
    year_end,
    fiscal_year,
)
