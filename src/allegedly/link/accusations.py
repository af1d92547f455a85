"""Whom a claim accuses: the party that its content blames, by the name this text gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from allegedly.link.scene import Scene, relation
from allegedly.records import Claim, Relation, Span, Speaker, Token

Resolve = Callable[[Span], Speaker | None]


def accuses(scene: Scene, resolve: Resolve) -> Iterator[Relation]:
    """The by-phrase, the subject or the one blamed of a claim whose act is accuse; never the speaker's own side, never a victim."""
    for claim in scene.claims:
        if scene.act_of(claim) != "accuse" or claim.interest == "self":
            continue
        for token in _blamed(scene, claim):
            span = Span(scene.annotated.tokens[token.left].start, token.end)
            who = resolve(span)
            if who is not None and who.name and (who.origin is None or who.origin not in scene.origins_of(claim)):
                yield relation(claim.id, "accuses", who.name, (span,), "accuses")
                break


def _blamed(scene: Scene, claim: Claim) -> Iterator[Token]:
    """By-phrase first, then what stands right after *accused* or *blamed*, then the subject of the main clause."""
    tokens = list(scene.tokens(claim.spans))
    indices = {t.i for t in tokens}
    for token in tokens:
        if token.dep == "pobj" and scene.annotated.tokens[token.head].text.lower() == "by" and token.pos in ("PROPN", "NOUN"):
            yield token
    first = scene.annotated.head_of(claim.spans[0])
    if first is not None and first.pos in ("PROPN", "NOUN") and first.dep in ("dobj", "nsubjpass", "pobj"):
        yield first
    for token in tokens:
        if token.dep == "nsubj" and token.pos in ("PROPN", "NOUN", "PRON") and token.tag not in ("WDT", "WP"):
            yield token
            return
    for token in tokens:
        if token.dep in ("amod", "poss", "compound") and token.ent in ("NORP", "GPE", "ORG", "PERSON") and token.head in indices:
            yield token
