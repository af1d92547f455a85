"""Utterance dates that are not printed beside the cue: continued quotations, the same sentence, the same speaker going on."""

from __future__ import annotations

import re
from bisect import bisect_left

import msgspec

from allegedly.records import Annotated, Attribution, Reading, Said, Timex

_PRONOUNS = frozenset(["he", "she", "it", "they", "his", "her", "its", "their", "who"])
_NAME = re.compile(r"[A-Z][\w’'-]+")
_REACH = 3
_ASKED = frozenset(["asked", "ask", "asking", "pressed", "questioned"])


def spread_dates(
    annotated: Annotated, attributions: tuple[Attribution, ...], said: dict[str, Said], timexes: tuple[Timex, ...]
) -> tuple[Attribution, ...]:
    """The attributions with their utterance dates: those printed, then those that follow from them."""
    known = dict(said)
    order = sorted(attributions, key=_place)
    for attribution in order:
        if attribution.id not in known and (found := _inferred(annotated, attribution, order, known)):
            known[attribution.id] = found
    _date_headline(annotated, order, known)
    return tuple(_with(a, known.get(a.id)) for a in attributions)


def _with(attribution: Attribution, said: Said | None) -> Attribution:
    return msgspec.structs.replace(attribution, said=said) if said else attribution


def _place(attribution: Attribution) -> int:
    return min(s.start for s in (*attribution.cue, *attribution.content, *attribution.source))


def _from(said: Said, owner: str, new: str, rule: str) -> Said:
    """The same date for another row, marked as inferred; alternatives follow."""
    alternatives = tuple(Reading(edtf=r.edtf, to=new if r.to == owner else r.to, why=r.why) for r in said.alternatives)
    return Said(edtf=said.edtf, evidence=said.evidence, basis="inferred", rule=rule, alternatives=alternatives)


def _inferred(annotated: Annotated, row: Attribution, order: list[Attribution], known: dict[str, Said]) -> Said | None:
    if row.continues:
        return _from(known[row.continues], row.continues, row.id, "continued quotation") if row.continues in known else None
    for rule in (_same_sentence, _same_speaker):
        if found := rule(annotated, row, order, known):
            return found
    return None


def _same_sentence(annotated: Annotated, row: Attribution, order: list[Attribution], known: dict[str, Said]) -> Said | None:
    """ "... said last week that X and that it was aware of Y": a pronoun takes up the dated speaker; "when asked ..., he said on Monday"."""
    if not row.cue:
        return None
    here = annotated.sentence_at(row.cue[0].start)
    for other in order:
        if other.id not in known or other is row or not other.cue or annotated.sentence_at(other.cue[0].start) != here:
            continue
        asked = not row.source and annotated.read(row.cue).lower().split()[-1] in _ASKED
        if asked or (annotated.read(row.source).lower() in ("it", "he", "she") and _place(other) < _place(row) and _same_level(row, other)):
            return _from(known[other.id], other.id, row.id, "same sentence")
    return None


def _same_level(row: Attribution, other: Attribution) -> bool:
    return row.parent in (other.parent, other.id)


def _same_speaker(annotated: Annotated, row: Attribution, order: list[Attribution], known: dict[str, Said]) -> Said | None:
    """The speaker of the row before goes on ("he said", "Peskov said"): one briefing, unless another speaker comes between."""
    if row.parent is not None or not row.cue or _has_own_frame(annotated, row):
        return None
    before = [o for o in order[: bisect_left(order, _place(row), key=_place)] if o.parent is None]
    for other in reversed(before[-_REACH:]):
        if same_source(annotated, row, other):
            known_at = known.get(other.id)
            return _from(known_at, other.id, row.id, "same speaker, same occasion") if known_at else None
        if other.source and other.kind != "question":
            return None
    return None


def _has_own_frame(annotated: Annotated, row: Attribution) -> bool:
    """True where the cue is past perfect or future: another occasion."""
    tokens = annotated.tokens_in(row.cue[0])
    words = {t.text.lower() for t in tokens} | {annotated.tokens[i].text.lower() for t in tokens for i in t.children}
    return bool(words & {"had", "will", "would", "previously", "earlier", "repeatedly", "has", "have", "ago"})


def same_source(annotated: Annotated, row: Attribution, other: Attribution) -> bool:
    """True where the two sources share a name, or the later is a pronoun."""
    later, first = annotated.read(row.source), annotated.read(other.source)
    if not later or not first:
        return False
    if later.lower() in _PRONOUNS:
        return True
    return bool(set(_NAME.findall(later)) & set(_NAME.findall(first)) - {"The", "A", "An", "US", "U.S"})


def _date_headline(annotated: Annotated, order: list[Attribution], known: dict[str, Said]) -> None:
    """The headline's report has the date of the first utterance of the same speaker in the text."""
    title = annotated.paragraphs[0] if annotated.paragraphs else None
    if title is None or len(annotated.paragraphs) < 2 or annotated.text[title.end - 1] in '.!?”"':
        return
    for row in order:
        if not title.covers(row.cue[0] if row.cue else row.content[0]) or row.id in known or row.parent:
            continue
        body = [o for o in order if _place(o) >= title.end and o.parent is None and same_source(annotated, o, row)]
        if body and body[0].id in known:
            known[row.id] = _from(known[body[0].id], body[0].id, row.id, "headline of a dated utterance")
