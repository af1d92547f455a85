"""Claims and reporter's-voice clauses → `Event`s: what would have happened, one row per happening, with its modality."""

from __future__ import annotations

from collections.abc import Sequence

from allegedly.events.arguments import Resolve, find_actor, find_object, find_place
from allegedly.events.merge import group_mentions
from allegedly.events.modality import event_modality, polarity_of
from allegedly.events.triggers import Mention, find_mentions
from allegedly.events.voice import find_voice
from allegedly.records import Annotated, Attribution, Claim, Event, Participant, Place, ReporterVoice, make_id, spans_key

__all__ = ["find_events"]


def find_events(
    annotated: Annotated,
    attributions: Sequence[Attribution],
    claims: Sequence[Claim],
    places: tuple[Place, ...],
    resolve: Resolve,
) -> tuple[tuple[Event, ...], tuple[ReporterVoice, ...]]:
    """The events of one document in text order, not yet dated or coded, and the reporter's rows that carry some of them.

    `resolve` says who a noun phrase is in this text.
    """
    mentions = list(find_mentions(annotated, attributions))
    voice = find_voice(annotated, attributions, mentions)
    groups = group_mentions(annotated, [m for m in mentions if _is_owned(m, claims, voice)])
    return tuple(_event(annotated, g, claims, voice, places, resolve) for g in groups), voice


def _is_owned(mention: Mention, claims: Sequence[Claim], voice: Sequence[ReporterVoice]) -> bool:
    """Only what a claim or the reporter says can be an event of the record."""
    return any(s.covers(mention.span) for c in claims for s in c.spans) or any(v.span.covers(mention.span) for v in voice)


def _owners(mention: Mention, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims that hold the mention, the narrowest attribution's first."""
    holding = [c for c in claims if any(s.covers(mention.span) for s in c.spans)]
    return tuple(sorted(holding, key=lambda c: sum(map(len, c.spans))))


def _event(
    annotated: Annotated,
    group: list[Mention],
    claims: Sequence[Claim],
    voice: Sequence[ReporterVoice],
    places: tuple[Place, ...],
    resolve: Resolve,
) -> Event:
    owners = [(m, _owners(m, claims)[:1]) for m in group]
    actor = next((a for m in group if (a := find_actor(annotated, m, resolve))), ())
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
