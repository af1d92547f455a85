"""When events would have happened: each time goes to the nearest verb it can modify; an event without one stays open.

Codebook, Times: an event before a dated report with no date of its own is `/date`; a planned one `date/..`.
"""

from __future__ import annotations

import msgspec

from allegedly.records import Annotated, Attribution, Event, Reading, Span, Timex, Token, When
from allegedly.resolve.time.interval import days_of

_FAR = 10_000


def attach_events(
    annotated: Annotated, timexes: tuple[Timex, ...], attributions: tuple[Attribution, ...], events: tuple[Event, ...]
) -> tuple[tuple[Timex, ...], tuple[Event, ...]]:
    """Give every free time to the event it can modify, every event its `when`; other candidates stay as alternatives."""
    out: list[Timex] = []
    when: dict[str, When] = {}
    for timex in timexes:
        ranked = _rank(annotated, timex, events) if timex.to is None and timex.type in ("DATE", "TIME") else []
        if not ranked:
            out.append(_name_readings(annotated, timex, events))
            continue
        best, rule = ranked[0]
        others = tuple(Reading(edtf=timex.edtf, to=e.id, why="could modify this one") for e, _ in ranked[1:2])
        out.append(msgspec.structs.replace(timex, to=best.id, alternatives=timex.alternatives + others))
        if timex.edtf and best.id not in when:
            when[best.id] = When(edtf=timex.edtf, evidence=(timex.span,), rule=rule)
    return tuple(out), tuple(_with_when(annotated, e, attributions, when.get(e.id)) for e in events)


def _rank(annotated: Annotated, timex: Timex, events: tuple[Event, ...]) -> list[tuple[Event, str]]:
    """The events of the sentence, those above the time in the parse first, then by distance."""
    sentence = annotated.sentence_at(timex.span.start)
    if sentence is None:
        return []
    bounds = annotated.sentences[sentence]
    above = _ancestors(annotated, timex.span)
    scored: list[tuple[int, int, Event]] = []
    for event in events:
        near = [s for s in event.trigger if bounds.covers(s)]
        if near:
            depth = min((k for k, t in enumerate(above) for s in near if s.start <= t.start < s.end), default=_FAR)
            scored.append((depth, min(_distance(s, timex.span) for s in near), event))
    scored.sort(key=lambda x: (x[0], x[1]))
    return [(event, "modifies the event" if depth < _FAR else "same sentence") for depth, _, event in scored]


def _ancestors(annotated: Annotated, span: Span) -> list[Token]:
    token, out = annotated.head_of(span), []
    while token is not None and token.head != token.i:
        token = annotated.tokens[token.head]
        out.append(token)
    return out


def _distance(a: Span, b: Span) -> int:
    return max(a.start, b.start) - min(a.end, b.end)


def _name_readings(annotated: Annotated, timex: Timex, events: tuple[Event, ...]) -> Timex:
    """An utterance's time whose other reading is an event: name the event."""
    if not any(r.to is None for r in timex.alternatives):
        return timex
    ranked = _rank(annotated, timex, events)
    if not ranked:
        return timex
    named = tuple(msgspec.structs.replace(r, to=ranked[0][0].id) if r.to is None else r for r in timex.alternatives)
    return msgspec.structs.replace(timex, alternatives=named)


def _with_when(annotated: Annotated, event: Event, attributions: tuple[Attribution, ...], when: When | None) -> Event:
    if event.when is not None or (when is None and event.modality in ("conditional", "hypothetical", "attitude")):
        return event
    when = when or _open(annotated, event, attributions)
    return msgspec.structs.replace(event, when=when) if when else event


def _open(annotated: Annotated, event: Event, attributions: tuple[Attribution, ...]) -> When | None:
    """Before the report that tells of it, or after it where planned."""
    holding = [a for a in attributions if event.trigger and any(p.covers(event.trigger[0]) for p in a.content)]
    if not holding:
        return None
    row = min(holding, key=lambda a: sum(len(p) for p in a.content))
    edge = row.said.edtf if row.said else annotated.document.published
    evidence = row.said.evidence if row.said else ()
    days = days_of((edge or "").split("/")[-1].rstrip("~"))
    if days is None:
        return None
    if event.modality == "planned":
        return When(edtf=f"{days[0].isoformat()}/..", evidence=evidence, rule="after the report of the plan")
    return When(edtf=f"/{days[1].isoformat()}", evidence=evidence, rule="before the report of it")
