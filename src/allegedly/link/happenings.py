"""Links between events of one report: what came before, what prompted what, what is part of what.

Each needs words that show it: a conjunction, a preposition, a verb of causing. Two events that merely stand side by side are not linked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from allegedly.link.scene import Scene, relation
from allegedly.records import Event, Relation, Span, Token
from allegedly.tree import SUBJECTS, subject_of

HARM = frozenset({"die", "kill", "injure", "wound", "hurt", "death", "injury", "damage", "destroy", "casualty"})
BLOWS = frozenset({"attack", "strike", "shoot", "shooting", "bombing", "bomb", "explode", "explosion", "blast", "crash", "raid", "assault",
                   "fire", "airstrike", "collision", "ram", "stab", "shell", "clash", "earthquake", "hit", "stabbing", "ambush"})  # fmt: skip
AFTER = frozenset({"after", "following", "since", "once"})
BEFORE = frozenset({"before", "until"})
WITHIN = frozenset({"during"})
THEN = frozenset({"then", "subsequently", "later", "eventually", "afterwards", "afterward", "finally"})
CAUSING = frozenset({"cause", "trigger", "prompt", "spark", "provoke", "force", "produce"})
LEADING = frozenset({"lead", "result", "end"})
REPLIES = frozenset({"response", "retaliation", "revenge", "reaction", "result", "protest"})
PUNISHING = frozenset({"arrest", "charge", "convict", "impeach", "sentence", "fine", "sue", "jail", "imprison", "detain", "sanction", "ban",
                       "criticise", "criticize", "apologise", "apologize", "prosecute", "investigate", "indict", "dismiss", "suspend"})  # fmt: skip
CARRIERS = frozenset(
    {"have", "be", "make", "take", "hold", "begin", "start", "come", "break", "occur", "happen", "follow", "conduct", "do"}
)


class Place(NamedTuple):
    """An event with the words that stand for it in the grammar: its own head, or the verb that carries its noun (*a talk was held*)."""

    event: Event
    head: Token
    anchors: tuple[Token, ...]


def _places(scene: Scene) -> list[Place]:
    """Every mention of every event."""
    triggers = {t.i for e in scene.events for s in e.trigger for t in scene.annotated.tokens_in(s)}
    out = []
    for event in scene.events:
        for span in event.trigger:
            head = scene.annotated.head_of(span)
            if head is not None:
                out.append(Place(event, head, tuple(_anchors(scene, head, triggers))))
    return out


def _anchors(scene: Scene, head: Token, triggers: set[int]) -> Iterator[Token]:
    yield head
    verb = scene.annotated.tokens[head.head]
    carried = head.dep in ("nsubj", "nsubjpass", "dobj") and verb.lemma in CARRIERS
    if head.pos == "NOUN" and carried and verb.i not in triggers:
        yield verb


def _pairs(scene: Scene) -> Iterator[tuple[Place, Place]]:
    """Ordered pairs of mentions of different events in one sentence."""
    places = [(p, scene.annotated.sentence_at(p.head.start)) for p in _places(scene)]
    beside: dict[int | None, list[Place]] = {}
    for place, sentence in places:
        beside.setdefault(sentence, []).append(place)
    for a, sentence in places:
        for b in beside[sentence] if sentence is not None else ():
            if a.event.id != b.event.id:
                yield a, b


def precedes(scene: Scene) -> Iterator[Relation]:
    """B after A; A before B; A, followed by B; A and then B: A precedes B."""
    for a, b in _pairs(scene):
        found = (
            (_marker(scene, a, b, AFTER), "after"),
            (_marker(scene, b, a, BEFORE), "before"),
            (_followed(scene, a, b), "followed"),
            (_then(scene, a, b), "then"),
            (_and(scene, a, b), "and"),
        )
        for link, rule in found:
            if link is not None:
                yield relation(a.event.id, "precedes", b.event.id, (link,), rule)


def _marker(scene: Scene, lower: Place, upper: Place, words: frozenset[str]) -> Span | None:
    """The *after* that hangs the clause or noun of `lower` on the verb or noun `upper`."""
    for low in lower.anchors:
        for high in upper.anchors:
            mark = _mark(scene, low, high, words)
            if mark is not None:
                return mark
    return None


def _mark(scene: Scene, low: Token, high: Token, words: frozenset[str]) -> Span | None:
    annotated = scene.annotated
    mark = next((c for c in annotated.children(low) if c.dep == "mark" and c.text.lower() in words), None)
    if mark is not None and low.dep == "advcl" and low.head == high.i:
        return Span(mark.start, mark.end)
    link = annotated.tokens[low.head]
    if low.dep in ("pobj", "pcomp") and link.text.lower() in words and link.head == high.i:
        return Span(link.start, link.end)
    return None


def _followed(scene: Scene, a: Place, b: Place) -> Span | None:
    """*A, followed by B*; *B followed A*"""
    annotated = scene.annotated
    link = annotated.tokens[b.head.head]
    above = annotated.tokens[link.head]
    by = b.head.dep in ("pobj", "pcomp") and link.text.lower() == "by" and above.text.lower() == "followed"
    if by and (above.head in (a.head.i, a.head.head) or _is_subject(scene, a.head, above)):
        return Span(above.start, link.end)
    verb = annotated.tokens[a.head.head]
    if a.head.dep == "dobj" and verb.lemma == "follow" and verb.tag != "VBN" and _is_subject(scene, b.head, verb):
        return Span(verb.start, verb.end)
    return None


def _is_subject(scene: Scene, token: Token, verb: Token) -> bool:
    subject = subject_of(scene.annotated, verb)
    return subject is not None and subject.i == token.i


def _then(scene: Scene, a: Place, b: Place) -> Span | None:
    """*A and then B*, *A and subsequently B*"""
    if b.head.dep != "conj" or b.head.head != a.head.i or b.head.pos != "VERB":
        return None
    word = next((c for c in scene.annotated.children(b.head) if c.dep == "advmod" and c.text.lower() in THEN), None)
    return Span(word.start, word.end) if word is not None else None


def _and(scene: Scene, a: Place, b: Place) -> Span | None:
    """*A and B*, two deeds of one subject told in the past: in the order they are told. Harm done is of one moment."""
    if b.head.dep != "conj" or b.head.head != a.head.i or {a.head.lemma, b.head.lemma} & (HARM | BLOWS):
        return None
    past = all(t.pos == "VERB" and t.tag in ("VBD", "VBN") for t in (a.head, b.head))
    link = next((c for c in scene.annotated.children(a.head) if c.dep == "cc" and c.i < b.head.i), None)
    if not past or link is None or link.text.lower() != "and" or any(c.dep in SUBJECTS for c in scene.annotated.children(b.head)):
        return None
    return Span(link.start, link.end)


def prompts(scene: Scene) -> Iterator[Relation]:
    """A causes, triggers, leads to B; B because of A; B in response to A; arrested for A: A prompts B."""
    for a, b in _pairs(scene):
        found = ((_causes(scene, a, b), "causes"), (_because(scene, a, b), "because"), (_replies(scene, a, b), "in_response_to"))
        for link, rule in found:
            if link is not None:
                yield relation(a.event.id, "prompts", b.event.id, (link,), rule)


def _causes(scene: Scene, a: Place, b: Place) -> Span | None:
    """*A caused B*, *A led to B*; *A, causing B*, *A, forcing him to B*."""
    annotated = scene.annotated
    above = annotated.tokens[b.head.head]
    if b.head.dep in ("pobj", "pcomp") and above.text.lower() in ("to", "in"):
        verb = annotated.tokens[above.head]
        if verb.lemma not in LEADING:
            return None
    elif b.head.dep in ("dobj", "ccomp", "xcomp") and above.lemma in CAUSING:
        verb = above
    else:
        return None
    subject = subject_of(annotated, verb)
    if (subject is not None and subject.i == a.head.i) or (verb.dep in ("advcl", "acl", "relcl") and verb.head == a.head.i):
        return Span(verb.start, verb.end)
    return None


def _because(scene: Scene, a: Place, b: Place) -> Span | None:
    """*B because A*, *B because of A*, *B due to A*, *B over A*; *arrested for A*"""
    annotated = scene.annotated
    mark = _mark(scene, a.head, b.head, frozenset({"because"}))
    if mark is not None:
        return mark
    link = annotated.tokens[a.head.head]
    if a.head.dep not in ("pobj", "pcomp"):
        return None
    word = link.text.lower()
    if link.head == b.head.i and (word == "over" or (word == "for" and b.head.lemma in PUNISHING)):
        return Span(link.start, link.end)
    above = annotated.tokens[link.head]
    if word in ("of", "to") and above.text.lower() in ("because", "due") and above.head == b.head.i:
        return Span(above.start, link.end)
    return Span(link.start, link.end) if word == "because" and link.head == b.head.i else None


def _replies(scene: Scene, a: Place, b: Place) -> Span | None:
    """*B in response to A*, *as a result of A, B*"""
    annotated = scene.annotated
    link = annotated.tokens[a.head.head]
    noun = annotated.tokens[link.i - 1] if link.i else link
    outer = annotated.tokens[noun.head]
    if a.head.dep != "pobj" or link.text.lower() not in ("to", "for", "of"):
        return None
    if noun.lemma in REPLIES and outer.text.lower() in ("in", "as") and b.head.i in (outer.head, annotated.tokens[outer.head].head):
        return Span(outer.start, link.end)
    return None


def part_of(scene: Scene) -> Iterator[Relation]:
    """What happened *during* an event; deaths, injuries and damage are part of the blow that the sentence or the one before tells of."""
    for part, whole in _pairs(scene):
        if whole.head.pos == "NOUN":
            link = _mark(scene, whole.head, part.head, WITHIN)
            if link is not None:
                yield relation(part.event.id, "part_of", whole.event.id, (link,), "within")
    yield from _harm(scene)


def _harm(scene: Scene) -> Iterator[Relation]:
    blows = [e for e in scene.events if e.action.split()[0] in BLOWS or e.action.split()[-1] in BLOWS]
    for event in scene.events:
        if event.action.split()[0] not in HARM or event in blows:
            continue
        here = scene.annotated.sentence_at(event.trigger[0].start)
        near = [b for b in blows if here is not None and any(s in (here, here - 1) for s in _all_sentences(scene, b))]
        if near:
            nearest = min(near, key=lambda b: min(abs(t.start - event.trigger[0].start) for t in b.trigger))
            yield relation(event.id, "part_of", nearest.id, (event.trigger[0],), "harm_in_blow")


def _all_sentences(scene: Scene, event: Event) -> list[int]:
    return [s for t in event.trigger if (s := scene.annotated.sentence_at(t.start)) is not None]
