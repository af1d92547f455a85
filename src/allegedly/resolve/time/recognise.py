"""Find time expressions in plain text: a look-up of every word picks the runs that could hold one, rules read those.

Fast because most words of a report are in no lexicon: only the runs of words that may belong to a time expression, and hold at least
one that makes it one, ever meet a pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from allegedly.resolve.time import rules_calendar, rules_clock, rules_deictic, rules_holiday, rules_period, rules_span
from allegedly.resolve.time.anchor import Anchor, Draft
from allegedly.resolve.time.rule import Rule
from allegedly.resolve.time.words import LEXICON, Kind

RULES: tuple[Rule, ...] = (
    *rules_clock.RULES,
    *rules_calendar.RULES,
    *rules_holiday.RULES,
    *rules_period.RULES,
    *rules_deictic.RULES,
    *rules_span.RULES,
)
"""Every rule, in the order in which equal matches are preferred."""

_WORD = re.compile(r"[A-Za-z]+(?:(?<=\b[apAP])\.[mM]\b)?|['’`]?\d+(?:st|nd|rd|th|s)?(?![a-z])")
_DIGITAL = frozenset("'’`0123456789")
_GAP = 3
_YEARLIKE = re.compile(r"1\d{3}s?$|20\d\ds?$|21\d\d$")
_SHORT_YEAR = re.compile(r"['’`]\d\d")
_CLOCK = re.compile(r"[:.h]\d\d|[-/]\d")
_NO_MARK_BEFORE = frozenset("$£€#&.,@/+_")

_FOR_KINDS: dict[int, tuple[Rule, ...]] = {}


def rules_for(kinds: Kind) -> tuple[Rule, ...]:
    """The rules that a run of words with these kinds can satisfy."""
    key = int(kinds)
    if key not in _FOR_KINDS:
        _FOR_KINDS[key] = tuple(r for r in RULES if int(r.needs) & key)
    return _FOR_KINDS[key]


def find_runs(text: str) -> Iterator[tuple[list[int], Kind]]:
    """Runs of neighbouring time words: where each begins, and what kinds the run holds. Runs without a kind are left out."""
    starts: list[int] = []
    kinds, end = 0, -10
    lookup = LEXICON.get
    for match in _WORD.finditer(text):
        word = match[0]
        kind = lookup(word.lower())
        if kind is None:
            if word[0] not in _DIGITAL:
                continue
            kind = _kind_of(word, text, match.end())
        if match.start() - end > _GAP:
            if kinds:
                yield starts, Kind(kinds)
            starts, kinds = [], 0
        starts.append(match.start())
        kinds |= int(kind)
        end = match.end()
    if kinds:
        yield starts, Kind(kinds)


def _kind_of(word: str, text: str, end: int) -> Kind:
    """The kind of a token with digits in it: a year, a clock time, or just a number."""
    kind = Kind.NONE
    if _YEARLIKE.match(word):
        kind |= Kind.YEAR
    if word.endswith("0s") or _SHORT_YEAR.match(word):
        kind |= Kind.NUMERIC
    if _CLOCK.match(text, end):
        kind |= Kind.NUMERIC
    return kind


def find_drafts(text: str, anchor: Anchor) -> Iterator[tuple[int, int, Draft, str]]:
    """Every expression from left to right, the longest reading at each place: start, end, draft, rule name."""
    done = 0
    for starts, kinds in find_runs(text):
        rules = rules_for(kinds)
        for start in starts:
            if start < done or not _may_open(text, start):
                continue
            anchor.here = start
            found = _longest(text, start, rules, anchor)
            if found:
                first, done, draft, _name = found
                _move(anchor, first, draft)
                yield found


def _may_open(text: str, start: int) -> bool:
    """False inside a number, a name or an amount of money."""
    if start == 0:
        return True
    before = text[start - 1]
    if before.isalnum() or (before in _NO_MARK_BEFORE and not (before in ".," and not text[start].isdigit())):
        return False
    return not (before == "-" and text[start].isdigit() and start > 1 and text[start - 2].isdigit())


def _longest(text: str, start: int, rules: tuple[Rule, ...], anchor: Anchor) -> tuple[int, int, Draft, str] | None:
    matches = [(m.end(), -k, m, r) for k, r in enumerate(rules) if (m := r.pattern.match(text, start))]
    for _, _, match, rule in sorted(matches, key=lambda x: (-x[0], -x[1])):
        listed = anchor.listed
        draft = rule.read(match, anchor)
        if draft is not None:
            first = match.start() if draft.start is None else draft.start
            return first, match.end() if draft.end is None else draft.end, draft, rule.name
        anchor.listed = listed
    return None


def _move(anchor: Anchor, start: int, draft: Draft) -> None:
    """Let the text's narrative stand at the date just read."""
    if draft.keeps and draft.type in ("DATE", "TIME") and draft.value and draft.value[0].isdigit():
        anchor.move(draft.value.split("/")[0], start)
