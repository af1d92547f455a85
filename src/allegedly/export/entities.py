"""FollowTheMoney entities, one JSON line each: reports as Article, speakers as Person, PublicBody, Organization or LegalEntity, each
claim as a Note on its speaker, each event as an Event, and answers between speakers as UnknownLink with the relation as its role.

`proof` leads from every entity to the Article; the quotation is in `description`, its speaker in `name`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from allegedly.export.items import Answer, Item
from allegedly.export.rows import ClaimRow, EventRow, Options, Source, claim_rows, event_rows, name_of, source_of
from allegedly.export.stream import write_lines
from allegedly.records import Document, Participant, Speaker, make_id
from allegedly.store.speakers import actor_id, speaker_name

_SCHEMATA = {"person": "Person", "body": "PublicBody", "office": "PublicBody", "igo": "Organization", "company": "Company",
             "media": "Organization", "group": "Organization"}  # fmt: skip


def write_ftm(items: Iterable[Item], out: BinaryIO, options: Options) -> int:
    """Entities, each once; how many."""
    return write_lines(out, _once(_entities(items, options)))


def _once(entities: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each entity once; one first known only as a LegalEntity comes again when its kind is known: loaders merge the two."""
    known: dict[str, str] = {}
    for entity in entities:
        before = known.get(entity["id"])
        if before is None or (before == "LegalEntity" and entity["schema"] != before):
            known[entity["id"]] = entity["schema"]
            yield entity


def _entities(items: Iterable[Item], options: Options) -> Iterator[dict[str, Any]]:
    for item in items:
        document, source = item.report.document, source_of(item)
        yield _article(source, document, options)
        for row in claim_rows(item, options):
            yield from _speakers(row)
            yield _note(row)
            yield from _answers(row)
        for event in event_rows(item, options):
            yield from _event(event, document)


def _entity(id_: str, schema: str, **properties: str | list[str | None] | list[str] | None) -> dict[str, Any]:
    """An entity as its JSON line has it: every property a list, none empty."""
    filled = {}
    for name, value in properties.items():
        values = [v for v in (value if isinstance(value, list) else [value]) if v]
        if values:
            filled[name] = list(dict.fromkeys(values))
    return {"id": id_, "schema": schema, "properties": filled}


def _article(source: Source, document: Document, options: Options) -> dict[str, Any]:
    return _entity(
        _article_id(source), "Article", title=source.title or source.source_id, publisher=source.outlet, author=list(source.authors),
        publishedAt=source.published[:10] if source.published else None, sourceUrl=source.url, language=_language(source.language),
        summary=options.note, bodyText=document.text if options.full_text else None,
    )  # fmt: skip


def _language(code: str | None) -> str | None:
    """FollowTheMoney writes ISO 639-3."""
    return {"en": "eng"}.get(code or "")


def _article_id(source: Source) -> str:
    return f"allegedly-document-{source.document}"


def _actor_id(name: str, country: str | None) -> str:
    return f"allegedly-actor-{actor_id(name, country)}"


def _speaker_ids(row: ClaimRow) -> list[str]:
    named = [_actor_id(name, s.country) for s in row.who if (name := speaker_name(s))]
    return named or [f"allegedly-source-{row.attribution}"]


def _speakers(row: ClaimRow) -> Iterator[dict[str, Any]]:
    named = [s for s in row.who if speaker_name(s)]
    if not named:
        yield _entity(_speaker_ids(row)[0], "LegalEntity", name=row.speaker, proof=_article_id(row.source))
    for speaker in named:
        yield _speaker(speaker, row)


def _speaker(speaker: Speaker, row: ClaimRow) -> dict[str, Any]:
    name = speaker_name(speaker) or row.speaker
    schema = _SCHEMATA.get(speaker.type or "", "LegalEntity")
    role = {"position": speaker.role} if schema == "Person" else {}
    return _entity(_actor_id(name, speaker.country), schema, name=name, country=_country(speaker.country), **role)


def _country(code: str | None) -> list[str]:
    """FollowTheMoney writes countries in small letters; a border has two."""
    return [c.lower() for c in (code or "").split("|") if c]


def _note(row: ClaimRow) -> dict[str, Any]:
    return _entity(
        f"allegedly-claim-{row.id}", "Note", name=row.opening, description=row.words,
        entity=_speaker_ids(row), summary=row.standing.line if row.standing else None, keywords=[row.act, row.modality],
        publisher=row.source.outlet, sourceUrl=row.source.url, proof=_article_id(row.source),
    )  # fmt: skip


def _answers(row: ClaimRow) -> Iterator[dict[str, Any]]:
    """Who answers whom, also from another report; only speakers that are resolved, for others are nobody there."""
    for answer in row.answers:
        named = [s for s in answer.who if speaker_name(s)]
        for speaker in named:
            subject = _actor_id(speaker_name(speaker) or "", speaker.country)
            yield _speaker(speaker, row)
            for object_ in _speaker_ids(row):
                if subject != object_:
                    yield _link(row, answer, subject, object_)


def _link(row: ClaimRow, answer: Answer, subject: str, object_: str) -> dict[str, Any]:
    what = answer.type.replace("_", " ")
    return _entity(
        f"allegedly-answer-{make_id(row.id, 'answer', answer.claim, answer.type, subject, object_)}", "UnknownLink", subject=subject,
        object=object_, role=what, publisher=row.source.outlet, sourceUrl=row.source.url, proof=_article_id(row.source),
        summary=f"{answer.speaker} {what} what {row.speaker} says: {row.words}",
    )  # fmt: skip


def _event(row: EventRow, document: Document) -> Iterator[dict[str, Any]]:
    named = [p for p in (*row.actors, *row.targets) if p.name]
    yield from (_participant(p) for p in named)
    place = row.place if row.place and row.place.use == "literal" else None
    yield _entity(
        f"allegedly-event-{row.id}", "Event", name=_event_name(row, document), description="; ".join(c.words for c in row.claims) or None,
        summary=f"{row.modality}. {row.standing.line}" if row.standing else row.modality, startDate=row.first, endDate=row.last,
        location=place.name if place else None, country=_country(place.country if place else None),
        involved=[_actor_id(p.name or "", p.country) for p in named], keywords=row.plover.root if row.plover else None,
        publisher=row.source.outlet, sourceUrl=row.source.url, proof=_article_id(row.source),
    )  # fmt: skip


def _event_name(row: EventRow, document: Document) -> str:
    """The speaker first: an event is what somebody says has happened."""
    who = "; ".join(name_of(document, p) for p in row.actors)
    return f"{row.speaker}: {who} {row.words}" if who else f"{row.speaker}: {row.words}"


def _participant(participant: Participant) -> dict[str, Any]:
    name = participant.name or ""
    return _entity(_actor_id(name, participant.country), "LegalEntity", name=name, country=_country(participant.country))
