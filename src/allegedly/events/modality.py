"""How an event stands: the mention's own grammar first, then the claim that carries it, then the reporter's voice.

Codebook sections 2 (events) and 3, decisions 8, 10, 17. Never stronger than the words: *will* is no *did*.
"""

from __future__ import annotations

from collections.abc import Iterable

from allegedly.events.triggers import Mention
from allegedly.records import Annotated, Claim, Modality, Polarity, Token

PLANNED = frozenset({"will", "'ll", "’ll", "would", "shall", "wo"})
MAYBE = frozenset({"may", "might", "could"})
AHEAD = frozenset({"plan", "intend", "schedule", "set", "due", "expect", "prepare", "aim", "pledge", "vow", "promise", "agree", "propose",
                   "commit", "threaten", "hope", "seek", "want", "order", "urge", "ask", "tell", "encourage", "request", "demand", "call"})  # fmt: skip
"""Verbs and adjectives whose infinitive lies ahead."""

STRENGTH: tuple[Modality, ...] = (
    "asserted",
    "presupposed",
    "alleged",
    "planned",
    "conditional",
    "hypothetical",
    "attitude",
    "negated",
)
"""Strongest commitment first."""


def own_modality(annotated: Annotated, mention: Mention) -> Modality | None:
    """What the grammar around the trigger says: planned, hypothetical, conditional; `None` for a plain statement."""
    token = mention.token
    if mention.nominal:
        return _noun_modality(annotated, token)
    modals = _modals(annotated, token)
    if modals & MAYBE:
        return "conditional" if _has_condition(annotated, token) else "hypothetical"
    if _in_condition(annotated, token):
        return "conditional"
    if modals & PLANNED:
        return "conditional" if _has_condition(annotated, token) else ("hypothetical" if "have" in _aux(annotated, token) else "planned")
    return "planned" if _lies_ahead(annotated, token) else None


def _aux(annotated: Annotated, token: Token) -> set[str]:
    return {c.text.lower() for c in annotated.children(token) if c.dep in ("aux", "auxpass")}


def _modals(annotated: Annotated, token: Token) -> set[str]:
    """The verb's modals, or those of the verb it is coordinated with."""
    own = set(_aux(annotated, token))
    if not own & (PLANNED | MAYBE) and token.dep == "conj" and token.head != token.i and token.tag == "VB":
        return _modals(annotated, annotated.tokens[token.head])
    return own


def _has_condition(annotated: Annotated, token: Token) -> bool:
    return any(c.dep == "advcl" and _is_if(annotated, c) for c in annotated.children(token))


def _is_if(annotated: Annotated, clause: Token) -> bool:
    return any(c.dep == "mark" and c.text.lower() in ("if", "unless") for c in annotated.children(clause))


def _in_condition(annotated: Annotated, token: Token) -> bool:
    current = token
    while current.head != current.i and current.dep in ("advcl", "conj", "xcomp", "ccomp"):
        if current.dep == "advcl" and _is_if(annotated, current):
            return True
        current = annotated.tokens[current.head]
    return False


def _lies_ahead(annotated: Annotated, token: Token) -> bool:
    """An infinitive of purpose, intent, demand or schedule; "is to meet"."""
    has_to = any(c.tag == "TO" for c in annotated.children(token))
    if token.dep == "conj" and token.tag == "VB" and token.head != token.i and not has_to:
        return _lies_ahead(annotated, annotated.tokens[token.head])
    if not has_to:
        return False
    head = annotated.tokens[token.head]
    return token.dep in ("advcl", "acl", "relcl") or head.lemma in AHEAD or head.lemma == "be" or token.dep == "ROOT"


def _noun_modality(annotated: Annotated, token: Token) -> Modality | None:
    """A noun takes the standing of the verb it hangs on, if that lies ahead; after *after* and *since* it is presupposed."""
    head = annotated.tokens[token.head]
    if head.pos == "ADP" and head.text.lower() in ("after", "since", "following", "despite", "over"):
        return "presupposed"
    if head.pos == "VERB" and (_modals(annotated, head) & PLANNED or _lies_ahead(annotated, head)):
        return "planned"
    return None


def polarity_of(annotated: Annotated, mention: Mention) -> Polarity:
    """`negative` where the trigger itself is negated."""
    return "negative" if any(c.dep == "neg" for c in annotated.children(mention.token)) else "positive"


def event_modality(annotated: Annotated, mentions: Iterable[tuple[Mention, tuple[Claim, ...]]]) -> Modality:
    """The strongest commitment any owner makes: the reporter's outranks claims; among claims, alleged stays alleged."""
    found: list[Modality] = []
    for mention, claims in mentions:
        own = own_modality(annotated, mention)
        if own in ("planned", "conditional", "hypothetical"):
            found.append(own)
        elif claims:
            found.append(min((_of_claim(c, own) for c in claims), key=_among_claims))
        else:
            return own or "asserted"
    return min(found, key=_among_claims, default="asserted")


def _of_claim(claim: Claim, own: Modality | None) -> Modality:
    if claim.modality == "attitude":
        return own or "asserted"
    return "presupposed" if own == "presupposed" and claim.modality == "asserted" else claim.modality


def _among_claims(modality: Modality) -> tuple[bool, int]:
    """Order among claims: alleged before everything that claims assert."""
    return modality != "alleged", STRENGTH.index(modality)
