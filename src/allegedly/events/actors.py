"""Who acts in an event mention, read off the parse: heads of noun phrases, coordinated ones each for itself.

An agentless passive has no actor (codebook, law 2), nor has what merely befalls somebody (*died*, *collapsed*). The actor of a
dependent verb is the one the grammar hands down to it: *urged them to go*, *was accused of leaving*, *announced plans to stay*.
A noun's actor is its possessor, its by-phrase, the two it lies between, or the nation that modifies it; of an occasion (*said at a
press conference*) it is who acts there. A number of a group (*some of the users*) acts as the group does.
"""

from __future__ import annotations

from collections.abc import Iterator

from allegedly.events.lexicon import load_lexicon
from allegedly.events.triggers import Mention
from allegedly.records import Annotated, Token
from allegedly.tree import is_passive

VERBAL = ("VERB", "AUX", "ADJ")
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
TIMES = ("DATE", "TIME")
DEEP = 6
"""Steps up the tree after which no actor is looked for."""


def actor_tokens(annotated: Annotated, mention: Mention) -> tuple[Token, ...]:
    """The heads of the noun phrases that act; empty where the text names none."""
    if mention.token.lemma in load_lexicon().befalls:
        return ()
    head = _noun_actor(annotated, mention) if mention.nominal else _verb_actor(annotated, mention.token, 0)
    return tuple(_conjuncts(annotated, head)) if head is not None else ()


def _conjuncts(annotated: Annotated, head: Token) -> Iterator[Token]:
    """The head and those joined to it; a day or an hour never acts; *three islanders, A, B and C*: those named."""
    named = [c for c in annotated.children(head) if c.dep == "appos" and c.ent == "PERSON" and c.pos == "PROPN"]
    if named and head.ent != "PERSON":
        for name in named:
            yield from _conjuncts(annotated, name)
        return
    if head.ent not in TIMES:
        yield head
    for child in annotated.children(head):
        if child.dep == "conj" and child.pos in ("NOUN", "PROPN", "PRON"):
            yield from _conjuncts(annotated, child)


def _child(annotated: Annotated, token: Token, *deps: str) -> Token | None:
    return next((c for c in annotated.children(token) if c.dep in deps), None)


# ---------------------------------------------------------------- verbs


def _verb_actor(annotated: Annotated, verb: Token, depth: int) -> Token | None:
    """Agent of a passive; the verb's own subject; the one who controls it."""
    if is_passive(annotated, verb) or (
        verb.tag == "VBN" and verb.dep in ("acl", "amod", "advcl", "relcl") and not _has_have(annotated, verb)
    ):
        return _agent(annotated, verb)
    subject = _child(annotated, verb, "nsubj", "csubj")
    if subject is None:
        return _controller(annotated, verb, depth) if depth < DEEP else None
    if subject.tag in ("WDT", "WP"):
        return _antecedent(annotated, verb)
    return None if subject.dep == "csubj" or (subject.text.lower() in ("it", "there") and subject.dep == "expl") else subject


def _has_have(annotated: Annotated, verb: Token) -> bool:
    return any(c.dep == "aux" and c.lemma == "have" for c in annotated.children(verb))


def _antecedent(annotated: Annotated, verb: Token) -> Token | None:
    """The noun that a relative clause hangs on, through verbs coordinated in it; of *Osk, an ally that ...*, Osk."""
    while verb.dep == "conj" and verb.head != verb.i:
        verb = annotated.tokens[verb.head]
    if verb.dep != "relcl":
        return None
    noun = annotated.tokens[verb.head]
    named = annotated.tokens[noun.head]
    return named if noun.dep == "appos" and named.pos == "PROPN" and noun.pos == "NOUN" else noun


def _agent(annotated: Annotated, verb: Token) -> Token | None:
    for child in annotated.children(verb):
        if child.dep in ("agent", "prep") and child.text.lower() == "by":
            return _child(annotated, child, "pobj")
    return None


def _controller(annotated: Annotated, verb: Token, depth: int) -> Token | None:
    """The actor that a verb without a subject takes from what it hangs on."""
    head = annotated.tokens[verb.head]
    if verb.head == verb.i or verb.dep not in ("xcomp", "advcl", "conj", "ccomp", "pcomp", "acl", "relcl", "dep"):
        return None
    if verb.dep == "pcomp" and head.pos in ("ADP", "SCONJ"):
        return _behind_preposition(annotated, head, depth)
    if head.pos in NOMINAL:
        return _of_noun(annotated, verb, head, depth)
    if head.pos not in VERBAL:
        return None
    if verb.dep == "conj":
        if (main := _parallel(annotated, verb, head)) is not None:
            return _verb_actor(annotated, main, depth + 1)
        return None if verb.tag == "VBN" and is_passive(annotated, head) else _done_by(annotated, head, depth)
    told = next((c for c in annotated.children(head) if c.dep in ("dobj", "dative") and c.i < verb.i and c.pos != "DET"), None)
    if verb.dep in ("xcomp", "ccomp") and told is not None and head.lemma not in ("use", "take", "have"):
        return told
    return _done_by(annotated, head, depth)


def _parallel(annotated: Annotated, verb: Token, head: Token) -> Token | None:
    """*would attend a summit that is being held in Osk and would discuss the matter*: the verb with the same modal above the relative
    clause that the parse hangs the last verb in; `None` where the clause itself has that modal."""
    modals = {c.text.lower() for c in annotated.children(verb) if c.tag == "MD"}
    if not modals or modals & {c.text.lower() for c in annotated.children(head) if c.tag == "MD"}:
        return None
    current = head
    while current.head != current.i and current.dep != "relcl":
        current = annotated.tokens[current.head]
    while current.head != current.i:
        current = annotated.tokens[current.head]
        if current.pos == "VERB" and modals & {c.text.lower() for c in annotated.children(current) if c.tag == "MD"}:
            return current
    return None


def _behind_preposition(annotated: Annotated, link: Token, depth: int) -> Token | None:
    """*accused X of leaving*: X; *was charged with lying*: the passive subject; *began by hiring*: the subject above."""
    head = annotated.tokens[link.head]
    while head.pos in ("ADP", "SCONJ", "ADV") and head.head != head.i:
        head = annotated.tokens[head.head]
    if head.pos in ("NOUN", "PROPN"):
        return _of_noun(annotated, link, head, depth)
    if head.pos not in VERBAL:
        return None
    blamed = _child(annotated, head, "dobj") if link.text.lower() in ("of", "from", "for", "with", "into") else None
    return blamed if blamed is not None and blamed.i < link.i else _done_by(annotated, head, depth)


def _of_noun(annotated: Annotated, verb: Token, noun: Token, depth: int) -> Token | None:
    """*plans to stay*, *a policy of leaving*, *a move by Osk to foil it*: the noun's owner or author, else who does what governs the
    noun; *a coalition to patrol*: itself."""
    if verb.tag == "VBG" and verb.dep == "acl":
        return _who_writes(annotated, noun, depth) or noun
    if verb.dep == "relcl" or noun.pos == "PRON":
        return noun
    owner = _child(annotated, noun, "poss") or _pobj(annotated, noun, ("by",))
    above = annotated.tokens[noun.head]
    if owner is not None:
        return owner
    if noun.dep in ("dobj", "attr") and above.pos in VERBAL:
        return _done_by(annotated, above, depth) if noun.lemma in load_lexicon().schemes else noun
    return noun if noun.lemma not in load_lexicon().schemes else None


def _who_writes(annotated: Annotated, medium: Token, depth: int) -> Token | None:
    """*posted a message on Twitter blaming X*: who posted; `None` for any other noun."""
    link = annotated.tokens[medium.head]
    above = annotated.tokens[link.head]
    written = medium.dep == "pobj" and link.text.lower() in ("on", "via") and above.pos in ("VERB", "NOUN")
    while written and above.pos == "NOUN" and above.head != above.i:
        above = annotated.tokens[above.head]
    return _done_by(annotated, above, depth) if written and above.pos == "VERB" and above.lemma in load_lexicon().utters else None


def _done_by(annotated: Annotated, head: Token, depth: int) -> Token | None:
    """Who does the verb above; of a passive, whom it befell."""
    if is_passive(annotated, head):
        found = _child(annotated, head, "nsubjpass")
        if found is None and head.dep == "conj" and head.head != head.i and depth < DEEP:
            return _done_by(annotated, annotated.tokens[head.head], depth + 1)
        return _antecedent(annotated, head) if found is not None and found.tag in ("WDT", "WP") else found
    if head.dep == "conj" and head.tag == "VBN" and head.head != head.i and _child(annotated, head, "nsubj") is None:
        return _done_by(annotated, annotated.tokens[head.head], depth + 1) if depth < DEEP else None
    return _verb_actor(annotated, head, depth + 1)


# ---------------------------------------------------------------- nouns


def _noun_actor(annotated: Annotated, mention: Mention) -> Token | None:
    """By-phrase, possessor, *between X and Y*, nation; else the subject of the verb that carries the noun (*held talks*)."""
    noun, lexicon = mention.token, load_lexicon()
    by = _pobj(annotated, noun, ("by", "between", "among"))
    if by is not None:
        return by
    suffered = mention.family.removeprefix("family:") in lexicon.suffered
    if not suffered and (possessor := _child(annotated, noun, "poss")) is not None:
        return possessor
    nation = next((c for c in annotated.children(noun) if c.dep in ("amod", "compound", "nmod") and c.ent in ("NORP", "ORG", "GPE")), None)
    if nation is not None and not suffered:
        return nation
    if noun.lemma in lexicon.occasions and (there := _who_is_there(annotated, noun)) is not None:
        return there
    done = _pobj(annotated, noun, ("of",)) if noun.lemma in lexicon.undergone_by_none else None
    return done if done is not None else _carrier_subject(annotated, noun, lexicon.light | lexicon.phase)


def _who_is_there(annotated: Annotated, noun: Token) -> Token | None:
    """*said at a press conference*, *announced it in a speech*, *after a visit to*: the subject of the verb that the phrase hangs on."""
    link = annotated.tokens[noun.head]
    verb = annotated.tokens[link.head]
    if noun.dep != "pobj" or link.text.lower() not in ("at", "in", "during", "after", "before", "following") or verb.pos != "VERB":
        return None
    return _done_by(annotated, verb, 0)


def _pobj(annotated: Annotated, noun: Token, words: tuple[str, ...]) -> Token | None:
    links = (c for c in annotated.children(noun) if c.dep in ("prep", "agent") and c.text.lower() in words)
    return next((p for link in links for p in annotated.children(link) if p.dep == "pobj"), None)


def _carrier_subject(annotated: Annotated, noun: Token, carriers: frozenset[str]) -> Token | None:
    """*Osk launched an investigation*: the subject of a light verb whose object the noun is."""
    verb = annotated.tokens[noun.head]
    return _verb_actor(annotated, verb, 0) if noun.dep == "dobj" and verb.lemma in carriers else None
