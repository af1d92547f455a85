"""The order of work across reports: analyse → add → candidates → link → refresh what that touches.

Each report is one transaction: whatever happens, it is there with all its links or not at all. Order of arrival changes neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from allegedly.errors import DocumentError
from allegedly.records import Document, Failure, Report
from allegedly.store import Store


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one item. `state` is `added`, `known` (it was there already) or `failed` (`failure` says why and is kept)."""

    source_id: str
    state: str
    document: str | None = None
    previous: str | None = None
    failure: Failure | None = None


def add_reports(store: Store, items: Iterable[Document | Report | Failure]) -> Iterator[Outcome]:
    """Store documents (analysed first), reports (analysed before) and failures, one outcome each, as they come. What is in the store is
    not analysed again, so a run that was broken off goes on where it stopped."""
    for item in items:
        try:
            yield _add(store, item)
        except DocumentError as error:
            yield _failed(store, Failure(source_id=_name(item), error=type(error).__name__, reason=error.reason))


def _add(store: Store, item: Document | Report | Failure) -> Outcome:
    if isinstance(item, Failure):
        return _failed(store, item)
    document = item if isinstance(item, Document) else item.document
    if store.number(document.id) is not None:
        return Outcome(source_id=document.source_id, state="known", document=document.id)
    added = store.add_report(_analyse(item))
    state = "added" if added.new else "known"
    return Outcome(source_id=document.source_id, state=state, document=added.document, previous=added.previous)


def _analyse(item: Document | Report) -> Report:
    if isinstance(item, Report):
        return item
    from allegedly.pipeline import analyse_document

    return analyse_document(item)


def _failed(store: Store, failure: Failure) -> Outcome:
    store.add_failure(failure)
    return Outcome(source_id=failure.source_id, state="failed", failure=failure)


def _name(item: Document | Report | Failure) -> str:
    return item.document.source_id if isinstance(item, Report) else item.source_id
