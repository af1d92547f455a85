"""The order of work: read this first.

    read → annotate → attribute → resolve (places · times · speakers · claims) → events → link → Report

Only this module knows the order. Each stage is a plain function from records to records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from allegedly.annotate import annotate_documents
from allegedly.attribute import attribute_document
from allegedly.errors import DocumentError
from allegedly.read import require_english
from allegedly.records import Annotated, Document, Failure, Report, Span


def analyse_document(document: Document) -> Report:
    """The report of one document. Raises `DocumentError` where it cannot be analysed."""
    require_english(document)
    return _analyse(next(annotate_documents([document])))


def analyse_documents(documents: Iterable[Document | Failure], batch: int = 32) -> Iterator[Report | Failure]:
    """Reports in the order of `documents`; one that cannot be analysed gives a failure row and the run goes on."""
    for item in documents:
        if isinstance(item, Failure):
            yield item
            continue
        try:
            yield analyse_document(item)
        except DocumentError as error:
            yield Failure(source_id=item.source_id, error=type(error).__name__, reason=error.reason)


def _analyse(annotated: Annotated) -> Report:
    attributions = attribute_document(annotated)
    return Report(document=annotated.document, attributions=attributions, silent=_silent(annotated, attributions))


def _silent(annotated: Annotated, attributions: Iterable[object]) -> tuple[Span, ...]:
    """The sentences in which nothing was found."""
    found = [s for a in attributions for s in (*a.source, *a.cue, *a.content)]  # type: ignore[attr-defined]
    return tuple(sentence for sentence in annotated.sentences if not any(span.meets(sentence) for span in found))
