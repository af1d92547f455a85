"""Reports built by hand: `made("Ana Ruiz|denied|that she had signed it", ...)`, one attribution with one claim a line."""

from __future__ import annotations

from allegedly.read import document_from_text
from allegedly.records import (
    Attribution,
    Claim,
    Event,
    Relation,
    Report,
    Said,
    Span,
    Speaker,
    Status,
    StatusPart,
    When,
    make_id,
)

COUNTRIES = {"Kremlin": "RU", "Dmitry Peskov": "RU", "Belarusian Defence Ministry": "BY", "Andriy Demchenko": "UA"}


def made(
    *lines: str, published: str | None = "2024-07-01", source_id: str = "made", when: str | None = None, relations=(), **facts
) -> Report:
    """A report whose text is the lines, "source cue content." each. `when` dates an event in every claim; a claim with "will" is
    planned; `relations` are (answering line, type, answered line)."""
    parts = [line.split("|") for line in lines]
    text = "\n".join(f"{source} {cue} {content}." for source, cue, content in parts)
    document = document_from_text(text, source_id, published, **facts)
    rows, claims, events, offset = [], [], [], 0
    for source, cue, content in parts:
        row, claim, event = _line(document.id, offset, source, cue, content, when)
        rows.append(row)
        claims.append(claim)
        events.append(event)
        offset += len(f"{source} {cue} {content}.\n")
    edges = tuple(
        Relation(source=claims[a].id, type=kind, target=claims[b].id, evidence=rows[a].cue, rule="test") for a, kind, b in relations
    )
    return Report(
        document=document,
        attributions=tuple(rows),
        claims=tuple(claims),
        events=tuple(events),
        relations=edges,
        statuses=tuple(_status(c, r) for c, r in zip(claims, rows, strict=True)),
    )


def _line(document_id: str, start: int, source: str, cue: str, content: str, when: str | None) -> tuple[Attribution, Claim, Event]:
    source_span = Span(start, start + len(source))
    cue_span = Span(source_span.end + 1, source_span.end + 1 + len(cue))
    span = Span(cue_span.end + 1, cue_span.end + 1 + len(content))
    country = COUNTRIES.get(source)
    speaker = Speaker(name=source, evidence=(source_span,), country=country, origin=f"{country}-state" if country else source.lower())
    act = {"denied": "deny", "disputed": "dispute", "alleged": "allege"}.get(cue, "assert")
    row = Attribution(
        id=make_id(document_id, "attribution", start), source=(source_span,), cue=(cue_span,), content=(span,), act=act, speaker=speaker,
        said=Said(edtf="2024-06-29"),
    )  # fmt: skip
    modality = "planned" if " will " in f" {content} " else "alleged" if cue == "alleged" else "asserted"
    claim = Claim(id=make_id(document_id, "claim", start), attribution=row.id, spans=(span,), modality=modality, about=("Ukraine",))
    verb = Span(span.start, span.start + len(content.split(maxsplit=1)[0]))
    event = Event(
        id=make_id(document_id, "event", start), trigger=(verb,), action=content.split(maxsplit=1)[0], claims=(claim.id,),
        when=When(edtf=when) if when else None, modality=modality,
    )  # fmt: skip
    return row, claim, event


def _status(claim: Claim, row: Attribution) -> Status:
    part = StatusPart(text=f"single source ({row.speakers[0].name})", spans=claim.spans)
    return Status(
        of=claim.id, modality=claim.modality, support="single-source", response="no response in corpus", parts=(part,), inputs=(claim.id,)
    )
