"""Who acts on what, where: the arguments of an event mention, read off the parse.

An agentless passive has no actor (codebook law 2). A noun's actor is its possessor, its by-phrase or the nationality that modifies
it ("Iranian involvement").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from allegedly.events.triggers import Mention
from allegedly.records import Annotated, Participant, Place, Span, Speaker, Token
from allegedly.tree import is_passive, phrase, subject_of

Resolve = Callable[[Span], Speaker | None]
"""From the words of a noun phrase to who that is in this text (`resolve.actor.resolve_participant`)."""

AGENTS = frozenset({"person", "office", "body", "country", "igo", "company", "media", "group"})
DROPPED = ("relcl", "appos", "cc", "conj", "punct", "acl")


def actor_tokens(annotated: Annotated, mention: Mention) -> tuple[Token, ...]:
    """The heads of the noun phrases that act, coordinated ones each for itself."""
    head = _noun_actor(annotated, mention.token) if mention.nominal else _verb_actor(annotated, mention.token)
    return tuple(_conjuncts(annotated, head)) if head is not None else ()


def _verb_actor(annotated: Annotated, verb: Token) -> Token | None:
    if is_passive(annotated, verb) or (verb.tag == "VBN" and verb.dep in ("acl", "amod", "advcl")):
        return _agent(annotated, verb)
    if verb.dep == "acl" and verb.head != verb.i and annotated.tokens[verb.head].pos in ("NOUN", "PROPN", "PRON"):
        return annotated.tokens[verb.head] if verb.tag == "VBG" else _own_subject(annotated, verb)
    subject = _own_subject(annotated, verb) or _controller(annotated, verb)
    if subject is not None and subject.tag in ("WDT", "WP") and verb.dep == "relcl":
        return annotated.tokens[verb.head]
    return None if subject is not None and subject.text.lower() in ("it", "there") and subject.dep == "expl" else subject


def _own_subject(annotated: Annotated, verb: Token) -> Token | None:
    return next((c for c in annotated.children(verb) if c.dep in ("nsubj", "csubj")), None)


def _controller(annotated: Annotated, verb: Token) -> Token | None:
    """The subject of an infinitive or participle: the object of the verb above ("urged them to go"), else its subject."""
    if verb.dep not in ("xcomp", "advcl", "conj", "ccomp", "pcomp") or verb.head == verb.i:
        return None
    head = annotated.tokens[verb.head]
    if head.pos == "ADP":
        head = annotated.tokens[head.head]
    if head.pos not in ("VERB", "AUX", "ADJ"):
        return None
    told = next((c for c in annotated.children(head) if c.dep in ("dobj", "dative") and c.i < verb.i and c.pos != "DET"), None)
    if verb.dep == "xcomp" and told is not None:
        return told
    if is_passive(annotated, head):
        passive = next((c for c in annotated.children(head) if c.dep == "nsubjpass"), None)
        return passive if verb.dep == "xcomp" else (passive if verb.dep == "conj" and verb.tag != "VBN" else None)
    return subject_of(annotated, head)


def _agent(annotated: Annotated, verb: Token) -> Token | None:
    for child in annotated.children(verb):
        if child.dep in ("agent", "prep") and child.text.lower() == "by":
            return next((p for p in annotated.children(child) if p.dep == "pobj"), None)
    return None


def _noun_actor(annotated: Annotated, noun: Token) -> Token | None:
    children = annotated.children(noun)
    by = next((p for c in children if c.dep == "prep" and c.text.lower() == "by" for p in annotated.children(c)), None)
    possessor = next((c for c in children if c.dep == "poss"), None)
    nationality = next((c for c in children if c.dep in ("amod", "compound", "nmod") and c.ent in ("NORP", "ORG", "GPE")), None)
    return by or possessor or nationality


def _conjuncts(annotated: Annotated, head: Token) -> Iterator[Token]:
    yield head
    for child in annotated.children(head):
        if child.dep == "conj" and child.pos in ("NOUN", "PROPN", "PRON"):
            yield from _conjuncts(annotated, child)


def find_actor(annotated: Annotated, mention: Mention, resolve: Resolve) -> tuple[Participant, ...]:
    """The actors of a mention, named as fully as the text names them; things that merely cause are none."""
    found = [participant(annotated, head, resolve) for head in actor_tokens(annotated, mention)]
    return tuple(p for p, is_agent in found if is_agent)


def participant(annotated: Annotated, head: Token, resolve: Resolve) -> tuple[Participant, bool]:
    """A noun phrase as a participant, and whether it can act (a person, body, group; not a thing)."""
    span = phrase(annotated, head, drop=DROPPED)
    who = resolve(span)
    can_act = who is not None and (who.type in AGENTS or who.type is None)
    name = who.name if who is not None else None
    return Participant(name=name, spans=(span,), country=who.country if who is not None else None), can_act


def find_object(annotated: Annotated, mention: Mention, resolve: Resolve) -> tuple[Participant, bool] | None:
    """What the action is done to: direct object, passive subject, or a noun's of-phrase; and whether that is an actor."""
    token = mention.token
    head = next((c for c in annotated.children(token) if c.dep in ("dobj", "nsubjpass") and not mention.span.covers(_span(c))), None)
    if head is None and mention.nominal:
        of = [
            p
            for c in annotated.children(token)
            if c.dep == "prep" and c.text.lower() in ("of", "on", "against")
            for p in annotated.children(c)
        ]
        head = of[0] if of else None
    if head is None and token.tag == "VBN" and token.dep == "acl":
        head = annotated.tokens[token.head]
    if head is None or head.tag in ("WDT", "WP"):
        head = annotated.tokens[token.head] if head is not None and token.dep == "relcl" else None
    return participant(annotated, head, resolve) if head is not None else None


def _span(token: Token) -> Span:
    return Span(token.start, token.end)


def find_place(annotated: Annotated, mentions: Iterable[Mention], places: tuple[Place, ...]) -> Place | None:
    """The literal place that a mention's own prepositional phrase names; never a government, a demonym or the dateline."""
    literal = [p for p in places if p.use == "literal"]
    for mention in mentions:
        for token in annotated.tokens[mention.token.left : mention.token.right]:
            if token.dep != "pobj" or not _hangs_on(annotated, token, mention.token):
                continue
            for place in literal:
                if place.span.start <= token.start < place.span.end:
                    return place
    return None


def _hangs_on(annotated: Annotated, token: Token, trigger: Token) -> bool:
    """True if only prepositions and noun phrases stand between the place and the trigger: no other verb claims it."""
    current = token
    while current.i != trigger.i:
        if current.head == current.i or (current.pos in ("VERB", "AUX") and current.i != token.i):
            return False
        current = annotated.tokens[current.head]
    return True
