"""Lengths of time (DURATION) and repetitions (SET)."""

from __future__ import annotations

import datetime as dt
import re

from allegedly.resolve.time.anchor import Anchor, Draft
from allegedly.resolve.time.interval import add_months
from allegedly.resolve.time.rule import Match, rule
from allegedly.resolve.time.rules_calendar import month_of, weekday_of
from allegedly.resolve.time.words import PARTS, SEASONS, Kind, number, unit_of

_DAYS_IN = {"D": 1, "W": 7, "F": 14}


def duration(count: float | None, unit: str) -> str:
    """The TIMEX3 (ISO 8601) value of `count` units: P2W, PT5H30M, P20Y for two decades, PXM for some months."""
    if count is None:
        return f"PTX{unit[1]}" if unit.startswith("T") else f"PX{_letter(unit)}"
    if unit in ("E", "C", "L", "F"):
        count, unit = count * {"E": 10, "C": 100, "L": 1000, "F": 2}[unit], {"F": "W"}.get(unit, "Y")
    if unit == "WE" or unit in ("SU", "WI", "SP", "FA"):
        return f"P{count:g}{unit}"
    if unit == "TH" and count == 24:
        return "P1D"
    whole = int(count)
    if count == whole:
        return f"PT{whole}{unit[1]}" if unit.startswith("T") else f"P{whole}{unit}"
    return _with_half(count, unit)


def _letter(unit: str) -> str:
    return {"E": "E", "C": "C", "F": "W"}.get(unit, unit)


def _with_half(count: float, unit: str) -> str:
    """Five and a half hours is PT5H30M; other fractions stay decimal."""
    whole = int(count)
    if count - whole == 0.5 and unit in ("TH", "Y", "TM"):
        inner = {"TH": f"PT{whole}H30M", "Y": f"P{whole}Y6M", "TM": f"PT{whole}M30S"}[unit]
        return inner.replace("T0H", "T").replace("P0Y", "P").replace("T0M", "T")
    return f"PT{count:g}{unit[1]}" if unit.startswith("T") else f"P{count:g}{unit}"


def how_many(words: str) -> float | None:
    """The count of a duration; `None` for "a few", "several"."""
    low = words.lower().strip()
    if low in ("a", "an", "one", "another", "each", "the"):
        return 1.0
    if "couple" in low:
        return 2.0
    if low.startswith("half"):
        return 0.5
    if low in ("a dozen", "dozen"):
        return 12.0
    return number(low)


_ABOUT = r"(?:(?P<about><ABOUT>) )?"
_HALF = r"(?P<half>(?:[- ]and[- ]a[- ]half))?"
_ADJECTIVE = (
    r"(?:(?:more|additional|full|straight|consecutive|further|long|other|whole|solid|business|working|trading|short|"
    r"calendar|remaining|gruelling|turbulent) )?"
)


@rule(
    Kind.UNIT,
    r"(?:(?P<about>at least|about|almost|nearly|more than) )?(?P<dir>the (?:past|last|next|coming|first|final|"
    r"previous|following|preceding|opening|ensuing|initial)|this past|(?:past|last|next|first)) "
    r"(?:(?P<about2><ABOUT>) )?"
    r"(?:(?P<n><NUM>|<VAGUE>|couple of|few|several)(?: (?:to|or) (?P<n2><NUM>))?[ -])?" + _ADJECTIVE + r"(?P<u><UNIT>)(?: or so| or two)?",
)
def directed_duration(m: Match, a: Anchor) -> Draft | None:
    """the past|last|next|first N UNITs: DURATION; its interval ends or begins at publication"""
    if re.match(r"\s+of\s+\d{4}", a.text[m.end() : m.end() + 9]) and m["u"].lower().startswith("quarter"):
        return None
    if not m["n"] and not (m["u"].lower().endswith("s") and m["u"].lower() != "centuries" and m["dir"].lower().startswith("the")):
        return None
    if not m["n"] and m["dir"].lower() not in ("the first", "the early"):
        return None
    count = how_many(m["n"]) if m["n"] and not m["n2"] else None
    unit = unit_of(m["u"])
    span = _directed(m["dir"].lower(), count, unit, a)
    edtf = span or (_open(m["dir"].lower(), a) if count is None else None)
    return Draft("DURATION", duration(count, unit), edtf=edtf, keeps=False)


def _open(direction: str, a: Anchor) -> str | None:
    if not a.day:
        return None
    if "past" in direction or "last" in direction:
        return f"/{a.day.isoformat()}"
    return f"{a.day.isoformat()}/.." if "next" in direction or "coming" in direction else None


def _directed(direction: str, count: float | None, unit: str, a: Anchor) -> str | None:
    """The EDTF interval of "the last five years", as coarse as its unit."""
    if count is None or a.day is None or count != int(count):
        return None
    sign = -1 if re.search(r"past|last", direction) else 1 if re.search(r"next|coming", direction) else 0
    edge = _step(a.day, sign * int(count), unit) if sign else None
    here = _step(a.day, 0, unit)
    if edge is None or here is None:
        return None
    return f"{edge}/{here}" if sign < 0 else f"{here}/{edge}"


def _step(day: dt.date, count: int, unit: str) -> str | None:
    if unit in _DAYS_IN:
        return (day + dt.timedelta(days=count * _DAYS_IN[unit])).isoformat()
    if unit == "M":
        year, month = add_months(day.year, day.month, count)
        return f"{year:04d}-{month:02d}"
    if unit in ("Y", "E", "C"):
        year = day.year + count * {"Y": 1, "E": 10, "C": 100}[unit]
        return f"{year:04d}" if 0 < year < 10000 else None
    return None


@rule(
    Kind.UNIT,
    _ABOUT
    + r"(?:the )?(?P<n><NUM>|<VAGUE>|a|an|another|half an?|half a|one)"
    + _HALF
    + r"(?:(?: (?:or|to) |[-–])(?P<n2><NUM>|two))?[ -]"
    + _ADJECTIVE
    + r"(?P<u><UNIT>)(?P<half2> and a half)?"
    r"(?P<tail>[- ]old|[- ]long| or so| or two| or more)?",
)
def counted(m: Match, a: Anchor) -> Draft | None:
    """[about] N UNITs: "two years", "30-day", "nearly two months", "5 1/2 hours", "an additional year\""""
    if _not_duration(m, a.text):
        return None
    count = how_many(m["n"]) if not m["n2"] else None
    if count is not None and (m["half"] or m["half2"]):
        count += 0.5
    if count is not None and m["n"].isdigit() and 1900 <= count <= 2100:
        return None
    return Draft("DURATION", duration(count, unit_of(m["u"])), keeps=False, start=_counted_start(m))


def _counted_start(m: Match) -> int:
    """ "over" is a preposition before a bare count, "at least" before a vague one; "the" belongs to the noun after "two-week"."""
    about = (m["about"] or "").lower()
    if (about == "over" and m["n"].lower() not in ("a", "an")) or (about and m["n"].lower().startswith(("several", "many", "some", "few"))):
        return m.start("n")
    if "-" in m[0] and re.match(r"the\s", m[0], re.I):
        return m.start("n")
    return m.start()


_PREPOSED = re.compile(r"\b(?:for|in|after|by|within|of|than|least|about|only)\s+$", re.I)


def _not_duration(m: Match, text: str) -> bool:
    """Ages ("52 years old"), rates ("$5 a day") and ranks ("second quarter") are not durations here."""
    tail = (m["tail"] or "").lower()
    if tail.endswith("old") or re.match(r"\s+(?:a|per)\s+(?:day|week)|-old", text[m.end() : m.end() + 9]):
        return True
    unit, n = m["u"].lower(), m["n"].lower()
    if (
        n in ("second", "third")
        or (unit == "quarters" and "-" in m[0])
        or (n == "one" and unit == "day" and "-" not in m[0] and not _PREPOSED.search(text[max(0, m.start() - 10) : m.start()]))
        or (unit in ("second", "quarter") and n in ("a", "an", "the", "one"))
    ):
        return True
    before = text[max(0, m.start() - 24) : m.start()].lower()
    if n in ("a", "an") and unit in ("day", "week", "month", "year", "hour", "minute", "night", "quarter") and not m["about"] and not tail:
        return bool(
            re.search(
                r"(?:[\d%]|million|billion|percent|times|once|twice|hours?|days|cents|dollars|shares|barrels|people|flights|"
                r"tons|jobs|trips|\w+s)\s+$",
                before,
            )
        ) and not re.search(r"(?:\b(?:was|is|has|as|less|minus|plus|takes|lasts|weeks|days|months|hours)\s+)$", before)
    return bool(re.search(r"(?:[$£€#]\s?|\.)$", before))


_LASTING = re.compile(r"\b(?:for|in|over|within|lasting|takes?|took|follows|just|after)\s+$", re.I)


@rule(
    Kind.UNIT,
    r"(?:the )?(?P<u>years|months|weeks|days|hours|minutes|decades|centuries)(?: or (?:years|months|weeks|days|hours|"
    r"minutes|decades))?",
)
def bare_units(m: Match, a: Anchor) -> Draft | None:
    """for years, within weeks or months, over the years, days later"""
    if re.match(r"\s+(?:later|after|before|earlier|afterwards)\b", a.text[m.end() : m.end() + 12]) and not m[0].lower().startswith("the"):
        return Draft("DURATION", duration(None, unit_of(m["u"])), keeps=False)
    before = _LASTING.search(a.text[max(0, m.start() - 10) : m.start()])
    if not before or (
        re.match(r"\s+(?:of|to come|when|gone)\b", a.text[m.end() : m.end() + 9]) and before[0].strip().lower() in ("in", "over")
    ):
        return None
    if m[0].lower().startswith("the") and before[0].strip().lower() != "over":
        return None
    return Draft("DURATION", duration(None, unit_of(m["u"])), keeps=False)


@rule(Kind.UNIT, r"(?P<n>years|months|weeks|days|decades|hours|year|day|month|week|decade|century|night|centuries)-?long")
def long_units(m: Match, a: Anchor) -> Draft | None:
    """decades-long, day-long, yearlong"""
    word = m["n"].lower()
    return Draft("DURATION", duration(None if word.endswith("s") else 1, unit_of(word)), keeps=False)


@rule(Kind.UNIT | Kind.SEASON | Kind.PART, r"all (?P<u>day|week|month|year|night|summer|winter)(?: long)?")
def all_unit(m: Match, a: Anchor) -> Draft | None:
    """all day, all year long"""
    return Draft("DURATION", duration(1, unit_of(m["u"])), keeps=False)


@rule(Kind.UNIT, r"the (?P<u>year|quarter|month|week)(?= (?:ended|ending|to)\b)")
def ended(m: Match, a: Anchor) -> Draft | None:
    """the year ended DATE: DURATION P1Y"""
    return Draft("DURATION", duration(1, unit_of(m["u"])), keeps=False) if m["u"].lower() == "year" else None


@rule(Kind.UNIT, r"(?:the )?(?:year-(?:earlier|ago) |first )(?P<n><NUM>) (?P<u>months|weeks|quarters)")
def months_ended(m: Match, a: Anchor) -> Draft | None:
    """the first nine months, the year-earlier nine months"""
    return Draft("DURATION", duration(how_many(m["n"]), unit_of(m["u"])), keeps=False)


_REPEAT = {
    "daily": "P1D",
    "weekly": "P1W",
    "monthly": "P1M",
    "quarterly": "P3M",
    "yearly": "P1Y",
    "annually": "P1Y",
    "hourly": "PT1H",
    "nightly": "P1D",
    "biweekly": "P2W",
}


@rule(Kind.DEIXIS, r"(?P<w>daily|weekly|monthly|yearly|hourly|nightly|biweekly)")
def repeated(m: Match, a: Anchor) -> Draft | None:
    """daily, weekly, annually"""
    if m[0][0].isupper() and re.search(r"[A-Za-z,]\s+$|^\s*$", a.text[max(0, m.start() - 3) : m.start()]):
        return None
    return Draft("SET", _REPEAT[m["w"].lower()], keeps=False)


@rule(
    Kind.UNIT | Kind.WEEKDAY | Kind.MONTH | Kind.SEASON | Kind.PART,
    r"(?P<e>every|each)(?: (?P<n>other|<NUM>|few|<DAYWORD>))? (?P<u>(?:<UNIT>)|<WEEKDAY>|<MONTH>|<SEASON>|<PART>)(?: "
    r"(?P<p><PART>))?",
)
def every(m: Match, a: Anchor) -> Draft | None:
    """every|each [N] UNIT|WEEKDAY|MONTH: SET"""
    word = m["u"].lower()
    if a.text[m.end() : m.end() + 9].lower().startswith((" of the", " of these", " of those")) and m["e"].lower() == "each":
        return None
    value = _every_value(word, m["n"])
    return Draft("SET", value + (PARTS[m["p"].lower()] if m["p"] and value.startswith("X") else ""), keeps=False) if value else None


def _every_value(word: str, count: str | None) -> str | None:
    if re.match(r"(?:mon|tue|wed|thu|fri|sat|sun)\w*day|\w+\.$", word) and word not in ("day",):
        return f"XXXX-WXX-{weekday_of(word)}"
    if word in SEASONS:
        return f"XXXX-{SEASONS[word]}"
    if word in PARTS and word != "night":
        return f"XXXX-XX-XX{PARTS[word]}"
    if word.rstrip("s") in (
        "second",
        "minute",
        "hour",
        "day",
        "night",
        "week",
        "month",
        "quarter",
        "year",
        "decade",
        "weekend",
        "centurie",
        "century",
    ):
        n = {"other": 2.0, "few": None}.get((count or "").lower(), how_many(count) if count else 1.0)
        if word == "weekend":
            return "XXXX-WXX-WE"
        return "P1Q" if word == "quarter" and n == 1 else duration(n, unit_of(word))
    return f"XXXX-{month_of(word):02d}"


@rule(
    Kind.WEEKDAY,
    r"(?P<d>Mondays|Tuesdays|Wednesdays|Thursdays|Fridays|Saturdays|Sundays)(?: (?P<p>mornings|afternoons|evenings|"
    r"nights))?",
)
def weekdays(m: Match, a: Anchor) -> Draft | None:
    """on Fridays"""
    part = PARTS[m["p"].lower()[:-1]] if m["p"] else ""
    return Draft("SET", f"XXXX-WXX-{weekday_of(m['d'][:-1])}{part}", keeps=False)


@rule(
    Kind.UNIT,
    r"(?P<n>once|twice|three times|(?:<NUM>|several|many) times)[ ,]+(?:a|an|each|every|per) (?P<u>day|week|month|year|"
    r"hour)",
)
def times_per(m: Match, a: Anchor) -> Draft | None:
    """twice a week (SET)"""
    return Draft("SET", duration(1, unit_of(m["u"])), keeps=False)


RULES = (
    directed_duration,
    all_unit,
    months_ended,
    ended,
    counted,
    bare_units,
    long_units,
    repeated,
    every,
    weekdays,
    times_per,
)
