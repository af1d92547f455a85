"""A row of a report together with the report it stands in, and the sentence around a span."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from allegedly.records import Attribution, Claim, Document, Event, Report, Span, bounding

_STOP = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])|\n\s*")


class Row(NamedTuple):
    """A claim with the attribution that makes it and the report it stands in."""

    report: Report
    attribution: Attribution
    claim: Claim

    @property
    def document(self) -> Document:
        """The document it stands in."""
        return self.report.document

    @property
    def text(self) -> str:
        """The claim's words."""
        return " ".join(s.read(self.document.text) for s in self.claim.spans)


class Happening(NamedTuple):
    """An event with the report it stands in."""

    report: Report
    event: Event


def sentence_around(document: Document, spans: Iterable[Span]) -> Span:
    """The sentence, or sentences, that hold `spans`, found by stops and line ends: a record carries no sentences."""
    whole = bounding(spans)
    ends, begins = _stops(document.text)
    at = bisect_right(begins, whole.start)
    until = max(at, bisect_left(ends, whole.end - 1))
    start = begins[at - 1] if at else 0
    return Span(start, max(ends[until] if until < len(ends) else len(document.text), whole.end))


@lru_cache(maxsize=1024)
def _stops(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where sentences end (one past the stop), and where the next ones begin; both rise."""
    found = [(m.start() + len(m.group().rstrip()), m.end()) for m in _STOP.finditer(text)]
    return tuple(stop for stop, _ in found), tuple(after for _, after in found)
