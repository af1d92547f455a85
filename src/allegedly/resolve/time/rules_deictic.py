"""Days around the publication date: yesterday, weekdays, "last night", "two days ago", "now", "recently", "the future"."""

from __future__ import annotations

import datetime as dt
import re

from allegedly.resolve.time.anchor import Anchor, Draft, quarter_value, shift_quarter
from allegedly.resolve.time.interval import DAY, monday
from allegedly.resolve.time.rule import Match, rule
from allegedly.resolve.time.rules_calendar import weekday_of
from allegedly.resolve.time.words import PARTS, Kind, number, unit_of

_NEAR = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}
_WHICH = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1, "following": 1}
_EARLY = r"(?:(?P<early>early|earlier|late|later|mid)(?: on)?[ -])?"


def _day_and_part(day: str, part: str | None) -> Draft:
    """A day, or the part of it as a TIME."""
    if not part:
        return Draft("DATE", day)
    return Draft("TIME", day + PARTS[part.lower().rstrip("s")])


@rule(Kind.DEIXIS, _EARLY + r"(?P<d>today|yesterday|tomorrow)(?:['’]s)?(?: (?P<p>morning|afternoon|evening|night))?")
def near_day(m: Match, a: Anchor) -> Draft | None:
    """[early|late] today|yesterday|tomorrow [morning]"""
    draft = _day_and_part(a.day_value(_NEAR[m["d"].lower()]), m["p"])
    return draft._replace(end=m.end() if m["p"] else m.end("d"))


@rule(Kind.DEIXIS | Kind.PART, _EARLY + r"tonight")
def tonight(m: Match, a: Anchor) -> Draft | None:
    """tonight"""
    return Draft("TIME", a.day_value(0) + "TNI")


@rule(Kind.DEIXIS | Kind.UNIT, r"the day (?P<w>before yesterday|after tomorrow)")
def second_day(m: Match, a: Anchor) -> Draft | None:
    """the day before yesterday, the day after tomorrow"""
    return Draft("DATE", a.day_value(-2 if "before" in m["w"].lower() else 2))


@rule(Kind.PART, _EARLY + r"(?P<w>this|last|that|the same|the previous|the next|the following) (?P<p>morning|afternoon|evening|night)")
def near_part(m: Match, a: Anchor) -> Draft | None:
    """this morning, last night, that evening, the next morning"""
    which = m["w"].lower()
    if which in ("this", "last"):
        return Draft("TIME", a.day_value(-1 if which == "last" else 0) + PARTS[m["p"].lower()])
    day = a.focus_day()
    step = {"next": 1, "following": 1, "previous": -1}.get(which.split()[-1], 0)
    return Draft("TIME", ((day + step * DAY).isoformat() if day else "XXXX-XX-XX") + PARTS[m["p"].lower()])


@rule(Kind.PART | Kind.DEIXIS, r"overnight")
def overnight(m: Match, a: Anchor) -> Draft | None:
    """overnight: the night that ends on the publication day, or the one after the day the paragraph is at"""
    if re.match(r"\s+(?:delivery|success|mail|stay|shipping|rates?|bag|index|lending)\b|-", a.text[m.end() : m.end() + 12], re.I):
        return None
    if not a.day:
        return Draft("TIME", "XXXX-XX-XXTNI")
    paragraph = a.text.rfind("\n", 0, m.start()) + 1
    first = a.focus_day() if a.focus_at >= paragraph and a.focus_day() != a.day else a.day - DAY
    if first is None:
        return None
    return Draft("TIME", f"{first.isoformat()}TNI", (first, first + DAY), keeps=False)


@rule(
    Kind.PART | Kind.DEIXIS,
    r"(?P<w>through the|in the|during the|throughout the|by|before|at|until|since) (?P<p>morning|afternoon|evening|"
    r"night|dawn|dusk|daybreak|nightfall)",
)
def part_of_focus(m: Match, a: Anchor) -> Draft | None:
    """in the morning, through the evening, at dawn: of the day the paragraph is at"""
    paragraph = a.text.rfind("\n", 0, m.start()) + 1
    if a.focus_at < paragraph:
        return None
    day = a.focus_day()
    start = m.start() + (len(m["w"]) - 3 if m["w"].lower().endswith("the") else len(m["w"]) + 1)
    return Draft("TIME", (day.isoformat() if day else "XXXX-XX-XX") + PARTS[m["p"].lower()], start=start)


@rule(
    Kind.WEEKDAY,
    _EARLY
    + (
        r"(?P<which>(?:(?:last|next|this past|this coming|this|this week['’]s|the following|the previous|the next|last "
        r"week['’]s) )?)"
    )
    + r"(?P<d><WEEKDAY>)(?: (?P<p>mornings?|afternoons?|evenings?|nights?))?(?:(?: (?:of )?)(?P<wk>last week|next week|this week))?",
)
def weekday(m: Match, a: Anchor) -> Draft | None:
    """[early|late] [last|this|next] WEEKDAY [morning] [last week]"""
    if m["d"][0].islower():
        return None
    n, which = weekday_of(m["d"]), m["which"].lower().strip()
    if (m["p"] or "").lower().endswith("s"):
        return Draft("SET", f"XXXX-WXX-{n}{PARTS[(m['p'] or '').lower()[:-1]]}")
    day = _weekday_value(n, which, (m["wk"] or "").lower(), m, a)
    draft = _day_and_part(day, m["p"])
    return draft._replace(start=m.start("d")) if which.endswith("s") and "week" in which else draft


def _weekday_value(n: int, which: str, week: str, m: Match, a: Anchor) -> str:
    if (week or "week" in which) and a.day:
        offset = {"last": -1, "this": 0, "next": 1}[(week or which).split()[0]]
        return (monday(a.day) + (7 * offset + n - 1) * DAY).isoformat()
    if which in ("the following", "the next", "the previous") and (day := a.focus_day()):
        step = (n - day.isoweekday()) % 7
        return (day + ((step or 7) if which != "the previous" else step - 7) * DAY).isoformat()
    if which == "this":
        lean = a.lean(m.start(), m.end())
        return a.weekday_beside(n, 0) if lean > 0 else a.weekday(n, -1)
    if which:
        return a.weekday_beside(n, _WHICH[which.rsplit(maxsplit=1)[-1]])
    return _bare_weekday(n, m, a)


def _bare_weekday(n: int, m: Match, a: Anchor) -> str:
    """The tense decides; a paired day ("on Saturday and Sunday") follows the one before it."""
    return a.weekday(n, a.lean(m.start(), m.end()))


_AGO = r"(?:ago|earlier|before|later|after|afterwards?|from now|hence|from today)"


@rule(
    Kind.UNIT,
    r"(?:(?P<about><ABOUT>|just|only|barely|exactly|as (?:recently|long) as) )?(?P<n><NUM>|a|an|<VAGUE>|half an?|a "
    r"half)(?:[ -](?P<n2>and a half|or two|to <NUM>|or so))? ?-?(?P<u><UNIT>)(?P<so> or so| or more)?[ -](?P<w>ago|"
    r"earlier|from now|hence|before|later|afterwards?)",
)
def counted_back(m: Match, a: Anchor) -> Draft | None:
    """N UNITs ago|from now (from publication), earlier|later|before (from the date the text is at)"""
    word, unit = m["w"].lower(), unit_of(m["u"])
    start = m.start("n") if re.match(r"just|only|barely|exactly|as ", m["about"] or "", re.I) else m.start()
    if m["n"].lower() in ("a", "an") and unit == "Y" and word in ("ago", "earlier") and a.quarter:
        return Draft("DATE", quarter_value(shift_quarter(a.quarter, -4)), keeps=False, start=start)
    count = _count(m["n"])
    if count is None:
        return _vague_back(m, start, unit, word)
    sign = -1 if word in ("ago", "earlier", "before") else 1
    day = a.day if word in ("ago", "from now", "hence") else a.focus_day()
    if word == "earlier" and unit == "Y":
        day = a.day
    if unit.startswith("T") and word in ("later", "earlier", "before", "afterwards", "afterward"):
        return None
    if unit.startswith("T"):
        return Draft("TIME", _hours_back(unit, sign * count, day), start=start, keeps=False)
    if word == "before" or (word in ("later", "afterwards", "afterward") and not a.focus):
        return None
    return Draft(
        "DATE",
        a.shift(unit, sign * round(count), day),
        start=start,
        approx=bool(m["about"] and start == m.start()),
        keeps=word != "earlier",
    )


def _count(words: str) -> float | None:
    low = words.lower()
    if low in ("a", "an"):
        return 1.0
    if low.startswith(("a couple", "couple")):
        return 2.0
    if "half" in low:
        return 0.5
    return number(low)


def _hours_back(unit: str, count: float, day: dt.date | None) -> str:
    return day.isoformat() if day and abs(count) * {"TH": 60, "TM": 1, "TS": 0}[unit] < 24 * 60 else "XXXX-XX-XX"


def _vague_back(m: Match, start: int, unit: str, word: str) -> Draft | None:
    """several years ago: PAST_REF; "years later" stays a duration"""
    if word == "ago":
        return Draft("DATE", "PAST_REF", start=start, keeps=False)
    return None


@rule(Kind.UNIT, r"the (?P<u>day|week|month|year|night) (?P<w>before|after|earlier|later)(?! (?:yesterday|tomorrow)\b)")
def unit_beside(m: Match, a: Anchor) -> Draft | None:
    """the day before, the year after: beside the date the text is at"""
    after = a.text[m.end() : m.end() + 2]
    if (a.focus is None and a.ahead is None) or not (after[:1] in ".,;:)\n" or after.strip() == ""):
        return None
    day, step = a.focus_day(), 1 if m["w"].lower() in ("after", "later") else -1
    unit = {"night": "D"}.get(m["u"].lower(), unit_of(m["u"]))
    days = a.focus_days()
    return Draft("DATE", a.shift(unit, step, day if unit in ("D", "W") else days[0] if days else None))


@rule(Kind.UNIT, r"(?P<u>days|weeks|months|years|decades|centuries|hours|minutes|moments) ago")
def long_ago(m: Match, a: Anchor) -> Draft | None:
    """years ago"""
    return Draft("DATE", "PAST_REF", keeps=False)


@rule(
    Kind.UNIT,
    r"(?:(?P<late>earlier|later|early|late) )?(?P<w>the same|that same|that very|that|the next|the following|the "
    r"previous|the preceding|a) day(?P<e> earlier| before| later| after)?",
)
def narrative_day(m: Match, a: Anchor) -> Draft | None:
    """that day, the same day, the next day, the previous day, a day earlier: from the date the text is at"""
    which, after = m["w"].lower(), (m["e"] or "").strip().lower()
    if (which == "a") != bool(after):
        return None
    step = {"the next": 1, "the following": 1, "the previous": -1, "the preceding": -1, "a": 1 if after in ("later", "after") else -1}.get(
        which, 0
    )
    if which == "a" and not a.focus:
        return None
    day = a.focus_day()
    return Draft("DATE", (day + step * DAY).isoformat() if day else "XXXX-XX-XX")


_PRESENT = (
    r"(?:right now|just now|by now|now|currently|presently|nowadays|these days|to date|at present|at the moment|at this "
    r"(?:time|point|moment)|this time)"
)


@rule(Kind.DEIXIS | Kind.UNIT, _PRESENT)
def present(m: Match, a: Anchor) -> Draft | None:
    """now, currently, to date (TIMEX3 PRESENT_REF)"""
    word = m[0].lower()
    start = m.start() + {"by now": 3, "just now": 5}.get(word, 3 if word.startswith("at ") else 0)
    if (m[0] == "Now" and a.text[max(0, m.start() - 2) : m.start()].strip(" \n\"“'‘`") in ("", ".", "!", "?")) or (
        word == "now" and re.match(r"-", a.text[m.end() : m.end() + 6])
    ):
        return None
    edtf = None if not a.day else f"/{a.day.isoformat()}" if word == "to date" else a.day.isoformat()
    return (
        Draft("DATE", "PRESENT_REF", edtf=edtf, keeps=False, start=start if word != "this time" else None) if word != "this time" else None
    )


@rule(Kind.DEIXIS, r"(?P<then>then )?current")
def current(m: Match, a: Anchor) -> Draft | None:
    """current (PRESENT_REF), then current (PAST_REF)"""
    if m["then"]:
        return Draft("DATE", "PAST_REF", keeps=False)
    return Draft("DATE", "PRESENT_REF", edtf=a.day.isoformat() if a.day else None, keeps=False)


@rule(
    Kind.DEIXIS,
    r"(?:recently|lately|previously|formerly|(?:in )?(?P<past>the (?:recent |distant )?past)(?! (?:<NUM>|<VAGUE>|"
    r"couple|<UNIT>|<SEASON>|fiscal|and)\b))",
)
def past(m: Match, a: Anchor) -> Draft | None:
    """recently, previously, the past (PAST_REF)"""
    if m["past"]:
        return Draft("DATE", "PAST_REF", edtf=_until(a), keeps=False, start=m.start("past"))
    if m[0].lower() in ("previously", "formerly"):
        return None
    return Draft("DATE", "PAST_REF", edtf=_until(a), keeps=False)


def _until(a: Anchor) -> str | None:
    return f"/{a.day.isoformat()}" if a.day else None


def _from(a: Anchor) -> str | None:
    return f"{a.day.isoformat()}/.." if a.day else None


@rule(Kind.DEIXIS, r"the (?:(?:near|foreseeable|not-too-distant|not too distant|immediate|distant) )?future(?! (?:contracts?|prices)|s)")
def future(m: Match, a: Anchor) -> Draft | None:
    """the [near] future (FUTURE_REF)"""
    return Draft("DATE", "FUTURE_REF", edtf=_from(a), keeps=False)


@rule(Kind.DEIXIS, r"as soon as possible|the (?:near|short|long|medium) term|a later date")
def soon(m: Match, a: Anchor) -> Draft | None:
    """as soon as possible, the near term (FUTURE_REF)"""
    return None if "long" in m[0] else Draft("DATE", "FUTURE_REF", edtf=_from(a), keeps=False)


@rule(Kind.UNIT, r"(?P<w>recent|coming|future|past) (?P<u>days|weeks|months|years|quarters|decades|hours)")
def recent_units(m: Match, a: Anchor) -> Draft | None:
    """recent|coming UNITs (PAST_REF, FUTURE_REF)"""
    if m["w"].lower() in ("coming", "future"):
        return Draft("DATE", "FUTURE_REF", edtf=_from(a), keeps=False)
    return Draft("DATE", "PAST_REF", edtf=_until(a), keeps=False)


RULES = (
    near_day,
    tonight,
    second_day,
    near_part,
    overnight,
    part_of_focus,
    weekday,
    counted_back,
    long_ago,
    narrative_day,
    unit_beside,
    present,
    current,
    past,
    future,
    soon,
    recent_units,
)
