"""Reuse of text between reports: who reprints whom, passage by passage.

    find_copies      a whole set: samples of shingles find pairs, alignment finds their passages, containment decides
    sample, compare  one document at a time, for a store that grows
    find_carriers    which documents carry the passage that a claim stands in

Edges are between two documents and are never closed over more: a round-up joins stories that have nothing to do with each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from allegedly.records import CopyEdge, Document, Span

__all__ = ["BLOCK", "MINIMUM", "compare", "compare_all", "find_carriers", "find_copies", "sample"]

MINIMUM = 0.58
"""Share of the shorter text's own words that makes an edge: the best of both halves of the labelled pairs (`evals/copies.py`)."""
BLOCK = 120
"""Words of a passage that makes one, however long the rest: a page that holds a whole report of another outlet among others."""


def find_copies(documents: Iterable[Document], minimum: float = MINIMUM, block: int = BLOCK) -> Iterator[CopyEdge]:
    """Edges between documents of which one copies the other, or both a third: sorted by ids, whatever the order of `documents`.

    There is an edge where `minimum` (0 to 1) of the shorter one's words stand in the other, quotations that both print and furniture
    apart; or where one passage of `block` words does, half of them the reporter's own, however long the rest. Documents need an id
    and a text; of several with one id the last is taken. All texts are in memory, and beside them about a kilobyte a document.
    """
    from allegedly.link.copies.find import Limits, pair_documents

    return pair_documents(documents, Limits(minimum, block))


def sample(document: Document) -> tuple[int, ...]:
    """About one in eight of the text's shingles as integers below 2^61, ascending, each once: to be kept and looked up.

    Documents that share two of them, or one of a text that has few, are worth `compare`; what very many documents share is standing
    text and finds nothing. The same words give the same integers on any machine, whatever marks and case stand around them.
    """
    from allegedly.link.copies.arriving import sample_text

    return sample_text(document.text)


def compare(a: Document, b: Document, minimum: float = MINIMUM, block: int = BLOCK) -> CopyEdge | None:
    """The edge between two documents, the same for `(b, a)`; `None` for none. `minimum` and `block` as in `find_copies`, which sees
    the whole set and so tells standing text, pasted into every story, from copying; this cannot."""
    return next(iter(compare_all(a, [b], minimum, block)), None)


def compare_all(document: Document, others: Sequence[Document], minimum: float = MINIMUM, block: int = BLOCK) -> tuple[CopyEdge, ...]:
    """The edges between `document` and `others`, as `compare` finds each, at once and so several times faster."""
    from allegedly.link.copies.arriving import compare_with
    from allegedly.link.copies.find import Limits

    return compare_with(document, others, Limits(minimum, block))


def find_carriers(edges: Iterable[CopyEdge], document: str, span: Span) -> tuple[str, ...]:
    """Ids, sorted, of the documents that share with `document` (an id) a passage covering `span` of its text. Only what an edge
    itself shows: that two others carry the same words as a third does not make them carry each other's."""
    from allegedly.link.copies.carriers import carriers

    return carriers(edges, document, span)
