"""Noun phrases read linearly: the parse of a small model is often wrong inside long titles, word order is not."""

from __future__ import annotations

from collections.abc import Sequence

from allegedly.records import Annotated, Span, Token

MODIFIER = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X"})
LINKS = frozenset({"of", "for", "to", "at", "in", "on", "with", "from", "within", "inside"})
BODY_LINKS = frozenset({"of", "for", "at", "with", "from", "within", "inside"})


def tokens_of(annotated: Annotated, span: Span) -> list[Token]:
    """The tokens wholly or partly inside `span`."""
    return list(annotated.tokens_in(span))


def lower(token: Token) -> str:
    """The token's text in lower case."""
    return token.text.lower()


def is_possessive(token: Token) -> bool:
    """`'s` or a lone apostrophe after a plural."""
    return token.tag == "POS" or token.text in {"'s", "’s"} or (token.text in {"'", "’"} and token.pos == "PART")


def core_of(tokens: Sequence[Token]) -> list[Token]:
    """The phrase up to its first comma, relative word, participle or preposition, without determiners."""
    core: list[Token] = []
    for token in tokens:
        if token.pos == "DET" and not core:
            continue
        if core and _closes(token):
            break
        core.append(token)
    while core and is_possessive(core[-1]):
        core.pop()
    return core


def _closes(token: Token) -> bool:
    if token.text in {",", ";", ":", "(", "–", "—", "--"} or token.tag in {"WDT", "WP", "WP$", "WRB", "TO"}:
        return True
    if token.pos == "ADP" and not token.text[:1].isupper():
        return True
    return token.pos in {"VERB", "AUX"} and not token.text[:1].isupper()


def modifiers_before(annotated: Annotated, index: int, floor: int = 0) -> list[Token]:
    """The contiguous modifiers left of token `index`: `the United Nations' senior human rights` before `envoy`."""
    left = index
    while left - 1 >= floor and _modifies(annotated.tokens[left - 1], annotated.tokens, floor):
        left -= 1
    run = list(annotated.tokens[left:index])
    while run and (is_possessive(run[0]) or run[0].text in {"-", "of", "and", "&"}):
        run.pop(0)
    return run


def _modifies(token: Token, tokens: Sequence[Token], floor: int) -> bool:
    if token.pos in MODIFIER or is_possessive(token) or (token.tag in {"VBG", "VBN"} and token.dep in {"amod", "compound"}):
        return True
    before = tokens[token.i - 1] if token.i - 1 >= floor else None
    if token.text in {"of", "&", "for"} or (token.text == "and" and token.dep == "cc"):
        after = tokens[token.i + 1]
        return (
            before is not None and before.text[:1].isupper() and after.text[:1].isupper() and before.pos == "PROPN" and after.pos == "PROPN"
        )
    return token.text == "-" and before is not None and before.pos in MODIFIER


def complement_after(annotated: Annotated, index: int, end: int, links: frozenset[str] = LINKS) -> list[Token]:
    """The noun phrases that follow token `index` behind prepositions: `for Ukraine's border guard service`."""
    at = index + 1
    out: list[Token] = []
    while at < end:
        token = annotated.tokens[at]
        linked = bool(out) or lower(token) in links
        if not linked or not _continues(token):
            break
        out.append(token)
        at += 1
    return out


def _continues(token: Token) -> bool:
    return (
        token.pos in MODIFIER | {"ADP", "DET", "CCONJ", "PRON"} and token.tag not in {"WDT", "WP", "WP$"}
    ) or is_possessive(token) or token.text in {"-", "(", ")"}  # fmt: skip


def sentence_end(annotated: Annotated, token: Token) -> int:
    """One past the last token of the sentence of `token`."""
    k = annotated.sentence_at(token.start)
    return annotated.sentence_tokens[k][1] if k is not None else len(annotated.tokens)


def sentence_start(annotated: Annotated, token: Token) -> int:
    """The first token of the sentence of `token`."""
    k = annotated.sentence_at(token.start)
    return annotated.sentence_tokens[k][0] if k is not None else 0
