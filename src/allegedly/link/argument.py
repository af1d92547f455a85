"""Links within one speaker's argument: one utterance, reasons, restatements by the same mouth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from allegedly.link.scene import Scene, relation
from allegedly.records import Attribution, Claim, Relation, Span, Token, bounding

REASONS = frozenset({"because", "as", "since", "to", "by", "so", "for"})


def same_utterance(scene: Scene) -> Iterator[Relation]:
    """Rows with one utterance key, each tied to the one before it; nested and continued rows are tied by their own links."""
    last: dict[str, str] = {}
    rows = [r for r in scene.attributions if r.utterance and not r.parent and not r.continues and _is_spoken_once(scene, r)]
    for row in sorted(rows, key=lambda r: bounding((*r.cue, *r.content)).start):
        key = row.utterance or ""
        if key in last:
            yield relation(row.id, "same_utterance", last[key], row.cue, "same_utterance")
        last[key] = row.id


def _is_spoken_once(scene: Scene, row: Attribution) -> bool:
    """*said*; not what is held (*claims*, *lists*), was held over time (*has blamed*) or was not said (*did not mention*). A headline has
    its own present tense."""
    words = list(scene.tokens(row.cue))
    if any(t.dep == "neg" or (t.lemma == "have" and t.dep == "aux") for t in words):
        return False
    return row.tier == "extended" or not any(t.tag in ("VBZ", "VBP") and t.pos == "VERB" for t in words)


def gives_reason(scene: Scene) -> Iterator[Relation]:
    """X because/as/since Y; Because Y, X; X to Y; X by Y: Y gives the reason for X. Y. So X: likewise."""
    for claims in scene.claims_of.values():
        for k, claim in enumerate(claims):
            before = claims[k - 1] if k else None
            so = _so(scene, claim)
            if so is not None and before is not None:
                yield relation(before.id, "gives_reason_for", claim.id, (so,), "so")
                continue
            evidence = _reason_word(scene, claim)
            target = _reasoned(scene, claim, claims) or before
            if evidence is not None and target is not None and not _is_same(target, claim):
                yield relation(claim.id, "gives_reason_for", target.id, (evidence,), "gives_reason")


def _so(scene: Scene, claim: Claim) -> Span | None:
    """*So* or *therefore* at the head of the claim; not *so that*."""
    tokens = scene.annotated.tokens_in(max(claim.spans, key=lambda s: s.start))
    if len(tokens) < 2 or tokens[1].text.lower() in ("far", "many", "much"):
        return None
    previous = scene.annotated.tokens[tokens[0].i - 1] if tokens[0].i else tokens[0]
    word = next((t for t in (tokens[0], previous) if t.text.lower() in ("so", "therefore", "thus")), None)
    if word is not None and scene.annotated.tokens[word.i + 1].text.lower() == "that":
        return None
    return Span(word.start, word.end) if word is not None and word.dep in ("advmod", "cc", "mark") else None


def _reasoned(scene: Scene, claim: Claim, claims: Sequence[Claim]) -> Claim | None:
    """The claim of the same statement on whose verb the clause of this one hangs."""
    main = scene.main_of(claim)
    if main is None or main.dep != "advcl":
        return None
    upper = scene.annotated.tokens[main.head]
    return next((c for c in claims if c.id != claim.id and any(s.start <= upper.start < s.end for s in c.spans)), None)


def _reason_word(scene: Scene, claim: Claim) -> Span | None:
    """The word that marks the claim as a reason: its own first word, or the conjunction before it."""
    tokens = scene.annotated.tokens_in(max(claim.spans, key=lambda s: s.start))
    if len(tokens) < 3:
        return None
    first = tokens[0]
    if first.text.lower() in ("to", "by") and len(tokens) > 1 and tokens[1].pos in ("VERB", "AUX", "ADV"):
        return Span(first.start, tokens[1].end)
    previous = scene.annotated.tokens[first.i - 1] if first.i else first
    for token in (first, previous):
        if token.text.lower() in ("because", "as", "since") and token.pos == "SCONJ" and not _is_of_time(scene, token):
            return Span(token.start, token.end)
    return None


def _is_of_time(scene: Scene, mark: Token) -> bool:
    """*have been held since it began*, *as I know*: no reason."""
    verb = scene.annotated.tokens[mark.head]
    if mark.text.lower() == "as":
        return verb.lemma in ("know", "say", "state", "note", "put", "mention", "see", "think")
    above = scene.annotated.tokens[verb.head]
    return mark.text.lower() == "since" and any(c.lemma == "have" and c.dep == "aux" for c in scene.annotated.children(above))


def _is_same(a: Claim, b: Claim) -> bool:
    return set(a.spans) == set(b.spans)


def restates(scene: Scene) -> Iterator[Relation]:
    """One origin says the same thing again: the later claim restates the earlier (a headline restates the body's)."""
    for claim in scene.claims:
        for earlier in scene.before(claim):
            if not scene.same_origin(claim, earlier) or earlier.attribution == claim.attribution:
                continue
            if _says_the_same(scene, claim, earlier):
                yield relation(claim.id, "restates", earlier.id, (bounding(claim.spans),), "restates")
                break


def _holds(outer: Claim, inner: Claim) -> bool:
    """*he admits that it is lost* holds *it is lost*: one stands inside the other, nobody says it twice."""
    return bounding(outer.spans).covers(bounding(inner.spans))


def _says_the_same(scene: Scene, a: Claim, b: Claim) -> bool:
    """Half the smaller claim's content words shared, two at least, and no opposed polarity."""
    if a.polarity != b.polarity or _holds(a, b) or _holds(b, a):
        return False
    shared = scene.lemmas(a) & scene.lemmas(b)
    share = scene.overlap(a, b)
    return (len(shared) >= 2 and share >= 0.5) or (scene.shared_events(a, b) and share >= 0.34)
