"""What speaks for and against a word naming a happening of the record: named features of the parse, the cues and the claims.

A feature is a short string; `data/events/weights.json` gives each a weight. The features look at the word, its family in the
lexicon, what hangs on it, what it hangs on, who says it and whether the text named such a thing before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from allegedly.events.lexicon import load_lexicon
from allegedly.records import Annotated, Attribution, Claim, Token
from allegedly.tree import headline_of

CANDIDATES = frozenset({"VERB", "NOUN", "ADJ"})
NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "DATE", "CARDINAL", "MONEY"})


@dataclass
class Surroundings:
    """One text with its cues, sources and claims, looked up by token index."""

    annotated: Annotated
    attributions: Sequence[Attribution]
    claims: Sequence[Claim]
    cues: dict[int, Attribution] = field(default_factory=dict)
    sources: dict[int, Attribution] = field(default_factory=dict)
    contents: dict[int, Attribution] = field(default_factory=dict)
    claimed: dict[int, Claim] = field(default_factory=dict)
    heads: dict[int, Claim] = field(default_factory=dict)
    seen: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for row in self.attributions:
            self._mark(self.cues, row.cue, row)
            self._mark(self.sources, row.source, row)
            self._mark(self.contents, row.content, row)
        for claim in sorted(self.claims, key=lambda c: -sum(map(len, c.spans))):
            self._mark(self.claimed, claim.spans, claim)
            for span in claim.spans:
                head = self.annotated.head_of(span)
                if head is not None:
                    self.heads[head.i] = claim
        for token in self.annotated.tokens:
            if token.pos in CANDIDATES:
                for key in (token.lemma.lower(), family_of(token)):
                    self.seen.setdefault(key, []).append(token.i)

    def _mark(self, table: dict, spans: Iterable, row: Attribution | Claim) -> None:  # type: ignore[type-arg]
        for span in spans:
            table.update((t.i, row) for t in self.annotated.tokens_in(span))

    @cached_property
    def has_headline(self) -> bool:
        """Whether the first paragraph is a headline; else it is the lead."""
        return headline_of(self.annotated) is not None

    def named_before(self, token: Token, key: str) -> int:
        """How often a word of this lemma or family stands before the token."""
        return bisect_left(self.seen.get(key, ()), token.i)


def family_of(token: Token) -> str:
    """The lexicon's family of a verb or noun, else its lemma."""
    lexicon = load_lexicon()
    table = lexicon.nouns if token.pos in ("NOUN", "PROPN") else lexicon.verbs
    return "family:" + table.get(token.lemma.lower(), token.lemma.lower())


def trigger_features(around: Surroundings, token: Token) -> frozenset[str]:
    """The features of one candidate word."""
    return frozenset(f for group in GROUPS for f in group(around, token))


def word_features(around: Surroundings, token: Token) -> Iterator[str]:
    """The word itself and what the lexicon knows of it."""
    yield f"tag={token.tag}"
    yield f"dep={token.pos[0]}:{token.dep}"
    if token.ent:
        yield f"ent={token.ent}"
    yield from _lexical(token.lemma.lower(), token.pos, family_of(token))


@lru_cache(maxsize=1 << 14)
def _lexical(lemma: str, pos: str, family: str) -> tuple[str, ...]:
    """What a lemma and its part of speech alone tell."""
    lexicon, kind = load_lexicon(), pos[0]
    out = [f"bias:{pos}", f"lemma={lemma}:{kind}"]
    out += [f"{name}:{kind}" for name in ("stative", "light", "phase") if lemma in getattr(lexicon, name)]
    if family != "family:" + lemma or (pos == "NOUN" and lemma in lexicon.nouns):
        out += [f"{family}:{kind}", f"listed:{kind}"]
    if pos == "NOUN":
        out += [f"ending={lemma[-4:]}", f"ending={lemma[-3:]}"]
    return tuple(out)


DEPENDENTS = ("nsubj", "nsubjpass", "dobj", "auxpass", "neg", "prt", "xcomp", "ccomp", "advcl", "agent", "attr", "acomp", "amod", "poss",
              "compound", "nummod", "relcl", "mark")  # fmt: skip


@lru_cache(maxsize=1 << 12)
def _dependent(kind: str, deps: frozenset[str]) -> tuple[str, ...]:
    """Which kinds of dependents a word has and lacks."""
    return tuple(
        f"{'has' if dep in deps else 'no'}:{kind}:{dep}" if dep in ("nsubj", "dobj", "nsubjpass") else f"has:{kind}:{dep}:{dep in deps}"
        for dep in DEPENDENTS
    )


def child_features(around: Surroundings, token: Token) -> Iterator[str]:
    """What hangs on it: subjects, objects, auxiliaries, articles, prepositions."""
    kind = token.pos[0]
    children = around.annotated.children(token)
    deps = frozenset(c.dep for c in children)
    yield from _dependent(kind, deps)
    for child in children:
        if child.dep in ("aux", "det", "mark", "prep", "prt"):
            yield f"{kind}:{child.dep}={child.text.lower()}"
        if child.dep in ("nsubj", "nsubjpass", "dobj", "pobj"):
            yield f"{kind}:{child.dep}:{child.pos}:{child.ent if child.ent in NAMED else ''}"
            yield f"{kind}:{child.dep}={child.lemma.lower()}"
            if child.dep == "dobj":
                yield f"light:{token.lemma.lower()}+{family_of(child)}"
    if not deps & {"det", "poss"} and kind == "N":
        yield f"bare:{token.tag}"


def head_features(around: Surroundings, token: Token) -> Iterator[str]:
    """What it hangs on."""
    annotated, kind = around.annotated, token.pos[0]
    head = annotated.tokens[token.head]
    yield f"{kind}:{token.dep}<{head.pos}"
    yield f"{kind}:{token.dep}<{head.lemma.lower()}"
    if head.dep == "prep" or head.pos == "ADP":
        above = annotated.tokens[head.head]
        yield f"{kind}:{head.lemma.lower()}<{above.pos}"
        yield f"{kind}:{head.lemma.lower()}<{above.lemma.lower()}"
    if head.i in around.cues:
        yield f"{kind}:{token.dep}<cue"
    after = annotated.tokens[token.i + 1] if token.i + 1 < len(annotated.tokens) else token
    before = annotated.tokens[token.i - 1] if token.i else token
    yield f"{kind}:next={after.lemma.lower()}"
    yield f"{kind}:before={before.lemma.lower()}"
    yield f"{kind}:path={'/'.join(_path(annotated, token))}"


def _path(annotated: Annotated, token: Token) -> Iterator[str]:
    """Dependencies up to the root, three at most."""
    current = token
    for _ in range(3):
        yield current.dep
        if current.head == current.i:
            return
        current = annotated.tokens[current.head]


def voice_features(around: Surroundings, token: Token) -> Iterator[str]:
    """Who says it: cue, source, claim and its standing, or the reporter."""
    kind = token.pos[0]
    cue = around.cues.get(token.i)
    if cue is not None:
        yield f"cue:{kind}"
        yield f"cue:{kind}:{cue.act}"
        yield f"cue:{kind}:{cue.kind}"
        yield f"cue:{cue.tier}"
        yield f"cue:family:{family_of(token)}"
    if token.i in around.sources:
        yield f"source:{kind}"
    row, claim = around.contents.get(token.i), around.claimed.get(token.i)
    if claim is None:
        yield f"unclaimed:{kind}:{'content' if row else 'reporter'}"
        if row is None and cue is None and token.i not in around.sources:
            yield f"reporter:{kind}:{token.dep}"
        return
    yield f"claim:{kind}:{claim.modality}"
    if row is not None:
        yield f"claim:{kind}:{row.kind}"
        yield f"claim:{kind}:{claim.act or row.act}"
    if token.i in around.heads:
        yield f"claim-head:{kind}"
        yield f"claim-head:{kind}:{claim.modality}"
    yield f"claim-depth:{kind}:{_depth(around, token)}"


def _depth(around: Surroundings, token: Token) -> str:
    """Steps from the head of the claim, with the dependency that leads there."""
    current = token
    for step in range(4):
        if current.i in around.heads:
            return f"{step}{token.dep if step == 1 else ''}"
        if current.head == current.i:
            break
        current = around.annotated.tokens[current.head]
    return "far"


def place_features(around: Surroundings, token: Token) -> Iterator[str]:
    """Where in the text it stands and what was named before."""
    kind = token.pos[0]
    paragraph = (around.annotated.paragraph_at(token.start) or 0) + (not around.has_headline)
    yield f"paragraph:{kind}:{min(paragraph, 3)}"
    lemma = token.lemma.lower()
    before = around.named_before(token, lemma)
    related = around.named_before(token, family_of(token)) - before
    yield f"before:{kind}:{min(before, 2)}"
    yield f"related:{kind}:{min(related, 2)}"
    definite = any(c.dep == "det" and c.text.lower() in ("the", "this", "that", "such") for c in around.annotated.children(token))
    if kind == "N":
        yield f"again:{definite}:{min(before + related, 1)}"
    if any(q.span.start <= token.start < q.span.end for q in around.annotated.quotations):
        yield f"quoted:{kind}"


GROUPS = (word_features, child_features, head_features, voice_features, place_features)
