"""Event mentions: verbs that happen and nouns that name a happening, with the words that trigger them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from allegedly.events.lexicon import load_lexicon
from allegedly.records import Annotated, Attribution, Span, Token

FRAMES = frozenset({"ccomp", "xcomp"})


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """One mention: its head token, the trigger's span, its lemma, its family (or the lemma itself), whether it is a noun."""

    token: Token
    span: Span
    action: str
    family: str
    nominal: bool


def find_mentions(annotated: Annotated, attributions: Iterable[Attribution]) -> Iterator[Mention]:
    """The event mentions of the text in order. Cue words are left out unless the saying is itself the news."""
    cues = {t.i: a for a in attributions for s in a.cue for t in annotated.tokens_in(s)}
    taken: set[int] = set()
    for token in annotated.tokens:
        if token.i in cues and not _is_deed(token, cues[token.i]):
            continue
        mention = _verb(annotated, token) if token.pos == "VERB" else _noun(annotated, token)
        if mention is not None and token.i not in taken:
            taken |= {t.i for t in annotated.tokens_in(mention.span)}
            yield mention


def _is_deed(token: Token, row: Attribution) -> bool:
    """A cue that is itself a happening: a demand, a threat, an accusation; talks, verdicts, agreements."""
    lexicon = load_lexicon()
    return row.act in lexicon.speech_acts or token.lemma in lexicon.verbs


def _verb(annotated: Annotated, token: Token) -> Mention | None:
    """A verb that happens; a light verb with its noun; a phase verb gives way to what it governs."""
    lexicon = load_lexicon()
    children = annotated.children(token)
    if token.dep in ("aux", "auxpass") or (token.dep == "amod" and token.tag == "VBG"):
        return None
    if token.lemma in lexicon.phase and any(c.dep == "xcomp" and c.pos == "VERB" for c in children):
        return None
    particle = next((c for c in children if c.dep == "prt"), None)
    noun = next((c for c in children if c.dep == "dobj" and c.i > token.i), None)
    if token.lemma in lexicon.light and noun is not None and noun.pos == "NOUN":
        family = lexicon.nouns.get(noun.lemma)
        if family is not None:
            return _mention(annotated, token, Span(token.start, noun.end), f"{token.lemma} {noun.lemma}", family)
        if token.lemma in lexicon.stative and token.lemma not in ("take", "hold", "put", "follow", "head", "cover", "give"):
            return None
    elif token.lemma in lexicon.stative and (particle is None or token.lemma not in lexicon.light):
        return None
    end = particle.end if particle is not None and particle.i == token.i + 1 else token.end
    action = f"{token.lemma} {particle.lemma}" if particle is not None else token.lemma
    return _mention(annotated, token, Span(token.start, end), action, lexicon.verbs.get(token.lemma, token.lemma))


def _noun(annotated: Annotated, token: Token) -> Mention | None:
    """An event noun that is the head of its phrase, with the modifiers that name it ("mass shooting")."""
    lexicon = load_lexicon()
    if token.pos != "NOUN" or token.lemma not in lexicon.nouns or token.dep in ("compound", "nmod", "amod", "npadvmod"):
        return None
    first = token
    while first.i > 0 and annotated.tokens[first.i - 1].dep == "compound" and annotated.tokens[first.i - 1].head == token.i:
        first = annotated.tokens[first.i - 1]
        if first.pos == "PROPN":
            first = annotated.tokens[first.i + 1]
            break
    return Mention(token=token, span=Span(first.start, token.end), action=token.lemma, family=lexicon.nouns[token.lemma], nominal=True)


def _mention(annotated: Annotated, token: Token, span: Span, action: str, family: str) -> Mention:
    return Mention(token=token, span=span, action=action, family=family, nominal=False)
