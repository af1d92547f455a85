"""TIMEX3 scores on character offsets, after TempEval-3 (UzZaman et al. 2013).

Rows are mappings with `start`, `end`, `type`, `value`. *Strict* compares spans exactly, *relaxed* by overlap, one to one, the longest
overlap first. *Value* and *type* count relaxed matches whose attribute is right, over all predicted and all gold rows. *Interval*
compares the days of gold DATE and TIME values that can be resolved with those of the prediction.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from allegedly.records import Timex
from allegedly.score.rates import Rate

Row = Mapping[str, Any]
Days = tuple[dt.date, dt.date]


class TimexScore(NamedTuple):
    """The measures of one run; `intervals` counts gold intervals on relaxed matches and those equal in the prediction."""

    strict: Rate
    relaxed: Rate
    value: Rate
    type: Rate
    intervals: tuple[int, int]


def timex_rows(timexes: Iterable[Timex]) -> list[dict[str, Any]]:
    """Records as rows for `score_timexes`."""
    return [{"start": t.span.start, "end": t.span.end, "type": t.type, "value": t.value} for t in timexes]


def score_timexes(gold: Mapping[str, Sequence[Row]], predicted: Mapping[str, Sequence[Row]]) -> TimexScore:
    """Micro-averaged over the documents of `gold`; a document that `predicted` lacks counts as empty."""
    strict = relaxed = value = kind = resolvable = equal = n_gold = n_predicted = 0
    for name, rows in gold.items():
        guesses = predicted.get(name, ())
        n_gold, n_predicted = n_gold + len(rows), n_predicted + len(guesses)
        strict += len({(r["start"], r["end"]) for r in rows} & {(r["start"], r["end"]) for r in guesses})
        for right, guess in match_rows(rows, guesses):
            relaxed += 1
            value += right["value"] == guess.get("value")
            kind += right["type"] == guess.get("type")
            days = value_days(right["value"]) if right["type"] in ("DATE", "TIME") else None
            resolvable += days is not None
            equal += days is not None and days == value_days(guess.get("value"))
    counts = [Rate(n, n_predicted, n_gold) for n in (strict, relaxed, value, kind)]
    return TimexScore(counts[0], counts[1], counts[2], counts[3], (equal, resolvable))


def match_rows(gold: Sequence[Row], predicted: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Pairs that share a character, one to one, the longest overlap first, then in order."""
    pairs = [(_overlap(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted) if _overlap(g, p) > 0]
    used_gold: set[int] = set()
    used: set[int] = set()
    out: list[tuple[Row, Row]] = []
    for _, i, j in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        if i not in used_gold and j not in used:
            used_gold.add(i)
            used.add(j)
            out.append((gold[i], predicted[j]))
    return out


def _overlap(a: Row, b: Row) -> int:
    return int(min(a["end"], b["end"]) - max(a["start"], b["start"]))


_FORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)"), "day"),
    (re.compile(r"(\d{4})-(\d\d)(?:-XX)?"), "month"),
    (re.compile(r"(\d{4})(?:-XX(?:-XX)?)?"), "year"),
    (re.compile(r"(\d{4})-W(\d\d)(-WE)?"), "week"),
    (re.compile(r"(\d{4})-Q([1-4])"), "quarter"),
    (re.compile(r"(\d{4})-H([12])"), "half"),
    (re.compile(r"(\d{3})X?"), "decade"),
)


def value_days(value: str | None) -> Days | None:
    """First and last day of a TIMEX3 value, its time of day left out; `None` where it names no days."""
    text = (value or "").split("T")[0]
    for pattern, form in _FORMS:
        if found := pattern.fullmatch(text):
            try:
                return _days(form, *found.groups())
            except ValueError:
                return None
    return None


def _days(form: str, first: str, second: str | None = None, third: str | None = None) -> Days:
    year, number = int(first), int(second or 0)
    if form == "day":
        return (dt.date(year, number, int(third or 0)),) * 2
    if form == "week":
        monday = dt.date.fromisocalendar(year, number, 1)
        return monday + dt.timedelta(5 if third else 0), monday + dt.timedelta(6)
    if form == "decade":
        return dt.date(year * 10, 1, 1), dt.date(year * 10 + 9, 12, 31)
    length = {"month": 1, "year": 12, "quarter": 3, "half": 6}[form]
    last = number * length if form != "year" else 12
    return dt.date(year, last - length + 1, 1), dt.date(year, last, monthrange(year, last)[1])
