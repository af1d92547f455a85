"""Links made from their two ends."""

from __future__ import annotations

from typing import NamedTuple

from allegedly.link.view import View
from allegedly.records import Link, Spans, make_id

SYMMETRIC = frozenset({"same_claim", "same_event", "same_utterance", "contradicts"})


class End(NamedTuple):
    """One end of a link: the row's report, its id, and its words that show the link."""

    view: View
    row: str
    evidence: Spans


def make_link(kind: str, source: End, target: End, rule: str, score: float, opposed: bool = False, mode: str | None = None) -> Link:
    """A link; one of sameness, which has no direction, has its ends in order of id."""
    if kind in SYMMETRIC:
        source, target = sorted((source, target), key=lambda end: end.row)
    return Link(
        id=make_id(source.view.id, "link", kind, source.row, target.row),
        source=source.row,
        source_document=source.view.id,
        type=kind,  # type: ignore[arg-type]
        target=target.row,
        target_document=target.view.id,
        source_evidence=source.evidence,
        target_evidence=target.evidence,
        polarity="opposed" if opposed else "same",
        mode=mode,  # type: ignore[arg-type]
        rule=rule,
        score=round(score, 4),
    )
