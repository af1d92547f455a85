"""Row numbers that sort: day, then document, then place in the text.

Every row of a document carries `n`, a 63-bit integer: 20 bits the ordinal of the document's day, 28 bits a digest of its id, 15 bits the
row's place, counted down, so that *newest first, in the order of the text* is plain descending `n` in every index. A day is a range of
`n`, a document is a range of `n`, and neither depends on the order of arrival.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

ROW_BITS = 15
DOCUMENT_BITS = 28
LAST_ROW = (1 << ROW_BITS) - 1
DAY_SHIFT = ROW_BITS + DOCUMENT_BITS
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def document_number(day: str, document_id: str) -> int:
    """The number of a document; its rows are `n + 0` to `n + LAST_ROW`."""
    digest = int(document_id, 16) if re.fullmatch(r"[0-9a-f]{8,}", document_id) else sum(document_id.encode()) * 2654435761
    return (date.fromisoformat(day).toordinal() << DAY_SHIFT) | ((digest & ((1 << DOCUMENT_BITS) - 1)) << ROW_BITS)


def next_number(number: int) -> int:
    """The number of the slot after a document's."""
    return number + LAST_ROW + 1


def row_number(document: int, place: int) -> int:
    """The number of the row at `place` (from 0) in a document. Raises `OverflowError` beyond `LAST_ROW`."""
    if place > LAST_ROW:
        raise OverflowError(place)
    return document + LAST_ROW - place


def document_of(number: int) -> int:
    """The number of the document of a row."""
    return number & ~LAST_ROW


def day_of(number: int) -> str:
    """The day of a row or document."""
    return date.fromordinal(number >> DAY_SHIFT).isoformat()


def first_number(day: str) -> int:
    """The lowest number of a day."""
    return date.fromisoformat(day).toordinal() << DAY_SHIFT


def last_number(day: str) -> int:
    """The highest number of a day."""
    return ((date.fromisoformat(day).toordinal() + 1) << DAY_SHIFT) - 1


def last_day(edtf: str | None) -> str | None:
    """The last day of the first EDTF date in a text: `2024-07` → `2024-07-31`; `None` where there is none that exists."""
    return _bound(edtf, last=True)


def first_day(edtf: str | None) -> str | None:
    """The first day of the first EDTF date in a text."""
    return _bound(edtf, last=False)


def interval_days(edtf: str | None) -> tuple[str, str] | None:
    """First and last day of an EDTF date or interval; of one that is open at an end, the end that is known; `None` where neither is."""
    if not edtf:
        return None
    start, _, end = edtf.partition("/")
    first, last = first_day(start) or first_day(end), last_day(end) or last_day(start)
    return (first, last) if first and last and first <= last else None


def ends_on_a_day(edtf: str) -> bool:
    """True for a date, or an interval whose end is known."""
    return last_day(edtf.rpartition("/")[2]) is not None


def _bound(edtf: str | None, last: bool) -> str | None:
    found = _DATE.match(edtf or "")
    if not found:
        return None
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    try:
        if day:
            return date(year, month, day).isoformat()
        if not last:
            return date(year, month or 1, 1).isoformat()
        following = date(year + 1, 1, 1) if not month or month == 12 else date(year, month + 1, 1)
        return (following - timedelta(days=1)).isoformat()
    except ValueError:
        return None
