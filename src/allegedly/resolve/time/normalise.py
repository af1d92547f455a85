"""From drafts to records: type, TIMEX3 value, EDTF with the preposition's sense, first and last day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from allegedly.records import Span, Timex
from allegedly.resolve.time.anchor import Anchor, Draft
from allegedly.resolve.time.interval import DAY, Days, days_of, shortest
from allegedly.resolve.time.recognise import find_drafts

_LEFT = re.compile(r"(?:^|[\s\"“(])(since|by|before|after|until|from|between|prior to|ahead of)\s+(?:about\s+|around\s+|the\s+)?$", re.I)
_TO = re.compile(r"\s+(?:to|until|till|through|and|[-–—])\s+(?:the\s+)?$", re.I)


def find_timexes(text: str, published: str | None, sentences: Sequence[Span] | None = None) -> tuple[Timex, ...]:
    """Every time expression of `text`, in order, read as of `published` (EDTF, or `None`: underspecified values, never today).

    Where `sentences` are given, expressions outside every sentence or across the border of two are left out.
    """
    anchor = Anchor(text, published)
    drafts = list(find_drafts(text, anchor))
    out = [_timex(text, start, end, draft, name) for start, end, draft, name in drafts]
    out = _join_ranges(text, out)
    if sentences is not None:
        out = [t for t in out if any(s.covers(t.span) for s in sentences)]
    return tuple(out)


def _timex(text: str, start: int, end: int, draft: Draft, name: str) -> Timex:
    edtf, days = draft.edtf, draft.days
    if edtf is not None:
        first, last = _bounds(edtf)
    else:
        days = days or (days_of(draft.value) if draft.value and draft.type in ("DATE", "TIME") else None)
        edtf, first, last = _sense(text, start, days)
    if edtf and draft.approx and not edtf.startswith("/") and not edtf.endswith(("..", "/")):
        edtf += "~"
    return Timex(span=Span(start, end), type=draft.type, value=draft.value, edtf=edtf, first=first, last=last, rule=name)


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _sense(text: str, start: int, days: Days | None) -> tuple[str | None, str | None, str | None]:
    """The interval with its preposition: *since 2011* is open at the end, *by Friday* at the start."""
    if not days:
        return None, None, None
    match = _LEFT.search(text[max(0, start - 16) : start])
    word = match[1].lower() if match else ""
    first, last = days
    if word == "since":
        return f"{shortest(days)}/..".replace(f"/{last.isoformat()}/", "/"), first.isoformat(), None
    if word == "by":
        return f"/{_end(days)}", None, last.isoformat()
    if word in ("before", "prior to", "ahead of"):
        return f"/{(first - DAY).isoformat()}", None, (first - DAY).isoformat()
    if word == "after":
        return f"{(last + DAY).isoformat()}/..", (last + DAY).isoformat(), None
    return shortest(days), first.isoformat(), last.isoformat()


def _end(days: Days) -> str:
    whole = shortest(days)
    return whole if "/" not in whole else days[1].isoformat()


def _bounds(edtf: str) -> tuple[str | None, str | None]:
    """First and last day of an EDTF string written by a rule."""
    left, slash, right = edtf.partition("/")
    if not slash:
        days = days_of(left.rstrip("~"))
        return (_iso(days[0]), _iso(days[1])) if days else (None, None)
    a, b = days_of(left), days_of(right)
    return (_iso(a[0]) if a else None), (_iso(b[1]) if b else None)


def _join_ranges(text: str, timexes: list[Timex]) -> list[Timex]:
    """*from March to May*, *between 1982 and 1992*: the first of the two carries the whole interval."""
    out = list(timexes)
    for k in range(len(out) - 1):
        a, b = out[k], out[k + 1]
        before = _LEFT.search(text[max(0, a.span.start - 16) : a.span.start])
        if not (before and before[1].lower() in ("from", "between") and _TO.fullmatch(text[a.span.end : b.span.start])):
            continue
        if a.first and b.last and a.first <= b.last and a.type in ("DATE", "TIME") and b.type in ("DATE", "TIME") and a.value and b.value:
            days = dt.date.fromisoformat(a.first), dt.date.fromisoformat(b.last)
            out[k] = Timex(span=a.span, type=a.type, value=a.value, edtf=shortest(days), first=a.first, last=b.last, rule=f"{a.rule} range")
    return out
