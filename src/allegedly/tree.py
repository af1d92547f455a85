"""Small questions to the parse that several patterns ask."""

from __future__ import annotations

from collections.abc import Iterable

from allegedly.records import Annotated, Span, Spans, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl", "relcl", "conj"})
PUNCTUATION = " \t\n\r,.;:-–—"


def subject_of(annotated: Annotated, verb: Token) -> Token | None:
    """The verb's subject, or the one it shares with the verb it is coordinated with or controlled by."""
    own = next((c for c in annotated.children(verb) if c.dep in SUBJECTS), None)
    if own is not None or verb.dep not in ("conj", "xcomp", "advcl") or verb.head == verb.i:
        return own
    head = annotated.tokens[verb.head]
    if head.pos not in ("VERB", "AUX"):
        return None
    if verb.dep == "advcl" and any(c.dep == "mark" for c in annotated.children(verb)):
        return None
    return subject_of(annotated, head)


def is_passive(annotated: Annotated, verb: Token) -> bool:
    """True for a passive verb form."""
    return any(c.dep in ("auxpass", "nsubjpass") for c in annotated.children(verb))


def verb_group(annotated: Annotated, verb: Token) -> Span:
    """The verb with its auxiliaries, negation and the adverbs that stand between or directly before (codebook section 4)."""
    first = verb.i
    kept = {c.i for c in annotated.children(verb) if c.dep in ("aux", "auxpass", "neg", "advmod") or c.dep == "prt"}
    while first - 1 in kept:
        first -= 1
    if annotated.tokens[first].tag == "TO":
        first += 1
    last = verb.i
    if last + 1 < len(annotated.tokens) and annotated.tokens[last + 1].dep in ("prt", "neg") and last + 1 in kept:
        last += 1
    return Span(annotated.tokens[first].start, annotated.tokens[last].end)


def phrase(annotated: Annotated, head: Token, drop: Iterable[str] = ()) -> Span:
    """The span of the subtree of `head`, the subtrees of children with a dependency in `drop` cut off at the right."""
    left, right = head.left, head.right
    for child in annotated.children(head):
        if child.dep in drop:
            if child.i > head.i:
                right = min(right, child.left)
            else:
                left = max(left, child.right)
    return strip(annotated.text, Span(annotated.tokens[left].start, annotated.tokens[right - 1].end))


def strip(text: str, span: Span, characters: str = PUNCTUATION) -> Span:
    """The span without `characters` at its edges."""
    start, end = span.start, span.end
    while start < end and text[start] in characters:
        start += 1
    while end > start and text[end - 1] in characters:
        end -= 1
    return Span(start, end)


def subtract(span: Span, holes: Iterable[Span], text: str) -> Spans:
    """`span` without the holes, pieces stripped of separators, empty pieces dropped."""
    out, start = [], span.start
    for hole in sorted(holes):
        if hole.meets(Span(start, span.end)):
            out.append(Span(start, hole.start))
            start = max(start, hole.end)
    out.append(Span(start, span.end))
    pieces = (strip(text, s) for s in out if s.start < s.end)
    return tuple(s for s in pieces if s.start < s.end)


def noun_phrase(annotated: Annotated, head: Token) -> Span:
    """The noun phrase of `head` with its appositions, without a relative clause's trailing comma and leading conjunctions."""
    return phrase(annotated, head, drop=("cc", "conj", "punct") if head.dep == "conj" else ())


def lemma_path(annotated: Annotated, verb: Token) -> str:
    """The verb's lemma with its particle: "point out"."""
    particle = next((c.lemma for c in annotated.children(verb) if c.dep == "prt"), "")
    return f"{verb.lemma} {particle}".strip()


def headline_of(annotated: Annotated) -> Span | None:
    """The first line, where it ends without a full stop; a wire report begins with its lead."""
    first = annotated.paragraphs[0] if annotated.paragraphs else None
    return first if first is not None and first.read(annotated.text).rstrip()[-1:] not in ".!?\"”'’" else None
