"""Claims and reporter's-voice clauses → `Event`s: what would have happened, one row per happening, with its modality."""

from __future__ import annotations

from collections.abc import Sequence

from allegedly.events.arguments import Resolve, agents_of, find_actor, find_object, find_place, with_speakers
from allegedly.events.evidence import Surroundings
from allegedly.events.merge import group_mentions
from allegedly.events.modality import event_modality, polarity_of
from allegedly.events.plover import code_events
from allegedly.events.triggers import Judge, Mention, find_mentions
from allegedly.events.voice import find_voice
from allegedly.records import Annotated, Attribution, Claim, Event, Participant, Place, ReporterVoice, Span, make_id, spans_key

__all__ = ["agents_of", "find_events"]


def find_events(
    annotated: Annotated,
    attributions: Sequence[Attribution],
    claims: Sequence[Claim],
    places: tuple[Place, ...],
    resolve: Resolve,
    judge: Judge | None = None,
) -> tuple[tuple[Event, ...], tuple[ReporterVoice, ...]]:
    """The events of one document in text order, coded but not yet dated, and the reporter's rows that carry some of them.

    `resolve` says who a noun phrase is in this text; `judge` replaces the package's weights (to measure them on text unseen).
    """
    mentions = find_mentions(Surroundings(annotated, attributions, claims), judge)
    resolve = with_speakers(resolve, annotated, attributions)
    owners = [_owners(m, attributions, claims) for m in mentions]
    voice = find_voice(annotated, attributions, mentions, [m for m, held in zip(mentions, owners, strict=True) if not held])
    held_by = {m.token.i: held for m, held in zip(mentions, owners, strict=True)}
    groups = group_mentions(annotated, [m for m in mentions if held_by[m.token.i] or any(v.span.covers(m.span) for v in voice)])
    events = tuple(_event(annotated, [(m, held_by[m.token.i]) for m in g], voice, places, resolve) for g in groups)
    return code_events(annotated, events), voice


Owned = tuple[Mention, tuple[Claim, ...]]
"""A mention with the claim that carries it, if one does."""


def _owners(mention: Mention, attributions: Sequence[Attribution], claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The narrowest claim that holds the mention; else the nearest claim of the narrowest content that does."""
    holding = [c for c in claims if any(s.covers(mention.span) for s in c.spans)]
    if holding:
        return (min(holding, key=lambda c: sum(map(len, c.spans))),)
    inside = [
        a for a in attributions if any(s.covers(mention.span) for s in a.content) and not any(s.covers(mention.span) for s in a.gloss)
    ]
    if not inside:
        return ()
    row = min(inside, key=lambda a: sum(map(len, a.content)))
    near = [c for c in claims if c.attribution == row.id]
    return (min(near, key=lambda c: min(_gap(s, mention.span) for s in c.spans)),) if near else ()


def _gap(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end, 0)


def _event(
    annotated: Annotated,
    owners: list[Owned],
    voice: Sequence[ReporterVoice],
    places: tuple[Place, ...],
    resolve: Resolve,
) -> Event:
    group = [m for m, _ in owners]
    actor = next((a for m in group if (a := find_actor(annotated, m, resolve, places))), ())
    done_to = next((o for m in group if (o := find_object(annotated, m, resolve)) is not None), None)
    own = [m for m, held in owners if not held]
    return Event(
        id=make_id(annotated.document.id, "event", spans_key(m.span for m in group)),
        trigger=tuple(m.span for m in group),
        action=group[0].action,
        claims=tuple(dict.fromkeys(c.id for _, held in owners for c in held)),
        voice=tuple(dict.fromkeys(v.id for m in own for v in voice if v.span.covers(m.span))),
        actor=_one_or_many(actor),
        target=done_to[0] if done_to and done_to[1] else None,
        object=done_to[0] if done_to and not done_to[1] else None,
        place=find_place(annotated, group, places),
        modality=event_modality(annotated, owners),
        polarity=polarity_of(annotated, group[0]),
        rule="noun" if group[0].nominal else "verb",
    )


def _one_or_many(found: tuple[Participant, ...]) -> Participant | tuple[Participant, ...] | None:
    if not found:
        return None
    return found[0] if len(found) == 1 else found
