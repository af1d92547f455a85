"""Links between events of one report: what came before, what prompted what, what is part of what."""

from __future__ import annotations

from collections.abc import Iterator

from allegedly.link.scene import Scene, relation
from allegedly.records import Event, Relation, Span, Token

HARM = frozenset({"die", "kill", "injure", "wound", "hurt", "death", "injury", "damage", "destroy", "casualty"})
BLOWS = frozenset({"attack", "strike", "shoot", "shooting", "bombing", "bomb", "explode", "explosion", "blast", "crash", "raid", "assault",
                   "fire", "airstrike", "collision", "ram", "stab", "shell", "clash", "earthquake", "hit", "stabbing", "ambush"})  # fmt: skip
AFTER = frozenset({"after", "following", "since"})
BEFORE = frozenset({"before", "until"})
CAUSING = frozenset({"cause", "trigger", "prompt", "spark", "provoke", "force"})


def _head(scene: Scene, event: Event) -> Token | None:
    return scene.annotated.head_of(event.trigger[0])


def _sentence(scene: Scene, event: Event) -> int | None:
    return scene.annotated.sentence_at(event.trigger[0].start)


def _pairs(scene: Scene) -> Iterator[tuple[Event, Token, Event, Token]]:
    """Ordered pairs of events of one sentence with their head tokens."""
    heads = [(e, t, _sentence(scene, e)) for e in scene.events if (t := _head(scene, e)) is not None]
    for a, ta, sa in heads:
        for b, tb, sb in heads:
            if a.id != b.id and sa == sb and sa is not None:
                yield a, ta, b, tb


def precedes(scene: Scene) -> Iterator[Relation]:
    """B after A; A before B; A, followed by B: A precedes B."""
    for a, ta, b, tb in _pairs(scene):
        link = _marker(scene, ta, tb, AFTER)
        if link is not None:
            yield relation(a.id, "precedes", b.id, (link,), "after")
        link = _marker(scene, tb, ta, BEFORE)
        if link is not None:
            yield relation(a.id, "precedes", b.id, (link,), "before")


def _marker(scene: Scene, lower: Token, upper: Token, words: frozenset[str]) -> Span | None:
    """The *after* that hangs the clause or noun of `lower` on the verb `upper`."""
    annotated = scene.annotated
    mark = next((c for c in annotated.children(lower) if c.dep == "mark" and c.text.lower() in words), None)
    if mark is not None and lower.dep == "advcl" and lower.head == upper.i:
        return Span(mark.start, mark.end)
    head = annotated.tokens[lower.head]
    if lower.dep in ("pobj", "pcomp") and head.text.lower() in words and head.head == upper.i:
        return Span(head.start, head.end)
    return None


def prompts(scene: Scene) -> Iterator[Relation]:
    """A causes, triggers, leads to B; B because of A; B in response to A: A prompts B."""
    annotated = scene.annotated
    for a, ta, b, tb in _pairs(scene):
        head = annotated.tokens[tb.head]
        if tb.dep == "dobj" and head.lemma in CAUSING and any(c.i == ta.i for c in annotated.children(head)):
            yield relation(a.id, "prompts", b.id, (Span(head.start, head.end),), "causes")
        link = annotated.tokens[ta.head]
        if ta.dep == "pobj" and link.text.lower() in ("to", "for", "over", "of") and annotated.tokens[link.head].text.lower() in (
            "response", "retaliation", "revenge", "reaction", "because",
        ) and ta.i > tb.i:  # fmt: skip
            yield relation(a.id, "prompts", b.id, (Span(annotated.tokens[link.head].start, link.end),), "in_response_to")


def part_of(scene: Scene) -> Iterator[Relation]:
    """Deaths, injuries and damage are part of the blow that the same sentence, or the one before, tells of."""
    blows = [e for e in scene.events if e.action.split()[0] in BLOWS or e.action.split()[-1] in BLOWS]
    for event in scene.events:
        if event.action.split()[0] not in HARM or event in blows:
            continue
        here = _sentence(scene, event)
        near = [b for b in blows if here is not None and any(s in (here, here - 1) for s in _all_sentences(scene, b))]
        if near:
            nearest = min(near, key=lambda b: min(abs(t.start - event.trigger[0].start) for t in b.trigger))
            yield relation(event.id, "part_of", nearest.id, (event.trigger[0],), "harm_in_blow")


def _all_sentences(scene: Scene, event: Event) -> list[int]:
    return [s for t in event.trigger if (s := scene.annotated.sentence_at(t.start)) is not None]
