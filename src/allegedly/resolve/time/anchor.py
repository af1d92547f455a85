"""What a relative expression hangs on: the publication day, the dates the text has named so far, and the tense around it.

Nothing here ever asks for today's date. Without a publication day, relative values stay underspecified (`XXXX-WXX-1`).
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from allegedly.records import TimexType
from allegedly.resolve.time.interval import DAY, Days, add_months, days_of, monday, week_value
from allegedly.resolve.time.words import unit_of


class Draft(NamedTuple):
    """A reading of one expression before it becomes a record. `days` overrides the interval of `value` (a part, a range); `edtf`
    overrides both (clock times, open intervals); `keeps` is false where the text's narrative anchor must not move."""

    type: TimexType
    value: str | None
    days: Days | None = None
    approx: bool = False
    edtf: str | None = None
    keeps: bool = True
    start: int | None = None
    end: int | None = None


_ADVERBS = r"(?:not\s+|also\s+|still\s+|only\s+|then\s+|now\s+|soon\s+|\w+ly\s+)?"
_AHEAD = (
    rf"(?:will|shall|won't|[’']ll|would)\s+{_ADVERBS}(?:be\s+|have\s+to\s+)?\w+|to\s+be\s+\w+|(?:is|"
    rf"are)\s+(?:\w+\s+)?(?:to\s+(?!\w+ing)\w+|due|set)|"
    r"(?:was|were)\s+to\s+\w+|expir\w+|payable|effective|upcoming|extend(?:ed)?\b[^.]{0,40}\bto|reconvenes?|holders\s+of\s+record|"
    r"(?:scheduled|expected|planned|plans?|planning|due|set|proposed|expects?|intends?|intend|hopes?|wants?|agreed|"
    r"vowed|ready|going|asked|urged|supposed|"
    r"likely|promised|ordered|able|scheduling|slated|called|calling|seeking)\s+(?:\w+\s+){0,2}(?:to|"
    r"for)(?:\s+(?:be\s+)?\w+)?|scheduled|planned|plans|due|"
    r"(?:until|till|by|between\s+now\s+and|from\s+now\s+to|as\s+(?:early|soon|late)\s+as|no\s+later\s+than)\s*$"
)
_MAYBE = (
    r"(?:may|might|can|could|must|should)\s+(?:be\s+)?\w+|to\s+(?!(?:death|date|the|a|an|his|her|its|their|this|that|"
    r"which|whom)\b)[a-z]+|starts?|begins?|opens?|meets?"
)
_PAST = (
    r"(?:had|has|have)\s+(?:\w+\s+)?been\s+\w+|was|were|had|did|said|told|has|have|been|since|ago|took|came|went|"
    r"began|fell|rose|met|held|shot|killed|made|"
    r"left|gave|found|saw|became|hit|won|lost|led|put|got|sold|bought|brought|spoke|wrote|paid|set|sent|kept|broke|"
    r"grew|ran|knew|thought|struck|stood|"
    r"follows?|following|(?!agreed\s+to)(?-i:[a-z]+[a-df-z]ed)|last|earlier|previous(?:ly)?"
)
_CUES = re.compile(rf"(?<!\w)(?:(?P<ahead>{_AHEAD})|(?P<maybe>{_MAYBE})|(?P<past>{_PAST}))(?!\w)", re.I)
_PUBLISHED = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?!\d)")
_WILL = re.compile(r"will|shall|won't|[’']ll|would|is\s|are\s|expir|reconven", re.I)
_BREAK = re.compile(r"[.!?;]['\"”’)]*\s+(?=[A-Z\"“‘'`(])|\n")
_DUE_AFTER = re.compile(r"\s+(?:deadline|return\s+date|expir|target|election|vote|summit|meeting|conference|hearing)", re.I)


def clause_before(text: str, start: int, reach: int = 150) -> str:
    """The words of the same sentence before `start`."""
    left = text[max(0, start - reach) : start]
    cut = 0
    for match in _BREAK.finditer(left):
        if not re.search(
            r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Inc|Corp|Co|Ltd|U\.S|U\.N|St|No|vs)\.?$", left[: match.start()]
        ):
            cut = match.end()
    return left[cut:]


def clause_after(text: str, end: int, reach: int = 100) -> str:
    """The words of the same sentence after `end`."""
    right = text[end : end + reach]
    match = _BREAK.search(right)
    return right[: match.start()] if match else right


def _read_published(edtf: str) -> tuple[int | None, int | None, dt.date | None]:
    """Year, month and day of a publication date, each as far as it is known and possible."""
    found = _PUBLISHED.match(edtf)
    if not found or not 1000 <= int(found[1]) <= 9900:
        return None, None, None
    year, month = int(found[1]), int(found[2] or 0)
    if not 1 <= month <= 12:
        return year, None, None
    try:
        return year, month, dt.date(year, month, int(found[3])) if found[3] else None
    except ValueError:
        return year, month, None


class Anchor:
    """The reading position in one document: publication date, narrative focus and reference quarter. Rules read it and move it."""

    def __init__(self, text: str, published: str | None) -> None:
        self.text = text
        self.published = (published or "").split("/")[0].strip("~?%")
        self.year, self.month, self.day = _read_published(self.published)
        self.focus: str | None = None
        self.focus_at = -1
        self.focus_on: dt.date | None = None
        self.ahead: tuple[str, int] | None = None
        self.here = 0
        self.quarter: tuple[int, int] | None = None
        self.listed: tuple[int, int | None, int] | None = None

    # -------------------------------------------------------- tense

    def lean(self, start: int, end: int) -> int:
        """2 where the nearest verb or preposition points ahead, 1 where it may (an infinitive, a modal), -1 back, 0 no sign."""
        if _DUE_AFTER.match(self.text, end):
            return 2
        last, clause = None, clause_before(self.text, start)
        for last in _CUES.finditer(clause):  # noqa: B007  the nearest cue is the last one
            pass
        if last is None:
            return self._lean_after(end)
        if last[0].strip().lower() == "by" and re.search(r"\bhad\b", clause):
            return -1
        return 2 if last["ahead"] else 1 if last["maybe"] else -1

    def _lean_after(self, end: int) -> int:
        """For a fronted expression: only "will" and its like point ahead, any other verb back."""
        first = _CUES.search(clause_after(self.text, end))
        if first is None:
            return 0
        return 2 if _WILL.match(first[0]) else -1

    # -------------------------------------------------------- days and weeks

    def day_value(self, offset: int) -> str:
        """The day `offset` days from publication."""
        return (self.day + offset * DAY).isoformat() if self.day else "XXXX-XX-XX"

    def weekday(self, number: int, lean: int) -> str:
        """The weekday in the seven days ending on the publication day, or ahead where the tense says so."""
        if not self.day:
            return f"XXXX-WXX-{number}"
        ahead = (number - self.day.isoweekday()) % 7
        return (self.day + (ahead if lean > 1 else (ahead - 7 if ahead else 0)) * DAY).isoformat()

    def weekday_beside(self, number: int, which: int) -> str:
        """Last (-1), this (0) or next (1): *last Monday* is the preceding one, *next* the one to come, *this* in the same week."""
        if not self.day:
            return f"XXXX-WXX-{number}"
        if which == 0:
            return (monday(self.day) + (number - 1) * DAY).isoformat()
        step = (number - self.day.isoweekday()) % 7
        return (self.day + ((step or 7) if which > 0 else (step - 7)) * DAY).isoformat()

    def week(self, offset: int) -> str:
        """The ISO week `offset` weeks from that of publication."""
        return week_value(self.day + offset * 7 * DAY) if self.day else "XXXX-WXX"

    # -------------------------------------------------------- months, quarters, years

    def year_value(self, offset: int) -> str:
        """The year `offset` years from that of publication."""
        return f"{self.year + offset:04d}" if self.year else "XXXX"

    def month_value(self, offset: int) -> str:
        """The month `offset` months from that of publication."""
        if self.year is None or self.month is None:
            return "XXXX-XX"
        year, month = add_months(self.year, self.month, offset)
        return f"{year:04d}-{month:02d}"

    def year_of_month(self, month: int, lean: int, day: int | None = None) -> int | None:
        """The year of a month (or day of it) named without one: back from publication, ahead where the tense says so."""
        if self.year is None or self.month is None:
            return None
        here = (self.month, self.day.day if self.day else 31)
        there = (month, day or here[1])
        if there == here:
            return self.year
        ahead = self.year if there > here else self.year + 1
        back = (self.month - month) % 12 + (12 if month == self.month and there > here else 0)
        return ahead if back >= {2: 1 if day else 0, 1: 7, 0: 9}.get(lean, 11) else ahead - 1

    def year_of_weekday(self, month: int, day: int, weekday: int) -> int | None:
        """The nearest year in which that day is that weekday ("Saturday, April 25")."""
        if self.year is None:
            return None
        for year in (self.year, self.year + 1, self.year - 1):
            try:
                if dt.date(year, month, day).isoweekday() == weekday:
                    return year
            except ValueError:
                continue
        return None

    def month_beside(self, month: int, which: int) -> int | None:
        """The year of last (-1), this (0) or next (1) such month."""
        if self.year is None or self.month is None:
            return None
        if which == 0:
            return self.year
        return self.year - (month >= self.month) if which < 0 else self.year + (month <= self.month)

    def this_quarter(self) -> tuple[int, int] | None:
        """The quarter of publication."""
        return (self.year, (self.month - 1) // 3 + 1) if self.year and self.month else None

    def reported_quarter(self) -> tuple[int, int] | None:
        """The quarter the text is about: the one it named last, else the last one completed before publication."""
        if self.quarter:
            return self.quarter
        here = self.this_quarter()
        return shift_quarter(here, -1) if here else None

    # -------------------------------------------------------- narrative

    def focus_days(self) -> Days | None:
        """The days of the date named last, else of publication. A date still to come counts only in its own paragraph."""
        days = days_of(self.focus) if self.focus else None
        if self.ahead and self.text.find("\n", self.ahead[1], self.here) < 0 and self.ahead[1] > self.focus_at:
            days = days_of(self.ahead[0])
        return days or ((self.day, self.day) if self.day else None)

    def focus_day(self) -> dt.date | None:
        """The day named last, else the publication day."""
        days = self.focus_days()
        return days[0] if days and days[0] == days[1] else self.focus_on or self.day

    def move(self, value: str, start: int) -> None:
        """Let the narrative stand at the date just read."""
        days = days_of(value)
        if days and self.day and days[0] > self.day:
            self.ahead = value, start
            return
        self.focus, self.focus_at = value, start
        if days and days[0] == days[1]:
            self.focus_on = days[0]

    def shift(self, unit: str, count: int, day: dt.date | None) -> str:
        """The date `count` units from `day`, as coarse as the unit: a day, a day (weeks), a month, a year."""
        if unit in ("D", "W", "F", "WE"):
            step = count * {"D": 1, "W": 7, "F": 14, "WE": 7}[unit]
            return (day + step * DAY).isoformat() if day else "XXXX-XX-XX"
        if day is None:
            return "XXXX-XX" if unit == "M" else "XXXX"
        if unit in ("M", "Q"):
            year, month = add_months(day.year, day.month, count * (1 if unit == "M" else 3))
            return f"{year:04d}-{month:02d}" if unit == "M" else f"{year:04d}-Q{(month - 1) // 3 + 1}"
        years = count * {"Y": 1, "E": 10, "C": 100, "L": 1000, "H": 1}.get(unit, 1)
        return f"{day.year + years:04d}" if 0 < day.year + years < 10000 else "XXXX"

    def unit_value(self, unit: str, offset: int) -> str | None:
        """This (0), last (-1), next (1) unit around publication."""
        letter = unit_of(unit)
        if letter == "D":
            return self.day_value(offset)
        if letter in ("W", "F"):
            return self.week(offset)
        if letter == "WE":
            return f"{self.week(offset)}-WE"
        if letter == "M":
            return self.month_value(offset)
        if letter == "Q":
            here = self.this_quarter()
            return quarter_value(shift_quarter(here, offset)) if here else "XXXX-QX"
        if letter == "Y":
            return self.year_value(offset)
        if letter == "E":
            return f"{self.year // 10 + offset:03d}" if self.year else "XXX"
        if letter == "C":
            return f"{self.year // 100 + offset:02d}" if self.year else "XX"
        return None


def shift_quarter(quarter: tuple[int, int], count: int) -> tuple[int, int]:
    """The quarter `count` quarters later."""
    index = quarter[0] * 4 + quarter[1] - 1 + count
    return index // 4, index % 4 + 1


def quarter_value(quarter: tuple[int, int]) -> str:
    """A quarter as TIMEX3 writes it."""
    return f"{quarter[0]:04d}-Q{quarter[1]}"
