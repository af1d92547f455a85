"""Many reports with the links and copies between them, and the look-ups that the rules across reports share. Read-only.

Everything is in one order, that of publication and then of id, so that the order in which reports arrived leaves no trace. `until`
gives the same archive as it was on a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from allegedly.records import Attribution, Claim, CopyEdge, Document, Event, Link, Relation, Report, Span, bounding

_LATE = "9999"
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


class Archive:
    """Reports, the links between their rows and the copies between their texts. `added` says on which day (ISO) a report that
    prints no date came in."""

    def __init__(
        self,
        reports: Iterable[Report],
        links: Iterable[Link] = (),
        copies: Iterable[CopyEdge] = (),
        added: Mapping[str, str] | None = None,
        as_of: str | None = None,
    ) -> None:
        self.added = dict(added or {})
        self.as_of = as_of
        self.reports = tuple(sorted({r.document.id: r for r in reports}.values(), key=self._order))
        self.links = tuple(sorted({link.id: link for link in links}.values(), key=lambda link: link.id))
        self.copies = tuple(sorted(set(copies), key=lambda c: (c.a, c.b)))

    def _order(self, report: Report) -> tuple[str, str]:
        return self.day(report.document) or _LATE, report.document.id

    def day(self, document: Document) -> str | None:
        """The day a report is known from: its publication, else the day it was added; `None` where neither is known."""
        return (document.published or self.added.get(document.id) or "")[:10] or None

    def until(self, day: str) -> Archive:
        """The archive as it was at the end of `day`: reports published, else added, later or on no known day are not in it."""
        kept = [r for r in self.reports if (self.day(r.document) or _LATE) <= day]
        ids = {r.document.id for r in kept}
        links = [link for link in self.links if link.source_document in ids and link.target_document in ids]
        return Archive(kept, links, [c for c in self.copies if c.a in ids and c.b in ids], self.added, day)

    # ------------------------------------------------------------ rows

    @cached_property
    def report_of(self) -> Mapping[str, Report]:
        """Reports by document id."""
        return {r.document.id: r for r in self.reports}

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """Document id → its place in the order of publication."""
        return {r.document.id: k for k, r in enumerate(self.reports)}

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        """Claims by id, in the order of the archive."""
        out: dict[str, Row] = {}
        for report in self.reports:
            attributions = {a.id: a for a in report.attributions}
            out.update({c.id: Row(report, attributions[c.attribution], c) for c in report.claims if c.attribution in attributions})
        return out

    @cached_property
    def happenings(self) -> Mapping[str, Happening]:
        """Events by id, in the order of the archive."""
        return {e.id: Happening(r, e) for r in self.reports for e in r.events}

    @cached_property
    def attributions(self) -> Mapping[str, Attribution]:
        """Attributions by id."""
        return {a.id: a for r in self.reports for a in r.attributions}

    @cached_property
    def asserting(self) -> Mapping[str, tuple[str, ...]]:
        """Event id → the claims that say it happened (not those that mention it in passing), as the report's own status has it."""
        out: dict[str, tuple[str, ...]] = {}
        for report in self.reports:
            carried = {e.id: frozenset(e.claims) for e in report.events}
            for status in report.statuses:
                if status.of in carried:
                    out[status.of] = tuple(i for i in status.inputs if i in carried[status.of])
        return out

    @cached_property
    def answers(self) -> Mapping[str, tuple[Relation | Link, ...]]:
        """Claim id → the relations and links by which other claims answer it."""
        out: dict[str, list[Relation | Link]] = {}
        every: list[Relation | Link] = [*(x for r in self.reports for x in r.relations), *self.links]
        for relation in every:
            if relation.source in self.rows and relation.target in self.rows:
                out.setdefault(relation.target, []).append(relation)
        return {k: tuple(v) for k, v in out.items()}

    @cached_property
    def utterance_of(self) -> Mapping[str, str]:
        """Attribution id → the key of its utterance, one over all documents that a `same_utterance` link ties."""
        key = {a.id: a.utterance or a.id for a in self.attributions.values()}
        tied = [(x.source, x.target) for x in self.links if x.type == "same_utterance" and x.source in key and x.target in key]
        while moved := [(min(key[a], key[b]), max(key[a], key[b])) for a, b in tied if key[a] != key[b]]:
            rename = {old: new for new, old in moved}
            key = {i: rename.get(k, k) for i, k in key.items()}
        return key

    def copies_of(self, document: str) -> tuple[CopyEdge, ...]:
        """The copy edges that touch a document."""
        return self._copies.get(document, ())

    @cached_property
    def _copies(self) -> Mapping[str, tuple[CopyEdge, ...]]:
        out: dict[str, list[CopyEdge]] = {}
        for edge in self.copies:
            out.setdefault(edge.a, []).append(edge)
            out.setdefault(edge.b, []).append(edge)
        return {k: tuple(v) for k, v in out.items()}


def sentence_around(document: Document, spans: Iterable[Span]) -> Span:
    """The sentence, or sentences, that hold `spans`, found by stops and line ends: a record carries no sentences."""
    whole = bounding(spans)
    start, end = 0, len(document.text)
    for stop in _STOP.finditer(document.text):
        if stop.end() <= whole.start:
            start = stop.end()
        elif stop.start() >= whole.end - 1:
            end = stop.start() + len(stop.group().rstrip())
            break
    return Span(start, end)
