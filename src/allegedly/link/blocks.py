"""The keys under which reports of one story meet, so that not every report has to be compared with every other.

A key joins two of the report's most telling words (names of persons and places, rare words), by stem, with the week; a key of three needs
no week, so that a story is met again after months and a report without a date is met at all. Two reports of one story share several
keys, unrelated ones almost none; how many reports share a key does not grow with the years.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from datetime import date
from itertools import combinations

from allegedly.link.slots import Days, read_days
from allegedly.link.view import View, view_of
from allegedly.link.words import Word, weight_of
from allegedly.records import Report

_YEAR = re.compile(r"\b\d{4}\b")
TELLING = 9
"""Words that make keys of two."""
TELLING_MOST = 6
"""Words that make keys of three."""
LEAD = 400
"""Characters at the start whose words count more."""
COMMON = 1.5
"""Words less telling than this make no key."""


def block_keys(report: Report) -> frozenset[str]:
    """The keys of a report: two telling words and a week number (`kremlin+zhytomyr@105452`), or three telling words."""
    view = view_of(report)
    words = telling_words(view)[:TELLING]
    pairs = {f"{a}+{b}@{week}" for a, b in combinations(sorted(words), 2) for week in _weeks(view)}
    triples = {"+".join(three) for three in combinations(sorted(words[:TELLING_MOST]), 3)}
    return frozenset(pairs | triples)


def telling_words(view: View) -> list[str]:
    """The stems of a report, the most telling first: rare in the news, repeated here, in the lead, capitalised."""
    counts: Counter[str] = Counter()
    bonus: dict[str, float] = {}
    for word in view.words:
        if word.number is None:
            key = _key(word)
            counts[key] += 1
            bonus[key] = max(bonus.get(key, 0.0), (0.4 if word.start < LEAD else 0.0) + (0.3 if word.capital else 0.0))
    scored = {k: weight_of(k.split("@")[0]) * (1 + math.log(n) + bonus[k]) for k, n in counts.items() if weight_of(k) >= COMMON}
    return sorted(scored, key=lambda k: (-scored[k], k))


def _key(word: Word) -> str:
    """Words of one country are one word."""
    return next((g[1:].lower() for g in word.groups if g.startswith("@")), word.stem)


def _weeks(view: View) -> tuple[int, ...]:
    """The week of publication and the next, so that reports up to a week apart share one. A report without a date is of the last day
    that its text names; none without any."""
    line = view.report.document.dateline
    days = view.published or (read_days(line.date) if line is not None and line.date else None) or _last_named(view)
    if days is None:
        return ()
    week = (days[0] - date(1970, 1, 1)).days // 7
    return (week, week + 1)


def _last_named(view: View) -> Days | None:
    """The last single day among the time expressions."""
    named = [d for t in view.report.timexes if t.edtf and (d := read_days(t.edtf)) is not None and d[0] == d[1]]
    return max(named, default=None)
