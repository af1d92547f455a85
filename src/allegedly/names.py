"""How a speaker is called on every surface, and in which verb it answers another: never a row without one."""

from __future__ import annotations

import re

from allegedly.records import Attribution, Participant, Report, Speaker

NOBODY = "(no source named)"
UNCLEAR = "(unclear who: {})"
PRONOUNS = frozenset({"he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "who", "which", "that", "whose"})
ANSWERS = {
    "denies": ("denies", "deny"), "disputes": ("disputes", "dispute"), "concedes": ("concedes", "concede"),
    "confirms": ("vouches for", "vouch for"), "contradicts": ("gives a rival account of", "give a rival account of"),
    "alternative_explanation_for": ("explains otherwise", "explain otherwise"),
    "acknowledges_adjacent_fact": ("acknowledges something beside", "acknowledge something beside"),
    "comments_on": ("comments on", "comment on"), "answers": ("answers", "answer"), "declines_to_answer": ("declines to answer", "decline to answer"),
    "accuses": ("accuses", "accuse"), "revises": ("revises", "revise"),
}  # fmt: skip
"""Relations as verbs, of one and of several: what the record supports and no more."""
MANY = frozenset({"police", "people", "authorities", "officials", "others", "some", "many", "they", "we"})


LINKS = frozenset({"by", "from", "of", "to"})
"""Prepositions between a cue and the source behind it: *was challenged by the union*."""


def in_text_order(text: str, row: Attribution, source: str, cue: str) -> str:
    """The words of a source and of a cue in the order in which the text has them, with the preposition between them."""
    if not (row.cue and row.source and source and row.cue[0].start < row.source[0].start):
        return f"{source} {cue}".strip()
    between = text[row.cue[-1].end : row.source[0].start].strip()
    return f"{cue} {between} {source}" if between in LINKS else f"{cue} {source}"


def speaker_words(report: Report, row: Attribution) -> str:
    """The resolved name, else role and body, else the source as printed; a continued quotation has its speaker's. A pronoun that the
    text does not settle is no name."""
    by_id = {r.id: r for r in report.attributions} if row.continues else {}
    while not (names := [name for s in row.speakers if (name := speaker_name(s))]) and row.continues in by_id:
        # Each step is taken once: a circle ends.
        row = by_id.pop(row.continues)
    if names:
        return " and ".join(names)
    words = " ".join(" ".join(s.read(report.document.text) for s in row.source).split())
    if words.lower() in PRONOUNS:
        return UNCLEAR.format(words)
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


def answer_verb(kind: str, speaker: str) -> str:
    """The verb of a relation after the words for who answers: *officials deny*, *the ministry denies*."""
    one, many = ANSWERS.get(kind, (kind.replace("_", " "),) * 2)
    return many if _is_several(speaker) else one


def _is_several(speaker: str) -> bool:
    """Joined speakers, or a plural common noun at the head; a name in -s (*Reuters*) is one."""
    head = re.split(r",| of | in | from | at | for | who | close ", speaker)[0].split()
    last = head[-1] if head else ""
    common = last.islower() or last.lower() in MANY
    return " and " in speaker or (common and (last.lower() in MANY or bool(re.search(r"[^sui]s$", last))))
