"""A row of a report together with the report it stands in, and the sentence around a span."""

from __future__ import annotations

import re
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
    stops = _stops(document.text)
    start = max((after for _, after in stops if after <= whole.start), default=0)
    end = min((stop for stop, after in stops if after > whole.start and stop >= whole.end - 1), default=len(document.text))
    return Span(start, max(end, whole.end))


@lru_cache(maxsize=256)
def _stops(text: str) -> tuple[tuple[int, int], ...]:
    """Where sentences end (one past the stop) and where the next ones begin."""
    return tuple((m.start() + len(m.group().rstrip()), m.end()) for m in _STOP.finditer(text))
