"""Two reports → the links between their rows: same claim, same event, same utterance, and who answers whom.

Rows stay two rows; a link says what is shared and by which rule. `link_reports(a, b)` equals `link_reports(b, a)`. A slot on which two
accounts differ (day, place, actor, figures) forbids a link of sameness: the difference is shown, not hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from allegedly.link.mentions import Mention, compare_mentions
from allegedly.link.propositions import Likeness, Proposition, compare_propositions
from allegedly.link.slots import conflict, days_conflict
from allegedly.link.view import ClaimView, EventView, RowView, View, view_of
from allegedly.records import Link, Report, Spans, make_id

CLAIM_LEAST = 0.5
CLAIM_LEAST_WITHOUT_CORE = 0.75
EVENT_LEAST = 0.6
UTTERANCE_COVER = 0.3
BY_WORDS, BY_HAPPENING = "same_claim:words", "same_claim:happening"


def link_reports(a: Report, b: Report) -> tuple[Link, ...]:
    """The links between two reports, in a fixed order; none if both are one document."""
    if a.document.id == b.document.id:
        return ()
    first, second = sorted((view_of(a), view_of(b)), key=lambda v: v.id)
    links = [*same_claims(first, second), *same_events(first, second), *same_utterances(first, second)]
    return tuple(sorted(links, key=lambda link: (link.type, link.source, link.target)))


# ---------------------------------------------------------------- claims


def same_claims(a: View, b: View) -> Iterator[Link]:
    """Pairs of claims that put one proposition, `opposed` where one side negates it."""
    for x, y in _meeting(a.claims, b.claims):
        judged = judge_claims(x, y)
        if judged is not None:
            score, rule = judged
            opposed = x.negative != y.negative
            yield _link(a, x.claim.id, x.claim.spans, "same_claim", b, y.claim.id, y.claim.spans, rule, score, opposed)


def judge_claims(x: ClaimView, y: ClaimView) -> tuple[float, str] | None:
    """The probability that two claims put one proposition, up to a sign, and the rule; `None` if they do not."""
    if (x.claim.modality == "attitude") != (y.claim.modality == "attitude") or conflict(x.slots, y.slots):
        return None
    likeness = compare_propositions(x.proposition, y.proposition)
    happening = bool(x.core & y.core)
    least = CLAIM_LEAST if happening else CLAIM_LEAST_WITHOUT_CORE
    if likeness.score < least or len(likeness.stems) + len(likeness.groups) < 2:
        return None
    return round(likeness.score, 4), BY_HAPPENING if happening else BY_WORDS


def _meeting(a: Iterable[ClaimView], b: Iterable[ClaimView]) -> Iterator[tuple[ClaimView, ClaimView]]:
    """The pairs that share a stem or a group."""
    keys = [(y, y.proposition.weights.keys() | y.proposition.groups.keys()) for y in b]
    for x in a:
        own = x.proposition.weights.keys() | x.proposition.groups.keys()
        yield from ((x, y) for y, other in keys if not own.isdisjoint(other))


# ---------------------------------------------------------------- events


def same_events(a: View, b: View) -> Iterator[Link]:
    """Pairs of events that may be one happening: a trigger in common, like surroundings, no slot in conflict."""
    for x in a.events:
        for y in b.events:
            if not x.core & y.core or conflict(x.slots, y.slots):
                continue
            score = compare_mentions(Mention(x.core, x.around), Mention(y.core, y.around))
            if score >= EVENT_LEAST:
                opposed = _negative(x) != _negative(y)
                yield _link(
                    a, x.event.id, x.event.trigger, "same_event", b, y.event.id, y.event.trigger, "same_event:mention", score, opposed
                )


def _negative(view: EventView) -> bool:
    return (view.event.modality == "negated") != (view.event.polarity == "negative")


# ---------------------------------------------------------------- utterances


def same_utterances(a: View, b: View) -> Iterator[Link]:
    """Rows of one speaker on one day with like content: two wordings of one sentence, in quotation marks or not."""
    for x in a.utterances:
        for y in b.utterances:
            score = judge_utterances(x, y)
            if score is not None:
                yield _link(
                    a, x.row.id, x.row.content, "same_utterance", b, y.row.id, y.row.content, "same_utterance:speaker_and_day", score, False
                )


def judge_utterances(x: RowView, y: RowView) -> float | None:
    """How much of the shorter wording the longer covers; `None` where speaker, day or words forbid one utterance."""
    if not x.names & y.names or x.said is None or y.said is None or days_conflict(x.said, y.said):
        return None
    likeness, cover = _cover(x.proposition, y.proposition)
    if len(likeness.stems) + len(likeness.groups) < 2 or cover < UTTERANCE_COVER:
        return None
    return round(cover, 4)


def _cover(a: Proposition, b: Proposition) -> tuple[Likeness, float]:
    likeness = compare_propositions(a, b)
    shared = sum(a.weights[s] for s in likeness.stems)
    shared += sum(min(a.weights[a.groups[g]], b.weights[b.groups[g]]) for g in likeness.groups)
    return likeness, min(1.0, shared / (min(a.total, b.total) or 1.0))


# ---------------------------------------------------------------- links


def _link(
    a: View, source: str, evidence: Spans, kind: str, b: View, target: str, other: Spans, rule: str, score: float, opposed: bool
) -> Link:
    """A link of sameness, its ends in order of id."""
    ends = sorted(((source, a.id, evidence), (target, b.id, other)))
    (left, left_document, left_spans), (right, right_document, right_spans) = ends
    return Link(
        id=make_id(left_document, "link", kind, left, right),
        source=left,
        source_document=left_document,
        type=kind,  # type: ignore[arg-type]
        target=right,
        target_document=right_document,
        source_evidence=left_spans,
        target_evidence=right_spans,
        polarity="opposed" if opposed else "same",
        rule=rule,
        score=round(score, 4),
    )
