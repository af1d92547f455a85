"""Who takes part in an event mention, and where: participants by name as far as the text names them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from allegedly.events.actors import actor_tokens
from allegedly.events.lexicon import load_lexicon
from allegedly.events.triggers import Mention
from allegedly.records import Annotated, Attribution, Participant, Place, Span, Speaker, Token
from allegedly.tree import phrase

Resolve = Callable[[Span], Speaker | None]
"""From the words of a noun phrase to who that is in this text (`resolve.actor.resolve_participant`)."""

AGENTS = frozenset({"person", "office", "body", "country", "igo", "company", "media", "armed_group"})
NAMES = frozenset({"PERSON", "ORG", "NORP", "GPE"})
DROPPED = ("relcl", "appos", "cc", "conj", "punct", "acl")
FIRST = frozenset({"i", "we", "me", "us", "my", "our"})
LIVING = frozenset({"he", "she", "who", "they", "them", "him", "her", "his", "their", "someone", "somebody", "nobody", "everyone"})
NOT_LIVING = frozenset({"number", "order", "water", "power", "fire", "paper", "center", "centre", "river", "tower", "weather", "murder",
                        "matter", "helicopter", "freighter", "corridor", "motor", "error", "factor", "terror", "labor", "door", "floor",
                        "letter", "disaster", "border", "shelter", "theater", "theatre", "quarter", "chapter", "summer", "winter",
                        "october", "november", "december", "september", "plan", "woman's", "cancer", "answer", "offer", "danger",
                        "transfer", "computer", "trailer", "container", "layer", "member's", "indicator", "sector", "reactor", "plant",
                        "restaurant", "warrant", "grant", "variant", "pregnant", "list", "twist", "mist", "wrist", "guarantee"})  # fmt: skip
QUANTITIES = frozenset({"some", "many", "most", "all", "several", "few", "none", "both", "each", "half", "one", "majority", "dozen", "hundred",
                        "thousand", "million", "number", "part", "rest", "third"})  # fmt: skip
LIVING_ENDINGS = ("er", "or", "ist", "ian", "ant", "man", "men", "woman", "people", "ee")


def with_speakers(resolve: Resolve, annotated: Annotated, attributions: Sequence[Attribution]) -> Resolve:
    """The same, but *I* and *we* inside a content are its speaker; *we* is the body he speaks for. *It* in reported speech is the
    body that speaks, unless the content names a thing before that it may be as well: then it stays open."""

    def answer(span: Span) -> Speaker | None:
        word = span.read(annotated.text).lower()
        if word != "it" and word not in FIRST:
            return resolve(span)
        inside = [a for a in attributions if len(a.speakers) == 1 and any(s.covers(span) for s in a.content)]
        if word == "it" and inside and not _is_quoted(annotated, span):
            row = min(inside, key=lambda a: sum(map(len, a.content)))
            speaker = row.speakers[0]
            return None if speaker.type == "person" or _names_a_thing(annotated, row, span) else speaker
        if word not in FIRST:
            return resolve(span)
        if not inside:
            return None
        speaker = min(inside, key=lambda a: sum(map(len, a.content))).speakers[0]
        body = speaker.speaks_for if word in ("we", "us", "our") else None
        return Speaker(name=body or speaker.name, country=speaker.country, origin=speaker.origin, type="person", rule="first_person")

    return answer


def _is_quoted(annotated: Annotated, span: Span) -> bool:
    return any(q.span.covers(span) for q in annotated.quotations)


def _names_a_thing(annotated: Annotated, row: Attribution, pronoun: Span) -> bool:
    """True if a singular common noun stands before the pronoun in the content as a subject or an object."""
    tokens = [t for piece in row.content for t in annotated.tokens_in(piece) if t.end <= pronoun.start]
    return any(t.tag == "NN" and t.dep in ("dobj", "nsubj", "nsubjpass") for t in tokens)


def find_actor(annotated: Annotated, mention: Mention, resolve: Resolve, places: Sequence[Place] = ()) -> tuple[Participant, ...]:
    """The actors of a mention, named as fully as the text names them; things that merely cause are none, nor is the town in *the Osk
    bombing*."""
    towns = [p.span for p in places if p.kind == "city" and p.use != "government"]
    heads = [h for h in actor_tokens(annotated, mention) if not (_modifies(h, mention) and any(t.covers(_span(h)) for t in towns))]
    found = [participant(annotated, head, resolve) for head in heads]
    return tuple(p for p, is_agent in found if is_agent)


def _modifies(token: Token, mention: Mention) -> bool:
    return token.head == mention.token.i and token.dep in ("compound", "nmod", "amod")


def participant(annotated: Annotated, head: Token, resolve: Resolve) -> tuple[Participant, bool]:
    """A noun phrase as a participant, and whether it can act (a person, body, group; not a thing)."""
    span = phrase(annotated, head, drop=DROPPED) or _span(head)
    who = resolve(span)
    name = who.name if who is not None else None
    counted = _counted(annotated, head)
    return Participant(name=name, spans=(span,), country=who.country if who is not None else None), _can_act(counted or head, who)


def agents_of(annotated: Annotated, attributions: Sequence[Attribution], resolve: Resolve) -> Callable[[Token], Participant | None]:
    """From the head of a noun phrase to whoever it names; `None` for a thing, which can do nothing."""
    resolve = with_speakers(resolve, annotated, attributions)

    def agent(head: Token) -> Participant | None:
        who, can_act = participant(annotated, head, resolve)
        return who if can_act else None

    return agent


def _counted(annotated: Annotated, head: Token) -> Token | None:
    """*Some of the users*, *most of them*: what the quantity is of."""
    if head.lemma.lower() not in QUANTITIES and head.pos != "NUM":
        return None
    links = (c for c in annotated.children(head) if c.dep == "prep" and c.text.lower() == "of")
    return next((p for link in links for p in annotated.children(link) if p.dep == "pobj"), None)


def _can_act(head: Token, who: Speaker | None) -> bool:
    """By its type, its name, its pronoun; a common noun by the lexicon of persons and groups, or its ending."""
    lemma = head.lemma.lower()
    if head.pos == "NUM":
        return True
    if head.pos == "PRON" or head.tag == "PRP$":
        return lemma in LIVING or head.text.lower() in LIVING | FIRST or (who is not None and who.type in AGENTS)
    rule = (who.rule or "") if who is not None else ""
    if rule.startswith("artefact"):
        return False
    if who is not None and rule != "unnamed" and who.type in AGENTS | {"group"}:
        return True
    if head.ent in NAMES or head.pos == "PROPN" or (who is not None and who.name is not None):
        return True
    if lemma in load_lexicon().groups:
        return True
    return lemma not in NOT_LIVING and lemma.endswith(LIVING_ENDINGS)


def find_object(annotated: Annotated, mention: Mention, resolve: Resolve) -> tuple[Participant, bool] | None:
    """What the action is done to: direct object, passive subject, or a noun's of-phrase; and whether that is an actor."""
    head = next(_object_heads(annotated, mention), None)
    return participant(annotated, head, resolve) if head is not None else None


def _object_heads(annotated: Annotated, mention: Mention) -> Iterator[Token]:
    """Candidates, the nearest in grammar first."""
    token = mention.noun or mention.token
    for child in annotated.children(mention.token):
        if child.dep in ("dobj", "nsubjpass") and not mention.span.covers(_span(child)):
            yield from _resolved_relative(annotated, mention.token, child)
    if mention.nominal or mention.noun is not None:
        yield from _prepositional(annotated, token, ("of", "on", "against", "into", "for", "to"))
        suffered = mention.family.removeprefix("family:") in load_lexicon().suffered
        yield from (c for c in annotated.children(token) if suffered and c.dep == "poss")
        return
    if token.tag == "VBN" and token.dep == "acl":
        yield annotated.tokens[token.head]
    if token.lemma in load_lexicon().befalls:
        yield from (c for c in annotated.children(token) if c.dep == "nsubj" and c.tag not in ("WDT", "WP"))
    if token.dep == "conj" and token.tag == "VBN" and not any(c.dep in ("nsubj", "nsubjpass", "dobj") for c in annotated.children(token)):
        yield from (c for c in annotated.children(annotated.tokens[token.head]) if c.dep == "nsubjpass")
    yield from _prepositional(annotated, token, ("at", "against", "with", "into", "on", "for", "to", "from"))


def _resolved_relative(annotated: Annotated, verb: Token, child: Token) -> Iterator[Token]:
    """A relative pronoun stands for the noun its clause hangs on."""
    if child.tag not in ("WDT", "WP"):
        yield child
    elif verb.dep == "relcl":
        yield annotated.tokens[verb.head]


def _prepositional(annotated: Annotated, token: Token, words: tuple[str, ...]) -> Iterator[Token]:
    for child in annotated.children(token):
        if child.dep == "prep" and child.text.lower() in words:
            yield from (p for p in annotated.children(child) if p.dep == "pobj" and p.ent not in ("DATE", "TIME"))


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
