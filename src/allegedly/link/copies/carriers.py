"""Which documents carry the passage that a claim stands in: copying is decided there, not for whole documents."""

from __future__ import annotations

from collections.abc import Iterable

from allegedly.records import CopyEdge, Span

_COVERED = 0.8
"""Share of a span's characters that passages must cover: a mark or a changed word at its end does not matter."""


def carriers(edges: Iterable[CopyEdge], document: str, span: Span) -> tuple[str, ...]:
    """Ids, sorted, of the documents that share with `document` (an id) a passage covering `span` of its text.

    Only what an edge itself shows: that two others carry the same words as a third does not make them carry each other's.
    """
    found = {edge.b if edge.a == document else edge.a for edge in edges if document in (edge.a, edge.b) and _covers(edge, document, span)}
    return tuple(sorted(found))


def _covers(edge: CopyEdge, document: str, span: Span) -> bool:
    sides = sorted(p.a if edge.a == document else p.b for p in edge.passages)
    covered, reached = 0, span.start
    for side in sides:
        covered += max(0, min(side.end, span.end) - max(side.start, reached))
        reached = max(reached, side.end)
    return covered >= max(1, _COVERED * len(span))
