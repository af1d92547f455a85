"""Whom a claim accuses: the party that its content blames, by the name this text gives it, else by the words of the text.

A claim accuses if it is put as an accusation, or is adverse and alleged; a wish, a plan, a fear are none. Of several claims of one
statement only the first that blames a party carries the link.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from allegedly.link.scene import Scene, relation
from allegedly.records import Attribution, Claim, Participant, Relation, Span, Speaker, Token

Resolve = Callable[[Span], Speaker | None]
Agent = Callable[[Token], Participant | None]
"""From the head of a phrase to the participant it names; `None` for a thing, which can do nothing."""

BLAMING = frozenset({"accuse", "blame", "charge", "indict", "suspect"})
OWN_FAULTS = frozenset({"part", "fault", "behest", "hand"})
GUILTY = frozenset({"responsible", "guilty", "complicit", "involved", "corrupt", "liable", "behind", "negligent", "reckless"})
FARES = frozenset({"win", "lose", "drink", "eat", "die", "fall", "suffer", "need", "think", "feel", "see", "hear", "remain", "live", "survive",
                   "escape", "wait", "learn", "hope", "fear", "become", "arrive", "stay", "sleep", "wake"})  # fmt: skip
NAMED = frozenset({"NORP", "ORG", "PERSON"})


def accuses(scene: Scene, resolve: Resolve, agent: Agent) -> Iterator[Relation]:
    """One link from the first claim of a statement that blames somebody, never the speaker's own side, never a victim."""
    seen: set[tuple[str, str]] = set()
    for claim in scene.claims:
        if not _is_accusation(scene, claim):
            continue
        for token in _blamed(scene, claim):
            who = agent(token)
            if who is None or (token.pos == "PRON" and not who.name) or not _is_another(scene, claim, who, resolve):
                continue
            name = who.name or scene.annotated.read(who.spans)
            if (claim.attribution, name) not in seen:
                seen.add((claim.attribution, name))
                yield relation(claim.id, "accuses", name, who.spans, "accuses")
            break


def _is_accusation(scene: Scene, claim: Claim) -> bool:
    """Adverse and alleged, or put as an accusation; not *feared*, *demanded*, *planned*."""
    if claim.interest == "self" or claim.modality not in ("alleged", "presupposed", "asserted"):
        return False
    if scene.act_of(claim) == "accuse":
        return True
    return claim.modality == "alleged" and claim.interest == "adverse"


def _is_another(scene: Scene, claim: Claim, who: Participant, resolve: Resolve) -> bool:
    """True if the party is not of the speaker's own side."""
    speakers = scene.row_of(claim).speakers
    if who.name and any(who.name in (s.name, s.speaks_for) for s in speakers):
        return False
    found = resolve(who.spans[0]) if who.spans else None
    return found is None or found.origin is None or found.origin not in scene.origins_of(claim)


def _blamed(scene: Scene, claim: Claim) -> Iterator[Token]:
    """Who is named right after *accused*; the by-phrase; *on the part of*; the active subject, or the owner of a subject; the first
    name of a bare noun phrase. Best first."""
    yield from _accused(scene, scene.row_of(claim), claim)
    tokens = tuple(scene.tokens(claim.spans))
    yield from _by(scene, tokens)
    main = _predicate(scene, claim)
    if main is None:
        return
    if main.pos in ("VERB", "AUX"):
        yield from _subject(scene, main, tokens)
    else:
        yield from _owners(scene, main)


def _accused(scene: Scene, row: Attribution, claim: Claim) -> Iterator[Token]:
    """*accused X of Y*: X, the object of the cue, where it is a piece of the claim."""
    cues = {t.i for t in scene.tokens(row.cue) if t.lemma in BLAMING}
    for token in scene.tokens(claim.spans):
        if token.head in cues and token.dep in ("dobj", "nsubjpass") and token.pos in ("PROPN", "NOUN", "PRON"):
            yield token


def _by(scene: Scene, tokens: tuple[Token, ...]) -> Iterator[Token]:
    for token in tokens:
        if token.dep != "pobj" or token.pos not in ("PROPN", "NOUN"):
            continue
        link = scene.annotated.tokens[token.head]
        above = scene.annotated.tokens[link.head]
        if (link.text.lower() == "by" and (link.dep == "agent" or above.pos == "NOUN")) or (
            link.text.lower() == "of" and above.lemma in OWN_FAULTS
        ):
            yield token


def _predicate(scene: Scene, claim: Claim) -> Token | None:
    """What the claim says of its subject: the first piece headed by a verb, else the last."""
    heads = [t for span in claim.spans if (t := scene.annotated.head_of(span)) is not None]
    return next((t for t in heads if t.pos in ("VERB", "AUX")), heads[-1] if heads else None)


def _subject(scene: Scene, verb: Token, tokens: tuple[Token, ...]) -> Iterator[Token]:
    """The subject of an active verb; of *X's conduct was ...* the owner."""
    children = scene.annotated.children(verb)
    if any(c.dep in ("nsubjpass", "auxpass") for c in children):
        return
    subject = next((c for c in children if c.dep == "nsubj"), None)
    if subject is None:
        subject = next((t for t in tokens if t.dep == "nsubj" and t.i < verb.i), None)
    if subject is None or subject.tag in ("WDT", "WP", "EX"):
        return
    if _does(scene, verb):
        yield subject
    yield from _owners(scene, subject)


def _does(scene: Scene, verb: Token) -> bool:
    """False for *was dead*, *was ahead*, *drank*, *won*: how somebody is or fares; *was responsible*, *was a spy* are as good as deeds."""
    children = scene.annotated.children(verb)
    if any(c.dep == "acomp" for c in children):
        return any(c.dep == "acomp" and c.lemma.lower() in GUILTY for c in children)
    if verb.lemma == "be":
        return any(c.dep == "attr" for c in children)
    return verb.lemma not in FARES


def _owners(scene: Scene, noun: Token) -> Iterator[Token]:
    """*Osk's plots*, *Oskan plots*"""
    for child in scene.annotated.children(noun):
        if child.dep == "poss" or (child.dep in ("compound", "amod", "nmod") and child.ent in NAMED):
            yield child
