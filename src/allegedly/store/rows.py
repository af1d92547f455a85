"""What a query gives back: frozen structs that carry a speaker, evidence spans and a document id wherever they carry content.

Spans count code points of the text of the document named in the same row. `speaker` is a label that is never empty: a resolved name,
else role and body, else the source as printed, else "(no source named)"; the reporter's own words are given to the outlet. Days are
ISO dates. `support` and `response` are the two facets of the status; `None` where none was computed.
"""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec

from allegedly.records import ConflictKind, Evidence, OriginTree, Span, Spans, StandingPart

Row = TypeVar("Row")


class Page(msgspec.Struct, Generic[Row], frozen=True, kw_only=True):
    """One page of rows; `after` is the cursor of the next (put it into `Filter.after`), `None` on the last page."""

    rows: tuple[Row, ...]
    after: str | None = None


class SpeakerLine(msgspec.Struct, frozen=True, kw_only=True):
    """One resolved speaker of an attribution. `id` is that of the actor, the same in every document that resolves the same name
    and country; `evidence` lies in the document of the row it belongs to."""

    id: str
    name: str
    role: str | None = None
    speaks_for: str | None = None
    country: str | None = None
    origin: str | None = None
    evidence: Spans = ()


class ClaimLine(msgspec.Struct, frozen=True, kw_only=True):
    """One claim with whose it is and how it stands. `text` is its pieces, verbatim, joined with " … ". `via` are the speakers it
    passed through before the reporter, innermost first ("A said that B said"). `group` names the claims linked as the same."""

    id: str
    document: str
    attribution: str
    speaker: str
    text: str
    spans: Spans
    speakers: tuple[SpeakerLine, ...] = ()
    via: tuple[str, ...] = ()
    source: Spans = ()
    cue: Spans = ()
    cue_text: str = ""
    kind: str = "indirect"
    cue_class: str = "neutral"
    act: str = "assert"
    modality: str = "asserted"
    polarity: str = "positive"
    interest: str | None = None
    said: str | None = None
    about: tuple[str, ...] = ()
    day: str = ""
    day_basis: str = "published"
    outlet: str | None = None
    agency: str | None = None
    title: str | None = None
    url: str | None = None
    support: str | None = None
    response: str | None = None
    status: str | None = None
    group: str | None = None
    group_size: int = 1


class EventLine(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a document, with those who say so (`speaker` joins them; the outlet where the reporter does). `actor`, `target`
    and `object` are words of the text or resolved names."""

    id: str
    document: str
    speaker: str
    speakers: tuple[str, ...]
    action: str
    text: str
    trigger: Spans
    claims: tuple[str, ...] = ()
    actor: str | None = None
    target: str | None = None
    object: str | None = None
    place: str | None = None
    place_country: str | None = None
    geonames_id: int | None = None
    lat: float | None = None
    lon: float | None = None
    when: str | None = None
    first: str | None = None
    last: str | None = None
    modality: str = "asserted"
    polarity: str = "positive"
    root: str | None = None
    mode: str | None = None
    quad: int | None = None
    day: str = ""
    day_basis: str = "published"
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    support: str | None = None
    response: str | None = None
    status: str | None = None
    group: str | None = None
    group_size: int = 1


class StatusLine(msgspec.Struct, frozen=True, kw_only=True):
    """How a claim, an event or a group of them stands as of a day, with the rule and the ids it was computed from. `scope` is `report`
    where only its own report was looked at, else `corpus`; every part opens the words behind it. `strict` to `lenient` is the number
    of independent origins, where it was counted."""

    of: str
    scope: str
    modality: str
    support: str
    response: str
    line: str
    parts: tuple[StandingPart, ...] = ()
    origins: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    strict: int | None = None
    lenient: int | None = None
    documents: int = 1
    due: str | None = None
    rule: str | None = None
    since: str | None = None


class AnswerLine(msgspec.Struct, frozen=True, kw_only=True):
    """One relation or link between two claims: `answer` says something about `to`. `to_name` stands where the other end is no claim
    (an actor accused, an event). `across` is true between two documents; evidence lies in the documents of the two ends."""

    id: str
    type: str
    answer: ClaimLine
    to: ClaimLine | None = None
    to_name: str | None = None
    evidence: Spans = ()
    to_evidence: Spans = ()
    across: bool = False
    polarity: str = "same"
    rule: str | None = None
    score: float | None = None


class DocumentLine(msgspec.Struct, frozen=True, kw_only=True):
    """One document, without its text. `previous` is the version it replaces, `replaced_by` the one that replaces it."""

    id: str
    source_id: str
    sha256: str
    characters: int
    title: str | None = None
    outlet: str | None = None
    agency: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None
    day: str = ""
    day_basis: str = "published"
    added: str = ""
    claims: int = 0
    events: int = 0
    cites: tuple[str, ...] = ()
    previous: str | None = None
    replaced_by: str | None = None


class SourceLine(msgspec.Struct, frozen=True, kw_only=True):
    """One speaker over the corpus: how many claims in how many documents. Counts are of rows, never of origins."""

    id: str
    name: str
    claims: int
    documents: int
    type: str | None = None
    country: str | None = None
    origin: str | None = None
    speaks_for: str | None = None
    roles: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None


class TimelineLine(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a timeline: `basis` says what the date is of: `happened`, `said` or `published`. `claim` is `None` only for an event
    in the reporter's own voice."""

    first: str
    last: str
    edtf: str
    basis: str
    speaker: str
    document: str
    claim: ClaimLine | None = None
    event: EventLine | None = None


class PlaceLine(msgspec.Struct, frozen=True, kw_only=True):
    """A place where claims locate events (literal uses only), with the newest of those claims, each with its speaker."""

    name: str
    country: str | None
    kind: str
    lat: float | None
    lon: float | None
    geonames_id: int | None
    events: int
    claims: tuple[ClaimLine, ...] = ()
    lines: tuple[EventLine, ...] = ()


class DueLine(msgspec.Struct, frozen=True, kw_only=True):
    """A plan and its date. `state` is `falls due`, `date passed, no report in corpus` or `date passed, reported since`; `reports` are the
    linked claims that report it."""

    first: str
    last: str
    edtf: str
    state: str
    claim: ClaimLine
    event: EventLine
    reports: tuple[ClaimLine, ...] = ()


class ConflictSide(msgspec.Struct, frozen=True, kw_only=True):
    """One of the values that stand against each other, the claims that give it, the events of the reporter's own voice that do, and its
    words. `latest` are those of the `origins` that have given no other value since."""

    value: str
    claims: tuple[ClaimLine, ...]
    events: tuple[EventLine, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    origins: tuple[str, ...] = ()
    latest: tuple[str, ...] = ()


class ConflictLine(msgspec.Struct, frozen=True, kw_only=True):
    """Reports that disagree on a date, a place, a figure or a manner of one event or claim."""

    id: str
    kind: ConflictKind
    about: str
    open: bool
    sides: tuple[ConflictSide, ...]
    rule: str | None = None


class CorrectionLine(msgspec.Struct, frozen=True, kw_only=True):
    """A correction a person made: never edited, replayed over the facts. `value` is JSON."""

    id: int
    kind: str
    target: str
    value: str
    note: str
    made: str
    by: str | None = None


class ClaimView(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about one claim. `chain` are the attributions from the reporter inwards as (speaker, cue words, span of the cue);
    `context` is the span that holds source, cue and claim, in the text of the claim's document, and `context_text` its words."""

    claim: ClaimLine
    context: Span
    context_text: str
    chain: tuple[tuple[str, str, Span | None], ...] = ()
    status: StatusLine | None = None
    origins: OriginTree | None = None
    answers: tuple[AnswerLine, ...] = ()
    answering: tuple[AnswerLine, ...] = ()
    same: tuple[ClaimLine, ...] = ()
    utterance: tuple[ClaimLine, ...] = ()
    events: tuple[EventLine, ...] = ()
    conflicts: tuple[ConflictLine, ...] = ()
    corrections: tuple[CorrectionLine, ...] = ()


class EventView(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about one event: its claims, the events linked as the same, how it stands, what contradicts it."""

    event: EventLine
    claims: tuple[ClaimLine, ...] = ()
    same: tuple[EventLine, ...] = ()
    status: StatusLine | None = None
    answers: tuple[AnswerLine, ...] = ()
    conflicts: tuple[ConflictLine, ...] = ()


class WhoView(msgspec.Struct, frozen=True, kw_only=True):
    """One speaker: what was said by, what was said about, who was answered, who answered."""

    source: SourceLine
    names: tuple[str, ...] = ()
    said: Page[ClaimLine]
    about: Page[ClaimLine]
    answers: tuple[AnswerLine, ...] = ()
    answered: tuple[AnswerLine, ...] = ()


class SearchLine(msgspec.Struct, frozen=True, kw_only=True):
    """A hit: a claim, or the document whose text holds the words where no claim does."""

    claim: ClaimLine | None = None
    document: DocumentLine | None = None


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """What the store holds."""

    documents: int
    attributions: int
    claims: int
    events: int
    sources: int
    links: int
    copies: int
    failures: int
    first: str | None = None
    last: str | None = None


ANSWERS = (
    "denies", "disputes", "concedes", "confirms", "contradicts", "alternative_explanation_for", "acknowledges_adjacent_fact",
    "comments_on", "answers", "declines_to_answer", "accuses", "revises",
)  # fmt: skip
"""Relations that answer, the strongest first."""

DISPUTES = ("denies", "disputes", "contradicts", "alternative_explanation_for")
"""Relations by which someone stands against a claim."""


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """What `Store.add_report` did: `new` is false where the report was there already; `previous` the version it follows."""

    document: str
    new: bool
    previous: str | None = None
