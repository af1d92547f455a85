"""How a speaker is called, and which actor that is: the same answer for every row of every table."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from allegedly.records import Attribution, Document, Speaker, make_id

NOBODY = "(no source named)"


class ActorKey(msgspec.Struct, frozen=True):
    """An actor over all documents: the same name and country are the same actor; nothing else is guessed."""

    id: str
    name: str
    country: str | None = None
    origin: str | None = None
    speaks_for: str | None = None
    type: str | None = None
    role: str | None = None


def actor_id(name: str, country: str | None) -> str:
    """Id of the actor of that name and country."""
    return make_id("", "actor", " ".join(name.casefold().split()), country or "")


def speaker_name(speaker: Speaker) -> str | None:
    """Name, or role and body of an unnamed speaker; `None` where the words of the text must do."""
    if speaker.name:
        return speaker.name
    return f"{speaker.role or 'somebody'}, {speaker.speaks_for}" if speaker.speaks_for else None


def source_row(row: Attribution, rows: Mapping[str, Attribution]) -> Attribution:
    """The row that names the source: that of the quotation which this one continues."""
    seen = {row.id}
    while not row.speakers and row.continues and row.continues in rows and row.continues not in seen:
        seen.add(row.continues)
        row = rows[row.continues]
    return row


def speaker_label(document: Document, row: Attribution, rows: Mapping[str, Attribution]) -> str:
    """Who speaks, in words; never empty."""
    row = source_row(row, rows)
    names = [name for s in row.speakers if (name := speaker_name(s))]
    return " and ".join(names) if names else printed_source(document, row)


def printed_source(document: Document, row: Attribution) -> str:
    """The source as printed, without the relative clause or apposition after it."""
    words = " ".join(" ".join(s.read(document.text) for s in row.source).split())
    return re.split(r", (?:which|who|whose|an?|the)\b", words)[0] or NOBODY


def reporter_label(document: Document) -> str:
    """Who speaks where nobody is quoted: the outlet."""
    return f"{document.publisher or document.agency or document.source_id} (reporter's own words)"


def actors_of(document: Document, row: Attribution, rows: Mapping[str, Attribution]) -> tuple[ActorKey, ...]:
    """The actors that speak in a row; those nobody resolved go by the words of the text; none where no source is named."""
    row = source_row(row, rows)
    found = [actor_of(s) for s in row.speakers]
    known = tuple(dict.fromkeys(a for a in found if a))
    if known:
        return known
    label = printed_source(document, row)
    return () if label == NOBODY else (ActorKey(actor_id(label, None), label),)


def actor_of(speaker: Speaker) -> ActorKey | None:
    """The actor of a resolved speaker; `None` if it has neither a name nor a body."""
    name = speaker_name(speaker)
    if name is None:
        return None
    return ActorKey(actor_id(name, speaker.country), name, speaker.country, speaker.origin, speaker.speaks_for, speaker.type, speaker.role)


def bodies_of(row: Attribution) -> tuple[ActorKey, ...]:
    """The bodies whose mouth the speakers of a row are."""
    return tuple(
        ActorKey(actor_id(s.speaks_for, s.country), s.speaks_for, s.country, s.origin) for s in row.speakers if s.speaks_for and s.name
    )
