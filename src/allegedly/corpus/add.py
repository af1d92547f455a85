"""Adding reports one by one, each compared with those near it."""

from __future__ import annotations

from collections.abc import Generator, Iterable

import msgspec

from allegedly.corpus.compare import Comparer
from allegedly.corpus.models import model_versions
from allegedly.corpus.refresh import refresh
from allegedly.errors import DocumentError
from allegedly.records import Document, Failure, Report
from allegedly.store import Store


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one item. `state` is `added`, `known` (it was there already) or `failed` (`failure` says why and is kept);
    `links` how many links to other reports it brought."""

    source_id: str
    state: str
    document: str | None = None
    previous: str | None = None
    links: int = 0
    failure: Failure | None = None


def add_reports(store: Store, items: Iterable[Document | Report | Failure], refresh_every: int = 500) -> Generator[Outcome, None, None]:
    """Store documents (analysed first), reports (analysed before) and failures, one outcome each, as they come. What is in the store is
    not analysed again, so a run that was broken off goes on where it stopped. Groups and standing are brought up to date after
    every `refresh_every` items and at the end, also where the caller stops early."""
    comparer = Comparer(store)
    store.models = store.models or model_versions()
    try:
        for count, item in enumerate(items, start=1):
            yield _add(store, comparer, item)
            if count % refresh_every == 0:
                refresh(store)
    finally:
        refresh(store)


def _add(store: Store, comparer: Comparer, item: Document | Report | Failure) -> Outcome:
    if isinstance(item, Failure):
        return _failed(store, item)
    document = item if isinstance(item, Document) else item.document
    if store.number(document.id) is not None:
        return Outcome(source_id=document.source_id, state="known", document=document.id)
    try:
        report = _analyse(item)
        with store.transaction():
            added = store.add_report(report)
            links = comparer.compare(report) if added.new else 0
    except DocumentError as error:
        return _failed(store, Failure(source_id=document.source_id, error=type(error).__name__, reason=error.reason))
    state = "added" if added.new else "known"
    return Outcome(source_id=document.source_id, state=state, document=added.document, previous=added.previous, links=links)


def _analyse(item: Document | Report) -> Report:
    if isinstance(item, Report):
        return item
    from allegedly.pipeline import analyse_document

    return analyse_document(item)


def _failed(store: Store, failure: Failure) -> Outcome:
    store.add_failure(failure)
    return Outcome(source_id=failure.source_id, state="failed", failure=failure)


def catch_up(store: Store) -> int:
    """Compare the reports that were stored without being compared (added by another door, or by an older version), then refresh. Returns
    how many there were."""
    comparer = Comparer(store)
    waiting = [r[0] for r in store.connection.execute("SELECT n FROM document EXCEPT SELECT document FROM sketch ORDER BY 1")]
    for number in waiting:
        with store.transaction():
            comparer.compare(next(store.reports([number]))[1])
    refresh(store)
    return len(waiting)
