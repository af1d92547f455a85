"""Outer attributions that the tagger is known to miss, read off the parse: figures that a body puts, and speech behind a long clause."""

from __future__ import annotations

from allegedly.attribute.patterns import Candidate, Pattern, source_span
from allegedly.records import Annotated, Span, Token
from allegedly.tree import is_passive, phrase, strip, verb_group

TOLLS = frozenset({"toll", "number", "figure", "count", "total", "estimate", "tally", "damage", "cost", "loss", "casualty"})


def put_at(annotated: Annotated, token: Token) -> Candidate | None:
    """SOURCE put the number of dead at 31."""
    if token.lemma != "put" or token.pos != "VERB" or is_passive(annotated, token):
        return None
    counted = next((c for c in annotated.children(token) if c.dep == "dobj" and c.lemma in TOLLS), None)
    after = [t for t in annotated.tokens[token.i :] if t.text.lower() == "at" and t.i < token.right]
    number = next((t for t in after if counted is not None and t.i > counted.i and any(_is_number(x) for x in annotated.subtree(t))), None)
    source = source_span(annotated, token)
    if counted is None or number is None or not source:
        return None
    content = Span(annotated.tokens[counted.left].start, annotated.tokens[number.right - 1].end)
    return Candidate(source=source, cue=(verb_group(annotated, token),), content=(content,), rule="put_at")


def _is_number(token: Token) -> bool:
    return token.pos == "NUM" or token.text[:1].isdigit()


def clause_said(annotated: Annotated, token: Token) -> Candidate | None:
    """CLAUSE, SOURCE said: behind a long clause, where the tagger may miss it."""
    if token.lemma != "say" or token.tag not in ("VBD", "VBZ") or token.dep != "ROOT":
        return None
    clause = next((c for c in annotated.children(token) if c.dep == "ccomp" and c.right < token.i), None)
    subject = next((c for c in annotated.children(token) if c.dep == "nsubj" and clause is not None and clause.i < c.i < token.i), None)
    if clause is None or subject is None or annotated.tokens[subject.left - 1].text != ",":
        return None
    content = strip(annotated.text, Span(annotated.tokens[clause.left].start, annotated.tokens[subject.left - 1].start))
    return Candidate(source=(phrase(annotated, subject),), cue=(verb_group(annotated, token),), content=(content,), rule="clause_said")


MISSED: tuple[Pattern, ...] = (put_at, clause_said)
"""Looked for everywhere, where the tagger found no cue."""
