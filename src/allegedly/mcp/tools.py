"""What an assistant may ask of a store. Each answer names the speaker of every claim and the span its words stand in.

Words are within the limit of quotations and say where they are cut; the whole text of a report is given only when it is asked for.
Each call opens the store for reading, so that a writer may be at work, and a server may answer several at once.
"""

from __future__ import annotations

from typing import Any

import msgspec

from allegedly.export import Options
from allegedly.export.items import item_of_document
from allegedly.export.rows import claim_rows, cut, event_rows
from allegedly.records import Spans
from allegedly.store import (
    AnswerLine,
    ClaimLine,
    ConflictLine,
    EventLine,
    Filter,
    claim,
    claims,
    document,
    event,
    events,
    read_store,
)

MOST = 50
NOTE = (
    "Each claim is its speaker's. Quote the words as they stand, with the speaker, the outlet and the span; say how the claim stands, "
    "not whether it holds. Nothing here was checked against the world."
)
_OPTIONS = Options()


def search_claims(
    db: str,
    text: str | None = None,
    speaker: str | None = None,
    about: str | None = None,
    country: str | None = None,
    place: str | None = None,
    since: str | None = None,
    until: str | None = None,
    modality: str | None = None,
    response: str | None = None,
    outlet: str | None = None,
    as_of: str | None = None,
    limit: int = 20,
    after: str | None = None,
) -> dict[str, Any]:
    """Claims that match all conditions, newest report first; `after` is the cursor of the next page."""
    asked = Filter(
        text=text, actor=speaker, about=about, country=country, place=place, since=since, until=until, modality=modality,
        response=response, outlet=outlet, as_of=as_of, limit=_bounded(limit), after=after,
    )  # fmt: skip
    with read_store(db) as store:
        page = claims(store, asked)
        return {"claims": [_claim(line) for line in page.rows], "after": page.after, "note": NOTE}


def find_events(
    db: str,
    text: str | None = None,
    place: str | None = None,
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
    limit: int = 20,
    after: str | None = None,
) -> dict[str, Any]:
    """Events that match all conditions, each with those who say so."""
    asked = Filter(text=text, place=place, since=since, until=until, as_of=as_of, limit=_bounded(limit), after=after)
    with read_store(db) as store:
        page = events(store, asked)
        return {"events": [_event(line) for line in page.rows], "after": page.after, "note": NOTE}


def get_claim(db: str, claim_id: str, as_of: str | None = None) -> dict[str, Any]:
    """One claim with its evidence, the chain it came through, who answers it, who says the same, what contradicts it."""
    with read_store(db) as store:
        view = claim(store, claim_id, as_of)
        return {
            "claim": _claim(view.claim),
            "sentence": _words(view.context_text, (view.context,)),
            "chain": [{"speaker": speaker, "cue": cue} for speaker, cue, _ in view.chain],
            "answers": [_answer(edge, edge.answer) for edge in view.answers],
            "answering": [_answer(edge, edge.to) | {"to": edge.to_name} for edge in view.answering],
            "same_claim_elsewhere": [_claim(line) for line in view.same[:MOST]],
            "events": [_event(line) for line in view.events],
            "conflicts": [_conflict(line) for line in view.conflicts],
            "note": NOTE,
        }


def sources_of_event(db: str, event_id: str, as_of: str | None = None) -> dict[str, Any]:
    """Who says that an event happened, on whose word, and who answers: its claims here and in reports of the same event."""
    with read_store(db) as store:
        view = event(store, event_id, as_of)
        return {
            "event": _event(view.event),
            "status": view.status.line if view.status else view.event.status,
            "origins": list(view.status.origins) if view.status else [],
            "sources": [_claim(line) for line in view.claims[:MOST]],
            "same_event_elsewhere": [_event(line) for line in view.same[:MOST]],
            "answers": [_answer(edge, edge.answer) | {"to": edge.to.id if edge.to else edge.to_name} for edge in view.answers],
            "note": NOTE,
        }


def read_report(db: str, document_id: str, full_text: bool = False, as_of: str | None = None) -> dict[str, Any]:
    """The record of one report: who publishes it, its claims and events with their speakers, the sentences nothing was found in."""
    with read_store(db) as store:
        line = document(store, document_id, as_of)
        item = item_of_document(store, line.id, as_of)
        report = item.report
        return {
            "document": msgspec.to_builtins(line),
            "claims": [msgspec.to_builtins(row) for row in claim_rows(item, _OPTIONS)],
            "events": [
                {"id": row.id, "speaker": row.speaker, "words": row.words, "modality": row.modality, "claims": [c.id for c in row.claims]}
                for row in event_rows(item, _OPTIONS)
            ],
            "nothing_found_in": [[s.start, s.end] for s in report.silent],
            "text": report.document.text if full_text else None,
            "note": NOTE,
        }


# ---------------------------------------------------------------- pieces


def _bounded(limit: int) -> int:
    return max(1, min(limit, MOST))


def _words(text: str, spans: Spans) -> dict[str, Any]:
    words, left_out = cut(" ".join(text.split()), _OPTIONS)
    return {"words": words, "characters_left_out": left_out, "spans": [[s.start, s.end] for s in spans]}


def _claim(line: ClaimLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "speaker": line.speaker,
        "roles": [s.role for s in line.speakers if s.role],
        "origins": [s.origin for s in line.speakers if s.origin],
        "passed_on_by": list(line.via),
        "cue": line.cue_text,
        **_words(line.text, line.spans),
        "act": line.act,
        "modality": line.modality,
        "polarity": line.polarity,
        "said": line.said,
        "status": line.status,
        "document": line.document,
        "outlet": line.outlet,
        "day": line.day,
        "day_is": line.day_basis,
        "title": line.title,
        "url": line.url,
    }


def _answer(edge: AnswerLine, line: ClaimLine | None) -> dict[str, Any]:
    return {"type": edge.type, "evidence": [[s.start, s.end] for s in edge.evidence], "claim": _claim(line) if line else None}


def _event(line: EventLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "speaker": line.speaker,
        "words": line.text,
        "spans": [[s.start, s.end] for s in line.trigger],
        "actor": line.actor,
        "target": line.target,
        "object": line.object,
        "place": line.place,
        "country": line.place_country,
        "when": line.when,
        "modality": line.modality,
        "polarity": line.polarity,
        "status": line.status,
        "claims": list(line.claims),
        "document": line.document,
        "outlet": line.outlet,
        "day": line.day,
    }


def _conflict(line: ConflictLine) -> dict[str, Any]:
    """The values that stand against each other, each with those who give it."""
    sides = [{"value": side.value, "speakers": list(dict.fromkeys(c.speaker for c in side.claims))} for side in line.sides]
    return {"of": line.about, "kind": line.kind, "sides": sides}
