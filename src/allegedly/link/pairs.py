"""Two reports → the links between their rows: same claim, same event, same utterance, and who answers whom.

Rows stay two rows; a link says what is shared and by which rule. `link_reports(a, b)` equals `link_reports(b, a)`. A slot on which two
accounts differ (day, place, actor, figures) forbids a link of sameness: the difference is shown, not hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from allegedly.link.across import answers_between, comments_between
from allegedly.link.ends import End, make_link
from allegedly.link.mentions import Mention, compare_mentions, compare_texts, how_telling, most_alike
from allegedly.link.propositions import Likeness, Proposition, compare_propositions, discount
from allegedly.link.slots import conflict, days_conflict, figures_conflict
from allegedly.link.view import ClaimView, EventView, RowView, View, view_of
from allegedly.records import Link, Report

LEAST_OF_ONE_HAPPENING, LEAST_OF_SOME_HAPPENING, LEAST_OF_WORDS, LEAST_OF_TWO_HAPPENINGS = 0.5, 0.85, 0.7, 0.9
EVENT_LEAST = 0.6
STORY_LEAST, STORY_MARGIN = 2, 6
"""A stem of more claims than this is a word of the story; claims added to the count, so that two short reports tell nothing."""
UTTERANCE_COVER, UTTERANCE_COVER_UNDATED = 0.35, 0.5
BY_WORDS, BY_HAPPENING = "same_claim:words", "same_claim:happening"


def link_reports(a: Report, b: Report) -> tuple[Link, ...]:
    """The links between two reports, in a fixed order; none if both are one document."""
    if a.document.id == b.document.id:
        return ()
    first, second = sorted((view_of(a), view_of(b)), key=lambda v: v.id)
    shares = story_words(first, second)
    same = [*same_claims(first, second, shares), *same_events(first, second), *same_utterances(first, second, shares)]
    answers = {link.id: link for link in (*comments_between(first, second), *answers_between(first, second, same))}
    return tuple(sorted([*same, *answers.values()], key=lambda link: (link.type, link.source, link.target)))


# ---------------------------------------------------------------- claims


def same_claims(a: View, b: View, shares: Mapping[str, float]) -> Iterator[Link]:
    """Pairs of claims that put one proposition, `opposed` where one side negates it. Those that differ on their figures, or give one
    happening another day, are `contradicts`; those that differ on who or where are two claims and no link. `shares` are the `story_words`
    of the two."""
    left, right = _discounted(a, shares), _discounted(b, shares)
    for x, y in _meeting(left, right):
        judged = judge_claims(x, y)
        slot = differing_slot(x, y) if judged is not None else None
        if judged is None or slot in ("place", "actor"):
            continue
        score, rule = judged
        kind, rule = ("contradicts", f"contradicts:{slot}") if slot else ("same_claim", rule)
        yield make_link(kind, End(a, x.claim.id, x.claim.spans), End(b, y.claim.id, y.claim.spans), rule, score, x.negative != y.negative)


def differing_slot(x: ClaimView, y: ClaimView) -> str | None:
    """The slot on which two claims differ: on every happening they share, or in their figures."""
    shared = [conflict(s, t) for own, s in x.happenings for other, t in y.happenings if own & other]
    if shared and all(shared):
        return shared[0]
    return "figures" if figures_conflict(x.slots, y.slots) else None


def story_words(a: View, b: View) -> dict[str, float]:
    """The share of the two reports' claims that hold a stem, for stems many claims hold: what the story is about tells claims little
    apart."""
    total = len(a.claims) + len(b.claims) + STORY_MARGIN
    shares = {k: (n + b.counts.get(k, 0) - STORY_LEAST) / total for k, n in a.counts.items() if n + b.counts.get(k, 0) > STORY_LEAST}
    shares |= {k: (n - STORY_LEAST) / total for k, n in b.counts.items() if n > STORY_LEAST and k not in a.counts}
    stems = {s for k in shares for v in (a, b) for s in v.stems_of_key.get(k, ())}
    grouped = {s: max(shares.get(k, 0.0) for k in b.keys_of_stem.get(s) or a.keys_of_stem[s]) for s in stems}
    return {k: share for k, share in grouped.items() if share > 0}


def _discounted(view: View, shares: Mapping[str, float]) -> list[ClaimView]:
    return [c._replace(proposition=discount(c.proposition, shares)) for c in view.claims]


def judge_claims(x: ClaimView, y: ClaimView) -> tuple[float, str] | None:
    """The probability that two claims put one proposition, up to a sign, and the rule; `None` if they do not."""
    if x.stance != y.stance:
        return None
    likeness = compare_propositions(x.proposition, y.proposition)
    telling = sum(not is_country(k, x) for k in (*likeness.stems, *likeness.groups))
    rule, least = _rule(x, y)
    if len(likeness.stems) + len(likeness.groups) < 2 or telling < (2 if rule == BY_WORDS else 1):
        return None
    return (round(likeness.score, 4), rule) if likeness.score >= least else None


def _rule(x: ClaimView, y: ClaimView) -> tuple[str, float]:
    """The rule two claims fall under and the likeness it asks for: little where they tell of the same happenings, more where one tells of
    others besides, most where of two."""
    share = max(_told(x, y), _told(y, x)) if len(x.cores) != len(y.cores) else min(_told(x, y), _told(y, x))
    if share > 0.5:
        return BY_HAPPENING, LEAST_OF_ONE_HAPPENING
    if share > 0:
        return BY_HAPPENING, LEAST_OF_SOME_HAPPENING
    return BY_WORDS, LEAST_OF_TWO_HAPPENINGS if x.core and y.core else LEAST_OF_WORDS


def _told(x: ClaimView, y: ClaimView) -> float:
    """The share of one claim's happenings that the other tells of."""
    return sum(bool(own & y.core) for own in x.cores) / len(x.cores) if x.cores else 0.0


def is_country(key: str, view: ClaimView) -> bool:
    """True for a group of a country, or a stem that names one."""
    return key.startswith("@") or any(g.startswith("@") for w in view.proposition.words if w.stem == key for g in w.groups)


def _meeting(a: Iterable[ClaimView], b: Iterable[ClaimView]) -> Iterator[tuple[ClaimView, ClaimView]]:
    """The pairs that share a stem or a group."""
    keys = [(y, y.proposition.weights.keys() | y.proposition.groups.keys()) for y in b]
    for x in a:
        own = x.proposition.weights.keys() | x.proposition.groups.keys()
        yield from ((x, y) for y, other in keys if not own.isdisjoint(other))


# ---------------------------------------------------------------- events


def same_events(a: View, b: View) -> Iterator[Link]:
    """Pairs of events that may be one happening: a trigger in common, like surroundings, no slot in conflict."""
    story = compare_texts(a.weighed, b.weighed)
    for x in a.events if most_alike(story) >= EVENT_LEAST else ():
        for y in b.events:
            if x.core.isdisjoint(y.core) or conflict(x.slots, y.slots):
                continue
            mentions = Mention(x.core, x.around), Mention(y.core, y.around)
            score = compare_mentions(*mentions, story)
            if score >= EVENT_LEAST:
                ends = End(a, x.event.id, x.event.trigger), End(b, y.event.id, y.event.trigger)
                opposed = is_negative(x) != is_negative(y)
                yield make_link("same_event", *ends, "same_event:mention", score * how_telling(*mentions), opposed)


def is_negative(view: EventView) -> bool:
    """True for a happening that is said not to have been."""
    return (view.event.modality == "negated") != (view.event.polarity == "negative")


# ---------------------------------------------------------------- utterances


def same_utterances(a: View, b: View, shares: Mapping[str, float]) -> Iterator[Link]:
    """Rows of one speaker on one day with like content: two wordings of one sentence, in quotation marks or not. `shares` are the
    `story_words` of the two."""
    left, right = ([r._replace(proposition=discount(r.proposition, shares)) for r in v.utterances] for v in (a, b))
    for x in left:
        for y in right:
            score = judge_utterances(x, y)
            if score is not None:
                ends = End(a, x.row.id, x.row.content), End(b, y.row.id, y.row.content)
                yield make_link("same_utterance", *ends, "same_utterance:speaker_and_day", score)


def judge_utterances(x: RowView, y: RowView) -> float | None:
    """How much of the shorter wording the longer covers; `None` where speaker, day or words forbid one utterance. Where a day is not
    known the words have to show more."""
    if not x.names & y.names or days_conflict(x.said, y.said):
        return None
    likeness, cover = _cover(x.proposition, y.proposition)
    least = UTTERANCE_COVER if x.said and y.said else UTTERANCE_COVER_UNDATED
    if len(likeness.stems) + len(likeness.groups) < 2 or cover < least:
        return None
    return round(cover, 4)


def _cover(a: Proposition, b: Proposition) -> tuple[Likeness, float]:
    likeness = compare_propositions(a, b)
    shared = sum(a.weights[s] for s in likeness.stems)
    shared += sum(min(a.weights[a.groups[g]], b.weights[b.groups[g]]) for g in likeness.groups)
    return likeness, min(1.0, shared / (min(a.total, b.total) or 1.0))
