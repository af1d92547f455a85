"""Everything one report says, with the look-ups that the relation rules share."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from allegedly.records import (
    Annotated,
    Attribution,
    Claim,
    Event,
    Relation,
    RelationType,
    ReporterVoice,
    Span,
    Spans,
    Token,
    bounding,
)

CONTENT_TAGS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
LIGHT_LEMMAS = frozenset({"be", "have", "do", "say", "make", "take", "get", "go", "claim", "report", "other", "more", "such", "new"})


class Scene:
    """Attributions, claims, events and reporter's rows of one document. Read-only; order is the order of the text."""

    def __init__(
        self,
        annotated: Annotated,
        attributions: Iterable[Attribution],
        claims: Iterable[Claim],
        events: Iterable[Event] = (),
        voice: Iterable[ReporterVoice] = (),
    ) -> None:
        self.annotated = annotated
        self.attributions = tuple(attributions)
        self.claims = tuple(sorted(claims, key=lambda c: bounding(c.spans)))
        self.events = tuple(events)
        self.voice = tuple(voice)
        self._words: dict[str, frozenset[str]] = {}

    @cached_property
    def rows(self) -> Mapping[str, Attribution]:
        """Attributions by id."""
        return {a.id: a for a in self.attributions}

    @cached_property
    def claims_of(self) -> Mapping[str, tuple[Claim, ...]]:
        """Attribution id → its claims."""
        out: dict[str, list[Claim]] = {}
        for claim in self.claims:
            out.setdefault(claim.attribution, []).append(claim)
        return {k: tuple(v) for k, v in out.items()}

    def row_of(self, claim: Claim) -> Attribution:
        """The attribution that puts the claim in a mouth."""
        return self.rows[claim.attribution]

    def act_of(self, claim: Claim) -> str:
        """The claim's own act, else that of its attribution."""
        return claim.act or self.row_of(claim).act

    def origins_of(self, claim: Claim) -> frozenset[str]:
        """Whose word the claim is: origin groups, else names; empty where nobody is named."""
        return self._origins[claim.id]

    @cached_property
    def _origins(self) -> Mapping[str, frozenset[str]]:
        return {c.id: frozenset(o for s in self.row_of(c).speakers for o in (s.origin or s.name,) if o) for c in self.claims}

    def same_origin(self, a: Claim, b: Claim) -> bool:
        """True if both are known and share an origin."""
        return bool(self.origins_of(a) & self.origins_of(b))

    def tokens(self, spans: Iterable[Span]) -> Iterator[Token]:
        """The tokens of several spans."""
        for span in spans:
            yield from self.annotated.tokens_in(span)

    def main_of(self, claim: Claim) -> Token | None:
        """The head of a claim's last piece: a restored subject stands before it."""
        return self.annotated.head_of(max(claim.spans, key=lambda s: s.end))

    def lemmas(self, claim: Claim) -> frozenset[str]:
        """The content words of a claim."""
        if claim.id not in self._words:
            self._words[claim.id] = self._lemmas(claim.spans)
        return self._words[claim.id]

    def _lemmas(self, spans: Spans) -> frozenset[str]:
        return frozenset(t.lemma for t in self.tokens(spans) if t.pos in CONTENT_TAGS and t.lemma not in LIGHT_LEMMAS)

    def overlap(self, a: Claim, b: Claim) -> float:
        """Shared content words over the smaller claim's, 0 to 1."""
        x, y = self.lemmas(a), self.lemmas(b)
        return len(x & y) / min(len(x), len(y)) if x and y else 0.0

    def shared_events(self, a: Claim, b: Claim) -> bool:
        """True if one event is carried by both."""
        return any(a.id in e.claims and b.id in e.claims for e in self.events)

    def children(self, row: Attribution) -> tuple[Attribution, ...]:
        """The rows nested directly in `row`."""
        return tuple(a for a in self.attributions if a.parent == row.id)

    def before(self, claim: Claim) -> tuple[Claim, ...]:
        """The claims whose text begins earlier, nearest first."""
        return self.claims[: bisect_left(self._starts, bounding(claim.spans).start)][::-1]

    @cached_property
    def _starts(self) -> list[int]:
        return [bounding(c.spans).start for c in self.claims]


def relation(source: str, kind: RelationType, target: str, evidence: Spans, rule: str, mode: str | None = None) -> Relation:
    """A relation with its rule."""
    return Relation(source=source, type=kind, target=target, evidence=evidence, rule=rule, mode=mode)  # type: ignore[arg-type]
