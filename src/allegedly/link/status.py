"""How an event or a lone claim stands: modality · support · response · scope, computed from the edges, never stored as truth.

Support counts origin groups, not reports: a spokesman and his office, two organs of one state, or a copy are one. A reaction is no
support. The line never says that something is so; it says who says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from allegedly.link.scene import Scene
from allegedly.records import Attribution, Claim, Event, Modality, Relation, Span, Speaker, Status, StatusPart, bounding

RESPONSES: tuple[tuple[str, str], ...] = (
    ("concedes", "conceded"),
    ("denies", "denied"),
    ("disputes", "disputed"),
    ("comments_on", "commented"),
    ("acknowledges_adjacent_fact", "commented"),
)
"""Relation type → facet, the one that tells most first."""

VERBS = {"denies": "denied by", "disputes": "disputed by", "concedes": "conceded by", "comments_on": "commented on by",
         "acknowledges_adjacent_fact": "an adjacent fact acknowledged by", "confirms": "vouched for by"}  # fmt: skip

REACTIONS = frozenset({"deny", "dispute", "condemn", "praise", "express_concern", "express_emotion", "decline", "ask", "comment"})
"""Acts that react to a claim instead of making it."""

MODAL_WORDS: dict[Modality, str] = {
    "asserted": "Stated", "alleged": "Alleged", "planned": "Planned", "conditional": "Conditional", "hypothetical": "Hypothetical",
    "negated": "Named only to be denied", "presupposed": "Presupposed", "attitude": "A stance",
}  # fmt: skip


def find_statuses(scene: Scene, relations: Sequence[Relation]) -> tuple[Status, ...]:
    """One status per event that a claim asserts, and per claim that asserts none, in text order."""
    asserted = [(e, claims) for e in scene.events if (claims := _asserting(scene, e))]
    covered = {c.id for _, claims in asserted for c in claims}
    by_event = [_status(scene, relations, e.id, e.modality, claims, e) for e, claims in asserted]
    lone = [_status(scene, relations, c.id, c.modality, [c], None) for c in scene.claims if c.id not in covered]
    return tuple(sorted([*by_event, *lone], key=lambda s: min((p.spans[0] for p in s.parts if p.spans), default=Span(0, 0))))


def _asserting(scene: Scene, event: Event) -> list[Claim]:
    """The claims that say the event happened: its trigger is their main verb, or they are nothing but its name. A claim that only
    mentions it in passing ("had nothing to do with the explosions") says nothing for it and is no second source."""
    return [c for c in scene.claims if c.id in event.claims and _is_main(scene, c, event)]


def _is_main(scene: Scene, claim: Claim, event: Event) -> bool:
    for span in claim.spans:
        head = scene.annotated.head_of(span)
        while head is not None and span.covers(Span(head.start, head.end)):
            if any(t.start <= head.start < t.end for t in event.trigger):
                return True
            below = next((c for c in scene.annotated.children(head) if c.dep in ("xcomp", "dobj", "attr")), None)
            head = below if head.lemma in ("begin", "start", "continue", "try", "plan", "hold", "take", "carry", "be") else None
    return False


def _status(scene: Scene, relations: Sequence[Relation], of: str, modality: Modality, claims: list[Claim], event: Event | None) -> Status:
    backing = [c for c in claims if scene.act_of(c) not in REACTIONS] or claims
    origins = tuple(dict.fromkeys(o for c in backing for o in sorted(scene.origins_of(c))))
    answering = _answers(scene, relations, claims)
    response = next((facet for kind, facet in RESPONSES if any(r.type == kind for r in answering)), "no response in corpus")
    support = _support(scene, backing, origins, event)
    parts = (
        StatusPart(text=MODAL_WORDS[modality], spans=tuple(bounding(c.spans) for c in claims)),
        _support_part(scene, support, backing, origins),
        *_response_parts(scene, answering),
        StatusPart(text=_scope(scene)),
    )
    inputs = (*(c.id for c in claims), *(r.source for r in answering))
    return Status(
        of=of, modality=modality, support=support, response=response, parts=parts, origins=origins, inputs=inputs, rule="status/1"
    )


# ---------------------------------------------------------------- support


def _support(scene: Scene, claims: list[Claim], origins: tuple[str, ...], event: Event | None) -> str:
    """The support facet."""
    if event is not None and event.voice:
        return "reporter-stated"
    rows = {c.attribution for c in claims}
    statements = _apart(scene, claims)
    if statements >= 2 and _independent(scene, claims):
        return f"corroborated by {statements}"
    if len(rows) > 1:
        return f"same-origin ×{len(rows)}" if len(origins) == 1 else "single-source"
    return "self-reported" if claims and all(c.interest == "self" for c in claims) else "single-source"


def _apart(scene: Scene, claims: list[Claim]) -> int:
    """How many statements stand behind the claims of which no two share an origin: what two say together they say once."""
    counted: list[frozenset[str]] = []
    for claim in {c.attribution: c for c in claims}.values():
        origins = scene.origins_of(claim)
        if origins and not any(origins & other for other in counted):
            counted.append(origins)
    return len(counted)


def _independent(scene: Scene, claims: list[Claim]) -> bool:
    """True if each origin asserts on its own: no row is nested in another's and none merely alleges what another does."""
    rows = [scene.row_of(c) for c in claims]
    ids = {r.id for r in rows}
    if any(r.parent in ids for r in rows) or any(c.modality in ("alleged", "planned", "attitude", "negated") for c in claims):
        return False
    return all(r.speakers for r in rows)


def _support_part(scene: Scene, support: str, claims: list[Claim], origins: tuple[str, ...]) -> StatusPart:
    """The facet with the names of those behind it."""
    names = _names(scene, claims) or "no source named"
    party = ", party to the dispute" if any(c.interest in ("adverse",) for c in claims) else ""
    label = {"self-reported": "self-reported", "single-source": "single source"}.get(support, support)
    if support.startswith("same-origin"):
        label = f"{support}, 1 origin"
    if support == "reporter-stated":
        return StatusPart(text=f"reporter-stated; also said by {names}", spans=_spans(scene, claims))
    return StatusPart(text=f"{label} ({names}{party})", spans=_spans(scene, claims))


def _names(scene: Scene, claims: Iterable[Claim]) -> str:
    return ", ".join(dict.fromkeys(speaker_label(scene, scene.row_of(c)) for c in claims))


def speaker_label(scene: Scene, row: Attribution) -> str:
    """Who speaks, in words: the name, else the role and the body, else the source as printed, else that nobody is named."""
    labels = [_label(s) for s in row.speakers]
    if all(labels) and labels:
        return " and ".join(label for label in labels if label)
    if row.continues and row.continues in scene.rows:
        return speaker_label(scene, scene.rows[row.continues])
    return re.split(r", (?:which|who|whose|an?|the)\b", scene.annotated.read(row.source))[0] if row.source else "no source named"


def _label(speaker: Speaker) -> str | None:
    if speaker.name:
        return speaker.name
    return f"{speaker.role or 'unnamed source'}, {speaker.speaks_for}" if speaker.speaks_for else None


def _spans(scene: Scene, claims: Iterable[Claim]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(_sentence(scene, bounding(c.spans)) for c in claims))


def _sentence(scene: Scene, span: Span) -> Span:
    index = scene.annotated.sentence_at(span.start)
    return span if index is None else scene.annotated.sentences[index]


# ---------------------------------------------------------------- response and scope


def _answers(scene: Scene, relations: Sequence[Relation], claims: list[Claim]) -> list[Relation]:
    """The relations by which another origin answers one of the claims."""
    ids = {c.id: c for c in claims}
    by_id = {c.id: c for c in scene.claims}
    found = [r for r in relations if r.type in VERBS and r.target in ids and r.source in by_id and r.source not in ids]
    return [r for r in found if not scene.same_origin(by_id[r.source], ids[r.target])]


def _response_parts(scene: Scene, answering: Sequence[Relation]) -> Iterator[StatusPart]:
    by_id = {c.id: c for c in scene.claims}
    for kind, verb in VERBS.items():
        of_kind = [by_id[r.source] for r in answering if r.type == kind]
        if of_kind:
            yield StatusPart(text=f"{verb} {_names(scene, of_kind)}", spans=_spans(scene, of_kind))
    if not answering:
        yield StatusPart(text="no response in this report")


def _scope(scene: Scene) -> str:
    published = scene.annotated.document.published
    return f"1 document as of {published[:10]}" if published else "1 document, undated"
