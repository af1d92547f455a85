"""The reporter's own voice: clauses that bear events and that nobody is made to own, roles and asides."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from allegedly.events.modality import own_modality
from allegedly.events.triggers import Mention
from allegedly.records import Annotated, Attribution, ReporterVoice, Span, Token, VoiceKind, make_id, spans_key
from allegedly.tree import strip, subtract


def find_voice(
    annotated: Annotated, attributions: Sequence[Attribution], mentions: Sequence[Mention], unowned: Sequence[Mention] = ()
) -> tuple[ReporterVoice, ...]:
    """The reporter's rows in text order: clauses outside every attribution, glosses, what a source's own words tell of it, and the
    clauses of happenings that no claim carries (`unowned`) where no such row holds them yet. A question states nothing."""
    # A dict and not a set: of two rows over one span the order is that in which they were found, on every run.
    rows: dict[Row, None] = dict.fromkeys(
        (
            *_clauses(annotated, attributions, mentions),
            *_glosses(annotated, attributions, mentions),
            *_asides(annotated, attributions, mentions),
        )
    )
    bare = [m for m in unowned if not any(span.covers(m.span) for span, _ in rows)]
    clauses = (span for m in bare if (span := _clause_of(annotated, attributions, m)) is not None)
    rows |= dict.fromkeys((span, _kind(annotated, span, mentions)) for span in clauses)
    ordered = sorted((r for r in rows if len(r[0])), key=lambda r: (r[0].start, r[0].end))
    document = annotated.document.id
    return tuple(ReporterVoice(id=make_id(document, "voice", spans_key((s,))), span=s, kind=kind) for s, kind in ordered)


Row = tuple[Span, VoiceKind]


def _clause_of(annotated: Annotated, attributions: Sequence[Attribution], mention: Mention) -> Span | None:
    """The clause around a mention, what others say cut off; nothing where the mention is itself such a word."""
    head = mention.token
    while head.pos not in ("VERB", "AUX") and head.head != head.i:
        head = annotated.tokens[head.head]
    span = Span(annotated.tokens[head.left].start, annotated.tokens[head.right - 1].end)
    said = [s for a in attributions for s in (*a.content, *a.cue) if not s.covers(mention.span)]
    return next((s for s in subtract(span, said, annotated.text) if s.covers(mention.span)), None)


def _clauses(annotated: Annotated, attributions: Sequence[Attribution], mentions: Sequence[Mention]) -> Iterator[Row]:
    owners = (s for a in attributions if not a.parent for s in (*a.source, *a.cue, *a.content, *a.gloss))
    owned = {t.i for s in owners for t in annotated.tokens_in(s) if s.start <= t.start}
    for first, last in annotated.sentence_tokens:
        if annotated.tokens[last - 1].text == "?":
            continue
        for span in _main_clauses(annotated, annotated.tokens[first:last]):
            inside = annotated.tokens_in(span)
            free = [t for t in inside if t.i not in owned]
            words = [t for t in free if t.pos not in ("PUNCT", "DET", "ADP", "SPACE")]
            if len(words) < 3 or len(free) < len(inside) / 2:
                continue
            whole = strip(annotated.text, Span(free[0].start, free[-1].end))
            yield whole, _kind(annotated, whole, mentions)


def _main_clauses(annotated: Annotated, tokens: Sequence[Token]) -> Iterator[Span]:
    """The sentence split where a coordinated main clause with a subject of its own begins."""
    roots = [t for t in tokens if t.head == t.i]
    starts = {tokens[0].i}
    for root in roots:
        for conjunct in annotated.children(root):
            if (
                conjunct.dep == "conj"
                and conjunct.pos in ("VERB", "AUX")
                and any(c.dep in ("nsubj", "nsubjpass") for c in annotated.children(conjunct))
            ):
                starts.add(conjunct.left)
    edges = [*sorted(starts), tokens[-1].i + 1]
    for low, high in itertools.pairwise(edges):
        inside = list(annotated.tokens[low:high])
        while inside and (inside[-1].dep == "cc" or inside[-1].pos == "PUNCT"):
            inside.pop()
        if inside:
            yield Span(inside[0].start, inside[-1].end)


def _glosses(annotated: Annotated, attributions: Sequence[Attribution], mentions: Sequence[Mention]) -> Iterator[Row]:
    for row in attributions:
        for gloss in row.gloss:
            span = strip(annotated.text, gloss, " ,[]()")
            if span.start < span.end:
                yield span, _kind(annotated, span, mentions)


def _asides(annotated: Annotated, attributions: Sequence[Attribution], mentions: Sequence[Mention]) -> Iterator[Row]:
    """Roles in front of names ("Kremlin spokesman" Peskov), appositions and relative clauses inside sources."""
    for row in attributions:
        for source in row.source:
            for token in annotated.tokens_in(source):
                if token.dep in ("appos", "relcl") and source.start <= token.start:
                    span = strip(
                        annotated.text,
                        Span(annotated.tokens[token.left].start, min(source.end, annotated.tokens[token.right - 1].end)),
                    )
                    yield span, "characterisation" if token.dep == "appos" else _kind(annotated, span, mentions)
            role = _role_before_name(annotated, source)
            if role is not None:
                yield role, "role"


def _role_before_name(annotated: Annotated, source: Span) -> Span | None:
    """The words of a source that stand before the person's name, without the article."""
    tokens = annotated.tokens_in(source)
    person = next((k for k, t in enumerate(tokens) if t.ent == "PERSON"), None)
    if not person:
        return None
    before = [t for t in tokens[:person] if t.pos != "DET"]
    return Span(before[0].start, before[-1].end) if before and before[-1].pos in ("NOUN", "PROPN") else None


def _kind(annotated: Annotated, span: Span, mentions: Iterable[Mention]) -> VoiceKind:
    inside = [m for m in mentions if span.covers(m.span)]
    if not inside:
        return "background"
    if any(own_modality(annotated, m) == "planned" and not m.nominal and m.token.dep in ("ROOT", "conj", "relcl") for m in inside):
        return "schedule"
    return "event" if any(not m.nominal for m in inside) else "background"
