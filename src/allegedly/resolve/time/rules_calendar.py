"""Dates by the calendar: days, months, years, decades, centuries, and ranges of them."""

from __future__ import annotations

import datetime as dt
import re

from allegedly.resolve.time.anchor import Anchor, Draft
from allegedly.resolve.time.interval import Days, days_of, part_of
from allegedly.resolve.time.rule import Match, rule
from allegedly.resolve.time.words import MONTHS, ORDINALS, WEEKDAYS, Kind, number

_WHICH = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1}
_PARTS = {"earl": "early", "star": "early", "begi": "early", "mid": "mid", "midd": "mid", "late": "late", "end": "late", "clos": "late"}


def month_of(name: str) -> int:
    """The number of a month name or its abbreviation."""
    return MONTHS[name.lower().rstrip(".")]


def day_of(word: str) -> int:
    """The number of a day: "4", "4th", "fourth"."""
    digits = re.match(r"\d+", word)
    return int(digits[0]) if digits else ORDINALS[word.lower()]


def days_for(value: str | None, part: str | None, anchor: Anchor | None = None) -> Days | None:
    """The days of the early, mid or late part of a value; `earlier` ends and `later` begins at publication."""
    days = days_of(value) if value else None
    if days is None or not part:
        return None
    word = part.lower().strip(" -")
    today = anchor.day if anchor else None
    if word in ("earlier", "later") and today and days[0] <= today <= days[1]:
        return _beside_today(days, word, today)
    kind = next((k for stem, k in _PARTS.items() if word.startswith(stem)), None)
    return part_of(days, kind) if kind and days[0] != days[1] else None


def _beside_today(days: Days, word: str, today: dt.date) -> Days:
    if word == "earlier":
        return days[0], max(days[0], today)
    return min(days[1], today + dt.timedelta(days=1)), days[1]


def _year(text: str) -> int:
    digits = text.strip("'’` ")
    return int(digits) if len(digits) == 4 else (1900 if int(digits) > 40 else 2000) + int(digits)


def _near_year(words: str, anchor: Anchor) -> str:
    """The year of "last year", "this year", "next year"."""
    return anchor.year_value(_WHICH[words.lower().split()[0]])


@rule(Kind.NUMERIC, r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
def iso_date(m: Match, a: Anchor) -> Draft | None:
    """2024-07-01 (ISO 8601)"""
    return Draft("DATE", m[0]) if days_of(m[0]) else None


@rule(Kind.NUMERIC, r"(?P<a>\d{1,2})(?P<s>[/.])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4}|\d{2})(?![/.]\d)")
def slashed_date(m: Match, a: Anchor) -> Draft | None:
    """10/30/89 (month first with a slash, day first with a full stop or where the first number is no month)"""
    first, second, year = int(m["a"]), int(m["b"]), _year(m["y"])
    month, day = (second, first) if m["s"] == "." or first > 12 else (first, second)
    value = f"{year:04d}-{month:02d}-{day:02d}"
    return Draft("DATE", value) if days_of(value) else None


def _place_day(a: Anchor, m: Match, month: int, day: int) -> str:
    """The value of a month and a day whose year is printed, named, or to be found."""
    groups = m.groupdict()
    if groups.get("y"):
        year: int | None = _year(groups["y"])
    elif groups.get("rel"):
        near = _near_year(groups["rel"], a)
        year = int(near) if near.isdigit() else None
    elif groups.get("which"):
        year = a.month_beside(month, _WHICH[groups["which"].lower().split()[-1]])
    else:
        year = (groups.get("wd") and a.year_of_weekday(month, day, weekday_of(groups["wd"]))) or a.year_of_month(
            month, a.lean(m.start(), m.end()), day
        )
    a.listed = (m.end(), year, month)
    return f"{year:04d}-{month:02d}-{day:02d}" if year else f"XXXX-{month:02d}-{day:02d}"


_TAIL = r"(?:,? (?P<y><YEAR>)| (?P<rel>(?:last|this|next) year))?"
_LEAD = (
    r"(?:(?P<about>around|about) )?(?:(?:early|late|mid) (?:on )?)?(?:this coming )?(?:(?P<wd><WEEKDAY>)(?:,| the| ) "
    r"?(?:the )?)?(?:(?P<which>last|next) )?"
)


@rule(Kind.MONTH, _LEAD + r"(?P<m><MONTH>) (?P<d><DAY>|<DAYWORD>)" + _TAIL)
def month_day(m: Match, a: Anchor) -> Draft | None:
    """[WEEKDAY,] MONTH DAY [, YEAR]: "Saturday, April 25", "Oct. 15, 1999", "last Oct. 23\""""
    return _month_day(m, a)


@rule(Kind.MONTH, _LEAD + r"(?:the )?(?P<d><DAY>|<DAYWORD>)(?: of)? (?P<m><MONTH>)" + _TAIL)
def day_month(m: Match, a: Anchor) -> Draft | None:
    """[WEEKDAY] DAY [of] MONTH [YEAR]: "5 June", "the 4th of July 2024\""""
    return _month_day(m, a) if re.match(r"[A-Z]", m["m"]) else None


def _month_day(m: Match, a: Anchor) -> Draft | None:
    month, day = month_of(m["m"]), day_of(m["d"])
    if m["m"][0].islower() and m["m"].lower() in ("may", "march", "mar"):
        return None
    value = _place_day(a, m, month, day)
    if not value.startswith("X") and days_of(value) is None:
        return None
    return Draft("DATE", value, approx=bool(m["about"]))


@rule(Kind.MONTH, r"(?P<m><MONTH>) (?P<d><DAY>)(?: ?[-–—] ?(?:(?P<m2><MONTH>) )?| (?:to|through|until) )(?P<d2><DAY>)" + _TAIL)
def month_day_range(m: Match, a: Anchor) -> Draft | None:
    """MONTH DAY-DAY or MONTH DAY-MONTH DAY: "July 3-4", "March 30-April 2\""""
    return _day_range(m, a, month_of(m["m"]), month_of(m["m2"] or m["m"]))


@rule(Kind.MONTH, r"(?P<d><DAY>) ?(?:[-–—]|to|through|until|and) ?(?P<d2><DAY>) (?P<m><MONTH>)" + _TAIL)
def day_range_month(m: Match, a: Anchor) -> Draft | None:
    """DAY-DAY MONTH: "5 to 9 June", "3-4 July 2024\""""
    return _day_range(m, a, month_of(m["m"]), month_of(m["m"]))


def _day_range(m: Match, a: Anchor, first: int, last: int) -> Draft | None:
    start, end = _place_day(a, m, first, day_of(m["d"])), _place_day(a, m, last, day_of(m["d2"]))
    if start.startswith("X"):
        return Draft("DATE", f"{start}/{end}")
    days = days_of(f"{start}/{end}")
    return Draft("DATE", f"{start}/{end}", days) if days and days[0] <= days[1] else None


def _without_article(m: Match) -> int:
    """ "the late-November trip": the article belongs to the noun after it."""
    return m.start() + 4 if "-" in m[0] and m[0].lower().startswith("the ") else m.start()


@rule(Kind.MONTH, r"(?:the )?(?P<d><DAY>|<DAYWORD>)")
def listed_day(m: Match, a: Anchor) -> Draft | None:
    """... and DAY, after MONTH DAY: "April 24 and 25\""""
    if not a.listed or a.text[a.listed[0] : m.start()].strip() not in ("and", ",", "or", ", and", "to", "through", "and on"):
        return None
    _, year, month = a.listed
    value = f"{year:04d}-{month:02d}-{day_of(m['d']):02d}" if year else f"XXXX-{month:02d}-{day_of(m['d']):02d}"
    a.listed = (m.end(), year, month)
    return Draft("DATE", value) if not year or days_of(value) else None


_PART = (
    r"(?:(?:the )?(?:(?P<part>early|late|mid|middle|end|beginning|start|close)(?:[- ]| of (?:the )?))(?:in )?|(?:the "
    r"(?=<MONTH> of)))?"
)


@rule(Kind.MONTH, _PART + r"(?P<m><MONTH>)(?:,? (?:of )?(?:(?P<y><YEAR>)|(?P<rel>(?:last|this|next) year))|[ -](?P<y2>['’]\d\d))")
def month_year(m: Match, a: Anchor) -> Draft | None:
    """[PART] MONTH YEAR: "March 1996", "January this year", "late July of 1997\""""
    year = m["y"] or m["y2"]
    value = f"{_year(year) if year else _near_year(m['rel'], a)}-{month_of(m['m']):02d}"
    return Draft("DATE", value, days_for(value, m["part"], a))


@rule(Kind.MONTH, r"(?:(?P<which>last|next|this|this past|this coming) )?" + _PART + r"(?P<m><MONTH>)")
def bare_month(m: Match, a: Anchor) -> Draft | None:
    """[last|this|next] [PART] MONTH: "in September", "last May", "mid-November\""""
    month = month_of(m["m"])
    if not _is_month(m, a.text):
        return None
    if m["which"]:
        year = a.month_beside(month, _WHICH[m["which"].lower().split()[-1]])
    else:
        year = a.year_of_month(month, a.lean(m.start(), m.end()))
    value = f"{year:04d}-{month:02d}" if year else f"XXXX-{month:02d}"
    return Draft("DATE", value, days_for(value, m["part"], a), start=_without_article(m))


_MAY_BEFORE = re.compile(
    r"(?:\b(?:in|by|since|until|till|through|of|from|to|between|and|on|for|during|before|after|or|a|the|this|last|next|"
    r"as of|late|early)|[,(])\s+$",
    re.I,
)


def _is_month(m: Match, text: str) -> bool:
    """True unless the word is rather a verb or a name: "may", "march", "mar", "April Smith", "dec"."""
    word = m["m"]
    if word[0].islower():
        return False
    if word.lower() in ("may", "march") and not (m["which"] or m["part"]):
        return bool(_MAY_BEFORE.search(text[max(0, m.start() - 12) : m.start()]))
    name = word.lower() in ("april", "june", "august", "may") and re.match(r"\s+[A-Z][a-z]+", text[m.end() : m.end() + 20])
    return not (name and re.search(r"[a-z][.]?\s+$|^$", text[max(0, m.start() - 3) : m.start()]) is None) and (
        len(word.rstrip(".")) > 4 or word.lower() in ("june", "july", "may") or word.endswith(".")
    )


_NOT_YEAR = re.compile(
    r"\s*(?:percent|per\s+cent|pct|%|points?|people|persons|men|women|children|soldiers|troops|jobs|workers|"
    r"employees|miles|km|kilomet\w+|meters|metres|feet|"
    r"tons|tonnes|barrels|shares|homes|houses|yen|dollars|euros|pounds|marks|francs|rubles|hours|members|students|"
    r"votes|cars|vehicles|units|"
    r"civilians|prisoners|passengers|refugees|others|protesters|police|officers|flights|cases|deaths|years|block|"
    r"square|acres|megawatts|stores|"
    r"local\s+time|hrs|hours|gmt|utc|[A-Z][a-z]+\s+(?:St|Ave|Street|Avenue|Road|Rd|Blvd)\b|million|billion|thousand|am\b|pm\b)",
    re.I,
)
_NOT_YEAR_BEFORE = re.compile(
    r"(?:[$£€#&]|\b(?:No|Nos|Route|Highway|Flight|Room|Boeing|Airbus|Section|Article|Resolution|dlrs|model|page|than|"
    r"least|some|only|most|nearly|almost|about|over|under|more|Windows|Office|Studio|Act|US\$))\.?\s*$",
    re.I,
)


@rule(Kind.YEAR, r"(?:(?P<from><YEAR>)[-–](?P<to>(?:19|20)\d\d|\d\d)(?!-))")
def year_range(m: Match, a: Anchor) -> Draft | None:
    """YEAR-YEAR: "1991-1997", "2019-20\""""
    first = int(m["from"])
    last = int(m["to"]) if len(m["to"]) == 4 else first // 100 * 100 + int(m["to"])
    if not first < last <= first + 60:
        return None
    return Draft("DATE", f"{first:04d}/{last:04d}")


@rule(
    Kind.YEAR,
    r"(?:(?:the )?(?P<part>early|late|mid|middle|end|beginning|start|close)(?: in|[- ]| of (?:the )?(?:year )?)|the "
    r"(?:calendar )?year |fiscal(?: year)? |a good part of |sometime in )?"
    r"(?P<y><YEAR>)(?: (?:or later|and beyond))?",
)
def bare_year(m: Match, a: Anchor) -> Draft | None:
    """[PART|fiscal|the year] YEAR: "in 1988", "mid-1996", "the end of 1990", "fiscal 1989", "1994 or later\""""
    before, after = a.text[max(0, m.start() - 12) : m.start()], a.text[m.end() : m.end() + 24]
    if not 1200 <= int(m["y"]) <= 2100 or _NOT_YEAR.match(after) or _NOT_YEAR_BEFORE.search(before):
        return None
    if re.search(r"[\w/.,:-]$", before) and not before.endswith("-"):
        return None
    return Draft("DATE", m["y"], days_for(m["y"], m["part"], a))


@rule(Kind.YEAR | Kind.NUMERIC, r"(?:the )?(?P<y>['’`](?:8|9|0|1)\d)(?!\w)(?!['’])")
def short_year(m: Match, a: Anchor) -> Draft | None:
    """'YEAR: "in '89\""""
    if not re.search(
        r"\b(?:in|of|since|from|to|by|early|late|summer|spring|fall|winter|during)\s+$", a.text[max(0, m.start() - 10) : m.start()], re.I
    ):
        return None
    return Draft("DATE", str(_year(m["y"])))


@rule(
    Kind.YEAR | Kind.NUMERIC,
    r"(?:the )?(?:(?P<part>early|mid|late|middle|end|beginning|start|last half)(?:[- ]| of (?:the )?))?(?:the "
    r")?(?P<c>\d\d|['’`])(?P<d>\d)0['’]?s",
)
def decade(m: Match, a: Anchor) -> Draft | None:
    """the [early|mid|late] 1980s, the '80s (TIMEX3 writes a decade with three digits)"""
    century = m["c"] if m["c"].isdigit() else ("20" if m["d"] in "01" else "19")
    value = century + m["d"]
    return Draft("DATE", value, days_for(value, m["part"], a))


_DECADES = {"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8, "nineties": 9}


@rule(
    Kind.UNIT,
    r"(?:the )?(?:(?P<part>early|mid|late|end of the|beginning of the|turn of the) |mid-)?(?P<n>\d\d?(?:st|nd|rd|th)|"
    r"<DAYWORD>|twenty[- ]first)[- ]centur(?:y|ies)(?P<bc> bc)?",
)
def century(m: Match, a: Anchor) -> Draft | None:
    """the ORDINAL century: the 20th century is 19, as TIMEX3 writes it"""
    count = day_of(m["n"].replace(" ", "-"))
    value = f"{count - 1:02d}"
    article = 4 if m[0].lower().startswith("the ") and not m["part"] else 0
    return Draft("DATE", value, days_for(value, m["part"], a), start=m.start() + article)


@rule(Kind.YEAR, r"(?:the )?(?:year )?(?P<c>nineteen|twenty|eighteen|two thousand)(?: and)?[ -](?P<r>(?:<SMALL>))")
def spelled_year(m: Match, a: Anchor) -> Draft | None:
    """a year in words: "nineteen ninety-four", "two thousand three\""""
    rest = int(number(m["r"]) or 0)
    century = {"nineteen": 1900, "twenty": 2000, "eighteen": 1800}.get(m["c"].lower(), 2000)
    if not (10 <= rest <= 99 or (century == 2000 and m["c"].lower().startswith("two") and 0 < rest < 40)):
        return None
    return Draft("DATE", str(century + rest))


@rule(Kind.UNIT, r"the year two thousand")
def year_two_thousand(m: Match, a: Anchor) -> Draft | None:
    """the year two thousand"""
    return Draft("DATE", "2000")


def weekday_of(word: str) -> int:
    """The ISO number of a weekday name: Monday is 1."""
    return WEEKDAYS[word.lower().rstrip(".s") if word.lower().rstrip(".") not in WEEKDAYS else word.lower().rstrip(".")]


RULES = (
    iso_date,
    slashed_date,
    month_day_range,
    day_range_month,
    month_day,
    day_month,
    listed_day,
    month_year,
    bare_month,
    year_range,
    bare_year,
    short_year,
    decade,
    century,
    spelled_year,
    year_two_thousand,
)
