"""Who answers whom between two reports: denials, disputes, confirmations, concessions, comments, restatements and revisions.

An answer needs words that show it, in the text of the one who answers, and a claim to point at, in the text of the other. In doubt the
weaker relation stands: *disputes*, not *denies*; an adjacent fact, not *concedes*. Nobody answers himself, and nobody answers what was
said after him.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from allegedly.link.answers import ACCUSATIONS, POINTER
from allegedly.link.ends import End, make_link
from allegedly.link.propositions import make_proposition, shared_words
from allegedly.link.slots import Days, days_conflict
from allegedly.link.stance import calls_false
from allegedly.link.view import ClaimView, View
from allegedly.records import Link, Relation, Span, Spans

SURE = 0.75
"""The likeness from which a negated claim is the very one that the other makes."""
NEGATION = re.compile(r"\b(?:not|no|never|none|neither|nor|nobody|nothing|\w+n['’]t)\b", re.I)
POINTED_SCORE = 0.5


class Same(NamedTuple):
    """A claim of the one report that puts the proposition of a claim of the other: its link, and both claims."""

    link: Link
    own: ClaimView
    view: View
    other: ClaimView
    there: View

    @property
    def opposed(self) -> bool:
        """True if one of the two negates what the other says."""
        return self.link.polarity == "opposed"

    def answer(self, kind: str, evidence: Spans, rule: str, mode: str | None = None) -> Link:
        """The link that says the first answers the second."""
        return make_link(
            kind,
            End(self.view, self.own.claim.id, evidence),
            End(self.there, self.other.claim.id, self.other.claim.spans),
            rule,
            self.link.score or 0.0,
            self.opposed,
            mode,
        )


Rule = Callable[[Same], Link | None]


def answers_between(a: View, b: View, links: Iterable[Link]) -> Iterator[Link]:
    """The answers of two reports to each other; `links` are those of sameness between them. One answer for each pair of claims."""
    found: dict[tuple[str, str], Link] = {}
    pairs = [s for link in links if link.type in ("same_claim", "contradicts") for s in _both_ways(a, b, link)]
    for link in (*_by_rules(pairs), *_carried(pairs), *_pointed(a, b), *_pointed(b, a)):
        found.setdefault((link.source, link.target), link)
    yield from found.values()


def _both_ways(a: View, b: View, link: Link) -> Iterator[Same]:
    left, right = (a, b) if link.source_document == a.id else (b, a)
    x, y = _claims(left).get(link.source), _claims(right).get(link.target)
    if x is not None and y is not None:
        yield Same(link, x, left, y, right)
        yield Same(link, y, right, x, left)


def _claims(view: View) -> Mapping[str, ClaimView]:
    return view.claim_by_id


def _by_rules(pairs: Iterable[Same]) -> Iterator[Link]:
    for same in pairs:
        if not may_answer(same.own, same.view, same.other, same.there):
            continue
        link = next((found for rule in RULES if (found := rule(same)) is not None), None)
        if link is not None:
            yield link


def may_answer(x: ClaimView, view: View, y: ClaimView, there: View) -> bool:
    """True if `x` was not said before `y`, as far as the days are known."""
    own, other = view.said(x.row), there.said(y.row)
    return own is None or other is None or own[1] >= other[0]


def of_one_origin(x: ClaimView, y: ClaimView) -> bool:
    """True if both are known to be one origin's word."""
    return bool(x.origins & y.origins)


# ---------------------------------------------------------------- rules over the same proposition


def denies(same: Same) -> Link | None:
    """X denied / said it had not: the same proposition negated. A denying word over nearly the same words, or it only disputes."""
    if not same.opposed or same.other.negative or of_one_origin(same.own, same.other):
        return None
    evidence = _denying_words(same)
    if not evidence:
        return None
    if (same.link.score or 0.0) >= SURE:
        return same.answer("denies", evidence, "across:denial")
    return same.answer("disputes", evidence, "across:weaker", "rebut")


def _denying_words(same: Same) -> Spans:
    row = same.own.row
    if same.own.claim.modality == "negated" and (row.act == "deny" or row.cue_class == "denying"):
        return row.cue
    found = (NEGATION.search(same.view.text, s.start, s.end) for s in same.own.claim.spans)
    return tuple(Span(*m.span()) for m in found if m is not None)[:1]


def concedes(same: Same) -> Link | None:
    """X admitted that very claim, made by another; an adjacent fact where the claims are only like."""
    if same.opposed or same.own.row.act != "concede" or of_one_origin(same.own, same.other) or _is_sent_on(same):
        return None
    very = (same.link.score or 0.0) >= SURE and same.link.type == "same_claim" and same.link.rule == "same_claim:happening"
    return same.answer("concedes" if very else "acknowledges_adjacent_fact", same.own.row.cue, "across:concession")


def confirms(same: Same) -> Link | None:
    """X confirmed what another says."""
    if same.opposed or same.own.row.act != "confirm" or of_one_origin(same.own, same.other) or same.link.type != "same_claim":
        return None
    return same.answer("confirms", same.own.row.cue, "across:confirmation") if same.own.row.cue and not _is_sent_on(same) else None


def _is_sent_on(same: Same) -> bool:
    """True if the other claim is the same act (an admission, a confirmation) in another report, or nobody's known."""
    return same.other.row.act == same.own.row.act or not same.own.origins or not same.other.origins


def revises(same: Same) -> Link | None:
    """One origin gives another figure or day on a later day."""
    if same.link.type != "contradicts" or not of_one_origin(same.own, same.other) or not _is_later(same):
        return None
    return same.answer("revises", same.own.claim.spans, "across:revision")


def withdraws(same: Same) -> Link | None:
    """One origin says on a later day what it denied, or denies what it said."""
    if same.link.type != "same_claim" or not same.opposed or not of_one_origin(same.own, same.other) or not _is_later(same):
        return None
    return same.answer("revises", same.own.row.cue or same.own.claim.spans, "across:withdrawal")


def restates(same: Same) -> Link | None:
    """One origin says the same again on a later day; with another figure it revises what it said."""
    if same.link.type != "same_claim" or same.opposed or not of_one_origin(same.own, same.other) or not _is_later(same):
        return None
    own, other = same.own.slots.figures, same.other.slots.figures
    changed = any(numbers != other[unit] for unit, numbers in own.items() if unit in other)
    return same.answer("revises" if changed else "restates", same.own.claim.spans, "across:revision" if changed else "across:restatement")


def _is_later(same: Same) -> bool:
    """True if the first was said on a later day than the second; both days have to be printed or published."""
    own, other = _day(same.view, same.own), _day(same.there, same.other)
    return own is not None and other is not None and days_conflict(own, other) and own[0] > other[1]


def _day(view: View, claim: ClaimView) -> Days | None:
    return view.said(claim.row) if claim.row.said is not None else None


def disproves(same: Same) -> Link | None:
    """The story that X is a hoax: a word that calls the same proposition untrue."""
    if same.opposed or same.own.negative or same.link.type != "same_claim" or of_one_origin(same.own, same.other):
        return None
    other = " ".join(s.read(same.there.text) for s in same.other.claim.spans)
    evidence = tuple(w for s in same.own.claim.spans for w in calls_false(same.view.text, other, s))
    return same.answer("disputes", evidence, "across:called_false", "rebut") if evidence else None


RULES: tuple[Rule, ...] = (denies, disproves, concedes, confirms, revises, withdraws, restates)
"""The first rule that holds for a pair of claims gives its answer."""


# ---------------------------------------------------------------- answers carried from one report into another


def _carried(pairs: Iterable[Same]) -> Iterator[Link]:
    """What a claim answers in its own report it answers wherever that claim is made: `link` ties the answered claim to its like."""
    for same in pairs:
        if same.link.type != "same_claim" or same.opposed:
            continue
        for relation in same.view.answers_to.get(same.own.claim.id, ()):
            answering = _claims(same.view).get(relation.source)
            if answering is None or of_one_origin(answering, same.other) or not may_answer(answering, same.view, same.other, same.there):
                continue
            yield _carry(same, relation)


def _carry(same: Same, relation: Relation) -> Link:
    """The relation with its evidence; a denial of a claim that is only like becomes a dispute."""
    weaker = relation.type == "denies" and (same.link.score or 0.0) < SURE
    kind, mode = ("disputes", "rebut") if weaker else (relation.type, relation.mode)
    target = End(same.there, same.other.claim.id, same.other.claim.spans)
    evidence = relation.evidence or same.own.claim.spans
    return make_link(
        kind, End(same.view, relation.source, evidence), target, f"across:{relation.type}_carried", same.link.score or 0.0, mode=mode
    )


# ---------------------------------------------------------------- answers that point


def _pointed(view: View, there: View) -> Iterator[Link]:
    """The statements from Minsk about the border are an information operation: disputes what Minsk alleges there in the other report."""
    for x in view.claims:
        pointer = _pointer(view, x) if (x.claim.act or x.row.act) in ("dispute", "deny") and x.origins else None
        target = _accusation(view, x, there) if pointer is not None else None
        if pointer is not None and target is not None:
            ends = End(view, x.claim.id, (pointer,)), End(there, target.claim.id, target.claim.spans)
            yield make_link("disputes", *ends, "across:pointer", POINTED_SCORE, mode="undercut")


def _pointer(view: View, x: ClaimView) -> Span | None:
    """*such statements*, *the reports from Minsk*, *its claims*"""
    match = next((m for s in (*x.claim.spans, *x.row.cue) if (m := POINTER.search(view.text, s.start, s.end))), None)
    return Span(*match.span()) if match else None


def _accusation(view: View, x: ClaimView, there: View) -> ClaimView | None:
    """The first allegation of the other report that is made by the state which the pointing words name, is about the speaker's own, and
    shares what the pointing words say it is about."""
    named, topic = _countries(view, (*x.row.cue, *x.row.content)), _topic(x)
    own = {s.country for s in x.row.speakers if s.country}
    for y in there.claims:
        accuser = {s.country for s in y.row.speakers if s.country}
        if y.claim.modality != "alleged" and (y.claim.act or y.row.act) not in ACCUSATIONS:
            continue
        is_theirs = bool(accuser & named) and not accuser & own and bool(_countries(there, y.claim.spans) & own)
        if is_theirs and topic & _topic(y) and may_answer(x, view, y, there):
            return y
    return None


def _topic(x: ClaimView) -> set[str]:
    """The stems and groups of a claim that are no country's."""
    return {k for w in x.proposition.words if not any(g.startswith("@") for g in w.groups) for k in (w.stem, *w.groups)}


def _countries(view: View, spans: Iterable[Span]) -> set[str]:
    return {g[1:] for w in view.words_in(spans) for g in w.groups if g.startswith("@")}


# ---------------------------------------------------------------- comments


def comments_between(a: View, b: View) -> Iterator[Link]:
    """Moscow is worried about the concentration of troops: comments on the claim of another that troops are concentrated."""
    for view, there in ((a, b), (b, a)):
        for x in view.claims:
            if x.stance and x.core:
                yield from (_comment(x, view, y, there) for y in there.claims if _is_commented(x, view, y, there))


def _is_commented(x: ClaimView, view: View, y: ClaimView, there: View) -> bool:
    if y.stance or not x.core & y.core or of_one_origin(x, y) or not x.origins or not may_answer(x, view, y, there):
        return False
    stems, groups = shared_words(x.proposition, y.proposition)
    mass = sum((*stems.values(), *groups.values()))
    return len(stems) + len(groups) >= 3 and mass >= 0.5 * make_proposition(y.proposition.words).total


def _comment(x: ClaimView, view: View, y: ClaimView, there: View) -> Link:
    ends = End(view, x.claim.id, x.claim.spans), End(there, y.claim.id, y.claim.spans)
    return make_link("comments_on", *ends, "across:stance", POINTED_SCORE)
