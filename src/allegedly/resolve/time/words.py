"""The words of time: numbers, months, weekdays, units, seasons, parts of the day, zones; and which of them may open a phrase.

Symbols on the right are those of TIMEX3 (ISO 24617-1): `P1W`, `PT2H`, `XXXX-SU`, `TMO`.
"""

from __future__ import annotations

import re
from enum import IntFlag


class Kind(IntFlag):
    """What a word can bring to a time expression. A run of words without one of these is no time expression."""

    NONE = 0
    WEEKDAY = 1
    MONTH = 2
    YEAR = 4
    UNIT = 8
    PART = 16
    DEIXIS = 32
    SEASON = 64
    CLOCK = 128
    HOLIDAY = 256
    NUMERIC = 512


_MONTH_NAMES = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
_WEEKDAY_NAMES = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
MONTHS = {name: i for i, name in enumerate(_MONTH_NAMES, 1)} | {name[:3]: i for i, name in enumerate(_MONTH_NAMES, 1)} | {"sept": 9}
WEEKDAYS = (
    {name: i for i, name in enumerate(_WEEKDAY_NAMES, 1)}
    | {name[:3]: i for i, name in enumerate(_WEEKDAY_NAMES, 1)}
    | {"tues": 2, "thur": 4, "thurs": 4}
)
UNITS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "D", "week": "W", "fortnight": "F", "weekend": "WE", "month": "M",
    "quarter": "Q", "semester": "H", "year": "Y", "decade": "E", "century": "C", "centurie": "C", "millennium": "L", "summer": "SU",
    "winter": "WI", "spring": "SP", "autumn": "FA",
}  # fmt: skip
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
PARTS = {
    "morning": "TMO", "dawn": "TMO", "daybreak": "TMO", "afternoon": "TAF", "evening": "TEV", "dusk": "TEV", "night": "TNI",
    "overnight": "TNI", "midday": "TMI", "lunchtime": "TMI", "nightfall": "TNI",
}  # fmt: skip
ZONES = {
    "utc": 0, "gmt": 0, "z": 0, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
    "bst": 60, "cet": 60, "cest": 120, "eet": 120, "eest": 180, "msk": 180, "ist": 330, "jst": 540, "kst": 540, "hkt": 480,
    "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780, "et": None, "pt": None, "ct": None, "mt": None,
}  # fmt: skip

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
NUMBERS = {word: n for n, word in enumerate(_ONES)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
ORDINALS = {
    word: n
    for n, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
            "twenty-first",
        ],
        1,
    )
}
VAGUE = {"few", "several", "many", "some", "couple", "dozens", "various", "recent", "dozen", "countless", "numerous"}

_NUMBER_WORDS = "|".join(sorted((w for w in NUMBERS if w != "zero"), key=len, reverse=True))
_SMALL = rf"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[1:10])}))?|{_NUMBER_WORDS}"
_FUNCTION_WORDS = [
    "a",
    "an",
    "the",
    "this",
    "that",
    "these",
    "those",
    "last",
    "next",
    "past",
    "previous",
    "coming",
    "following",
    "early",
    "earlier",
    "late",
    "later",
    "mid",
    "middle",
    "end",
    "beginning",
    "start",
    "about",
    "around",
    "nearly",
    "almost",
    "approximately",
    "roughly",
    "over",
    "under",
    "more",
    "less",
    "than",
    "at",
    "least",
    "up",
    "to",
    "only",
    "of",
    "in",
    "and",
    "or",
    "to",
    "from",
    "or",
    "so",
    "each",
    "every",
    "all",
    "same",
    "half",
    "hundred",
    "thousand",
    "quarter",
    "full",
    "entire",
    "whole",
    "another",
    "additional",
    "further",
    "few",
    "several",
    "many",
    "some",
    "couple",
    "current",
    "recent",
    "latest",
    "fiscal",
    "first",
    "second",
    "third",
    "fourth",
    "other",
    "its",
    "their",
    "our",
    "his",
    "her",
    "upcoming",
    "first",
    "consecutive",
    "straight",
    "ago",
    "old",
    "long",
    "year's",
    "around",
    "just",
    "well",
    "some",
    "no",
    "most",
    "then",
    "not",
    "shortly",
    "sometime",
    "soon",
    "near",
    "foreseeable",
    "distant",
    "immediate",
    "short",
    "medium",
    "long",
    "term",
    "right",
    "as",
    "possible",
    "any",
    "one",
    "once",
    "earlier-",
    "ended",
    "ending",
    "dozen",
    "good",
    "part",
    "or",
    "beyond",
    "eve",
    "exactly",
    "within",
    "fully",
    "previous",
    "prior",
    "preceding",
    "final",
    "opening",
    "closing",
    "nineteen",
    "twenty",
    "year-ago",
]

F = {
    "MONTH": "(?:" + "|".join(_MONTH_NAMES) + r"|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?)",
    "WEEKDAY": "(?:" + "|".join(_WEEKDAY_NAMES) + r"|(?:mon|tues|tue|wed|thurs|thur|thu|fri|sat|sun)\.)",
    "DAY": r"(?:(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,:]\d))",
    "DAYWORD": "(?:" + "|".join(sorted((o for o in ORDINALS if "-" not in o), key=len, reverse=True)) + ")",
    "YEAR": r"(?:(?:1[0-9]|20|21)\d\d)(?![\d%]|[.,]\d)",
    "NUM": rf"(?:\d[\d,]*(?:\.\d+)?(?:\s+1/2|\s?½)?|(?:(?:a|{_SMALL})[- ])?(?:hundred|thousand)|{_SMALL})",
    "SMALL": rf"(?:{_SMALL})",
    "VAGUE": r"(?:a\s+few|a\s+couple(?:\s+of)?|a\s+number\s+of|a\s+handful\s+of|several|many|some|a\s+dozen|dozens\s+of|few|couple\s+of)",
    "UNIT": r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|fortnights?|weekends?|months?|quarters?|years?|decades?|"
    r"centur(?:y|ies)|millenni(?:um|a))",
    "BIGUNIT": r"(?:week|weekend|month|quarter|year|decade|century)",
    "SEASON": r"(?:spring|summer|autumn|fall|winter)",
    "PART": r"(?:morning|afternoon|evening|night)",
    "ABOUT": (
        r"(?:about|around|nearly|almost|approximately|roughly|over|under|more\s+than|less\s+than|fewer\s+than|"
        r"at\s+least|at\s+most|up\s+to"
        r"|no\s+more\s+than|no\s+less\s+than|not\s+less\s+than|well\s+over|just\s+over|just\s+under|close\s+to|some)"
    ),
    "EARLY": r"(?:early|earlier|late|later|mid)",
    "ORDINAL": r"(?:first|second|third|fourth|1st|2nd|3rd|4th)",
    "ZONE": r"(?:utc|gmt|e[sd]?t|c[sd]t|m[sd]t|p[sd]?t|bst|cest|cet|eest|eet|msk|ist|jst|kst|hkt|ae[sd]t|nz[sd]t)",
}


def _lexicon() -> dict[str, Kind]:
    """Every word that may stand in a time expression, with what it brings."""
    out: dict[str, Kind] = dict.fromkeys([*_FUNCTION_WORDS, *NUMBERS, *ORDINALS, *VAGUE], Kind.NONE)

    def add(kind: Kind, words: str | list[str]) -> None:
        for word in words.split() if isinstance(words, str) else words:
            out[word] = out.get(word, Kind.NONE) | kind

    add(Kind.MONTH, [*MONTHS])
    add(Kind.WEEKDAY, [*WEEKDAYS, *(f"{w}s" for w in _WEEKDAY_NAMES)])
    add(Kind.UNIT, [*UNITS, *(f"{u}s" for u in UNITS), "centuries", "millennia", "period", "periods", "time", "moment", "era"])
    add(Kind.SEASON, [*SEASONS, "summers", "winters", "springs", "falls", "autumns", "summertime", "wintertime", "springtime"])
    add(Kind.PART, [*PARTS, "mornings", "afternoons", "evenings", "nights", "tonight", "midnight", "noon"])
    add(Kind.CLOCK, "am pm a.m p.m noon midnight midday o'clock clock hours hrs local time")
    add(Kind.CLOCK, [*ZONES])
    add(
        Kind.DEIXIS,
        "now today yesterday tomorrow tonight currently current recently recent lately nowadays presently future "
        "past present soon previously "
        "formerly then once already daily weekly monthly quarterly yearly annual annually hourly nightly biweekly moment date time term "
        "future's overnight shortly midweek today's yesterday's tomorrow's biannual biannually",
    )
    add(Kind.HOLIDAY, "christmas easter thanksgiving ramadan eid halloween hanukkah passover labor memorial veterans independence boxing "
        "valentine's valentine st patrick's armistice martin columbus presidents mother's father's earth bastille victory ash palm "
        "good may whit pentecost ascension advent lunar holy new nowruz yom rosh diwali election inauguration "
            "canada anzac remembrance orthodox")  # fmt: skip
    add(Kind.UNIT, "half daylong weeklong monthlong yearlong decadelong")
    add(Kind.YEAR, "nineteen eighteen")
    add(Kind.UNIT, "year-end yearend mid-year midyear quarter-end year-earlier")
    return out


LEXICON = _lexicon()
_NUM_TOKEN = re.compile(r"[a-z]+")


def number(words: str) -> float | None:
    """The number that `words` spell: "22", "5 1/2", "twenty-six", "two thousand", "a hundred". `None` for vague ones."""
    text = words.lower().replace(",", "").strip()
    match = re.match(r"(\d+(?:\.\d+)?)(\s+1/2|\s?½)?$", text)
    if match:
        return float(match[1]) + (0.5 if match[2] else 0)
    total, current = 0, 0
    for word in _NUM_TOKEN.findall(text):
        if word in ("a", "an"):
            current = 1
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word == "thousand":
            total, current = total + max(current, 1) * 1000, 0
        elif word in NUMBERS:
            current += NUMBERS[word]
        else:
            return None
    return float(total + current)


def unit_of(word: str) -> str:
    """The TIMEX3 letter of a unit word, in any number: "weeks" -> W, "hours" -> TH."""
    low = word.lower()
    if low.startswith("centur"):
        return "C"
    if low.startswith("millenn"):
        return "L"
    return UNITS[low.removesuffix("s") if low not in UNITS else low]
