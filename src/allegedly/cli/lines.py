"""Rows of the store in words a journalist would sign: whose it is always comes first, and nothing says what is so."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from allegedly.names import answer_verb

if TYPE_CHECKING:
    from allegedly.store import (
        AnswerLine,
        ClaimLine,
        ConflictLine,
        DocumentLine,
        DueLine,
        EventLine,
        SearchLine,
        SourceLine,
        TimelineLine,
    )

SHORT = 10
"""Signs of an id that are shown; commands take any beginning that is unique."""

CONFLICT_WORDS = {
    "said": "when it was said", "happened": "when it happened", "place": "where", "figure": "how many", "manner": "how it was done",
    "unit": "what force it was",
}  # fmt: skip


def show_claim(claim: ClaimLine, width: int, margin: str = "") -> Iterator[str]:
    """Who, in which report; the words; how it stands."""
    yield margin + click.style(claim_speaker(claim), bold=True) + click.style(f"  {in_report(claim)}", dim=True)
    yield from wrap(claim.text, width, margin + "    ")
    yield from dim(wrap(claim_facts(claim), width, margin + "    "))


def show_wording(claim: ClaimLine, width: int) -> Iterator[str]:
    """*Who, in which report: the words*, without how it stands."""
    said = f", said {claim.said}" if claim.said and claim.said != claim.day else ""
    yield from wrap(f"{claim_speaker(claim)}, {in_report(claim)}{said}: {claim.text}  [{claim.id[:SHORT]}]", width, "  · ", "    ")


def claim_speaker(claim: ClaimLine) -> str:
    """*Dmitry Peskov (RU), as told by Reuters* ... with the speakers the words passed through."""
    country = "/".join(dict.fromkeys(s.country for s in claim.speakers if s.country))
    own = f"{claim.speaker} ({country})" if country else claim.speaker
    return own + "".join(f", as told by {name}" for name in claim.via)


def in_report(row: ClaimLine | EventLine | DocumentLine) -> str:
    """Outlet and day of the report."""
    day = row.day if row.day_basis == "published" else f"undated, added {row.day}"
    return f"{row.outlet}, {day}" if row.outlet else day


def claim_facts(claim: ClaimLine) -> str:
    """The status line, or modality alone; when it was said; the id."""
    standing = claim.status.rstrip(".") if claim.status else claim.modality
    same = f"{claim.group_size} wordings" if claim.group_size > 1 else None
    said = f"said {claim.said}" if claim.said and claim.said != claim.day else None
    return " · ".join(f for f in (standing, same, said, f"id {claim.id[:SHORT]}") if f)


def show_event(event: EventLine, width: int) -> Iterator[str]:
    """Who says so, then what would have happened."""
    yield click.style(event.speaker, bold=True) + click.style(f"  {in_report(event)}", dim=True)
    yield from wrap(event_words(event), width, "    ")
    facts = [event.status.rstrip(".") if event.status else event.modality, f"{event.group_size} linked" if event.group_size > 1 else None]
    yield from dim(wrap(" · ".join(f for f in (*facts, f"id {event.id[:SHORT]}") if f), width, "    "))


def event_words(event: EventLine) -> str:
    """*[ASSAULT] "shot down" by Minsk, of a drone, at Zhytomyr, on 2024-06-26*: the trigger is verbatim."""
    root = f"[{event.root}{f'/{event.mode}' if event.mode else ''}] " if event.root else ""
    parts = [("by", event.actor), ("of", event.object), ("against", event.target), ("at", event.place), ("on", event.when)]
    return f"{root}“{event.text}”" + "".join(f", {word} {value}" for word, value in parts if value)


def show_answer(answer: AnswerLine, width: int) -> Iterator[str]:
    """*X disputes Y*, then the words of both, each with its speaker and report."""
    to = claim_speaker(answer.to) if answer.to else answer.to_name or ""
    verb = answer_verb(answer.type, answer.answer.speaker)
    yield click.style(f"{claim_speaker(answer.answer)} {verb} {to}", bold=True)
    yield from wrap(f"{claim_speaker(answer.answer)}, {in_report(answer.answer)}: {answer.answer.text}", width, "    ")
    if answer.to is not None:
        yield from wrap(f"{to}, {in_report(answer.to)}: {answer.to.text}", width, "  ↳ ", "      ")
    ids = f"ids {answer.answer.id[:SHORT]} → {answer.to.id[:SHORT]}" if answer.to else f"id {answer.answer.id[:SHORT]}"
    where = "across reports" if answer.across else "in one report"
    yield from dim(wrap(f"{where} · rule {answer.rule} · {ids}", width, "    "))


def show_source(source: SourceLine, width: int) -> Iterator[str]:
    """A speaker and how much of what is here is theirs."""
    country = f" ({source.country})" if source.country else ""
    body = f", for {source.speaks_for}" if source.speaks_for else ""
    count = f"{source.claims} claim{'s' * (source.claims != 1)} in {source.documents} document{'s' * (source.documents != 1)}"
    days = f"{source.first} to {source.last}" if source.first != source.last else source.first or ""
    yield f"{click.style(source.name + country, bold=True)}{body}  {click.style(f'{count} · {days} · id {source.id[:SHORT]}', dim=True)}"


def show_moment(entry: TimelineLine, width: int) -> Iterator[str]:
    """The day first, and what it is the day of."""
    what = {"happened": "would have happened", "said": "said", "published": "published"}[entry.basis]
    yield click.style(entry.edtf, bold=True) + click.style(f"  {what}", dim=True)
    if entry.claim is not None:
        yield from (f"  {line}" for line in show_claim(entry.claim, width - 2))
    elif entry.event is not None:
        yield from (f"  {line}" for line in show_event(entry.event, width - 2))


def show_due(plan: DueLine, width: int) -> Iterator[str]:
    """The day of a plan and what became of it in this corpus."""
    yield f"{click.style(plan.edtf, bold=True)}  {plan.state}"
    yield from (f"  {line}" for line in show_claim(plan.claim, width - 2))
    for report in plan.reports:
        yield from wrap(f"{claim_speaker(report)}, {in_report(report)}: {report.text}", width, "  ↳ ", "      ")


def show_conflict(conflict: ConflictLine, width: int) -> Iterator[str]:
    """What reports disagree on, then each value with those who give it."""
    settled = "" if conflict.open else ", until their latest accounts"
    yield click.style(f"{conflict.about}: reports disagree on {CONFLICT_WORDS[conflict.kind]}{settled}", bold=True)
    for side in conflict.sides:
        for number, claim in enumerate(side.claims):
            label = f"{side.value}: " if number == 0 else "also "
            yield from wrap(f"{label}{claim_speaker(claim)}, {in_report(claim)}: {claim.text}", width, "  · ", "      ")
        for number, event in enumerate(side.events, len(side.claims)):
            label = f"{side.value}: " if number == 0 else "also "
            yield from wrap(f"{label}{event.speaker}, {in_report(event)}: {event_words(event)}", width, "  · ", "      ")
    yield from dim([f"    id {conflict.id[:SHORT]}"])


def show_hit(hit: SearchLine, width: int) -> Iterator[str]:
    """A claim, or a report that holds the words where no claim does: only its title and where it is."""
    if hit.claim is not None:
        yield from show_claim(hit.claim, width)
    elif hit.document is not None:
        yield from show_document(hit.document, width)


def show_document(document: DocumentLine, width: int) -> Iterator[str]:
    """A report by outlet, day and title; its words are asked for by `claims`."""
    title = f"“{document.title}”" if document.title else document.source_id
    yield click.style(f"{in_report(document)}: ", bold=True) + f"in the text of {title}"
    facts = [document.url, f"{document.claims} claims", f"document {document.id[:SHORT]}"]
    yield from dim(wrap(" · ".join(f for f in facts if f), width, "    "))


def wrap(text: str, width: int, first: str, rest: str | None = None) -> list[str]:
    """Wrapped lines; blanks and line ends run together."""
    later = first if rest is None else rest
    return textwrap.wrap(" ".join(text.split()), width, initial_indent=first, subsequent_indent=later, break_long_words=False)


def dim(lines: Iterable[str]) -> Iterator[str]:
    """The lines, dimmed."""
    return (click.style(line, dim=True) for line in lines)
