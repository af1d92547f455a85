"""Many reports with the links and copies between them, and the look-ups that the rules across reports share. Read-only.

Everything is in one order, that of publication and then of id, so that the order in which reports arrived leaves no trace. `until`
gives the same archive as it was on a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from allegedly.link.parties import Party, parties_of, slug
from allegedly.link.rows import Happening, Row
from allegedly.link.view import once_a_report, view_of
from allegedly.records import Attribution, CopyEdge, Document, Link, OriginTree, Relation, Report, Spans, bounding

TIED = 0.8
"""The score from which a link says that two claims put one proposition, not only like ones."""
_LATE = "9999"


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
        self.trees: dict[tuple[str, frozenset[str]], OriginTree] = {}

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
        return {i: row for report in self.reports for i, row in rows_of(report).items()}

    @cached_property
    def parties(self) -> Mapping[str, Party | None]:
        """Claim id → the party whose word it is, as it is counted over the whole archive."""
        return parties_of(self.rows.values())

    @cached_property
    def origin_of_row(self) -> Mapping[str, str]:
        """Attribution id → the key of the party that speaks in it, where one is named."""
        return {r.attribution.id: p.key for i, r in self.rows.items() if (p := self.parties[i]) and p.named}

    def carriers(self, claims: Iterable[str], events: Iterable[str]) -> frozenset[str]:
        """The documents that carry a matter: with one of its claims, with an event that one of them asserts or the reporter tells."""
        own = set(claims)
        told = [self.happenings[e] for e in events if e in self.happenings]
        kept = [h for h in told if h.event.voice or not h.event.claims or not own.isdisjoint(self.asserting.get(h.event.id, ()))]
        return frozenset([self.rows[c].document.id for c in own if c in self.rows] + [h.report.document.id for h in kept])

    @cached_property
    def happenings(self) -> Mapping[str, Happening]:
        """Events by id, in the order of the archive."""
        return {i: happening for r in self.reports for i, happening in _happenings_of(r).items()}

    @cached_property
    def attributions(self) -> Mapping[str, Attribution]:
        """Attributions by id."""
        return {a.id: a for r in self.reports for a in r.attributions}

    @cached_property
    def asserting(self) -> Mapping[str, tuple[str, ...]]:
        """Event id → the claims that say it happened (not those that mention it in passing), as the report's own status has it."""
        return {event: claims for report in self.reports for event, claims in _asserting_in(report).items()}

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

    def are_tied(self, a: str, b: str) -> bool:
        """True if two claims assert one event, or linked ones; or if they are linked as one proposition that tells of a happening, or in
        the very word for it: like words alone (*keeps forces at the border*, *masses forces at the border*) do not tie."""
        x, y = self._asserted.get(a, frozenset()), self._asserted.get(b, frozenset())
        if x & y or any((e, f) in self._same for e in x for f in y):
            return True
        link = self._same.get((a, b))
        if link is None or (link.score or 1.0) < TIED:
            return False
        return link.rule is None or link.rule.endswith(":happening") or self._says(a, y) or self._says(b, x)

    def _says(self, claim: str, events: Iterable[str]) -> bool:
        """True if a claim has the word for one of the events, though no event was found in it."""
        row = self.rows[claim]
        words = _words_of(row.report, row.claim.spans)
        return any(not words.isdisjoint(self._core.get(e, ())) for e in events)

    @cached_property
    def _core(self) -> Mapping[str, frozenset[str]]:
        return {event: core for r in self.reports for event, core in _cores_of(r).items()}

    def is_rewording(self, a: str, b: str) -> bool:
        """True if two claims stand in one utterance and a strong link says that they put one proposition."""
        link = self._same.get((a, b))
        rows = (self.rows[a].attribution.id, self.rows[b].attribution.id)
        return link is not None and (link.score or 1.0) >= TIED and self.utterance_of[rows[0]] == self.utterance_of[rows[1]]

    def near(self, claim: str) -> tuple[str, ...]:
        """The claims that a link of sameness ties to a claim, however weakly."""
        return self._near.get(claim, ())

    @cached_property
    def _near(self) -> Mapping[str, tuple[str, ...]]:
        out: dict[str, list[str]] = {}
        for a, b in sorted(self._same):
            out.setdefault(a, []).append(b)
        return {k: tuple(v) for k, v in out.items()}

    def are_near(self, a: str, b: str) -> bool:
        """True if a link, however weak, says that two claims put one proposition."""
        return (a, b) in self._same

    def share_a_story(self, a: str, b: str) -> bool:
        """True if two documents are one, or a link of sameness ties a row of one to a row of the other, or both to a third."""
        near, other = self._stories.get(a, frozenset()), self._stories.get(b, frozenset())
        return a == b or b in near or not near.isdisjoint(other)

    @cached_property
    def _stories(self) -> Mapping[str, frozenset[str]]:
        out: dict[str, set[str]] = {}
        for link in self.links:
            if link.type in ("same_claim", "same_event"):
                out.setdefault(link.source_document, set()).add(link.target_document)
                out.setdefault(link.target_document, set()).add(link.source_document)
        return {k: frozenset(v) for k, v in out.items()}

    @cached_property
    def key_of_name(self) -> Mapping[str, str]:
        """A body's or person's name as a key → the party it is counted as, for names that speak somewhere in the archive."""
        out: dict[str, str] = {}
        for row in self.rows.values():
            party = self.parties[row.claim.id]
            for speaker in row.attribution.speakers:
                name = slug(speaker.name)
                if name and party:
                    out.setdefault(name, party.key)
        return out

    @cached_property
    def _asserted(self) -> Mapping[str, frozenset[str]]:
        out: dict[str, set[str]] = {}
        for event, claims in self.asserting.items():
            for claim in claims:
                out.setdefault(claim, set()).add(event)
        return {k: frozenset(v) for k, v in out.items()}

    @cached_property
    def _same(self) -> Mapping[tuple[str, str], Link]:
        """Pairs that are linked as the same claim or event, both ways round."""
        same = [x for x in self.links if x.type in ("same_claim", "same_event") and x.polarity == "same"]
        return {pair: link for link in same for pair in ((link.source, link.target), (link.target, link.source))}

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


# ---------------------------------------------------------------- read off one report


@once_a_report
def rows_of(report: Report) -> Mapping[str, Row]:
    """Claims by id."""
    attributions = {a.id: a for a in report.attributions}
    return {c.id: Row(report, attributions[c.attribution], c) for c in report.claims if c.attribution in attributions}


@once_a_report
def _happenings_of(report: Report) -> Mapping[str, Happening]:
    return {e.id: Happening(report, e) for e in report.events}


@once_a_report
def _asserting_in(report: Report) -> Mapping[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    carried = {e.id: frozenset(e.claims) for e in report.events}
    whole = {c.id: bounding(c.spans) for c in report.claims}
    for status in report.statuses:
        if status.of in carried:
            own = [i for i in status.inputs if i in carried[status.of]]
            # A claim that another speaker passes on word for word has the same span twice.
            same = [i for i, span in whole.items() if i not in own and any(span == whole[o] for o in own)]
            out[status.of] = (*own, *same)
    return out


@once_a_report
def _words_of(report: Report, spans: Spans) -> frozenset[str]:
    """The stems and groups of the words in the spans."""
    return frozenset(k for w in view_of(report).words_in(spans) for k in (w.stem, *w.groups))


@once_a_report
def _cores_of(report: Report) -> Mapping[str, frozenset[str]]:
    """Event id → the stems and groups of its trigger."""
    return {v.event.id: v.core for v in view_of(report).events}
