"""What a stance is about where its words only point: *the withdrawal*, *the move*, *this*. The claim that tells of it, else the event.

A reader takes *the withdrawal* for the one that was told of before; *the move* for the news of the report, which stands at its head; *this*
at the start of a sentence for what the same speaker has just said.
"""

from __future__ import annotations

from collections.abc import Iterator

from allegedly.link.scene import Scene
from allegedly.records import Claim, Event, Span, Token, bounding

DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "his", "her", "their", "its"})
NEWS = frozenset(
    {"move", "decision", "plan", "step", "action", "announcement", "news", "measure", "proposal", "act", "statement", "incident"}
)
ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "ROOT", "attr"})
SHORTEST = 4
"""Letters that two words of one root share at the least: *stab* and *stabbing*."""

Pointed = tuple[Claim | Event, Span]
"""What is pointed at, with the words that point."""


def pointed_at(scene: Scene, claim: Claim) -> Pointed | None:
    """The claim or event that the words of `claim` point to; `None` where they do not point."""
    demonstrative = _this(scene, claim)
    if demonstrative is not None:
        said = next((c for c in scene.before(claim) if c.attribution == claim.attribution), None)
        if said is not None:
            return said, demonstrative
        target = _news(scene, claim)
        return (target, demonstrative) if target is not None else None
    for noun in _definite_nouns(scene, claim):
        target = _news(scene, claim) if noun.lemma in NEWS else _told(scene, claim, noun)
        if target is not None:
            return target, Span(noun.start, noun.end)
    return None


def _this(scene: Scene, claim: Claim) -> Span | None:
    """*This*, *that* as the subject of the claim."""
    main = scene.main_of(claim)
    if main is None:
        return None
    subject = next((c for c in scene.annotated.children(main) if c.dep in ("nsubj", "nsubjpass")), None)
    if subject is None or subject.text.lower() not in ("this", "that") or subject.tag in ("WDT", "WP"):
        return None
    return Span(subject.start, subject.end)


def _definite_nouns(scene: Scene, claim: Claim) -> Iterator[Token]:
    """*the withdrawal*, *this decision*, in the order of the claim."""
    for token in scene.tokens(claim.spans):
        if token.pos == "NOUN" and token.dep in ARGUMENTS:
            words = {c.text.lower() for c in scene.annotated.children(token) if c.dep in ("det", "predet", "poss", "amod")}
            if words & DEFINITE:
                yield token


def _told(scene: Scene, claim: Claim, noun: Token) -> Claim | Event | None:
    """The first event told before whose words are of the noun's root: the claim that carries it, else the event itself."""
    start = bounding(claim.spans).start
    for event in scene.events:
        if event.trigger[0].start < start and any(_same_root(t.lemma, noun.lemma) for t in scene.tokens(event.trigger)):
            return _carried(scene, claim, event)
    return None


def _same_root(a: str, b: str) -> bool:
    a, b = a.lower(), b.lower()
    if a[:SHORTEST] != b[:SHORTEST]:
        return False
    shared = next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return shared >= SHORTEST and shared >= min(len(a), len(b)) - 2


def _news(scene: Scene, claim: Claim) -> Claim | Event | None:
    """The first event of the report, or the claim that carries it."""
    start = bounding(claim.spans).start
    first = next((e for e in scene.events if e.trigger[0].start < start), None)
    return _carried(scene, claim, first) if first is not None else None


def _carried(scene: Scene, claim: Claim, event: Event) -> Claim | Event | None:
    """The first claim by another that carries the event; `None` where only the speaker himself tells of it."""
    claims = [c for c in scene.claims if c.id in event.claims and c.id != claim.id]
    others = [c for c in claims if not scene.same_origin(c, claim) and c.attribution != claim.attribution]
    if not others:
        return None if claims else event
    core = next((c for c in others if scene.row_of(c).tier == "core"), None)
    return core or _in_the_body(scene, others[0])


def _in_the_body(scene: Scene, headline: Claim) -> Claim:
    """The first claim of the body by whom the headline speaks of: the headline only sums it up."""
    body = (c for c in scene.claims if scene.row_of(c).tier == "core" and not scene.row_of(c).parent and scene.same_origin(c, headline))
    return next(body, headline)
