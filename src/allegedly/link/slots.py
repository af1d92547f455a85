"""The slots on which two accounts can be seen to differ: when, where, who did it, and how many. A conflict forbids a link.

A slot that one side leaves open conflicts with nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from allegedly.link.words import Word
from allegedly.records import Event, Participant, Place

PERSONS = frozenset({"peopl", "person", "passenger", "civilian", "soldier", "man", "woman", "child", "worker", "student", "resident",
                     "villager", "tourist", "migrant", "policeman"})  # fmt: skip
"""Stems that say only that persons are counted; what befell them is the unit."""
FATES = {
    "kill": "dead",
    "die": "dead",
    "injure": "hurt",
    "miss": "missing",
    "arrest": "arrested",
    "rescue": "rescued",
    "infect": "infected",
}
"""Group of a word near a number → what is counted."""
NEAR = 4
_LOOSE = re.compile(
    r"(?:at least|more than|over|up to|about|around|some|nearly|almost|roughly|approximately|fewer than|less than)\s*$", re.I
)
CITY_APART_KM = 60.0
AREA_APART_KM = 350.0

Days = tuple[date, date]


class Slots(NamedTuple):
    """What an account fixes: `figures` by unit (a number, and whether it is exact), days, places, actors."""

    figures: Mapping[str, frozenset[tuple[float, bool]]]
    days: Days | None
    places: tuple[Place, ...]
    actors: tuple[Participant, ...]


def conflict(a: Slots, b: Slots) -> str | None:
    """The name of the first slot on which the two cannot both be right about one thing; `None` if there is none. Symmetric."""
    checks = (
        ("date", days_conflict(a.days, b.days)),
        ("place", places_conflict(a.places, b.places)),
        ("actor", actors_conflict(a.actors, b.actors)),
        ("figures", figures_conflict(a, b)),
    )
    return next((name for name, found in checks if found), None)


def slots_of(text: str, words: Iterable[Word], events: Iterable[Event]) -> Slots:
    """The slots of an account whose words and events are given."""
    rows = tuple(events)
    days = next((d for e in rows if e.when is not None and (d := read_days(e.when.edtf)) is not None), None)
    places = tuple(e.place for e in rows if e.place is not None and e.place.use == "literal")
    actors = tuple(p for e in rows for p in participants(e.actor))
    return Slots(find_figures(text, tuple(words)), days, places, actors)


def participants(side: Participant | tuple[Participant, ...] | None) -> tuple[Participant, ...]:
    """One side of an event as a tuple, empty where nobody is named."""
    if side is None:
        return ()
    return side if isinstance(side, tuple) else (side,)


# ---------------------------------------------------------------- figures


def find_figures(text: str, words: tuple[Word, ...]) -> dict[str, frozenset[tuple[float, bool]]]:
    """Unit → numbers given for it, each with whether it is meant exactly."""
    out: dict[str, set[tuple[float, bool]]] = {}
    for k, word in enumerate(words):
        unit = _unit(words, k) if word.number is not None else None
        if unit is not None and word.number is not None:
            exact = not _LOOSE.search(text[max(0, word.start - 16) : word.start])
            out.setdefault(unit, set()).add((word.number, exact))
    return {unit: frozenset(numbers) for unit, numbers in out.items()}


def _unit(words: tuple[Word, ...], k: int) -> str | None:
    """What the number at `k` counts: the fate of persons where one is told near by, else the noun after it."""
    after = next((w for w in words[k + 1 : k + 3] if w.number is None), None)
    near = sorted(words[max(0, k - NEAR) : k + NEAR + 1], key=lambda w: abs(w.start - words[k].start))
    fate = next((FATES[g] for w in near for g in sorted(w.groups) if g in FATES), None)
    if fate is not None and (after is None or after.stem in PERSONS or after.groups & FATES.keys()):
        return fate
    return None if after is None or after.start - words[k].end > 12 else min(after.groups, default=after.stem)


def figures_conflict(a: Slots, b: Slots) -> bool:
    """True if both count one thing, both exactly, and no number is shared."""
    return any(_differ(numbers, b.figures[unit]) for unit, numbers in a.figures.items() if unit in b.figures)


def _differ(x: frozenset[tuple[float, bool]], y: frozenset[tuple[float, bool]]) -> bool:
    return not {n for n, _ in x} & {n for n, _ in y} and all(exact for _, exact in x | y)


# ---------------------------------------------------------------- days


def read_days(edtf: str) -> Days | None:
    """First and last day of an EDTF date or closed interval (levels 0 and 1); `None` where an end is open or unknown."""
    first, _, last = edtf.partition("/")
    ends = (_day(first, False), _day(last or first, True))
    return (ends[0], ends[1]) if ends[0] is not None and ends[1] is not None else None


def _day(text: str, is_last: bool) -> date | None:
    parts = text.rstrip("~?%").split("T")[0].split("-")
    if not all(p.isdigit() for p in parts) or len(parts[0]) != 4:
        return None
    year, month, day = [*map(int, parts), 0, 0][:3]
    try:
        if day:
            return date(year, month, day)
        if not is_last:
            return date(year, month or 1, 1)
        return date(year + (month in (0, 12)), (month % 12 + 1) if month else 1, 1) - timedelta(days=1)
    except ValueError:
        return None


def days_conflict(a: Days | None, b: Days | None) -> bool:
    """True if both are known and no day is in both."""
    return a is not None and b is not None and (a[1] < b[0] or b[1] < a[0])


# ---------------------------------------------------------------- places and actors


def places_conflict(a: tuple[Place, ...], b: tuple[Place, ...]) -> bool:
    """True if every pair of places lies in different countries or too far apart to be one."""
    return bool(a and b) and all(_apart(x, y) for x in a for y in b)


def _apart(x: Place, y: Place) -> bool:
    if x.country and y.country and not set(x.country.split("|")) & set(y.country.split("|")):
        return True
    if x.kind == "country" or y.kind == "country" or None in (x.lat, x.lon, y.lat, y.lon):
        return False
    limit = CITY_APART_KM if x.kind == y.kind == "city" else AREA_APART_KM
    return distance(x, y) > limit


def distance(x: Place, y: Place) -> float:
    """Kilometres between two places with coordinates."""
    a, b = math.radians(x.lat or 0.0), math.radians(y.lat or 0.0)
    turn = math.radians((x.lon or 0.0) - (y.lon or 0.0))
    cosine = math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(turn)
    return 6371.0 * math.acos(max(-1.0, min(1.0, cosine)))


def actors_conflict(a: tuple[Participant, ...], b: tuple[Participant, ...]) -> bool:
    """True if both sides' actors belong to known states and none is shared."""
    x, y = {p.country for p in a if p.country}, {p.country for p in b if p.country}
    return bool(x and y) and not x & y
