"""Attributions → claims: which rows make claims, and each claim as a record."""

from __future__ import annotations

from collections.abc import Iterable

from allegedly.records import Annotated, Attribution, Claim, Interest, Token, make_id, spans_key
from allegedly.resolve.actor import names_in
from allegedly.resolve.claims.fragments import Fragment, content_tokens, fragments_of, is_predicate, runs, trim, within
from allegedly.resolve.claims.interest import interest_of
from allegedly.resolve.claims.modality import Case, condition_of, modality_of, polarity_of
from allegedly.resolve.claims.split import Unit, split_fragment

SILENT_ACTS = frozenset({"ask", "decline", "answer", "name"})


def split_claims(annotated: Annotated, attributions: Iterable[Attribution]) -> tuple[Claim, ...]:
    """The claims of all rows, in the order of the rows."""
    rows = list(attributions)
    claims: list[Claim] = []
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if not makes_claims(annotated, row, rows):
            continue
        inner = [r for r in rows if r.parent == row.id]
        for claim in claims_of(annotated, row, inner):
            key = (spans_key(claim.spans), row.parent or "")
            if key not in seen:
                seen.add(key)
                claims.append(claim)
    return tuple(claims)


def makes_claims(annotated: Annotated, row: Attribution, rows: list[Attribution]) -> bool:
    """False for questions, refusals, labels, and wishes and plans told inside another's content, which that row states whole."""
    if row.kind in {"question", "label"} or row.act in SILENT_ACTS or not row.content:
        return False
    if row.kind == "attitude" and row.parent and row.act in {"want", "plan", "promise", "know"}:
        return False
    if row.act == "comment" and _is_negated(annotated, row):
        return False
    return not (row.kind == "nominal" and row.act in {"express_concern", "express_emotion", "plan"} and not _has_verb(annotated, row))


def _has_verb(annotated: Annotated, row: Attribution) -> bool:
    """The cue is a verb: `announced a visit`, not `his plans for a visit`."""
    return any(t.pos == "VERB" for s in row.cue for t in annotated.tokens_in(s)) and row.act == "plan"


def _is_negated(annotated: Annotated, row: Attribution) -> bool:
    return bool(set(annotated.read(row.cue).lower().split()) & {"not", "never", "n't", "refused", "declined"})


def claims_of(annotated: Annotated, row: Attribution, inner: list[Attribution]) -> list[Claim]:
    """The claims of one row; what an inner row says is that row's."""
    if any(_is_relayed(annotated, row, r) for r in inner):
        return []
    fragments = fragments_of(annotated, row)
    claims = []
    for fragment in fragments:
        if not is_predicate(fragment, fragment.main) or _is_open(fragment):
            continue
        interests: dict[int, Interest | None] = {}
        for unit in split_fragment(fragment):
            interests[unit.verb.i] = _interest(row, fragment, unit, interests)
            if not _told_inside(row, fragment, unit, inner):
                claims.append(_claim(annotated, row, fragment, unit, unit.tokens, interests[unit.verb.i]))
    if claims or any(is_predicate(f, f.main) for f in fragments):
        return claims
    tokens = tuple(trim(content_tokens(annotated, row.content, row.gloss)))
    return (
        [_claim(annotated, row, None, None, tokens, interest_of(row, None, None, tokens))]
        if tokens and not _points(annotated, row, tokens)
        else []
    )


def _points(annotated: Annotated, row: Attribution, tokens: tuple[Token, ...]) -> bool:
    """Only a pronoun, one noun, or a bare name: nothing that can be true or false, unless it is demanded or blamed."""
    words = [t for t in tokens if t.pos != "DET"] or list(tokens)
    if (
        len(words) == 1
        and words[0].text.lower() != "which"
        and (words[0].pos in {"PRON", "PROPN"} or words[0].lemma in {"matter", "point", "issue"})
    ):
        return True
    return any(n.label == "PERSON" and n.span.start <= words[-1].start and n.span.end >= words[-1].end for n in annotated.names) and all(
        t.pos in {"PROPN", "NOUN", "PART", "ADJ"} for t in words
    )


def _is_open(fragment: Fragment) -> bool:
    """An indirect question or a wish: `how it works`, `Let us pray`, `May he recover`."""
    first = fragment.tokens[0]
    if first.text.lower() == "let" or (first.text.lower() == "if" and fragment.head(first) is fragment.main):
        return True
    return first.text.lower() in {"how", "why", "whether", "may"} and first.dep in {"advmod", "mark", "ROOT", "ccomp", "aux"}


def _told_inside(row: Attribution, fragment: Fragment, unit: Unit, inner: list[Attribution]) -> bool:
    """The unit only says that someone says: the inner row carries the claim. One party telling another's words is a claim."""
    teller = next((r for r in inner if any(s.start <= unit.verb.start < s.end for s in r.cue)), None)
    if teller is None or _kept_outside(teller):
        return False
    passes_on = not row.speakers or all(s.type == "media" for s in row.speakers)
    return passes_on or teller.kind in {"attitude"} or {s.name for s in teller.speakers} == {s.name for s in row.speakers}


def _is_relayed(annotated: Annotated, row: Attribution, inner: Attribution) -> bool:
    """`cited Reed as saying ...`: all that the row tells is what the inner one says."""
    if not annotated.read(inner.cue).lower().startswith("as "):
        return False
    told = sum(map(len, (*inner.source, *inner.cue, *inner.content)))
    return told >= RELAYED * sum(map(len, row.content))


RELAYED = 0.8
"""The least part of a content's characters that is another's."""


def _kept_outside(row: Attribution) -> bool:
    return (
        row.kind in {"attitude", "label", "question"} and row.act in {"want", "plan", "promise", "know", "name", "ask"}
    ) or row.act == "decide"


def _interest(row: Attribution, fragment: Fragment, unit: Unit, known: dict[int, Interest | None]) -> Interest | None:
    """That of the claim; an aim is of the same side as the deed."""
    node = unit.verb
    while unit.part == "purpose" and node.head in fragment.ids and node.head != node.i:
        node = fragment.head(node)
        if node.i in known:
            return known[node.i]
    return interest_of(row, fragment, unit, unit.tokens)


def _claim(
    annotated: Annotated,
    row: Attribution,
    fragment: Fragment | None,
    unit: Unit | None,
    tokens: tuple[Token, ...],
    interest: Interest | None,
) -> Claim:
    cue = tuple(t for s in row.cue for t in annotated.tokens_in(s))
    case = Case(row, fragment, unit, tokens, interest, cue)
    modality, rule = modality_of(case)
    spans = within(runs(tokens), row.content)
    return Claim(
        id=make_id(annotated.document.id, "claim", spans_key(spans), row.id),
        attribution=row.id,
        spans=spans,
        modality=modality,
        polarity=polarity_of(case),
        interest=interest,
        about=tuple(n for n in names_in(annotated, spans) if n not in {s.name for s in row.speakers}),
        condition=condition_of(case),
        rule=f"{unit.part if unit else 'nominal'}.{rule}",
    )
