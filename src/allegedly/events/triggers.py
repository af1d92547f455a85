"""Event mentions: verbs that happen and nouns that name a happening, with the words that trigger them.

Whether a word does so is decided by the weights of its features (`evidence.py`); how far the trigger reaches, by the parse: a verb
with its particle ("brought down"), a light verb with the noun that says what was done ("provided support").
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from allegedly.events.evidence import CANDIDATES, Surroundings, family_of, trigger_features
from allegedly.events.lexicon import load_lexicon
from allegedly.events.weights import chance, load_tables
from allegedly.records import Annotated, Span, Token

Judge = Callable[[Token], float]
"""From a word to the probability that it triggers an event of the record."""


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """One mention: its head token, the trigger's span, its lemma, its family (or the lemma itself), whether it is a noun, its
    probability. `noun` is the noun of a light verb ("held a *rally*")."""

    token: Token
    span: Span
    action: str
    family: str
    nominal: bool
    score: float = 1.0
    noun: Token | None = None


def judge_words(around: Surroundings) -> Judge:
    """The judge of one text, by the weights of the package."""
    table = load_tables()["trigger"]
    return lambda token: chance(table, trigger_features(around, token))


def find_mentions(around: Surroundings, judge: Judge | None = None, threshold: float | None = None) -> tuple[Mention, ...]:
    """The event mentions of the text in order, no word in two of them."""
    judge = judge or judge_words(around)
    least = load_tables()["trigger"].threshold if threshold is None else threshold
    scores = {t.i: judge(t) for t in around.annotated.tokens if is_candidate(around, t)}
    taken: set[int] = set()
    out: list[Mention] = []
    for index, score in scores.items():
        token = around.annotated.tokens[index]
        mention = _mention(around.annotated, token, scores)
        covered = {t.i for t in around.annotated.tokens_in(mention.span)}
        best = max(score, scores.get(mention.noun.i, 0.0) if mention.noun else 0.0)
        if best >= least and not covered & taken:
            taken |= covered
            out.append(msgspec.structs.replace(mention, score=best))
    return tuple(out)


def is_candidate(around: Surroundings, token: Token) -> bool:
    """Verbs, nouns and adjectives, no auxiliaries."""
    return token.pos in CANDIDATES and token.dep not in ("aux", "auxpass")


def _mention(annotated: Annotated, token: Token, scores: dict[int, float]) -> Mention:
    return _verb(annotated, token, scores) if token.pos == "VERB" else _name(annotated, token, scores[token.i])


def _verb(annotated: Annotated, token: Token, scores: dict[int, float]) -> Mention:
    """A verb with its particle, or a light verb with its noun."""
    lexicon = load_lexicon()
    children = annotated.children(token)
    noun = next((c for c in children if c.dep == "dobj" and c.i > token.i and c.pos == "NOUN"), None)
    if noun is not None and token.lemma in lexicon.light and noun.lemma in lexicon.nouns:
        span = Span(token.start, noun.end)
        action, family = f"{token.lemma} {noun.lemma}", family_of(noun)
        return Mention(token=token, span=span, action=action, family=family, nominal=False, score=scores[token.i], noun=noun)
    particle = next((c for c in children if c.dep == "prt"), None)
    end = particle.end if particle is not None and particle.i == token.i + 1 else token.end
    action = f"{token.lemma} {particle.lemma}" if particle is not None else token.lemma
    span = Span(token.start, end)
    return Mention(token=token, span=span, action=action, family=family_of(token), nominal=False, score=scores[token.i])


def _name(annotated: Annotated, token: Token, score: float) -> Mention:
    """A noun with the modifiers that name the happening ("mass shooting"); an adjective that says what befell somebody."""
    first = token
    while token.pos == "NOUN" and first.i > 0 and _names(annotated.tokens[first.i - 1], token):
        first = annotated.tokens[first.i - 1]
    action = token.lemma if token.pos == "NOUN" else f"be {token.lemma}"
    span = Span(first.start, token.end)
    return Mention(token=token, span=span, action=action, family=family_of(token), nominal=token.pos == "NOUN", score=score)


def _names(before: Token, noun: Token) -> bool:
    return before.dep == "compound" and before.head == noun.i and before.pos == "NOUN"
