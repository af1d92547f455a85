"""Kind, cue class and tier of an attribution, by the codebook's definitions (section 2)."""

from __future__ import annotations

from collections.abc import Iterable

from allegedly.attribute.lexicon import load_lexicon
from allegedly.records import Annotated, CueClass, Kind, Quotation, Span, Spans, Tier, Token

EXTENDED_KINDS = frozenset({"attitude", "label", "question", "nominal"})
ATTITUDE_ACTS = frozenset({"believe", "want", "know"})
CLAUSAL_ACTS = frozenset({"accuse"})
"""Acts whose noun phrases stand for a clause: *accused X of Y*."""
LABEL_RULES = frozenset({"what_calls"})
ADVERB_RULES = frozenset({"clause_adverb", "noun_adjective"})
MARKS = "\"“”„‟«»‘’'"


def cue_tokens(annotated: Annotated, cue: Spans) -> tuple[Token, ...]:
    """The tokens of a cue."""
    return tuple(t for span in cue for t in annotated.tokens_in(span))


def cue_lemmas(annotated: Annotated, cue: Spans) -> str:
    """The cue's lemmas with blanks between, lower case."""
    return " ".join(t.lemma for t in cue_tokens(annotated, cue))


def class_of_cue(annotated: Annotated, cue: Spans) -> CueClass:
    """`distancing`, `factive`, `denying` by the word itself, never by belief; else `neutral`."""
    classes = load_lexicon().classes
    tokens = cue_tokens(annotated, cue)
    lemmas = " ".join(t.lemma for t in tokens)
    phrases = [p for p in classes if " " in p and p in lemmas]
    if phrases:
        return classes[phrases[0]]
    for token in reversed(tokens):
        # "reported" distances as an adjective ("a reported death"), not as the verb of a report
        words = [token.text.lower()] if token.dep in ("amod", "advmod") or "-" in annotated.read(cue) else []
        for word in (*words, *([] if words else [token.lemma, *_stems(token.text.lower())])):
            if word in classes:
                return classes[word]
    whole = annotated.read(cue).lower()
    return classes.get(whole, "neutral") if "-" in whole else "neutral"


def _stems(word: str) -> tuple[str, ...]:
    """The word without its ending, for headline verbs that the tagger takes for nouns."""
    return tuple(word.removesuffix(ending) for ending in ("s", "d", "ed", "ing") if word.endswith(ending))


def quoted_pieces(quotations: Iterable[Quotation], content: Spans) -> Spans:
    """The quotations that the content holds with at least one of their marks; a content inside a longer quotation holds none."""
    held = [q.span for q in quotations if any(_holds(piece, q) for piece in content)]
    return tuple(q for q in held if not any(o.covers(q) and o != q for o in held))


def _holds(piece: Span, quotation: Quotation) -> bool:
    """True if the quotation lies in the piece, or is broken off by its end."""
    span = quotation.span
    return piece.covers(span) or (not quotation.closed and piece.start <= span.start < piece.end)


def quoted_share(annotated: Annotated, content: Spans) -> float:
    """Which part of the content's characters stands in quotation marks of its own, 0 to 1."""
    content = tuple(_with_marks(annotated, piece) for piece in content)
    quotes = quoted_pieces(annotated.quotations, content)
    total = sum(_letters(annotated.text, piece) for piece in content)
    inside = sum(_letters(annotated.text, _overlap(piece, q)) for piece in content for q in quotes if piece.meets(q))
    return inside / total if total else 0.0


def _with_marks(annotated: Annotated, piece: Span) -> Span:
    """The piece widened over quotation marks and a comma or stop at its very edges."""
    text, start, end = annotated.text, piece.start, piece.end
    while start > 0 and text[start - 1] in MARKS:
        start -= 1
    while end < len(text) and text[end] in MARKS + ",.?!":
        end += 1
    return Span(start, end)


def _overlap(a: Span, b: Span) -> Span:
    return Span(max(a.start, b.start), min(a.end, b.end))


def _letters(text: str, span: Span) -> int:
    return sum(c.isalnum() for c in span.read(text))


def kind_of(annotated: Annotated, cue: Spans, content: Spans, act: str, rule: str) -> Kind:
    """The codebook's kind: question, label, attitude, then by quotation marks and by what the content is made of."""
    if rule in LABEL_RULES:
        return "label"
    if act == "ask":
        return "question"
    share = quoted_share(annotated, content)
    if share > 0.97:
        return "direct"
    if is_attitude(annotated, cue, act):
        return "attitude"
    if share > 0:
        return "mixed"
    return "nominal" if act not in CLAUSAL_ACTS and is_noun_phrase(annotated, content) else "indirect"


def is_attitude(annotated: Annotated, cue: Spans, act: str) -> bool:
    """Belief, wish, knowledge: not speech. "Said it believed" is speech: the cue itself must be the state."""
    if act not in ATTITUDE_ACTS:
        return False
    return not any(t.lemma in ("learn", "discover", "understand", "be") and t.tag == "VBD" for t in cue_tokens(annotated, cue))


def is_noun_phrase(annotated: Annotated, content: Spans) -> bool:
    """True if the content holds no clause of its own: no finite verb outside relative clauses, no infinitive in front, and no
    second predicate ("X as Y", "X to be Y", "X of Y" after *accused*)."""
    tokens = [t for piece in content for t in annotated.tokens_in(piece)]
    if not tokens or len(content) > 1 or tokens[0].tag in ("TO", "VBG") or tokens[0].text.lower() in ("that", "whether", "if", "as"):
        return False
    finite = [t for t in tokens if t.tag in ("VBD", "VBZ", "VBP", "MD")]
    if any(not _in_relative(annotated, t, tokens) for t in finite):
        return False
    heads = {t.head for t in tokens if t.i == t.head or not (tokens[0].i <= t.head <= tokens[-1].i)}
    return len(heads) <= 1 and not any(t.dep in ("oprd", "ccomp", "xcomp") for t in tokens)


def _in_relative(annotated: Annotated, token: Token, inside: list[Token]) -> bool:
    """True if a relative clause or participle within the content holds the token."""
    while inside[0].i <= token.i <= inside[-1].i:
        if token.dep in ("relcl", "acl"):
            return True
        if token.head == token.i:
            return False
        token = annotated.tokens[token.head]
    return False


def tier_of(kind: Kind, rule: str, in_headline: bool) -> Tier:
    """`extended` for attitudes, labels, questions, adverb cues, nominals, and every row of a headline."""
    return "extended" if in_headline or kind in EXTENDED_KINDS or rule in ADVERB_RULES else "core"
