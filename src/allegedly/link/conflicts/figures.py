"""Conflicts of figures: rival tolls, and how they come together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from allegedly.link.archive import Archive
from allegedly.link.conflicts.values import Sighting, make_conflict, origin_in
from allegedly.link.matters import figures_in
from allegedly.link.parties import slug
from allegedly.link.rows import sentence_around
from allegedly.link.slots import FATES
from allegedly.link.view import once_a_report
from allegedly.records import Conflict, Matter, Participant, Report, Span, Spans

ABOUT = {"dead": "killed", "hurt": "injured"}
COUNTED = frozenset(FATES.values())
_EARLIER = re.compile(
    r"\b(?:had (?:first|earlier|originally|initially|previously)|(?:earlier|initially|originally|at first),?)\b", re.IGNORECASE
)


def figures(archive: Archive, matters: Sequence[Matter]) -> Iterator[Conflict]:
    """One happening, two counts of the same: *nine killed*, *31 dead*. The largest count an origin gives in one report is its total."""
    for unit, parts in _by_unit(archive, matters).items():
        counts = [(events[0], _totals(_in_reports(archive, events, unit))) for events in parts]
        for of, sightings in counts:
            # The same counts, or fewer of them, may be met from another event of the disaster.
            if any(set(sightings) < set(more) or (set(sightings) == set(more) and other < of) for other, more in counts):
                continue
            found = make_conflict(archive, "figure", of, ABOUT.get(unit, unit), sightings, str.__ne__, "figures")
            yield from [found] if found else []


def _by_unit(archive: Archive, matters: Sequence[Matter]) -> dict[str, list[list[str]]]:
    """What is counted → the events beside which it is counted, in parts that share a report: *killed* and *fire* of one disaster."""
    out: dict[str, list[list[str]]] = {}
    grouped: dict[str, list[str]] = {}
    for matter in matters:
        grouped.setdefault(matter.happening, []).extend(matter.events)
    for events in grouped.values():
        for unit in sorted({u for e in events for u in _counted_in(archive, e)}):
            parts = out.setdefault(unit, [])
            near = [p for p in parts if _documents(archive, p) & _documents(archive, events)]
            parts[:] = [p for p in parts if p not in near] + [sorted({*events, *(e for p in near for e in p)})]
    return out


def _documents(archive: Archive, events: Iterable[str]) -> set[str]:
    return {archive.happenings[e].report.document.id for e in events}


def _counted_in(archive: Archive, event: str) -> frozenset[str]:
    """What is counted in the sentence of an event, of the fates of persons."""
    report, row = archive.happenings[event]
    return _counted_at(report, row.trigger[:1])


@once_a_report
def _counted_at(report: Report, spans: Spans) -> frozenset[str]:
    return frozenset(figures_in(report, (sentence_around(report.document, spans),)).keys() & COUNTED)


def _in_reports(archive: Archive, events: Iterable[str], unit: str) -> Iterator[Sighting]:
    """Every count of `unit` in the reports that tell of the happening, or of its story: in claims, and in sentences that nobody is made
    to own."""
    told = _documents(archive, events)
    for document in archive.report_of:
        near = sum(archive.share_a_story(document, other) for other in told)
        if document not in told and 2 * near < len(told):
            continue
        report = archive.report_of[document]
        claimed = list(_in_claims(archive, report, unit))
        yield from claimed
        yield from _in_voice(archive, report, unit, [s.spans[0] for s in claimed])


def _in_claims(archive: Archive, report: Report, unit: str) -> Iterator[Sighting]:
    for claim in report.claims:
        row = archive.rows.get(claim.id)
        counts = [n for s in claim.spans if (n := figures_in(report, (s,)).get(unit)) is not None]
        if row is not None and counts and not _EARLIER.search(row.text) and claim.modality != "negated":
            yield Sighting(_number(max(counts)), report.document.id, claim.id, claim.spans, origin_in(archive, claim.id))


def _in_voice(archive: Archive, report: Report, unit: str, claimed: Sequence[Span]) -> Iterator[Sighting]:
    """*The ministry raised the number of dead to 22*: the count of a sentence without a claim, on the word of the one who acts in it. A sentence tells
    its count once, however many events it tells of."""
    seen: set[Span] = set()
    for event in sorted(report.events, key=lambda e: e.actor is None):
        sentence = sentence_around(report.document, event.trigger[:1])
        if sentence in seen:
            continue
        seen.add(sentence)
        count = figures_in(report, (sentence,)).get(unit)
        if count is None or any(sentence.meets(s) for s in claimed) or _EARLIER.search(sentence.read(report.document.text)):
            continue
        yield Sighting(_number(count), report.document.id, event.id, (sentence,), _actor(archive, event.actor))


def _actor(archive: Archive, actor: Participant | tuple[Participant, ...] | None) -> str | None:
    """The origin that goes by the actor's name elsewhere in the archive, else the name as a key."""
    name = actor.name if isinstance(actor, Participant) else None
    return archive.key_of_name.get(slug(name) or "", slug(name)) if name else None


def _number(count: float) -> str:
    return f"{count:g}"


def _totals(sightings: Iterable[Sighting]) -> list[Sighting]:
    """The largest count of each origin in each report; parts (*two of them in hospital*) do not compete with it."""
    best: dict[tuple[str, str | None], Sighting] = {}
    for s in sightings:
        known = best.get((s.document, s.origin))
        if known is None or float(s.value) > float(known.value):
            best[s.document, s.origin] = s
    return list(best.values())
