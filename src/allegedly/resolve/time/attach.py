"""What a time dates: the utterance, an event, or the document (codebook, decisions 16 and 17).

"On Saturday" at the end of a sentence modifies the nearest verb it can; between cue and content it modifies the cue; where the event
plainly goes on (progressive, state) it dates the utterance. The other reading is always kept.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from allegedly.records import Annotated, Attribution, Reading, Said, Span, Timex, Token
from allegedly.resolve.time.interval import DAY, days_of, shortest
from allegedly.resolve.time.normalise import find_timexes
from allegedly.resolve.time.said import spread_dates

_STATES = frozenset(
    [
        "be",
        "have",
        "know",
        "want",
        "believe",
        "remain",
        "own",
        "contain",
        "exist",
        "border",
        "need",
        "live",
        "belong",
        "hold",
        "possess",
        "fear",
        "hope",
        "support",
        "oppose",
        "like",
    ]
)
_DATED = ("DATE", "TIME")
_LINKING = frozenset(
    ["on", "in", "at", "by", "from", "since", "during", "last", "early", "late", "earlier", "later", "over", "before", "after", "until"]
)


class Dated(NamedTuple):
    """The attribution a time dates (`None`: something that happened), the rule that says so, and the other readings."""

    attribution: Attribution | None
    rule: str
    others: tuple[Reading, ...] = ()


def resolve_times(annotated: Annotated, attributions: tuple[Attribution, ...]) -> tuple[tuple[Timex, ...], tuple[Attribution, ...]]:
    """The document's time expressions, each with what it dates, and the attributions with the time of their utterance."""
    found = [t for t in find_timexes(annotated.text, annotated.document.published) if not _in_credits(annotated, t.span)]
    timexes: list[Timex] = []
    said: dict[str, Said] = {}
    for timex in found:
        dated = date_what(annotated, timex, attributions)
        target = dated.attribution
        to = target.id if target else ("document" if annotated.sentence_at(timex.span.start) is None else None)
        others = (*_other_values(timex, target), *dated.others)
        timexes.append(msgspec.structs.replace(timex, to=to, alternatives=others))
        if target and timex.edtf and target.id not in said:
            alternatives = tuple(o for o in others if o.to == target.id)
            said[target.id] = Said(edtf=timex.edtf, evidence=(timex.span,), basis="printed", rule=dated.rule, alternatives=alternatives)
    return tuple(timexes), spread_dates(annotated, attributions, said, tuple(timexes))


def _in_credits(annotated: Annotated, span: Span) -> bool:
    document = annotated.document
    furniture = [c.span for c in document.credits] + [m.span for m in document.marks if m.kind not in ("headline", "dateline")]
    return any(f.covers(span) for f in furniture)


def _other_values(timex: Timex, target: Attribution | None) -> tuple[Reading, ...]:
    """The other weeks a reader could mean by "last week" (Sunday to Saturday), and the whole week for "earlier last week"."""
    days = days_of(timex.value) if timex.value and "-W" in timex.value and "WE" not in timex.value else None
    if not days or not timex.edtf or timex.edtf.startswith("/") or timex.edtf.endswith("/.."):
        return ()
    to = target.id if target else None
    if timex.edtf != shortest(days):
        return (Reading(edtf=shortest(days), to=to, why="the whole week"),)
    return (Reading(edtf=shortest((days[0] - DAY, days[1] - DAY)), to=to, why="Sunday-Saturday week"),)


def date_what(annotated: Annotated, timex: Timex, attributions: tuple[Attribution, ...]) -> Dated:
    """Decide what one expression dates."""
    sentence = annotated.sentence_at(timex.span.start)
    if timex.type not in _DATED or timex.value == "PRESENT_REF" or sentence is None:
        return Dated(None, "no utterance")
    bounds = annotated.sentences[sentence]
    inner = _innermost(timex.span, attributions)
    near = [a for a in attributions if _cue_in(a, bounds) and a is not inner and not _in_content(timex.span, a)]
    near = [a for a in near if inner is None or any(p.covers(c) for p in inner.content for c in a.cue[:1])]
    verb = governor(annotated, timex.span)
    for attribution in near:
        if verb is not None and _speaks(attribution, verb):
            return Dated(attribution, "modifies the cue", _event_reading(timex, None))
    for attribution in near:
        if _beside_cue(annotated.text, timex.span, attribution):
            return Dated(attribution, "beside the cue", _event_reading(timex, None))
    for attribution in near:
        if _after_content(annotated.text, timex.span, attribution):
            return Dated(attribution, "after the content", _event_reading(timex, verb))
    if inner is not None:
        return _inside(annotated, timex, inner, verb)
    return Dated(None, "dates an event")


def _inside(annotated: Annotated, timex: Timex, inner: Attribution, verb: Token | None) -> Dated:
    """A time inside a content dates what happened, unless that goes on and the time closes the content."""
    closes = any(0 <= p.end - timex.span.end <= 2 for p in inner.content)
    behind = inner.cue and inner.content and inner.cue[0].start < inner.content[-1].start
    if not (closes and behind) or inner.kind == "direct":
        return Dated(None, "inside the content")
    other = Reading(edtf=timex.edtf, to=inner.id, why="could date the utterance")
    if verb is not None and goes_on(annotated, verb) and _is_past_day(timex, annotated.document.published):
        return Dated(inner, "the event goes on", _event_reading(timex, verb))
    return Dated(None, "inside the content", (other,))


def _is_past_day(timex: Timex, published: str | None) -> bool:
    """Only a day not after publication can be that of an utterance."""
    return timex.edtf is not None and len(timex.edtf) == 10 and (published is None or timex.edtf <= published[:10])


def _event_reading(timex: Timex, verb: Token | None) -> tuple[Reading, ...]:
    return (Reading(edtf=timex.edtf, to=None, why=f"could modify “{verb.text}”"),) if verb is not None else ()


def goes_on(annotated: Annotated, verb: Token) -> bool:
    """True of a past progressive ("was building up"), its perfect ("had been moving") and of states."""
    auxiliaries = {annotated.tokens[i].lemma.lower() for i in verb.children if annotated.tokens[i].dep in ("aux", "auxpass")}
    future = {annotated.tokens[i].text.lower() for i in verb.children} & {"will", "would", "to"}
    return not future and (
        (verb.tag == "VBG" and "be" in auxiliaries) or (verb.lemma.lower() in _STATES and verb.tag in ("VBD", "VBZ", "VBP"))
    )


def governor(annotated: Annotated, span: Span) -> Token | None:
    """The first verb or cue-like noun above the expression in the parse: what it modifies."""
    token = annotated.head_of(span)
    for _ in range(6):
        if token is None or token.head == token.i:
            return token if token is not None and token.pos in ("VERB", "AUX") else None
        token = annotated.tokens[token.head]
        if token.pos in ("VERB", "AUX"):
            return token
    return None


def _innermost(span: Span, attributions: tuple[Attribution, ...]) -> Attribution | None:
    holding = [a for a in attributions if _in_content(span, a)]
    return min(holding, key=lambda a: sum(len(p) for p in a.content)) if holding else None


def _in_content(span: Span, attribution: Attribution) -> bool:
    return any(p.covers(span) for p in attribution.content) and not any(g.covers(span) for g in attribution.gloss)


def _cue_in(attribution: Attribution, bounds: Span) -> bool:
    return any(bounds.covers(c) or bounds.meets(c) for c in attribution.cue)


def _speaks(attribution: Attribution, verb: Token) -> bool:
    return any(c.start <= verb.start < c.end for c in attribution.cue)


def _beside_cue(text: str, span: Span, attribution: Attribution) -> bool:
    """ "said on Monday", "on Monday said", "said Smith on Monday": nothing but the source, a preposition or a medium between."""
    if not attribution.cue:
        return False
    cue = attribution.cue[-1]
    if cue.end <= span.start:
        between = [text[cue.end : span.start]]
        for piece in attribution.source:
            if cue.end <= piece.start and piece.end <= span.start:
                between = [text[cue.end : piece.start] + " " + text[piece.end : span.start]]
        return _only_linking(between[0])
    return span.end <= attribution.cue[0].start and _only_linking(text[span.end : attribution.cue[0].start])


def _only_linking(words: str) -> bool:
    return len(words) < 24 and all(w.strip(",.").lower() in _LINKING or not w.strip(",") for w in words.split())


def _after_content(text: str, span: Span, attribution: Attribution) -> bool:
    """Just after a content that leaves it out: the reader of the attribution took it for the utterance's."""
    return any(0 < span.start - p.end < 12 and _only_linking(text[p.end : span.start]) for p in attribution.content)
