"""PLOVER: the root of what happened, for sentences with marked source and target and for the events of a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from allegedly.events.plover.coder import Coder
from allegedly.events.plover.events import code_event, code_events
from allegedly.events.plover.roots import best_code
from allegedly.records import Coding, Failure, MarkedSentence

__all__ = ["code_event", "code_events", "code_sentences"]


def code_sentences(sentences: Iterable[MarkedSentence | Failure], threads: int = 1) -> Iterator[Coding | Failure]:
    """The code of each sentence, in order; failures pass through. Every sentence gets its likeliest root: none is refused."""
    coder = Coder.load(threads=threads)
    for item in sentences:
        if isinstance(item, Failure):
            yield item
            continue
        code = best_code(coder.chances(item.text, item.source_spans, item.target_spans))
        yield Coding(id=item.id, root=code.root, quad=code.quad, score=code.score or 0.0)
