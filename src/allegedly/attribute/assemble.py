"""From what the tagger and the patterns saw to rows: one per cue, nested under the content that holds them, quotations continued.

The tagger (`tagger`) finds outermost attributions and some nested ones; `patterns` finds what it was never taught. A pattern's row
is kept only where the tagger has none with that cue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from allegedly.attribute.acts import act_of
from allegedly.attribute.classify import class_of_cue, kind_of, tier_of
from allegedly.attribute.conform import conform, cue_head, without_aside
from allegedly.attribute.extents import before_source, clean_content, find_glosses, find_recipient, without
from allegedly.attribute.lexicon import load_lexicon
from allegedly.attribute.missed import MISSED
from allegedly.attribute.patterns import NESTED, OUTER, Candidate, find_candidates
from allegedly.records import Annotated, Attribution, Quotation, Span, Spans, bounding, make_id, spans_key
from allegedly.tree import is_passive, strip


def build_rows(annotated: Annotated, tagged: Iterable[Candidate]) -> tuple[Attribution, ...]:
    """Rows in text order, `parent` and `continues` set, from the tagger's candidates and the patterns."""
    fitting = (conform(annotated, c) for c in tagged)
    outer = [c for c in (_cleaned(annotated, c) for c in fitting if c is not None) if c.content]
    candidates = _with_patterns(annotated, [_cited(annotated, c, outer) for c in _checked_nested(annotated, outer)])
    rows = [_row(annotated, c) for c in candidates]
    rows = _split_continued(annotated, rows)
    rows = _add_continued(annotated, rows)
    rows.sort(key=lambda r: (_extent(r).start, -_extent(r).end))
    return tuple(_nest(rows))


def _cleaned(annotated: Annotated, candidate: Candidate) -> Candidate:
    source = tuple(piece for s in candidate.source if len(piece := strip(annotated.text, s, " \t\r\n.;:–—-")))
    content = clean_content(annotated, before_source(annotated, candidate.content, source))
    return msgspec.structs.replace(candidate, source=source, content=content)


def _cited(annotated: Annotated, candidate: Candidate, others: Sequence[Candidate]) -> Candidate:
    """Reuters, | citing | two officials, reported CONTENT: the officials are the source of the same content."""
    head = cue_head(annotated, candidate.cue)
    if head is None or head.lemma not in ("cite", "quote") or head.tag != "VBG" or len(candidate.content) != 1:
        return candidate
    cited = annotated.head_of(candidate.content[0])
    if cited is None or cited.pos not in ("NOUN", "PROPN") or not _can_speak(cited.lemma, cited.ent):
        return candidate
    place = annotated.sentence_at(candidate.cue[0].start)
    main = [o for o in others if o.cue and o.content and o.cue != candidate.cue and annotated.sentence_at(o.cue[0].start) == place]
    telling = [o for o in main if not any(p.covers(candidate.cue[0]) for p in o.content)]
    if not telling:
        return candidate
    return msgspec.structs.replace(candidate, source=candidate.content, content=telling[0].content, rule="cited_source")


def _can_speak(lemma: str, entity: str) -> bool:
    """Names of people and bodies, and words for those who tell."""
    return entity in ("PERSON", "ORG", "NORP") or lemma in (
        "source", "official", "witness", "report", "police", "spokesman", "spokesperson", "spokeswoman", "officer", "diplomat",
        "minister", "ministry", "agency", "media", "statement", "document", "people", "person", "aide", "lawyer", "resident",
    )  # fmt: skip


def _checked_nested(annotated: Annotated, candidates: list[Candidate]) -> list[Candidate]:
    """Inside another's content the parse knows better than the tagger where an attribution ends, and an active verb without any
    subject is none at all."""
    out = []
    for candidate in candidates:
        if not _is_inside(candidate, candidates):
            out.append(candidate)
            continue
        seen = [c for span in candidate.cue for c in find_candidates(annotated, span, NESTED)]
        if seen:
            known = without_aside(annotated, msgspec.structs.replace(seen[0], score=candidate.score))
            out.append(_cleaned(annotated, _with_source_inside(known, candidate, candidates)))
        elif not _is_active_verb(annotated, candidate) or (candidate.source and not _is_mere_talk(annotated, candidate)):
            out.append(candidate)
    return out


def _with_source_inside(known: Candidate, tagged: Candidate, candidates: Sequence[Candidate]) -> Candidate:
    """NDTV reported | officials, ..., stated CLAUSE: a subject that the parse shares with the verb outside is not the one who speaks
    inside; the tagger's source stands if it lies in the content."""
    contents = [p for o in candidates if o is not tagged for p in o.content if any(p.covers(c) for c in known.cue)]
    outside = known.source and not any(p.covers(s) for p in contents for s in known.source)
    inside = tagged.source and all(any(p.covers(s) for p in contents) for s in tagged.source)
    return msgspec.structs.replace(known, source=tagged.source) if outside and inside else known


def _is_mere_talk(annotated: Annotated, candidate: Candidate) -> bool:
    """*would discuss the matter*: inside a content, a verb of talking with a noun for its object is a deed."""
    head = cue_head(annotated, candidate.cue)
    if head is None or load_lexicon().verbs.get(head.lemma) not in ("assert", "report", None):
        return False
    return not any(c.dep in ("ccomp", "xcomp") for c in annotated.children(head))


def _is_inside(candidate: Candidate, others: Iterable[Candidate]) -> bool:
    """True if the cue lies in the content of another candidate, whose own cue lies outside this one's content."""
    return any(
        piece.covers(candidate.cue[0]) and not any(p.covers(o.cue[0]) for p in candidate.content)
        for o in others
        if o is not candidate and o.cue and candidate.cue
        for piece in o.content
    )


def _is_active_verb(annotated: Annotated, candidate: Candidate) -> bool:
    head = cue_head(annotated, candidate.cue)
    return head is not None and head.pos == "VERB" and not is_passive(annotated, head)


def _with_patterns(annotated: Annotated, outer: list[Candidate]) -> list[Candidate]:
    """The tagger's candidates, then those of the patterns whose cue no row has yet: labels and adverbs anywhere, the rest only
    inside somebody's content, where the tagger was not taught to look."""
    out = list(outer)
    for sentence in annotated.sentences:
        out += _new(annotated, find_candidates(annotated, sentence, OUTER + MISSED), out)
    contents = [piece for c in out for piece in c.content]
    for sentence in annotated.sentences:
        if any(piece.meets(sentence) for piece in contents):
            found = find_candidates(annotated, sentence, NESTED)
            out += _new(annotated, (c for c in found if _lies_in(annotated, c, contents)), out)
    return [c for c in out if c.content]


def _new(annotated: Annotated, found: Iterable[Candidate], rows: list[Candidate]) -> list[Candidate]:
    return [_cleaned(annotated, without_aside(annotated, c)) for c in found if _is_new(c, rows)]


def _is_new(candidate: Candidate, rows: list[Candidate]) -> bool:
    return not any(a.meets(b) for row in rows for a in row.cue for b in candidate.cue)


def _lies_in(annotated: Annotated, candidate: Candidate, contents: Sequence[Span]) -> bool:
    """True if cue and content lie in one piece of somebody's content."""
    whole = strip(annotated.text, bounding((*candidate.cue, *candidate.content)), ' ."”,')
    return any(piece.covers(whole) for piece in contents)


def _row(annotated: Annotated, candidate: Candidate) -> Attribution:
    gloss = find_glosses(annotated, candidate.cue, candidate.content)
    act = "assert" if candidate.rule == "cited_source" else act_of(annotated, candidate.source, candidate.cue, candidate.content)
    kind = kind_of(annotated, candidate.cue, candidate.content, act, candidate.rule)
    headline = (
        any(m.kind == "headline" and m.span.covers(bounding(candidate.cue)) for m in annotated.document.marks) if candidate.cue else False
    )
    return Attribution(
        id=_row_id(annotated, candidate.source, candidate.cue, candidate.content),
        source=candidate.source,
        cue=candidate.cue,
        content=without(candidate.content, gloss, annotated.text),
        gloss=gloss,
        recipient=candidate.recipient or find_recipient(annotated, candidate.cue, candidate.content),
        kind=kind,
        cue_class="distancing" if candidate.rule == "what_calls" else class_of_cue(annotated, candidate.cue),
        act="name" if candidate.rule == "what_calls" else act,
        tier=tier_of(kind, candidate.rule, headline),
        score=candidate.score,
        rule=candidate.rule,
    )


def _row_id(annotated: Annotated, source: Spans, cue: Spans, content: Spans) -> str:
    return make_id(annotated.document.id, "attribution", spans_key(source), spans_key(cue), spans_key(content))


def _extent(row: Attribution) -> Span:
    return bounding((*row.source, *row.cue, *row.content))


# ---------------------------------------------------------------- quotations that go on


def _split_continued(annotated: Annotated, rows: list[Attribution]) -> list[Attribution]:
    """Pieces of a content in a later paragraph than cue and source become a row of their own (codebook decision 14); whole
    paragraphs of quotation before them are left to the speaker before."""
    out: list[Attribution] = []
    for whole in rows:
        row = whole
        home = {annotated.paragraph_at(s.start) or 0 for s in (*row.cue, *row.source)}
        later = [p for p in row.content if home and (annotated.paragraph_at(p.start) or 0) > max(home)]
        earlier = [p for p in row.content if home and (annotated.paragraph_at(p.start) or 0) < min(home)]
        kept = tuple(p for p in row.content if p not in later and p not in earlier)
        if not kept or not (later or earlier):
            out.append(row)
            continue
        row = _reread(annotated, msgspec.structs.replace(row, content=kept))
        out.append(row)
        previous = row
        for piece in later:
            previous = _continued(annotated, previous, piece)
            out.append(previous)
    return out


def _reread(annotated: Annotated, row: Attribution) -> Attribution:
    """Act and kind of a row whose content has changed."""
    act = act_of(annotated, row.source, row.cue, row.content)
    kind = kind_of(annotated, row.cue, row.content, act, row.rule or "")
    return msgspec.structs.replace(
        row, act=act, kind=kind, tier="extended" if row.tier == "extended" else tier_of(kind, row.rule or "", False)
    )


def _continued(annotated: Annotated, before: Attribution, piece: Span) -> Attribution:
    """The row of a quotation that goes on with neither source nor cue."""
    act = act_of(annotated, (), (), (piece,))
    gloss = find_glosses(annotated, (), (piece,))
    return Attribution(
        id=_row_id(annotated, (), (), (piece,)),
        source=(),
        cue=(),
        content=without((piece,), gloss, annotated.text),
        gloss=gloss,
        kind="direct",
        continues=before.id,
        act=act,
        score=before.score,
        rule="continued_quotation",
    )


def _add_continued(annotated: Annotated, rows: list[Attribution]) -> list[Attribution]:
    """A quotation that fills its paragraph, or runs on into it, and that no row accounts for goes on from the speaker before."""
    out = list(rows)
    for quotation in annotated.quotations:
        alone = quotation.continues or _fills_paragraph(annotated, quotation)
        if quotation.depth or not alone or _is_covered(quotation, out):
            continue
        before = _speaker_before(annotated, quotation, out)
        if before is not None:
            out.append(_continued(annotated, before, quotation.span))
    return out


def _fills_paragraph(annotated: Annotated, quotation: Quotation) -> bool:
    index = annotated.paragraph_at(quotation.span.start)
    if index is None:
        return False
    rest = strip(annotated.text, annotated.paragraphs[index], " .\t")
    return quotation.span.start <= rest.start + 1 and quotation.span.end >= rest.end - 1


def _is_covered(quotation: Quotation, rows: Sequence[Attribution]) -> bool:
    length = len(quotation.span)
    return any(min(p.end, quotation.span.end) - max(p.start, quotation.span.start) > length / 2 for r in rows for p in r.content)


def _speaker_before(annotated: Annotated, quotation: Quotation, rows: Sequence[Attribution]) -> Attribution | None:
    """The last outermost row of the paragraph before, if somebody speaks there."""
    here = annotated.paragraph_at(quotation.span.start)
    before = [
        r for r in rows if r.tier == "core" and (r.cue or r.continues) and annotated.paragraph_at(_extent(r).start) == (here or 0) - 1
    ]
    outermost = [r for r in before if not any(o is not r and _holds(o, r) for o in before)]
    return max(outermost, key=lambda r: _extent(r).start, default=None)


# ---------------------------------------------------------------- nesting


def _holds(outer: Attribution, inner: Attribution) -> bool:
    """True if `inner` lies in the content of `outer` (its glosses included)."""
    whole = _whole(inner)
    content = _filled(outer)
    if outer.id == inner.id or len(content) == 0 or not content.covers(_shrunk(whole)):
        return False
    if any(c.meets(whole) for c in outer.cue):
        return False
    return any(piece.covers(Span(c.start, c.end)) for c in (inner.cue or inner.content) for piece in _pieces(outer))


def _whole(row: Attribution) -> Span:
    return bounding((*row.cue, *row.content))


def _pieces(row: Attribution) -> Spans:
    return row.content


def _filled(row: Attribution) -> Span:
    return bounding(row.content) if row.content else Span(0, 0)


def _shrunk(span: Span) -> Span:
    """A span less the mark or stop that two rows may draw differently."""
    return Span(span.start + 1, span.end - 1) if len(span) > 2 else span


def _nest(rows: list[Attribution]) -> Iterator[Attribution]:
    """Each row with the smallest row that holds it as `parent`."""
    contents = [(row, _filled(row)) for row in rows]
    for row in rows:
        inside = _shrunk(_whole(row))
        holders = [o for o, content in contents if content.covers(inside) and _holds(o, row) and not _holds(row, o)]
        parent = min(holders, key=lambda o: len(_filled(o)), default=None)
        yield msgspec.structs.replace(row, parent=parent.id if parent else None)
