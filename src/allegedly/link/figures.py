"""Rival figures: two origins give different numbers for the dead, the hurt or the arrested of one story.

Only figures of the whole are rivals. *Two pilgrims also died*, *six of the dead were children* count a part, and a part and the whole
hold together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from allegedly.link.scene import Scene, relation
from allegedly.records import Claim, Relation, Span, Token

FATES: Mapping[str, str] = {
    "die": "dead", "dead": "dead", "kill": "dead", "death": "dead", "toll": "dead", "body": "dead", "fatality": "dead",
    "wound": "injured", "injure": "injured", "injury": "injured", "hurt": "injured", "injured": "injured",
    "arrest": "arrested", "detain": "arrested", "miss": "missing", "missing": "missing",
}  # fmt: skip
COUNTED = frozenset({"people", "person", "civilian", "victim", "death", "fatality", "casualty", "body", "injury", "arrest", "life", "toll",
                     "individual", "other", "passenger", "protester", "soldier", "troop", "member", "personnel", "officer", "staff", "worker",
                     "dead", "injured"})  # fmt: skip
PARTS = frozenset({"also", "among", "including", "includes", "included", "further", "another", "more", "additional", "others"})
NOT_OF_PEOPLE = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL"})


class Figure(NamedTuple):
    """What a claim counts: the number as written, what became of those counted, and where the number stands."""

    number: str
    fate: str
    span: Span


def contradicts(scene: Scene) -> Iterator[Relation]:
    """The later claim contradicts the earlier whose figure for the same differs."""
    figures = [(c, f) for c in scene.claims if (f := _figure(scene, c)) is not None]
    for k, (claim, figure) in enumerate(figures):
        for other, rival in figures[:k]:
            same = figure.fate == rival.fate
            if same and figure.number != rival.number and _are_rivals(scene, claim, other):
                yield relation(claim.id, "contradicts", other.id, (figure.span,), "rival_figures")


def _are_rivals(scene: Scene, a: Claim, b: Claim) -> bool:
    """Two outermost claims of different origins, neither of them about another date."""
    rows = scene.row_of(a), scene.row_of(b)
    if rows[0].id == rows[1].id or any(r.parent for r in rows) or scene.same_origin(a, b):
        return False
    return not any(t.ent == "DATE" and t.pos == "NUM" for c in (a, b) for t in scene.tokens(c.spans))


def _figure(scene: Scene, claim: Claim) -> Figure | None:
    tokens = list(scene.tokens(claim.spans))
    if any(t.text.lower() in PARTS for t in tokens):
        return None
    fate = next((FATES[t.lemma.lower()] for t in tokens if t.lemma.lower() in FATES), None)
    number = next((t for t in tokens if _counts_all(scene, t)), None)
    return None if fate is None or number is None else Figure(number.text.lower(), fate, Span(number.start, number.end))


def _counts_all(scene: Scene, number: Token) -> bool:
    """True where all of them are counted: a noun narrowed by *Mexican* or *young* counts a part."""
    if number.pos != "NUM" or number.ent in NOT_OF_PEOPLE:
        return False
    if number.dep != "nummod":
        return number.dep in ("nsubj", "nsubjpass", "dobj", "pobj")
    noun = scene.annotated.tokens[number.head]
    narrowed = any(c.dep in ("amod", "compound", "poss") and c.i > number.i for c in scene.annotated.children(noun))
    return noun.lemma.lower() in COUNTED and not narrowed
