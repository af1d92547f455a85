"""A report as rows of the derived tables: what its claims and events can be asked for by, and where they stand on the timeline.

Pure: the report (corrections replayed) and the number of its document in, plain rows out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import urlsplit

import msgspec

from allegedly.records import Claim, Document, Event, Report, Status
from allegedly.store.facts import event_days, joined, participant_words, place_words
from allegedly.store.filter import facet_word
from allegedly.store.numbers import day_of, ends_on_a_day, interval_days, row_number
from allegedly.store.rows import ANSWERS
from allegedly.store.select import ANSWERING, PLANNED, Facet
from allegedly.store.speakers import ActorKey, actors_of, bodies_of, source_row

TALLIED = frozenset({"modality", "act", "support", "response", "outlet", "where"})
"""Facets so broad that speakers are counted by them in `source_facet`."""


AT_SPOTS = frozenset({"modality", "act", "outlet", "country", "origin", "where"})
"""Facets so broad that events are counted by them at each spot in `spot_facet`. How events stand is not among them: it changes."""


class IndexRows(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of one document: facets of claims and events by `n`, their speakers, entries of the timeline, plans, and
    the words an event can be found by."""

    claims: dict[int, tuple[Facet, ...]]
    events: dict[int, tuple[Facet, ...]]
    speakers: dict[int, tuple[ActorKey, ...]]
    bodies: tuple[ActorKey, ...]
    moments: tuple[tuple[int, int, int, int, str, str], ...]
    plans: tuple[tuple[int, int, int], ...]
    words: dict[int, str]


def index_rows(report: Report, number: int) -> IndexRows:
    """Everything derived from one report alone; its own statuses give the facets of standing until reports are compared."""
    look = _Look(report, number)
    claims = {look.claims[c.id]: tuple(dict.fromkeys(look.claim_facets(c))) for c in report.claims}
    events = {look.events[e.id]: tuple(dict.fromkeys(look.event_facets(e, claims))) for e in report.events}
    return IndexRows(
        claims=claims,
        events=events,
        speakers={look.claims[c.id]: look.actors(c) for c in report.claims},
        bodies=tuple(dict.fromkeys(b for row in report.attributions for b in bodies_of(row))),
        moments=tuple(dict.fromkeys(look.moments())),
        plans=tuple(dict.fromkeys(look.plans())),
        words={look.events[e.id]: look.event_words(e) for e in report.events},
    )


class _Look:
    """One report with the look-ups its index needs."""

    def __init__(self, report: Report, number: int) -> None:
        self.report, self.number = report, number
        self.rows = {a.id: a for a in report.attributions}
        self.claims = {c.id: row_number(number, k) for k, c in enumerate(report.claims)}
        self.events = {e.id: row_number(number, k) for k, e in enumerate(report.events)}
        self.carried: dict[str, list[Event]] = {}
        for event in report.events:
            for claim in dict.fromkeys(event.claims):
                self.carried.setdefault(claim, []).append(event)
        self.standing = dict(standing_of(report.statuses, report.events))
        self.modalities = {c.id: c.modality for c in report.claims}
        self.answering = {end for r in report.relations if r.type in ANSWERS for end in (r.source, r.target)}
        self.outlets = tuple(("outlet", o.casefold()) for o in outlet_names(report.document))

    def actors(self, claim: Claim) -> tuple[ActorKey, ...]:
        """The speakers of a claim."""
        return actors_of(self.report.document, self.rows[claim.attribution], self.rows)

    def claim_facets(self, claim: Claim) -> Iterator[Facet]:
        """What a claim can be asked for by."""
        row = self.rows[claim.attribution]
        for actor in (*self.actors(claim), *bodies_of(source_row(row, self.rows))):
            yield ("actor", actor.id)
            yield from _known([("country", actor.country), ("origin", actor.origin)])
        yield from (("about", " ".join(name.casefold().split())) for name in claim.about)
        yield from (("modality", claim.modality), ("act", claim.act or row.act))
        for event in self.carried.get(claim.id, ()):
            yield from self.place_facets(event)
        yield from self.outlets
        yield from self.standing_facets(claim.id)
        if claim.id in self.answering:
            yield ANSWERING

    def event_facets(self, event: Event, claims: dict[int, tuple[Facet, ...]]) -> Iterator[Facet]:
        """What an event can be asked for by: its own place, modality and coding, and those who say so."""
        yield ("modality", event.modality)
        yield from _known([("root", event.plover.root if event.plover else None)])
        yield from self.place_facets(event)
        yield from self.outlets
        for claim in event.claims:
            yield from (f for f in claims.get(self.claims.get(claim, -1), ()) if f[0] in _FROM_CLAIM)
        yield from self.standing_facets(event.id)
        if self.is_plan(event):
            yield PLANNED

    def place_facets(self, event: Event) -> Iterator[Facet]:
        """Where an event would have happened: GeoNames id, name, country or both countries of a border."""
        if event.place is None:
            return
        words = place_words(self.report.document, event)
        yield ("spot", str(event.place.geonames_id or (words or "").casefold()))
        found = [
            ("place", str(event.place.geonames_id) if event.place.geonames_id else None),
            ("place", words.casefold() if words else None),
        ]
        yield from _known(found)
        yield from _known(("where", country) for country in (event.place.country or "").split("|"))

    def moments(self) -> Iterator[tuple[int, int, int, int, str, str]]:
        """(first day, claim, event, last day, basis, EDTF): a claim stands once per dated event, else where it was said."""
        published = day_of(self.number)
        for claim in self.report.claims:
            n = self.claims[claim.id]
            dated = [(e, days) for e in self.carried.get(claim.id, ()) if (days := event_days(e))]
            for event, days in dated:
                yield (_ordinal(days[0]), n, self.events[event.id], _ordinal(days[1]), "happened", event.when.edtf if event.when else "")
            if not dated:
                said = self.rows[claim.attribution].said
                days = interval_days(said.edtf) if said else None
                basis, edtf = ("said", said.edtf) if said and days else ("published", published)
                first, last = days or (published, published)
                yield (_ordinal(first), n, 0, _ordinal(last), basis, edtf)
        for event in self.report.events:
            days = event_days(event)
            if event.voice and not event.claims and days and event.when:
                yield (_ordinal(days[0]), 0, self.events[event.id], _ordinal(days[1]), "happened", event.when.edtf)

    def standing_facets(self, row: str) -> tuple[Facet, ...]:
        """How a row stands within its report; nothing where no status was computed."""
        status = self.standing.get(row)
        return standing_facets(status.support, status.response) if status else ()

    def event_words(self, event: Event) -> str:
        """The words of an event, of those who take part and of the claims that carry it."""
        document = self.report.document
        claims = [joined(document.text, c.spans) for c in self.report.claims if c.id in event.claims]
        parts = [participant_words(document, p) for p in (event.actor, event.target, event.object)]
        found = [event.action, joined(document.text, event.trigger), *parts, place_words(document, event), *claims]
        return " \n ".join(dict.fromkeys(w for w in found if w))

    def is_plan(self, event: Event) -> bool:
        """True for what a claim plans for a known day: what is to go on from a day without an end falls on none."""
        planned = event.modality == "planned" or any(self.modalities.get(c) == "planned" for c in event.claims)
        return planned and bool(event.claims) and event.when is not None and ends_on_a_day(event.when.edtf)

    def plans(self) -> Iterator[tuple[int, int, int]]:
        """(last day, event, first day) of events planned for a known day and carried by a claim."""
        for event in self.report.events:
            days = event_days(event)
            if days and self.is_plan(event):
                yield (_ordinal(days[1]), self.events[event.id], _ordinal(days[0]))


_FROM_CLAIM = {"actor", "country", "origin", "about", "act"}


def _known(found: Iterable[tuple[str, str | None]]) -> Iterator[Facet]:
    yield from ((name, value) for name, value in found if value)


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def outlet_names(document: Document) -> tuple[str, ...]:
    """Publisher, agency and host of a document."""
    host = urlsplit(document.url).hostname if document.url else None
    return tuple(dict.fromkeys(n for n in (document.publisher, document.agency, (host or "").removeprefix("www.")) if n))


def standing_facets(support: str, response: str) -> tuple[Facet, ...]:
    """The two facets of a status."""
    return (("support", facet_word(support)), ("response", facet_word(response)))


def standing_of(statuses: Iterable[Status], events: Iterable[Event]) -> Iterator[tuple[str, Status]]:
    """(id of a claim or event, its status): a claim stands as the event it asserts does."""
    carried = {e.id: frozenset(e.claims) for e in events}
    for status in statuses:
        yield status.of, status
        yield from ((c, status) for c in status.inputs if c in carried.get(status.of, ()))
