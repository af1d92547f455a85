"""What a story is about, matter by matter: the claims and events over all reports that tell of one happening or put one proposition.

Claims and events are grouped apart (`groups.py`). A group of events with the claims that say they happened is one matter; a group of
claims that asserts no event is one by itself. Nothing is merged: a matter lists ids.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from allegedly.link.archive import Archive
from allegedly.link.groups import group_rows
from allegedly.link.slots import find_figures
from allegedly.link.view import once_a_report
from allegedly.link.words import may_hold_number, read_words
from allegedly.records import Matter, Report, Spans, make_id


def find_matters(archive: Archive) -> tuple[Matter, ...]:
    """The matters of an archive, grouped by its own links, in the order in which the reports tell of them."""
    same = {kind: [x for x in archive.links if x.type == kind] for kind in ("same_claim", "same_event")}
    return join_matters(archive, group_rows(archive.rows, same["same_claim"]), group_rows(archive.happenings, same["same_event"]))


def join_matters(archive: Archive, claim_groups: Iterable[tuple[str, ...]], event_groups: Iterable[tuple[str, ...]]) -> tuple[Matter, ...]:
    """Groups of claims and of events, as `group_rows` gives them, → matters. Every claim is in at least one."""
    groups = [part for events in event_groups for part in _by_tense(archive, tuple(sorted(events)))]
    matters = [m for events in groups for m in _of_happening(archive, events)]
    matters = _with_untold(archive, matters)
    taken = {c for m in matters for c in m.claims}
    matters += [
        _matter(left, (), left[0]) for group in _by_utterance(archive, claim_groups) if (left := tuple(c for c in group if c not in taken))
    ]
    order = {i: k for k, i in enumerate((*archive.rows, *archive.happenings))}
    return tuple(sorted(matters, key=lambda m: min(order.get(i, len(order)) for i in (*m.claims, *m.events))))


def _by_utterance(archive: Archive, groups: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The groups, those joined that hold two wordings of one utterance which a link says put one proposition: average link may leave
    the freest of four renderings outside."""
    parts: list[tuple[str, ...]] = []
    for group in groups:
        near = [p for p in parts if any(archive.is_rewording(c, other) for c in group for other in archive.near(c) if other in p)]
        parts = [p for p in parts if p not in near] + [tuple(sorted({*group, *(c for p in near for c in p)}))]
    return parts


def _of_happening(archive: Archive, events: tuple[str, ...]) -> Iterator[Matter]:
    """The matters of a group of events: one, or one for each figure that is claimed and one for the events left over. A lone event that
    no claim asserts is none: it stands in its report."""
    claims = tuple(sorted({c for e in events for c in archive.asserting.get(e, ())}))
    parts = by_figures(archive, claims)
    for part in parts:
        own = events if len(parts) == 1 else tuple(e for e in events if not set(archive.asserting.get(e, ())).isdisjoint(part))
        if part or len(events) > 1:
            yield _matter(part, own, events[0])
    left = tuple(e for e in events if not archive.asserting.get(e))
    if len(parts) > 1 and left:
        yield _matter((), left, events[0])


def _by_tense(archive: Archive, events: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The events in one part, or in two where some were done before others are planned: *published every death* on Thursday and *will
    publish its report* on Friday are two things."""
    planned = tuple(e for e in events if archive.happenings[e].event.modality in ("planned", "conditional", "hypothetical"))
    done = tuple(e for e in events if e not in planned)
    days = [[d for e in part if (d := archive.day(archive.happenings[e].report.document))] for part in (planned, done)]
    if not planned or not done or not all(days) or max(days[0]) <= min(days[1]):
        return [events]
    return [done, planned]


def _with_untold(archive: Archive, matters: list[Matter]) -> list[Matter]:
    """The matters with the claims in which no event was found though they say in the same words that it happened."""
    told = {c: m for m in matters if m.events for c in m.claims}
    more: dict[str, list[str]] = {}
    for claim in archive.rows:
        if claim in told:
            continue
        tied = Counter(told[c].id for c in archive.near(claim) if c in told and archive.are_tied(claim, c))
        best = max(tied, key=lambda i: (tied[i], i), default=None)
        if best is not None and 2 * tied[best] > next(len(m.claims) for m in matters if m.id == best):
            more.setdefault(best, []).append(claim)
    return [msgspec.structs.replace(m, claims=tuple(sorted((*m.claims, *more.get(m.id, ()))))) for m in matters]


def by_figures(archive: Archive, claims: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The claims in parts that give the same figures: who says that nine died does not bear out who says thirty-one. Claims without a
    figure are a part of their own where the others differ."""
    figures = {c: figures_in(row.report, row.claim.spans) for c in claims if (row := archive.rows[c])}
    units = {unit for found in figures.values() for unit in found}
    rival = sorted(u for u in units if len({f[u] for f in figures.values() if u in f}) > 1)
    parts: dict[tuple[float | None, ...], list[str]] = {}
    for claim in claims:
        parts.setdefault(tuple(figures[claim].get(u) for u in rival), []).append(claim)
    return [tuple(part) for part in parts.values()] or [()]


@once_a_report
def figures_in(report: Report, spans: Spans) -> Mapping[str, float]:
    """What a claim or a sentence counts → the largest number it gives for it: *24 people, two of them children* counts 24."""
    text = report.document.text
    if not any(may_hold_number(text, s.start, s.end) for s in spans):
        return {}
    words = tuple(w for s in spans for w in read_words(text, s.start, s.end))
    return {unit: max(n for n, _ in numbers) for unit, numbers in find_figures(text, words).items()}


def _matter(claims: tuple[str, ...], events: tuple[str, ...], first: str) -> Matter:
    rows = (tuple(sorted(claims)), tuple(sorted(events)))
    return Matter(
        id=make_id(first, "matter", *rows[0][:1], *rows[1][:1]), happening=make_id(first, "happening"), claims=rows[0], events=rows[1]
    )


def matter_of(matters: Iterable[Matter]) -> Mapping[str, Matter]:
    """Claim or event id → its matter, the one with most rows first."""
    out: dict[str, Matter] = {}
    for matter in sorted(matters, key=lambda m: (-len(m.claims) - len(m.events), m.id)):
        for row in (*matter.claims, *matter.events):
            out.setdefault(row, matter)
    return out
