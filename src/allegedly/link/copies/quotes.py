"""Where texts quote: double and single marks, straight and curly, kept apart from apostrophes.

Only for discounting: two reporters at one press conference print the same words of the same speaker without copying each other.
What is in doubt counts as prose, so that an unclosed mark cannot hide a report.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from functools import cache

import numpy as np
from numpy.typing import NDArray

from allegedly.link.copies.words import Flags, Joined, Offsets, is_alphanumeric

Codes = NDArray[np.uint32]

_OPEN, _CLOSE, _STRAIGHT, _SINGLE, _BACKTICK = "“„«", "”»", '"', "'’‘", "`"
_MARKS = _OPEN + _CLOSE + _STRAIGHT + _SINGLE + _BACKTICK
_SPACES = " \t\r\n\u00a0\u2009\u202f"
_BEFORE_OPENING = _SPACES + "([{—–-/"
_LONGEST = 4_000
"""Characters of a quotation closed by a mark further off than this: the marks do not belong together."""


class Role(IntEnum):
    """What a character does to quotations. `END` parts two texts."""

    NONE = 0
    LINE = 1
    OPEN = 2
    CLOSE = 3
    SINGLE_OPEN = 4
    SINGLE_CLOSE = 5
    END = 6


_NONE, _LINE, _END = int(Role.NONE), int(Role.LINE), int(Role.END)
_OPENS, _CLOSES = int(Role.OPEN), {int(Role.CLOSE): int(Role.OPEN), int(Role.SINGLE_CLOSE): int(Role.SINGLE_OPEN)}


def quoted_spans(joined: Joined) -> Iterator[tuple[int, int]]:
    """The outermost quotations, in order, as places in the joined texts.

    One that is left open ends with its paragraph if another opens later, as news style has it; where no paragraph ends it, it is
    none. A double mark ends a single one that was never closed.
    """
    kind, start, line = _NONE, -1, -1
    for place, role in _find_roles(joined):
        if role == _LINE:
            line = place if line < start else line
        elif role == _END:
            if kind == _OPENS and line > start:
                yield start, line
            kind, start, line = _NONE, -1, -1
        elif role in _CLOSES:
            if kind == _CLOSES[role]:
                if place - start <= _LONGEST:
                    yield start, place + 1
                kind, start = _NONE, -1
        elif kind in (_NONE, role) or role == _OPENS:
            if kind and line > start:
                yield start, line
            kind, start = role, place


def _find_roles(joined: Joined) -> Iterator[tuple[int, int]]:
    codes = joined.codes
    places = np.flatnonzero(_mark_table().take(codes, mode="clip"))[1:]
    roles = _read_roles(codes, places)
    roles[np.searchsorted(places, joined.begins[1:] - 1)] = _END
    told = roles != _NONE
    places, roles = places[told], roles[told]
    # Of line ends one after another only the first can end a paragraph that quotes.
    told = np.append(True, (roles[1:] != _LINE) | (roles[:-1] != _LINE)) if len(roles) else told[:0]
    return zip(places[told].tolist(), roles[told].tolist(), strict=True)


def _read_roles(codes: Codes, places: Offsets) -> NDArray[np.int64]:
    """The role of the mark at each place, from the characters on both sides. The last place is a line feed."""
    mark, before, after = codes[places], codes[places - 1], codes[np.minimum(places + 1, len(codes) - 1)]
    may_open = _is_one_of(before, _BEFORE_OPENING)
    opens = _is_one_of(mark, _OPEN) | ((mark == ord(_STRAIGHT)) & may_open & ~_is_one_of(after, _SPACES))
    single, tick = _is_one_of(mark, _SINGLE), mark == ord(_BACKTICK)
    # `` and '' of old wires: the second of the two speaks for both.
    second, first = (single | tick) & (mark == before), (single | tick) & (mark == after)
    goes_on = is_alphanumeric(after)
    conditions = [
        (mark == ord("\n"), Role.LINE),
        (second, np.where(tick, Role.OPEN, Role.CLOSE)),
        (first | (single & is_alphanumeric(before) & goes_on), Role.NONE),
        (single & may_open, np.where(goes_on, Role.SINGLE_OPEN, Role.NONE)),
        (single | tick, np.where(goes_on | (mark == ord("‘")) | tick, Role.NONE, Role.SINGLE_CLOSE)),
        (opens, Role.OPEN),
    ]
    return np.select([c for c, _ in conditions], [np.asarray(r, np.int64) for _, r in conditions], Role.CLOSE)


def _is_one_of(codes: Codes, characters: str) -> Flags:
    return np.isin(codes, [ord(c) for c in characters])


@cache
def _mark_table() -> Flags:
    table = np.zeros(max(map(ord, _MARKS)) + 2, np.bool_)
    table[[ord(c) for c in _MARKS + "\n"]] = True
    return table
