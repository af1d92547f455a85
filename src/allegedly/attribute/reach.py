"""How far the tagger's spans reach: never over a paragraph, to the end of a quotation they open, not into the next clause.

The tagger reads a limited number of words around a cue and does not see the layout; the text and the parse do. Each rule is a short
function from a candidate to a candidate; its docstring is the pattern.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

from allegedly.attribute.patterns import Candidate
from allegedly.records import Annotated, Span, Spans, Token
from allegedly.tree import phrase, strip

CITING = re.compile(r",?\s+(?:citing|quoting)\s+", re.I)
LEADING_TIMES = frozenset({"then", "later", "recently", "already", "earlier", "previously", "subsequently", "today", "yesterday", "soon"})
"""Adverbs of time that stand before a cue verb and date the speaking: never in the cue (codebook section 5)."""


def within_paragraph(annotated: Annotated, candidate: Candidate) -> Candidate:
    """A headline or the paragraph before is no part of a source; a content crosses a paragraph only as a quotation."""
    home = _paragraph(annotated, candidate.cue)
    if home is None:
        return candidate
    source = tuple(piece for s in candidate.source if (piece := _clipped(annotated.text, s, home)) is not None)
    content = tuple(piece for s in candidate.content for piece in _content_pieces(annotated, s, home))
    return msgspec.structs.replace(candidate, source=source, content=content)


def within_sentence(annotated: Annotated, candidate: Candidate) -> Candidate:
    """A source in pieces is of one sentence: what another sentence names beside it is somebody else."""
    home = annotated.sentence_at(candidate.cue[0].start) if candidate.cue else None
    here = tuple(s for s in candidate.source if annotated.sentence_at(s.start) == home)
    return msgspec.structs.replace(candidate, source=here) if here and home is not None else candidate


def _paragraph(annotated: Annotated, cue: Spans) -> Span | None:
    index = annotated.paragraph_at(cue[0].start) if cue else None
    return None if index is None else annotated.paragraphs[index]


def _clipped(text: str, span: Span, bounds: Span) -> Span | None:
    """What of the span lies within the bounds, if that holds a word."""
    inside = strip(text, Span(max(span.start, bounds.start), min(span.end, bounds.end)), " \t\r\n")
    return inside if any(c.isalnum() for c in inside.read(text)) else None


def _content_pieces(annotated: Annotated, span: Span, home: Span) -> Iterator[Span]:
    """The piece cut at the edges of the cue's paragraph; what lies beyond stays only where it is quoted."""
    if home.start <= span.start and span.end <= home.end:
        yield span
        return
    for paragraph in annotated.paragraphs:
        part = _clipped(annotated.text, span, paragraph)
        if part is not None and (paragraph == home or any(q.span.meets(part) for q in annotated.quotations)):
            yield part


def whole_quotation(annotated: Annotated, candidate: Candidate) -> Candidate:
    """A piece that opens a quotation takes all of it, up to its end or that of the paragraph; so does one that fills most of it."""
    grown = sorted(_to_quotation(annotated, candidate.cue, piece) for piece in candidate.content)
    content: list[Span] = []
    for piece in grown:
        if content and piece.start < content[-1].end:
            content[-1] = Span(content[-1].start, max(piece.end, content[-1].end))
        else:
            content.append(piece)
    return msgspec.structs.replace(candidate, content=tuple(content))


def _to_quotation(annotated: Annotated, cue: Spans, piece: Span) -> Span:
    for quotation in annotated.quotations:
        span = quotation.span
        if quotation.depth or not piece.meets(span) or any(c.meets(span) for c in cue):
            continue
        shared = min(piece.end, span.end) - max(piece.start, span.start)
        if shared > 0.6 * len(span) and span.start - 2 <= piece.start and piece.end <= span.end + 2:
            return span
        if piece.start <= span.start + 2 and piece.end < span.end and _in_one_paragraph(annotated, span):
            return Span(min(piece.start, span.start), span.end)
    return piece


def _in_one_paragraph(annotated: Annotated, span: Span) -> bool:
    return annotated.paragraph_at(span.start) == annotated.paragraph_at(max(span.start, span.end - 1))


def without_own_conjunct(annotated: Annotated, candidate: Candidate) -> Candidate:
    """agreed to add two members | but did not accede to ...: a verb that *and*, *or*, *but* coordinates with the cue is another deed
    of the source. Without one of these the parse has misread a reported clause."""
    verbs = [t for span in candidate.cue for t in annotated.tokens_in(span) if t.pos == "VERB"]
    if not verbs:
        return candidate
    cuts = [_joint(annotated, verbs[-1], c) for c in annotated.children(verbs[-1]) if c.dep == "conj" and c.pos in ("VERB", "AUX")]
    return _cut_at(annotated, candidate, [c for c in cuts if c is not None])


def _joint(annotated: Annotated, verb: Token, conjunct: Token) -> int | None:
    """Where the conjunction before the conjunct stands; `None` if there is none after the verb."""
    joint = next((c for c in annotated.children(verb) if c.dep == "cc" and verb.i < c.i < conjunct.i), None)
    return None if joint is None else min(joint.start, annotated.tokens[conjunct.left].start)


def without_cited(annotated: Annotated, candidate: Candidate) -> Candidate:
    """reported that CLAUSE | citing SOURCE: whom the source cites is no part of what it says."""
    match = next((m for p in candidate.content if (m := CITING.search(annotated.text, p.start, p.end)) and m.start() > p.start), None)
    return candidate if match is None else _cut_at(annotated, candidate, [match.start()])


def _cut_at(annotated: Annotated, candidate: Candidate, cuts: list[int]) -> Candidate:
    """The content up to the first of the cuts that lies in an unquoted stretch of a piece after the cue."""
    for cut in sorted(cuts):
        quoted = any(q.span.start < cut < q.span.end for q in annotated.quotations)
        holder = next((p for p in candidate.content if p.start < cut < p.end and p.start > candidate.cue[0].start), None)
        if holder is not None and not quoted:
            kept = strip(annotated.text, Span(holder.start, cut))
            content = tuple(kept if p == holder else p for p in candidate.content if p.start <= holder.start)
            return msgspec.structs.replace(candidate, content=content) if len(kept) > 0 else candidate
    return candidate


def without_leading_time(annotated: Annotated, candidate: Candidate) -> Candidate:
    """later | said; already | pleaded: an adverb of time at the front dates the speaking."""
    if len(candidate.cue) != 1:
        return candidate
    tokens = annotated.tokens_in(candidate.cue[0])
    kept = next((t for t in tokens if t.text.lower() not in LEADING_TIMES), None)
    if kept is None or kept is tokens[0]:
        return candidate
    return msgspec.structs.replace(candidate, cue=(Span(kept.start, candidate.cue[0].end),))


def parenthetical_according(annotated: Annotated, candidate: Candidate) -> Candidate:
    """CLAUSE, according to SOURCE, CLAUSE: the source ends with its noun phrase, and the content is the clause on both sides."""
    tokens = [t for span in candidate.cue for t in annotated.tokens_in(span)]
    according = next((t for t in tokens if t.text.lower() == "according"), None)
    source = None if according is None else _according_source(annotated, according)
    if according is None or source is None or annotated.text[source.end : source.end + 1] != ",":
        return candidate
    sentence = annotated.sentence_at(according.start)
    if sentence is None:
        return candidate
    whole = annotated.sentences[sentence]
    before = strip(annotated.text, Span(whole.start, according.start))
    after = strip(annotated.text, Span(source.end, whole.end))
    if len(before) < 3 or len(after) < 3 or not annotated.text[: according.start].rstrip().endswith(","):
        return candidate
    sides = [side for side in (before, after) if any(piece.meets(side) for piece in candidate.content)]
    if len(sides) == 2 or not _is_one_clause(annotated, before, after):
        return candidate
    return msgspec.structs.replace(candidate, source=(source,), content=(before, after))


def _according_source(annotated: Annotated, according: Token) -> Span | None:
    """The noun phrase after *according to*, without clauses that hang on it."""
    to = next((c for c in annotated.children(according) if c.text.lower() == "to"), None)
    noun = None if to is None else next((c for c in annotated.children(to) if c.dep == "pobj"), None)
    return None if noun is None else phrase(annotated, noun, drop=("relcl", "acl", "punct", "appos"))


def _is_one_clause(annotated: Annotated, before: Span, after: Span) -> bool:
    """True if the words before hang on a verb after, or those after on a verb before."""
    head, tail = annotated.head_of(before), annotated.head_of(after)
    if head is None or tail is None:
        return False
    return after.start <= annotated.tokens[head.head].start < after.end or before.start <= annotated.tokens[tail.head].start < before.end


def with_negation(annotated: Annotated, candidate: Candidate) -> Candidate:
    """had not, as of Friday, | announced: a cue begins with the auxiliary that is negated, whatever is put between."""
    if not candidate.cue:
        return candidate
    cue = candidate.cue[0]
    found = NEGATED.search(annotated.text[max(0, cue.start - NEGATED_WITHIN) : cue.start])
    if found is None:
        return candidate
    return msgspec.structs.replace(candidate, cue=(Span(cue.start - len(found[0]), cue.end), *candidate.cue[1:]))


def without_dangling_article(annotated: Annotated, candidate: Candidate) -> Candidate:
    """issued a statement | from the: a cue ends with no article, nor with the preposition before one."""
    if not candidate.cue:
        return candidate
    *before, last = candidate.cue
    words = list(annotated.tokens_in(last))
    if len(words) < 2 or words[-1].pos != "DET":
        return candidate
    words.pop()
    if len(words) > 1 and words[-1].pos == "ADP":
        words.pop()
    return msgspec.structs.replace(candidate, cue=(*before, Span(last.start, words[-1].end)))


NEGATED_WITHIN = 90
NEGATED = re.compile(
    r"\b(?:had|has|have|did|does|do|was|were|is|are|will|would|could|can)\s+(?:not|never)(?:\s+\w+)?,\s[^,.;:\"“”\n]{1,60},\s+$"
)
"""A negated auxiliary before an insertion between commas; the parse often takes it for a clause of its own."""

RULES: tuple[Callable[[Annotated, Candidate], Candidate], ...] = (
    within_paragraph, within_sentence, parenthetical_according, without_own_conjunct, without_cited, without_leading_time, with_negation,
    without_dangling_article,
    whole_quotation,
)  # fmt: skip
"""Applied in this order."""
