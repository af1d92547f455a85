"""What is claimed, grouped by event, with the answers under it and the status line: the part of the page that no quote list has."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

import click

from allegedly.names import participant_words, speaker_words
from allegedly.records import Attribution, Claim, Event, Relation, Report, Status

ANSWERS = {
    "denies": "denied by", "disputes": "disputed by", "concedes": "conceded by", "confirms": "vouched for by",
    "acknowledges_adjacent_fact": "adjacent fact acknowledged by", "comments_on": "commented on by",
    "contradicts": "a rival account from", "alternative_explanation_for": "explained otherwise by",
}  # fmt: skip
"""Relations that answer a claim, in the verbs the record supports."""


def format_claims(report: Report, width: int) -> Iterator[str]:
    """One block per event that claims carry, one per claim that carries none."""
    events = {e.id: e for e in report.events}
    claims = {c.id: c for c in report.claims}
    for status in report.statuses:
        event = events.get(status.of)
        members = [claims[c] for c in status.inputs if c in event.claims] if event else [claims[status.of]]
        yield from _block(report, status, event, members, width)
        yield ""


def _block(report: Report, status: Status, event: Event | None, members: list[Claim], width: int) -> Iterator[str]:
    rows = {r.id: r for r in report.attributions}
    for number, claim in enumerate(members):
        mark = "•" if number == 0 else " "
        yield from _wrap(f"{mark} {_claim_words(report, rows[claim.attribution], claim)}", width, "  ", "      ")
    for line in _answer_lines(report, members):
        yield from _wrap(line, width, "      ↳ ", "        ")
    yield from (click.style(line, dim=True) for line in _wrap(status.line, width, "      ", "      "))
    if event is not None:
        facts = _event_facts(report, event)
        if facts:
            yield from (click.style(line, dim=True) for line in _wrap(facts, width, "      ", "      "))


def _claim_words(report: Report, row: Attribution, claim: Claim) -> str:
    said = f" ({row.said.edtf})" if row.said else ""
    return f"{speaker_words(report, row)}{said}: {_text(report, claim)}"


def _text(report: Report, claim: Claim) -> str:
    return " … ".join(" ".join(s.read(report.document.text).split()) for s in claim.spans)


def _answer_lines(report: Report, members: Iterable[Claim]) -> Iterator[str]:
    """*disputed by X: "..."*, one line per answering claim; the speaker's own restatements are no answers."""
    ids = {c.id for c in members}
    claims, rows = {c.id: c for c in report.claims}, {r.id: r for r in report.attributions}
    seen: set[tuple[str, str]] = set()
    for relation in report.relations:
        key = (relation.source, relation.type)
        if relation.target in ids and relation.type in ANSWERS and relation.source in claims and key not in seen:
            seen.add(key)
            yield _answer(report, relation, claims[relation.source], rows)


def _answer(report: Report, relation: Relation, claim: Claim, rows: dict[str, Attribution]) -> str:
    return f"{ANSWERS[relation.type]} {speaker_words(report, rows[claim.attribution])}: {_text(report, claim)}"


def _event_facts(report: Report, event: Event) -> str:
    """What would have happened, when and where, as far as the text says."""
    what = f"{event.plover.root.lower()}" if event.plover else None
    who = participant_words(report, event.actor)
    when = f"when {event.when.edtf}" if event.when else None
    where = f"where {event.place.name or event.place.span.read(report.document.text)}" if event.place else None
    facts = [f"event: {event.action}" + (f" [{what}]" if what else ""), f"by {who}" if who else None, when, where]
    return " · ".join(f for f in facts if f)


def _wrap(text: str, width: int, first: str, rest: str) -> list[str]:
    return textwrap.wrap(" ".join(text.split()), width, initial_indent=first, subsequent_indent=rest)
