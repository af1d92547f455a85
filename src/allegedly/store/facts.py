"""A report as rows of the fact tables. Pure: records in, tuples out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from allegedly.records import Attribution, Document, Event, Participant, Report, Span, Spans
from allegedly.store.numbers import interval_days, row_number
from allegedly.store.speakers import NOBODY, actor_id, actors_of, speaker_label, speaker_name

Rows = list[tuple[object, ...]]


def spans_json(spans: Iterable[Span]) -> str:
    """Spans as the JSON text of a column."""
    return "[" + ",".join(f"[{s.start},{s.end}]" for s in spans) + "]"


def joined(text: str, spans: Spans) -> str:
    """The pieces, verbatim, with " … " between."""
    return " … ".join(s.read(text) for s in spans)


def fact_rows(report: Report, number: int) -> dict[str, Rows]:
    """Table → rows of a report whose document has the number `number`, in the order of the columns of the schema."""
    makers = {
        "attribution": _attributions, "claim": _claims, "voice": _voice, "event": _events, "relation": _relations,
        "timex": _timexes, "place": _places, "citation": _citations,
    }  # fmt: skip
    rows: dict[str, Rows] = {table: [(row_number(number, k), *row) for k, row in enumerate(make(report))] for table, make in makers.items()}
    rows["speaker"] = list(_speakers(report))
    rows["event_claim"] = [(e.id, c) for e in report.events for c in dict.fromkeys(e.claims)]
    rows["event_voice"] = [(e.id, v) for e in report.events for v in dict.fromkeys(e.voice)]
    return rows


def _attributions(report: Report) -> Iterator[tuple[object, ...]]:
    document, text = report.document, report.document.text
    by_id = {a.id: a for a in report.attributions}
    for a in report.attributions:
        yield (
            a.id, document.id, speaker_label(document, a, by_id), a.kind, a.act, a.cue_class, a.tier, joined(text, a.source),
            joined(text, a.cue), joined(text, a.content), spans_json(a.source), spans_json(a.cue), spans_json(a.content), a.parent,
            a.continues, a.said.edtf if a.said else None, a.utterance, a.score, a.rule,
        )  # fmt: skip


def _speakers(report: Report) -> Iterator[tuple[object, ...]]:
    by_id = {a.id: a for a in report.attributions}
    for a in report.attributions:
        for place, s in enumerate(a.speakers):
            name = speaker_name(s)
            actor = actor_id(name, s.country) if name else _printed_actor(report.document, a, by_id)
            yield (a.id, place, actor, s.name, s.role, s.speaks_for, s.country, s.origin, s.type, spans_json(s.evidence), s.rule)


def _printed_actor(document: Document, row: Attribution, rows: dict[str, Attribution]) -> str:
    return next((a.id for a in actors_of(document, row, rows)), actor_id(NOBODY, None))


def _claims(report: Report) -> Iterator[tuple[object, ...]]:
    acts = {a.id: a.act for a in report.attributions}
    for c in report.claims:
        yield (
            c.id, report.document.id, c.attribution, joined(report.document.text, c.spans), spans_json(c.spans),
            c.act or acts.get(c.attribution, "assert"), c.modality, c.polarity, c.interest, msgspec.json.encode(c.about).decode(),
            spans_json([c.condition]) if c.condition else None, c.rule,
        )  # fmt: skip


def _voice(report: Report) -> Iterator[tuple[object, ...]]:
    for v in report.reporter_voice:
        yield (v.id, report.document.id, v.kind, v.span.read(report.document.text), spans_json([v.span]))


def _events(report: Report) -> Iterator[tuple[object, ...]]:
    for e in report.events:
        days, place, plover = event_days(e), e.place, e.plover
        yield (
            e.id, report.document.id, e.action, joined(report.document.text, e.trigger), spans_json(e.trigger),
            participant_words(report.document, e.actor), participant_words(report.document, e.target),
            participant_words(report.document, e.object), place_words(report.document, e),
            place.country if place else None, place.geonames_id if place else None, place.lat if place else None,
            place.lon if place else None, e.when.edtf if e.when else None, days[0] if days else None, days[1] if days else None,
            e.modality, e.polarity, plover.root if plover else None, plover.mode if plover else None, plover.quad if plover else None,
            e.rule,
        )  # fmt: skip


def event_days(event: Event) -> tuple[str, str] | None:
    """First and last day on which an event would have happened."""
    return interval_days(event.when.edtf) if event.when else None


def place_words(document: Document, event: Event) -> str | None:
    """The name of an event's place, else its words."""
    if event.place is None:
        return None
    return event.place.name or event.place.span.read(document.text)


def participant_words(document: Document, participant: Participant | tuple[Participant, ...] | None) -> str | None:
    """An actor, target or object in words; `None` for none."""
    several = participant if isinstance(participant, tuple) else (participant,) if participant else ()
    words = [p.name or " ".join(s.read(document.text) for s in p.spans) for p in several]
    return ", ".join(w for w in words if w) or None


def _relations(report: Report) -> Iterator[tuple[object, ...]]:
    for r in report.relations:
        yield (report.document.id, r.source, r.type, r.target, spans_json(r.evidence), r.mode, r.score, r.rule)


def _timexes(report: Report) -> Iterator[tuple[object, ...]]:
    for t in report.timexes:
        yield (report.document.id, t.span.read(report.document.text), spans_json([t.span]), t.type, t.value, t.edtf, t.first, t.last, t.to)


def _places(report: Report) -> Iterator[tuple[object, ...]]:
    for p in report.places:
        yield (
            report.document.id, p.span.read(report.document.text), spans_json([p.span]), p.name, p.kind, p.use, p.country, p.geonames_id,
            p.lat, p.lon, p.qualifier, p.rule,
        )  # fmt: skip


def _citations(report: Report) -> Iterator[tuple[object, ...]]:
    for c in report.citations:
        yield (report.document.id, c.outlet, c.kind, c.span.read(report.document.text), spans_json([c.span]), c.rule)
