"""Rows that report one act of speaking get one key."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from allegedly.records import Annotated, Attribution, make_id, spans_key


def group_utterances(annotated: Annotated, attributions: Iterable[Attribution]) -> tuple[Attribution, ...]:
    """The attributions with `utterance` set: continued and added rows share the key of the row they follow."""
    rows = sorted(attributions, key=_start)
    keys: dict[str, str] = {}
    for k, row in enumerate(rows):
        keys[row.id] = _key(annotated, row, rows[:k], keys)
    return tuple(msgspec.structs.replace(row, utterance=keys[row.id]) for row in attributions)


def _key(annotated: Annotated, row: Attribution, earlier: list[Attribution], keys: dict[str, str]) -> str:
    for joins in RULES:
        before = joins(annotated, row, earlier)
        if before:
            return keys[before.id]
    return make_id(annotated.document.id, "utterance", spans_key(row.cue or row.content))


def goes_on(annotated: Annotated, row: Attribution, earlier: list[Attribution]) -> Attribution | None:
    """a quotation that continues another"""
    return next((r for r in earlier if r.id == row.continues), None)


def speaker_in_quote(annotated: Annotated, row: Attribution, earlier: list[Attribution]) -> Attribution | None:
    """`"We warn ...", Reed said`: a row inside the speaker's own words"""
    outer = next((r for r in earlier if r.id == row.parent), None)
    return outer if outer and _same_speaker(row, outer) and annotated.read(row.source).lower() in {"i", "we"} else None


def added(annotated: Annotated, row: Attribution, earlier: list[Attribution]) -> Attribution | None:
    """the row before in the same or the next paragraph has the same speaker, and no new occasion is told"""
    outer = [r for r in earlier if r.parent is None and r.content]
    before = outer[-1] if outer else None
    if before is None or row.parent is not None or not _same_speaker(row, before):
        return None
    here, there = annotated.paragraph_at(_start(row)), annotated.paragraph_at(_start(before))
    return before if here is not None and there is not None and 0 <= here - there <= 1 else None


RULES = (goes_on, speaker_in_quote, added)


def _same_speaker(a: Attribution, b: Attribution) -> bool:
    return bool(_who(a)) and _who(a) == _who(b)


def _who(row: Attribution) -> set[tuple[str | None, str | None, str | None]]:
    """The speakers of a row; an unnamed one is known by body and origin."""
    return {(s.name, s.speaks_for, s.origin if s.name is None else None) for s in row.speakers}


def _start(row: Attribution) -> int:
    return min((s.start for s in (*row.source, *row.cue, *row.content)), default=0)
