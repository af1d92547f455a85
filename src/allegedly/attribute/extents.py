"""Where source, cue and content begin and end, by the codebook (sections 2 and 4): marks, stops, glosses, recipients."""

from __future__ import annotations

import re
from collections.abc import Iterator

from allegedly.records import Annotated, Span, Spans, Token
from allegedly.tree import strip

_OPENING = "\"“„«‘'(["
_CLOSING = "\"”»’')]"
_PAIRS = {"“": "”", "„": "“", "«": "»", '"': '"', "‘": "’"}


def clean_content(annotated: Annotated, content: Spans) -> Spans:
    """Pieces with their quotation marks, without separators and the sentence's final stop."""
    pieces = (_tidy(annotated.text, piece) for piece in content)
    return tuple(piece for piece in pieces if any(c.isalnum() for c in piece.read(annotated.text)))


def before_source(annotated: Annotated, content: Spans, source: Spans) -> Spans:
    """*It was locked when they came, the chief of the fire service, | Milan Oster, said*: a clause ends where the noun phrase of its speaker
    begins, be it only the name to which the source stands in apposition."""
    if not source:
        return content
    start = _speaker_start(annotated, source[0])
    cut = [Span(p.start, start) if p.start < start < p.end and p.meets(Span(start, source[0].end)) else p for p in content]
    return tuple(strip(annotated.text, p, " \t\r\n,;:") if p not in content else p for p in cut)


def _speaker_start(annotated: Annotated, source: Span) -> int:
    """Where the noun phrase of a source begins, the noun that it explains included."""
    head = annotated.head_of(source)
    if head is None:
        return source.start
    first = annotated.tokens[head.head] if head.dep == "appos" and head.head < head.i else head
    begin = annotated.tokens[first.left].start
    return begin if begin < source.start and annotated.text[begin : source.start].count(",") <= 1 else source.start


def _tidy(text: str, piece: Span) -> Span:
    """One piece: trimmed, then widened over the quotation mark that opens or closes it."""
    piece = strip(text, piece, " \t\r\n,;:–—-")
    piece = _close_quotation(text, _open_quotation(text, piece))
    if piece.end > piece.start and text[piece.end - 1] == "." and not _abbreviation(text, piece):
        piece = Span(piece.start, piece.end - 1)
    return piece


def _open_quotation(text: str, piece: Span) -> Span:
    before = text[piece.start - 1] if piece.start else ""
    inside = piece.read(text)
    closing = _PAIRS.get(before)
    if closing and (
        before != '"'
        or inside.count('"') % 2 == 1
        or text[piece.end : piece.end + 2].strip().startswith('"')
        or text[piece.end - 1] in ",.?!"
    ):
        blank_before = piece.start < 2 or not text[piece.start - 2].isalnum()
        if blank_before and (closing in inside or closing in text[piece.end : piece.end + 2]):
            return Span(piece.start - 1, piece.end)
    return piece


def _close_quotation(text: str, piece: Span) -> Span:
    """Over `,”` or `.”` or `”` that follows, if the piece holds the opening mark unpaired."""
    match = re.compile(r"[,.!?…]?[\"”»’](?!\w)").match(text, piece.end)
    if not match:
        return piece
    mark, inside = match.group()[-1], piece.read(text)
    opened = inside.count('"') % 2 == 1 if mark == '"' else any(inside.count(o) > inside.count(c) for o, c in _PAIRS.items() if c == mark)
    return Span(piece.start, match.end()) if opened else piece


def _abbreviation(text: str, piece: Span) -> bool:
    """True for a final stop that belongs to an abbreviation: "U.S.", "Inc."."""
    return re.search(r"(?:\b[A-Za-z]\.){2,}$|\b(?:Inc|Ltd|Co|Corp|Jr|Sr|St|Mr|Mrs|Dr|a\.m|p\.m)\.$", piece.read(text)) is not None


def find_glosses(annotated: Annotated, cue: Spans, content: Spans) -> Spans:
    """The reporter's insertions in a content, with their paired commas: present-tense *which/who* clauses among back-shifted verbs
    (codebook decision 20). Words in square brackets stay: a quotation is kept as it is printed."""
    found = [*_relative_glosses(annotated, cue, content)]
    kept = [g for g in found if any(p.start < g.start and g.end <= p.end for p in content)]
    return tuple(sorted(g for g in kept if not any(o != g and o.covers(g) for o in kept)))


def _relative_glosses(annotated: Annotated, cue: Spans, content: Spans) -> Iterator[Span]:
    if not _is_past(annotated, cue):
        return
    for piece in content:
        for token in annotated.tokens_in(piece):
            if token.dep == "relcl" and _is_aside(annotated, token) and not _is_quoted(annotated, token):
                span = _clause_with_commas(annotated, token)
                if piece.covers(span) and _tail_is_backshifted(annotated, piece, span):
                    yield span


def _is_past(annotated: Annotated, cue: Spans) -> bool:
    """A past cue back-shifts what it governs; *according to* and present cues do not."""
    return any(t.tag == "VBD" for span in cue for t in annotated.tokens_in(span))


def _is_aside(annotated: Annotated, verb: Token) -> bool:
    """A *which* or *who* clause in the present tense."""
    inside = list(annotated.subtree(verb))
    pronoun = next((t for t in inside if t.tag in ("WDT", "WP", "WP$")), None)
    if pronoun is None or pronoun.text.lower() not in ("which", "who", "whose", "whom") or pronoun.i > verb.i:
        return False
    finite = verb if verb.tag in ("VBD", "VBZ", "VBP") else next((c for c in annotated.children(verb) if c.dep in ("aux", "auxpass")), verb)
    return finite.tag in ("VBZ", "VBP") and finite.i <= verb.i


def _is_quoted(annotated: Annotated, token: Token) -> bool:
    return any(q.span.start <= token.start < q.span.end for q in annotated.quotations)


def _clause_with_commas(annotated: Annotated, verb: Token) -> Span:
    """The clause from its relative pronoun, with the comma before and, if there is one, the comma after."""
    tokens = list(annotated.subtree(verb))
    first = next(t for t in tokens if t.tag in ("WDT", "WP", "WP$"))
    start, end, text = first.start, annotated.tokens[_clause_end(annotated, verb) - 1].end, annotated.text
    comma = re.compile(r",\s*$").search(text, max(0, start - 3), start)
    if comma:
        start = comma.start()
        end += 1 if text[end : end + 1] == "," else 0
    return Span(start, strip(text, Span(start, end), " " if comma else " ,").end)


def _clause_end(annotated: Annotated, verb: Token) -> int:
    """One past the clause's last token; a back-shifted conjunct ("... and would discuss") goes on with the content instead."""
    for child in annotated.children(verb):
        shifted = child.tag == "VBD" or any(c.tag in ("MD", "VBD") for c in annotated.children(child) if c.dep == "aux")
        if child.dep == "conj" and shifted:
            joint = next((c.i for c in annotated.children(verb) if c.dep == "cc" and c.i < child.i), child.left)
            return min(joint, child.left)
    return verb.right


def _tail_is_backshifted(annotated: Annotated, piece: Span, gloss: Span) -> bool:
    """True if a verb of the content outside the gloss stands in the past or with *would*: the contrast that marks the owner."""
    outside = [t for t in annotated.tokens_in(piece) if not (gloss.start <= t.start < gloss.end)]
    return any(t.tag == "VBD" or t.text.lower() in ("would", "could", "might", "had") for t in outside)


def without(content: Spans, glosses: Spans, text: str) -> Spans:
    """The content with the glosses cut out; blanks at the cuts left out."""
    pieces = list(content)
    for gloss in glosses:
        pieces = [part for piece in pieces for part in _cut(piece, gloss)]
    return tuple(strip(text, p, " \n\t") for p in pieces if strip(text, p, " \n\t").start < strip(text, p, " \n\t").end)


def _cut(piece: Span, hole: Span) -> list[Span]:
    if not piece.meets(hole):
        return [piece]
    parts = [Span(piece.start, hole.start), Span(hole.end, piece.end)]
    return [p for p in parts if p.start < p.end]


def find_recipient(annotated: Annotated, cue: Spans, content: Spans) -> Spans:
    """Whom the speaker tells or asks: the object between cue and content ("told reporters", "urged the governments to")."""
    for span in cue:
        for token in annotated.tokens_in(span):
            for child in annotated.children(token) if token.pos == "VERB" else ():
                if child.dep in ("dobj", "dative") and child.pos in ("NOUN", "PROPN", "PRON"):
                    found = Span(annotated.tokens[child.left].start, annotated.tokens[child.right - 1].end)
                    if not any(found.meets(piece) for piece in content):
                        return (found,)
    return ()
