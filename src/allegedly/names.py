"""How a speaker is called on every surface: never a row without one."""

from __future__ import annotations

import re

from allegedly.records import Attribution, Participant, Report, Speaker

NOBODY = "(no source named)"


def speaker_words(report: Report, row: Attribution) -> str:
    """The resolved name, else role and body, else the source as printed; a continued quotation has its speaker's."""
    by_id = {r.id: r for r in report.attributions} if row.continues else {}
    while not (names := [name for s in row.speakers if (name := speaker_name(s))]) and row.continues in by_id:
        # Each step is taken once: a circle ends.
        row = by_id.pop(row.continues)
    if names:
        return " and ".join(names)
    words = " ".join(" ".join(s.read(report.document.text) for s in row.source).split())
    return re.split(r", (?:which|who|whose|an?|the)\b", words)[0] or NOBODY


def speaker_name(speaker: Speaker) -> str | None:
    """Name, or role and body of an unnamed speaker; `None` if the words of the text must do."""
    if speaker.name:
        return speaker.name
    return f"{speaker.role or 'somebody'}, {speaker.speaks_for}" if speaker.speaks_for else None


def participant_words(report: Report, participant: Participant | tuple[Participant, ...] | None) -> str:
    """An actor, target or object in words; empty for none."""
    if participant is None:
        return ""
    several = participant if isinstance(participant, tuple) else (participant,)
    return ", ".join(p.name or " ".join(s.read(report.document.text) for s in p.spans) for p in several)
