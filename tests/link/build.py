"""Small reports for tests of what happens between reports: one sentence a row, spans computed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from allegedly.records import (
    Attribution,
    Claim,
    Document,
    Event,
    Participant,
    Place,
    Report,
    Said,
    Span,
    Speaker,
    When,
    make_id,
)


class Line(NamedTuple):
    """*source cue content.*, read as one row with one claim; `happening` is a word of the content that an event hangs on."""

    source: str
    cue: str
    content: str
    happening: str | None = None
    act: str = "assert"
    modality: str = "asserted"
    polarity: str = "positive"
    said: str | None = None
    speaker: Mapping[str, Any] = MappingProxyType({})
    when: str | None = None
    place: Place | None = None
    actor: str | None = None


def build_report(name: str, *lines: Line, published: str | None = "2024-07-01", relations: tuple[Any, ...] = ()) -> Report:
    """A report whose text is the lines, one paragraph each."""
    text = "\n\n".join(f"{x.source} {x.cue} {x.content}." for x in lines)
    identifier = make_id(name, "document")
    document = Document(id=identifier, source_id=name, text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), published=published)
    rows, claims, events, at = [], [], [], 0
    for line in lines:
        row, claim, event = _read(identifier, line, at)
        rows.append(row)
        claims.append(claim)
        events += [event] if event else []
        at += len(f"{line.source} {line.cue} {line.content}.") + 2
    return Report(document=document, attributions=tuple(rows), claims=tuple(claims), events=tuple(events), relations=relations)


def _read(document: str, line: Line, at: int) -> tuple[Attribution, Claim, Event | None]:
    source = Span(at, at + len(line.source))
    cue = Span(source.end + 1, source.end + 1 + len(line.cue))
    content = Span(cue.end + 1, cue.end + 1 + len(line.content))
    speaker = Speaker(**({"name": line.source, "evidence": (source,)} | dict(line.speaker)))
    said = Said(edtf=line.said) if line.said else None
    row = Attribution(
        id=make_id(document, "attribution", source.start),
        source=(source,),
        cue=(cue,),
        content=(content,),
        act=line.act,  # type: ignore[arg-type]
        cue_class="denying" if line.act == "deny" else "neutral",
        speaker=speaker,
        said=said,
    )
    claim = Claim(
        id=make_id(document, "claim", content.start),
        attribution=row.id,
        spans=(content,),
        modality=line.modality,  # type: ignore[arg-type]
        polarity=line.polarity,  # type: ignore[arg-type]
    )
    return row, claim, _happening(document, line, claim, content)


def _happening(document: str, line: Line, claim: Claim, content: Span) -> Event | None:
    if line.happening is None:
        return None
    start = content.start + line.content.index(line.happening)
    return Event(
        id=make_id(document, "event", start),
        trigger=(Span(start, start + len(line.happening)),),
        action=line.happening,
        claims=(claim.id,),
        actor=Participant(name=line.actor, country=line.actor) if line.actor else None,
        place=line.place,
        when=When(edtf=line.when) if line.when else None,
    )
