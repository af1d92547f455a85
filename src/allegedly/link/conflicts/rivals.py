"""Events that would be one happening if they did not differ on a slot. Links of sameness leave these pairs out: a difference of day or
place forbids a link, so that it is shown and not hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from allegedly.link.archive import Archive
from allegedly.link.matters import matter_of
from allegedly.link.mentions import Mention, compare_mentions
from allegedly.link.rows import sentence_around
from allegedly.link.slots import conflict
from allegedly.link.view import EventView, view_of
from allegedly.records import Matter

_SUBJECT = re.compile(r"\b(?P<article>the|an?)\s+(?:[\w-]+\s+){0,2}?(?P<noun>[\w-]+)\s+$", re.IGNORECASE)
LEAST = 0.6
"""How alike two mentions must be, as for a link."""


def rival_happenings(archive: Archive, matters: Sequence[Matter], slot: str) -> Iterator[tuple[Matter, tuple[str, ...]]]:
    """Events that tell of one happening and differ on `slot`, with all events grouped with them, and the matter of the first."""
    of = matter_of(matters)
    parts: list[set[str]] = []
    for a, b in _rivals(archive, of, slot):
        both = {*_grouped(of, a), *_grouped(of, b)}
        near = [p for p in parts if p & both]
        parts = [p for p in parts if p not in near] + [both.union(*near)]
    order = {e: k for k, e in enumerate(archive.happenings)}
    for part in parts:
        events = tuple(sorted((e for e in part if e in order), key=lambda e: order[e]))
        matter = next((of[e] for e in events if e in of), None)
        yield matter or Matter(id=events[0], happening=events[0], events=events), events


def _grouped(of: Mapping[str, Matter], event: str) -> tuple[str, ...]:
    matter = of.get(event)
    return (event, *matter.events) if matter else (event,)


def _rivals(archive: Archive, of: Mapping[str, Matter], slot: str) -> Iterator[tuple[str, str]]:
    """Pairs of events of different reports with a trigger in common and like surroundings that differ on `slot` alone."""
    views = [v for r in archive.reports for v in ((r.document.id, e) for e in view_of(r).events)]
    by_core: dict[str, list[tuple[str, EventView]]] = {}
    for document, view in views:
        for key in view.core:
            by_core.setdefault(key, []).append((document, view))
    seen: set[tuple[str, str]] = set()
    for rows in by_core.values():
        for k, (document, x) in enumerate(rows):
            for other, y in rows[k + 1 :]:
                pair = (x.event.id, y.event.id)
                if document != other and pair not in seen and conflict(x.slots, y.slots) == slot:
                    seen.add(pair)
                    if _may_be_one(archive, of, x, y):
                        yield pair


def _may_be_one(archive: Archive, of: Mapping[str, Matter], x: EventView, y: EventView) -> bool:
    """Told in like words; or, in as many words for the trigger, beside another event that is known to be the same (*fire* in *the fire
    broke out*)."""
    if compare_mentions(Mention(x.core, x.around), Mention(y.core, y.around)) >= LEAST:
        return True
    return x.core == y.core and (_one_subject(archive, x, y) or not _beside(archive, of, x).isdisjoint(_beside(archive, of, y)))


def _one_subject(archive: Archive, x: EventView, y: EventView) -> bool:
    """*The fire broke out*, *a fire broke out*, in reports of one story: the same noun right before the verb, definite at least once."""
    a, b = (archive.happenings[v.event.id] for v in (x, y))
    found = [_SUBJECT.search(h.report.document.text, 0, h.event.trigger[0].start) for h in (a, b)]
    if not all(found) or not archive.share_a_story(a.report.document.id, b.report.document.id):
        return False
    nouns = {m["noun"].lower() for m in found if m}
    return len(nouns) == 1 and any(m["article"].lower() == "the" for m in found if m)


def _beside(archive: Archive, of: Mapping[str, Matter], view: EventView) -> set[str]:
    """The happenings that the sentence of an event tells of besides it."""
    report = archive.happenings[view.event.id].report
    sentence = sentence_around(report.document, view.event.trigger[:1])
    others = (e for e in report.events if e.id != view.event.id and any(sentence.covers(t) for t in e.trigger))
    return {of[e.id].happening for e in others if e.id in of}
