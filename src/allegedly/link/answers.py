"""Who answers whom within a report: denials, disputes, confirmations, concessions, comments, questions.

A relation needs a word that shows it. In doubt the weaker one: disputes, not denies; comments, not confirms. What is answered is
looked for where the words point: a row nested in the answer, a phrase such as *such statements* or *the claim*, then the nearest
claim by another origin that shares the answer's content words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from allegedly.link.scene import Scene, relation
from allegedly.link.topic import pointed_at
from allegedly.records import Attribution, Claim, Relation, RelationType, Span, bounding

ACCUSATIONS = frozenset({"allege", "accuse", "claim_responsibility"})
STANCES = frozenset({"express_concern", "condemn", "praise", "support", "express_emotion", "comment", "dispute", "believe"})
NO_COMMENTS = frozenset({"deny", "dispute", "demand", "request", "plan"})
"""Acts that do more than comment on what they speak of."""
SAYINGS = (
    r"(?:statements?|claims?|reports?|allegations?|accusations?|remarks?|comments?|assertions?|charges?|suggestions?|admission|denial)"
)
POINTER = re.compile(rf"\b(?:(?:such|these|those|this|that|the|any|all|its|his|her|their)\s+(?:[\w-]+\s+){{0,3}}?{SAYINGS})\b", re.I)
TOPIC = re.compile(r"\b(?:the|this|that) (?:matter|issue|question|subject|topic)\b", re.I)
DEMONSTRATIVE = re.compile(r"(?:^|[\s“\"‘(])(this|that|these|it)\b(?! (?:was|is|had|has|would|will) (?:aware|said))", re.I)
OPPOSED = re.compile(
    r"\b(absurd|ly(?:ing|es?)|lies|no evidence|baseless|pretext|however|despite|could not have|political(?:ly)? man)\b", re.I
)


def answers(scene: Scene) -> Iterator[Relation]:
    """Every answer of the report, each with its evidence."""
    for row in scene.attributions:
        for claim in scene.claims_of.get(row.id, ()):
            kind = _answer_type(scene, row, claim)
            if kind is not None:
                yield from _answer(scene, row, claim, kind)


def _answer_type(scene: Scene, row: Attribution, claim: Claim) -> RelationType | None:
    """The relation that the act allows, the weaker one in doubt."""
    act = scene.act_of(claim)
    if row.cue_class == "denying" or row.act == "deny":
        return "denies" if (row.cue_class == "denying" and claim.modality == "negated") or row.act == "deny" else "disputes"
    if row.act == "dispute" or act == "dispute":
        return "disputes"
    if row.act == "confirm":
        return "confirms"
    if row.act == "concede":
        return "acknowledges_adjacent_fact"
    return "comments_on" if act in STANCES or row.act in STANCES else None


def _answer(scene: Scene, row: Attribution, claim: Claim, kind: RelationType) -> Iterator[Relation]:
    targets, evidence = _targets(scene, row, claim, kind)
    for target in targets:
        if kind == "denies" and not _denies_this(scene, row, claim, target):
            yield relation(claim.id, "disputes", target.id, evidence, "answers:weaker", "rebut")
        elif kind == "acknowledges_adjacent_fact" and _is_the_very_claim(scene, claim, target):
            yield relation(claim.id, "concedes", target.id, evidence, "answers:concession")
        else:
            yield relation(claim.id, kind, target.id, evidence, "answers:pointer", "undercut" if kind == "disputes" else None)


def _denies_this(scene: Scene, row: Attribution, claim: Claim, target: Claim) -> bool:
    """A denial holds for a claim nested in it or one that shares its words; otherwise it only disputes."""
    return scene.row_of(target).parent == row.id or scene.overlap(claim, target) >= 0.5


def _is_the_very_claim(scene: Scene, claim: Claim, target: Claim) -> bool:
    return scene.act_of(target) in ACCUSATIONS and scene.overlap(claim, target) >= 0.6 and claim.polarity == target.polarity


def _targets(scene: Scene, row: Attribution, claim: Claim, kind: RelationType) -> tuple[list[Claim], tuple[Span, ...]]:
    """The claims that this one answers, with the words that point to them."""
    nested = [c for child in scene.children(row) for c in scene.claims_of.get(child.id, ()) if _within(claim, c)]
    if nested and (kind in ("denies", "disputes") or claim.modality == "attitude"):
        return nested[:1], row.cue or (bounding(claim.spans),)
    pointer = _pointer(scene, claim)
    if pointer is not None:
        found = _pointed_at(scene, claim)
        if found:
            return found, (pointer,)
    return _by_words(scene, row, claim, kind)


def _within(outer: Claim, inner: Claim) -> bool:
    whole = bounding(outer.spans)
    return whole.covers(bounding(inner.spans)) and outer.id != inner.id


def _pointer(scene: Scene, claim: Claim) -> Span | None:
    """*such statements*, *the Belarusian build-up claim*"""
    for span in claim.spans:
        match = POINTER.search(scene.annotated.text, span.start, span.end)
        if match:
            return Span(match.start(), match.end())
    return None


def _pointed_at(scene: Scene, claim: Claim) -> list[Claim]:
    """The nearest accusation by another origin, and the claims before it that carry the same event."""
    others = [c for c in scene.before(claim) if not scene.same_origin(c, claim) and c.attribution != claim.attribution]
    nearest = next((c for c in others if scene.act_of(c) in ACCUSATIONS or c.modality == "alleged"), None)
    if nearest is None:
        return []
    return [nearest, *(c for c in others if c.id != nearest.id and scene.shared_events(c, nearest) and c.modality == "alleged")]


def _by_words(scene: Scene, row: Attribution, claim: Claim, kind: RelationType) -> tuple[list[Claim], tuple[Span, ...]]:
    """What *this* at the start points back to; else the claim by another origin that shares most content words."""
    demonstrative = _demonstrative(scene, claim)
    if demonstrative is not None and kind == "comments_on":
        target = _before_this(scene, claim)
        return ([target] if target else []), (demonstrative,)
    above = _rows_above(scene, row)
    others = [c for c in scene.before(claim) if not scene.same_origin(c, claim) and c.attribution not in above]
    scored = [(scene.overlap(claim, c), len(scene.lemmas(claim) & scene.lemmas(c)), c) for c in others[:12]]
    best = max(scored, key=lambda s: (s[1], s[0]), default=None)
    if kind != "comments_on" and best is not None and best[1] >= 2 and best[0] >= 0.25:
        return [best[2]], (bounding(claim.spans),)
    return [], ()


def _rows_above(scene: Scene, row: Attribution) -> set[str]:
    """The row and those in whose content it lies: what is said within a statement does not answer it."""
    by_id = {r.id: r for r in scene.attributions}
    out = {row.id}
    while row.parent in by_id and row.parent not in out:
        row = by_id[row.parent]
        out.add(row.id)
    return out


def _before_this(scene: Scene, claim: Claim) -> Claim | None:
    """The claim before it in the same row; failing that, the accusation that the speaker was talking about."""
    same_row = next((c for c in scene.before(claim) if c.attribution == claim.attribution), None)
    if same_row is not None and scene.overlap(same_row, claim) == 0 and scene.act_of(claim) != "express_concern":
        return same_row
    return next((c for c in scene.before(claim) if scene.act_of(c) in ACCUSATIONS and not scene.same_origin(c, claim)), None)


def _demonstrative(scene: Scene, claim: Claim) -> Span | None:
    first = claim.spans[0]
    match = DEMONSTRATIVE.search(scene.annotated.text, first.start, min(first.end, first.start + 30))
    return Span(*match.span(1)) if match else None


NO_SUCH = re.compile(r"\bthere (?:was|were|is|are|has been|have been) (?:no|never any) ([\w-]+(?: [\w-]+)?)", re.I)


def comments(scene: Scene) -> Iterator[Relation]:
    """A stance on what its words point to; what disputes or denies is more than a comment."""
    for claim in scene.claims:
        acts = {scene.act_of(claim), scene.row_of(claim).act}
        if not acts & NO_COMMENTS and (acts & STANCES or claim.modality == "attitude"):
            found = pointed_at(scene, claim)
            if found is not None:
                yield relation(claim.id, "comments_on", found[0].id, (found[1],), "comments")


def rebuts(scene: Scene) -> Iterator[Relation]:
    """There was no X: disputes the nearest claim by another origin that says X was there."""
    for claim in scene.claims:
        match = next((m for s in claim.spans if (m := NO_SUCH.search(scene.annotated.text, s.start, s.end))), None)
        if match is None:
            continue
        span = Span(*match.span())
        nouns = {t.lemma for t in scene.annotated.tokens_in(Span(*match.span(1))) if t.pos in ("NOUN", "PROPN")}
        others = (c for c in scene.before(claim) if not scene.same_origin(c, claim) and c.attribution != claim.attribution)
        target = next((c for c in others if nouns & scene.lemmas(c) and c.polarity == "positive"), None)
        if target is not None:
            yield relation(claim.id, "disputes", target.id, (span,), "no_such", "rebut")


def questions(scene: Scene) -> Iterator[Relation]:
    """(When) asked about X ...: asks_about the claim that X names; the row after it answers or declines."""
    for k, row in enumerate(scene.attributions):
        if row.kind != "question":
            continue
        target = _asked_about(scene, row)
        if target is not None:
            yield relation(row.id, "asks_about", target.id, row.content, "questions")
        after = next((r for r in scene.attributions[k + 1 :] if not r.parent and r.tier == "core"), None)
        if after is not None and after.act in ("decline", "answer") and _same_sentence(scene, row, after):
            kind: RelationType = "declines_to_answer" if after.act == "decline" else "answers"
            yield relation(after.id, kind, row.id, after.cue, "questions")


def _asked_about(scene: Scene, row: Attribution) -> Claim | None:
    words = {t.lemma for t in scene.tokens(row.content) if t.pos in ("NOUN", "PROPN", "VERB", "ADJ")}
    start = bounding(row.content).start
    earlier = [c for c in scene.claims if bounding(c.spans).end <= start]
    alleged = [c for c in earlier if scene.act_of(c) in ACCUSATIONS]
    scored = [(len(words & scene.lemmas(c)), k, c) for k, c in enumerate(alleged)]
    if scored and max(scored)[0]:
        return max(scored, key=lambda s: (s[0], -s[1]))[2]
    return alleged[0] if alleged and re.search(r"claim|allegation|accusation|report", scene.annotated.read(row.content)) else None


def _same_sentence(scene: Scene, a: Attribution, b: Attribution) -> bool:
    place = scene.annotated.sentence_at
    return place(bounding(a.content).start) == place(bounding((*b.cue, *b.content)).start)


def concerns(scene: Scene) -> Iterator[Relation]:
    """... would discuss the matter: concerns the accusation the report is about."""
    for claim in scene.claims:
        for span in claim.spans:
            match = TOPIC.search(scene.annotated.text, span.start, span.end)
            target = next((c for c in scene.claims if scene.act_of(c) in ACCUSATIONS), None)
            if match and target is not None and target.id != claim.id:
                yield relation(claim.id, "concerns", target.id, (Span(*match.span()),), "concerns")
