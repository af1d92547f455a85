"""The words a claim may be made of: a content without glosses, sentence by sentence, as tokens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from allegedly.records import Annotated, Attribution, Span, Token
from allegedly.resolve.claims.words import words_of

EDGES = frozenset([*"\"“”'‘’«»,;:.–—-()…![]", "...", "[...", "[...]"])
OPENERS = words_of("openers")
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})


@dataclass(frozen=True)
class Fragment:
    """The tokens of one sentence that lie in a content, glosses left out."""

    annotated: Annotated
    tokens: tuple[Token, ...]

    @cached_property
    def ids(self) -> frozenset[int]:
        """Their indices."""
        return frozenset(t.i for t in self.tokens)

    @cached_property
    def roots(self) -> tuple[Token, ...]:
        """The tokens whose head lies outside."""
        return tuple(t for t in self.tokens if t.head not in self.ids or t.head == t.i)

    @cached_property
    def main(self) -> Token:
        """The root that carries the sentence: a verb before a noun, then the widest."""
        return max(self.roots, key=lambda t: (is_predicate(self, t), t.right - t.left, -t.i))

    def head(self, token: Token) -> Token:
        """The token's head."""
        return self.annotated.tokens[token.head]

    def children(self, token: Token) -> list[Token]:
        """The token's dependents inside the fragment."""
        return [self.annotated.tokens[i] for i in token.children if i in self.ids]

    def subject(self, token: Token) -> Token | None:
        """The token's own subject."""
        return next((c for c in self.children(token) if c.dep in SUBJECTS), None)

    def subtree(self, token: Token) -> list[Token]:
        """The tokens under `token` inside the fragment, itself included."""
        return [t for t in self.tokens if self.annotated.is_under(t, token)]


def is_predicate(fragment: Fragment, token: Token) -> bool:
    """A verb, or a noun or adjective with a subject."""
    return token.pos in {"VERB", "AUX"} or fragment.subject(token) is not None


def fragments_of(annotated: Annotated, row: Attribution) -> list[Fragment]:
    """The sentences of a content, questions left out."""
    tokens = content_tokens(annotated, row.content, row.gloss)
    groups: dict[tuple[int | None, int], list[Token]] = {}
    left_out = 0
    for token in tokens:
        left_out += token.text in {"...", "…", "[...", "[…]", "[...]"}
        groups.setdefault((annotated.sentence_at(token.start), left_out), []).append(token)
    trimmed = [_with_mark(annotated, group, trim(group)) for group in groups.values()]
    return [Fragment(annotated, tuple(group)) for group in trimmed if group and not _asks(annotated, group)]


def _with_mark(annotated: Annotated, group: Sequence[Token], trimmed: list[Token]) -> list[Token]:
    """`Because A, B`: the conjunction of a clause put first belongs to the sentence, for it says what part the clause plays."""
    first = next((t for t in group if t.text not in EDGES), None)
    if first is None or not trimmed or first.dep != "mark" or first.i + 1 != trimmed[0].i:
        return trimmed
    verb = annotated.tokens[first.head]
    return [first, *trimmed] if verb.dep == "advcl" and any(t.i == verb.head for t in trimmed) else trimmed


def content_tokens(annotated: Annotated, content: Iterable[Span], gloss: Sequence[Span]) -> list[Token]:
    """The tokens of `content` outside `gloss`, in order."""
    found = {t.i: t for span in content for t in annotated.tokens_in(span)}
    return [t for _, t in sorted(found.items()) if not any(g.start <= t.start < g.end for g in gloss)]


def _asks(annotated: Annotated, group: Sequence[Token]) -> bool:
    """The sentence is a question."""
    after = annotated.tokens[group[-1].i + 1] if group[-1].i + 1 < len(annotated.tokens) else None
    return group[-1].text == "?" or (after is not None and after.text == "?")


def trim(tokens: Sequence[Token]) -> list[Token]:
    """Without `that`, conjunctions, commas and quotation marks at the edges."""
    out = list(tokens)
    while out and (_is_edge(out, 0) or (out[0].text.lower() in OPENERS and _opens(out[0]))):
        out = out[1:]
    while out and (_is_edge(out, -1) or out[-1].tag == "CC"):
        out = out[:-1]
    return out


CLOSES = {"[": "]", "(": ")"}
OPENS = {"]": "[", ")": "("}


def _is_edge(tokens: Sequence[Token], at: int) -> bool:
    """Punctuation that no claim begins or ends with; a bracket stays if the other of its pair is inside: `[We] will go`."""
    text = tokens[at].text
    pair = (CLOSES if at == 0 else OPENS).get(text)
    return text in EDGES and not (pair and any(t.text == pair for t in (tokens[1:] if at == 0 else tokens[:-1])))


def _opens(token: Token) -> bool:
    """`that` and its like as a conjunction, not as a pronoun or preposition."""
    return token.dep in {"mark", "cc", "advmod"} or token.pos in {"SCONJ", "CCONJ"}


def runs(tokens: Iterable[Token]) -> tuple[Span, ...]:
    """Tokens as spans: each contiguous run one piece, its edges trimmed."""
    pieces: list[list[Token]] = []
    for token in sorted(tokens, key=lambda t: t.i):
        if pieces and token.i == pieces[-1][-1].i + 1:
            pieces[-1].append(token)
        else:
            pieces.append([token])
    cleaned = [list(piece) if len(pieces) == 1 else _unpunctuated(piece) for piece in pieces]
    return tuple(Span(p[0].start, p[-1].end) for p in cleaned if p)


def _unpunctuated(piece: list[Token]) -> list[Token]:
    while piece and _is_edge(piece, 0):
        piece = piece[1:]
    while piece and _is_edge(piece, -1):
        piece = piece[:-1]
    return piece


def within(pieces: Iterable[Span], content: Sequence[Span]) -> tuple[Span, ...]:
    """The pieces cut to the content: a token may reach over its edge (`con[c]essions`)."""
    return tuple(Span(max(p.start, c.start), min(p.end, c.end)) for p in pieces for c in content if p.meets(c))
