"""The nouns that every stage takes and gives: frozen `msgspec.Struct`s, nothing else.

One coordinate system: every `Span` counts Unicode code points of `document.text`, end exclusive, so `text[span.start:span.end]`
re-reads it. Absence is `None` (or an empty tuple of spans), and `None` is an answer: an unknown operator stays unknown.
A value read off the text carries its `evidence` and the `rule` that read it. Dates are EDTF level 0 and 1 (ISO 8601-2:2019).

`Report` is the line of JSON that the command line, the API, the export and the bulk engine share; `encode_report` and
`decode_report` are its only way in and out.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Literal

import msgspec

Kind = Literal["direct", "indirect", "mixed", "nominal", "label", "question", "attitude"]
CueClass = Literal["neutral", "distancing", "factive", "denying"]
Act = Literal[
    "assert", "report", "allege", "accuse", "deny", "dispute", "confirm", "concede", "announce", "plan", "promise", "decide",
    "demand", "request", "threaten", "warn", "predict", "estimate", "explain", "justify", "express_concern", "express_emotion",
    "praise", "condemn", "support", "ask", "answer", "decline", "claim_responsibility", "name", "believe", "know", "want",
    "comment",
]  # fmt: skip
Modality = Literal["asserted", "alleged", "planned", "conditional", "hypothetical", "negated", "presupposed", "attitude"]
Polarity = Literal["positive", "negative"]
Interest = Literal["self", "adverse", "third_party"]
Tier = Literal["core", "extended"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
PlaceKind = Literal["city", "admin1", "country", "area", "feature"]
PlaceUse = Literal["literal", "government", "associative"]
VoiceKind = Literal["event", "schedule", "background", "characterisation", "role", "evaluation"]
RelationType = Literal[
    "restates", "revises", "comments_on", "disputes", "denies", "confirms", "corroborates", "concedes",
    "acknowledges_adjacent_fact", "contradicts", "gives_reason_for", "alternative_explanation_for", "context_for", "asks_about",
    "answers", "declines_to_answer", "concerns", "accuses", "same_utterance", "precedes", "prompts", "part_of", "maybe_same_as",
    "same_area_as",
]  # fmt: skip


class Span(msgspec.Struct, frozen=True, array_like=True, order=True):
    """Characters `[start, end)` of `document.text`, in Unicode code points (W3C Web Annotation, text position selector)."""

    start: int
    end: int

    def read(self, text: str) -> str:
        """The characters themselves."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """True if `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """True if the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def __len__(self) -> int:
        return self.end - self.start


Spans = tuple[Span, ...]


def bounding(spans: Iterable[Span]) -> Span:
    """The smallest span that covers all of `spans`. Raises `ValueError` when there are none."""
    pieces = list(spans)
    if len(pieces) == 1:
        return pieces[0]
    return Span(min(s.start for s in pieces), max(s.end for s in pieces))


def make_id(document_id: str, kind: str, *parts: object) -> str:
    """A stable id: the same document, kind and spans give the same id on any machine."""
    seed = "\x1f".join([document_id, kind, *(str(part) for part in parts)])
    return hashlib.blake2b(seed.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def spans_key(spans: Iterable[Span]) -> str:
    """Spans written for `make_id`."""
    return " ".join(f"{s.start}-{s.end}" for s in spans)


# ---------------------------------------------------------------- document


class PlaceName(msgspec.Struct, frozen=True, kw_only=True):
    """A place as a dateline names it; `country` is ISO 3166-1 alpha-2 or `None`."""

    name: str
    country: str | None = None


class Dateline(msgspec.Struct, frozen=True, kw_only=True):
    """Where, and sometimes when, the reporter filed. Never an event place. `date` is EDTF if the line prints one."""

    span: Span
    place: PlaceName | None = None
    places: tuple[PlaceName, ...] = ()
    date: str | None = None


class Credit(msgspec.Struct, frozen=True, kw_only=True):
    """A journalist of the credit line: neither a speaker nor an entity. `role` is reporting, writing, editing ..."""

    role: str
    name: str
    span: Span
    place: str | None = None


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """Wire furniture that is not reporting: `slug`, `headline`, `byline`, `more`, `end`, `correction`, `update`, `advisory`,
    `credits`, `dateline`, `copyright`."""

    kind: str
    span: Span


class PageRef(msgspec.Struct, frozen=True, kw_only=True):
    """The page a report was taken from. `kept` is where its bytes lie (a path, or `file.warc.gz#offset`), `sha256` their digest;
    `encoding` turns them into the characters that `allegedly.read.sourcemap` leads spans back to. `captured` is EDTF."""

    kept: str
    sha256: str
    encoding: str
    captured: str | None = None


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One report with its own metadata. `text` is exactly what was read; it is never changed afterwards.

    `published` is EDTF, `published_basis` says where it comes from: `given`, `metadata`, `printed`, `page` (a date the page shows),
    `address` (the day in its URL). `encoding` records what was assumed when bytes were decoded. `source_id` is the name the user
    gave it. `authors` are those the metadata name; `page` is the web page behind the text.
    """

    id: str
    source_id: str
    text: str
    sha256: str
    url: str | None = None
    title: str | None = None
    language: str | None = None
    published: str | None = None
    published_basis: str | None = None
    publisher: str | None = None
    agency: str | None = None
    agency_span: Span | None = None
    dateline: Dateline | None = None
    credits: tuple[Credit, ...] = ()
    marks: tuple[Mark, ...] = ()
    encoding: str | None = None
    authors: tuple[str, ...] = ()
    page: PageRef | None = None


# ---------------------------------------------------------------- annotated text


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """One token of the parse. `i` is its index in `Annotated.tokens`; `head` is the index of its head (itself for a root);
    `left` and `right` are the first index and one past the last of its subtree. Tags: Penn `tag`, Universal `pos`, ClearNLP
    `dep`, OntoNotes `ent` (empty outside names)."""

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    left: int
    right: int
    children: tuple[int, ...] = ()
    ent: str = ""
    morph: str = ""


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """A named entity: OntoNotes `label` (PERSON, ORG, GPE, NORP, LOC, FAC, EVENT ...)."""

    span: Span
    label: str


class Quotation(msgspec.Struct, frozen=True, kw_only=True):
    """A quotation: `span` includes its marks. `depth` 0 is outermost; `closed` is false where the closing mark is missing
    (a quotation that runs on into the next paragraph, or a broken one); `continues` is true where it goes on from the
    quotation before it."""

    span: Span
    depth: int = 0
    closed: bool = True
    continues: bool = False


class Annotated(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A document with its sentences, tokens, parse, names and quotations. Token and sentence spans are in `document.text`.

    `sentences` hold spans; `sentence_tokens[k]` is the range `(first, last + 1)` of token indices of sentence k; `paragraphs` are
    spans of non-blank lines. Furniture (dateline, credits, marks) is outside every sentence.
    """

    document: Document
    paragraphs: Spans
    sentences: Spans
    sentence_tokens: tuple[tuple[int, int], ...]
    tokens: tuple[Token, ...]
    names: tuple[Name, ...] = ()
    quotations: tuple[Quotation, ...] = ()

    @property
    def text(self) -> str:
        """The document's text."""
        return self.document.text

    def read(self, spans: Iterable[Span] | Span) -> str:
        """The characters of one span, or of several with a blank between."""
        if isinstance(spans, Span):
            return spans.read(self.document.text)
        return " ".join(s.read(self.document.text) for s in spans)

    def tokens_in(self, span: Span) -> tuple[Token, ...]:
        """The tokens that share a character with `span`, in order."""
        starts, ends = self._edges
        first = bisect_right(ends, span.start)
        return self.tokens[first : bisect_left(starts, span.end, first)]

    # Asked tens of thousands of times for one report: kept beside the fields, which stay as they are.
    @cached_property
    def _edges(self) -> tuple[list[int], list[int]]:
        return [t.start for t in self.tokens], [t.end for t in self.tokens]

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [s.end for s in self.sentences]

    @cached_property
    def _paragraph_ends(self) -> list[int]:
        return [p.end for p in self.paragraphs]

    def head_of(self, span: Span) -> Token | None:
        """The token of `span` whose head lies outside it; `None` if the span holds no token."""
        inside = self.tokens_in(span)
        if not inside:
            return None
        indices = {t.i for t in inside}
        return next((t for t in inside if t.head not in indices or t.head == t.i), inside[0])

    def subtree(self, token: Token) -> Iterator[Token]:
        """The tokens that depend on `token`, itself included, in text order."""
        if token.right - token.left == 1:
            yield token
            return
        for other in self.tokens[token.left : token.right]:
            if self.is_under(other, token):
                yield other

    def is_under(self, token: Token, ancestor: Token) -> bool:
        """True if `token` is `ancestor` or depends on it, directly or not."""
        here, wanted = token.i, ancestor.i
        while here != wanted:
            above = self.tokens[here].head
            if above == here:
                return False
            here = above
        return True

    def children(self, token: Token) -> tuple[Token, ...]:
        """The tokens that depend directly on `token`, in text order."""
        return tuple(map(self.tokens.__getitem__, token.children)) if token.children else ()

    def sentence_at(self, offset: int) -> int | None:
        """Index of the sentence that holds the character `offset`; `None` in furniture and blanks."""
        k = bisect_right(self._sentence_ends, offset)
        return k if k < len(self.sentences) and self.sentences[k].start <= offset else None

    def paragraph_at(self, offset: int) -> int | None:
        """Index of the paragraph that holds the character `offset`; `None` in blanks."""
        k = bisect_right(self._paragraph_ends, offset)
        return k if k < len(self.paragraphs) and self.paragraphs[k].start <= offset else None


# ---------------------------------------------------------------- times and places


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """Another reading that a careful person could take, kept beside the preferred one. `to` is what a time dates."""

    edtf: str | None = None
    to: str | None = None
    why: str | None = None


class Timex(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression (TIMEX3 `type` and `value`) and the EDTF interval it denotes, `first` to `last` day inclusive; all `None`
    where the anchor is unknown. `to` is the id of the attribution or event it dates, or `document`."""

    span: Span
    type: TimexType
    value: str | None = None
    edtf: str | None = None
    first: str | None = None
    last: str | None = None
    to: str | None = None
    alternatives: tuple[Reading, ...] = ()
    rule: str | None = None


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A toponym, demonym or feature in the text. `span` is the name with its type word ("Zhytomyr region"), `qualifier` the words
    that narrow it ("northern", "near the border with"), never part of the name. `country` is ISO 3166-1 alpha-2, two joined by
    `|` for a border. `lat`, `lon` in degrees (WGS 84). Only a `literal` use may locate an event or appear on a map."""

    span: Span
    name: str | None
    kind: PlaceKind
    use: PlaceUse = "literal"
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None
    qualifier: str | None = None
    qualifier_span: Span | None = None
    same_as: Span | None = None
    rule: str | None = None
    score: float | None = None


# ---------------------------------------------------------------- who says what


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """Who speaks or takes part, as fully as this text gives it. `name` is `None` for the unnamed. `role` is as printed.
    `speaks_for` names the body whose mouth the speaker is. `origin` is the smallest body that could have invented the claim."""

    name: str | None
    evidence: Spans = ()
    country: str | None = None
    origin: str | None = None
    speaks_for: str | None = None
    role: str | None = None
    type: str | None = None
    rule: str | None = None


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """When the utterance was made (EDTF), the words that say so, and other readings. `basis`: `printed` or `inferred`."""

    edtf: str
    evidence: Spans = ()
    basis: str = "printed"
    rule: str | None = None
    alternatives: tuple[Reading, ...] = ()


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """A text reporting that a source expressed a content, signalled by a cue (PARC, PolNeAR).

    `parent` is the id of the row in whose content this one lies; `continues` that of the row whose quotation goes on here; `gloss`
    the reporter's insertions inside the content. `speaker` is one, several joined, or `None`.
    """

    id: str
    source: Spans
    cue: Spans
    content: Spans
    kind: Kind = "indirect"
    gloss: Spans = ()
    recipient: Spans = ()
    parent: str | None = None
    continues: str | None = None
    cue_class: CueClass = "neutral"
    act: Act = "assert"
    tier: Tier = "core"
    speaker: Speaker | tuple[Speaker, ...] | None = None
    said: Said | None = None
    utterance: str | None = None
    score: float | None = None
    rule: str | None = None

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        """The speakers as a tuple, empty where there is none."""
        if self.speaker is None:
            return ()
        return self.speaker if isinstance(self.speaker, tuple) else (self.speaker,)


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """A proposition that an attribution puts in a speaker's mouth. `spans` are its pieces, a shared subject restored. `about` are
    names of the actors it is about; `condition` the if-clause of a conditional."""

    id: str
    attribution: str
    spans: Spans
    modality: Modality = "asserted"
    polarity: Polarity = "positive"
    interest: Interest | None = None
    act: Act | None = None
    about: tuple[str, ...] = ()
    condition: Span | None = None
    rule: str | None = None


# ---------------------------------------------------------------- what would have happened


class Participant(msgspec.Struct, frozen=True, kw_only=True):
    """One who acts or is acted on in an event: a name in full, or only the words of the text (`name` is `None`)."""

    name: str | None = None
    spans: Spans = ()
    country: str | None = None


class When(msgspec.Struct, frozen=True, kw_only=True):
    """When an event would have happened (EDTF), apart from when it was said."""

    edtf: str
    evidence: Spans = ()
    rule: str | None = None


class Plover(msgspec.Struct, frozen=True, kw_only=True):
    """A PLOVER coding: `root`, `mode` where the manual defines one, `quad` 1 verbal cooperation, 2 material cooperation, 3 verbal
    conflict, 4 material conflict; `score` the classifier's probability."""

    root: str
    quad: int
    mode: str | None = None
    score: float | None = None


class MarkedSentence(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence to code on its own: `source_spans` mark who acts, `target_spans` who is acted on, both in `text`."""

    id: str
    text: str
    source_spans: Spans = ()
    target_spans: Spans = ()


class Coding(msgspec.Struct, frozen=True, kw_only=True):
    """The code of one `MarkedSentence`: PLOVER `root`, its `quad` class, and the `score` of the root, 0 to 1."""

    id: str
    root: str
    quad: int
    score: float


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Who did what to whom, where, when, inside claims or in the reporter's own voice; one row per happening in a document.

    `trigger` are the words of each mention (verb or event noun, no auxiliaries). `claims` are ids of claims, `voice` ids of
    reporter's rows. `actor` is `None` where the text names none.
    """

    id: str
    trigger: Spans
    action: str
    claims: tuple[str, ...] = ()
    voice: tuple[str, ...] = ()
    actor: Participant | tuple[Participant, ...] | None = None
    target: Participant | tuple[Participant, ...] | None = None
    object: Participant | None = None
    place: Place | None = None
    when: When | None = None
    modality: Modality = "asserted"
    polarity: Polarity = "positive"
    plover: Plover | None = None
    rule: str | None = None


class ReporterVoice(msgspec.Struct, frozen=True, kw_only=True):
    """A statement nobody is made to own: the reporter's."""

    id: str
    span: Span
    kind: VoiceKind


class Relation(msgspec.Struct, frozen=True, kw_only=True, rename={"source": "from", "target": "to"}):
    """A typed link, the speaker's claim first: `source` and `target` are ids of claims, attributions or events, or the name of an
    actor (`accuses`). `evidence` are the words that show it. In JSON the ends are called `from` and `to`."""

    source: str
    type: RelationType
    target: str
    evidence: Spans = ()
    mode: Literal["undercut", "rebut"] | None = None
    rule: str | None = None
    score: float | None = None


# ---------------------------------------------------------------- between reports


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """Where a report names another outlet as its source: `outlet` in full, `span` the words that name it, `kind` how: `credit` (an
    agency's slug or credit line), `reported` (*Reuters reported*), `citing` (*citing TASS*), `told` (*told the Cyprus Mail*)."""

    outlet: str
    span: Span
    kind: Literal["credit", "reported", "citing", "told"]
    rule: str | None = None


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """One stretch that stands in two documents: `a` in the text of the first, `b` in that of the second."""

    a: Span
    b: Span


class CopyEdge(msgspec.Struct, frozen=True, kw_only=True):
    """Text shared by the documents `a` < `b` (ids in order). `containment` is the share of the shorter one's own words that stand in
    the other, 0 to 1. Never closed over more than two documents."""

    a: str
    b: str
    containment: float
    passages: tuple[Passage, ...] = ()


class Link(msgspec.Struct, frozen=True, kw_only=True, rename={"source": "from", "target": "to"}):
    """A typed link between rows of two documents, which stay two rows: `same_claim`, `same_event`, `same_utterance`, or an answer
    with the types of `Relation`. The sameness types are symmetric, their ends in order of id. Evidence spans are in the text of
    the end's own document. `polarity` is `opposed` where the same proposition is asserted by one and denied by the other. In JSON
    the ends are called `from` and `to`."""

    id: str
    source: str
    source_document: str
    type: RelationType | Literal["same_claim", "same_event"]
    target: str
    target_document: str
    source_evidence: Spans = ()
    target_evidence: Spans = ()
    polarity: Literal["same", "opposed"] = "same"
    mode: Literal["undercut", "rebut"] | None = None
    rule: str | None = None
    score: float | None = None


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """Words of one document that stand behind a value computed over several: `spans` are in the text of `document`; `row` is the id
    of the claim, event or attribution they belong to."""

    document: str
    spans: Spans
    row: str | None = None


TestimonyRole = Literal["asserts", "alleges", "vouches", "unnamed", "relayed", "cited", "copy", "reaction", "denies", "concedes"]


class Testimony(msgspec.Struct, frozen=True, kw_only=True):
    """One claim of a group, and whose word it is: `outlet` ← `via` (agencies and outlets it names as its source) ← `utterance` of
    `speaker` ← `origin`, the origin group.

    `role` says what it adds to the count of origins: `asserts` (outright), `alleges` (as an unproven charge), `vouches` (confirms
    what another says), `unnamed` (nobody who could be told from another), and what adds nothing: `relayed` (its speaker passes on another's word), `cited` (the outlet
    has it from another outlet), `copy` (the passage stands in an earlier report), `reaction` (the speaker reacts to the claim),
    `denies`, `concedes` (who denied it, or is blamed for it, admits it). `of` is the document or origin that a testimony which adds nothing goes back to, where it is in the corpus.
    """

    claim: str
    document: str
    role: TestimonyRole
    speaker: str
    origin: str | None = None
    utterance: str | None = None
    outlet: str | None = None
    via: tuple[str, ...] = ()
    of: str | None = None
    spans: Spans = ()


class Matter(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that reports tell of: ids of the `events` that may be one happening and of the `claims` that say so, or of claims that
    put one proposition. `id` is the same for the same rows; they stay rows of their own. Matters that tell of one happening and differ
    in its figures share `happening`."""

    id: str
    happening: str
    claims: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


class OriginNode(msgspec.Struct, frozen=True, kw_only=True):
    """A node of the tree of origins. The roots are `origin` groups; below them stand each `utterance`, the `agency` or outlet it came
    through, and the `outlet` that printed it, which carries the `claims`. `name` is `None` where the text names nobody."""

    kind: Literal["origin", "utterance", "agency", "outlet"]
    name: str | None
    key: str | None = None
    claims: tuple[str, ...] = ()
    children: tuple[OriginNode, ...] = ()


class OriginTree(msgspec.Struct, frozen=True, kw_only=True):
    """Whose word a group of claims is. `strict` to `lenient` is the number of independent origins: `strict` counts the named origin
    groups that assert it outright and on their own; `lenient` adds those that only allege it or vouch for it, the unnamed, and
    organs of a state that the text does not name, each for itself. Copies, citations, relays and reactions add to neither. `of` is the id of the
    group."""

    of: str
    strict: int
    lenient: int
    roots: tuple[OriginNode, ...] = ()
    testimonies: tuple[Testimony, ...] = ()
    rule: str | None = None


ConflictKind = Literal["said", "happened", "place", "figure", "manner", "unit"]


class ConflictValue(msgspec.Struct, frozen=True, kw_only=True):
    """One of the values that disagree, and everything that gives it. `value` is EDTF, a place's name, a figure or the words; `origins`
    are the origin groups that stand by it, `latest` those of them that have given no other since."""

    value: str
    evidence: tuple[Evidence, ...]
    origins: tuple[str, ...] = ()
    latest: tuple[str, ...] = ()


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """Reports that cannot all be right about one thing: when it was `said` or `happened`, where (`place`), how many (`figure`), how
    it was done (`manner`), what force it was (`unit`). `about` names what the values are of (*killed*). `open` is false where the
    origins' latest values agree. Nothing says which value holds."""

    id: str
    of: str
    kind: ConflictKind
    about: str
    values: tuple[ConflictValue, ...]
    open: bool = True
    rule: str | None = None


class StandingPart(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a standing's line, with the words in the documents that it opens."""

    text: str
    evidence: tuple[Evidence, ...] = ()


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How a group of claims stands over the whole corpus: derived, never stored as truth. The facets are those of `Status`; `strict`
    and `lenient` the range of independent origins; `documents` how many reports carry it; `as_of` the last day that was looked at
    (`None`: all there is); `due` the last day of a plan. `inputs` are ids of the claims, relations and links it was computed from."""

    of: str
    modality: Modality
    support: str
    response: str
    strict: int
    lenient: int
    documents: int
    parts: tuple[StandingPart, ...] = ()
    origins: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    as_of: str | None = None
    due: str | None = None
    rule: str | None = None

    @property
    def line(self) -> str:
        """The one-line form."""
        return " · ".join(part.text for part in self.parts) + "."


class TextReading(msgspec.Struct, frozen=True, kw_only=True):
    """A place in the text where two careful readers could differ: the preferred reading and the others, both kept."""

    span: Span
    issue: str
    preferred: str
    others: tuple[str, ...]


class StatusPart(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a status line with the sentences behind it: `text` and the spans it opens."""

    text: str
    spans: Spans = ()


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """Derived, never stored as truth: how an event or claim stands in this corpus (`of` is its id). `support`, `response` and
    `modality` are facets; `origins` are the origin groups behind it, `parts` the line in pieces, `inputs` the
    ids it was computed from."""

    of: str
    modality: Modality
    support: str
    response: str
    parts: tuple[StatusPart, ...] = ()
    origins: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    rule: str | None = None

    @property
    def line(self) -> str:
        """The one-line form."""
        return " · ".join(part.text for part in self.parts) + "."


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Everything read off one document: one line of JSON. `silent` are the sentences in which nothing was found."""

    document: Document
    timexes: tuple[Timex, ...] = ()
    places: tuple[Place, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    reporter_voice: tuple[ReporterVoice, ...] = ()
    readings: tuple[TextReading, ...] = ()
    statuses: tuple[Status, ...] = ()
    silent: Spans = ()
    citations: tuple[Citation, ...] = ()


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """A document that could not be read or analysed: its name as given, the error's class and its one-line reason."""

    source_id: str
    error: str
    reason: str


def encode_report(report: Report) -> bytes:
    """The report as one line of UTF-8 JSON, without the line feed."""
    return msgspec.json.encode(report)


def decode_report(line: bytes | str) -> Report:
    """The report of one line of JSON. Raises `msgspec.ValidationError` where it is not one."""
    return msgspec.json.decode(line, type=Report)


def decode_document(line: bytes | str) -> Document:
    """The document of a report's line, the rest passed over: several times faster than `decode_report`."""
    return msgspec.json.decode(msgspec.json.decode(line, type=dict[str, msgspec.Raw])["document"], type=Document)
