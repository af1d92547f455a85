"""Rounds of a watch: each feed that is due is asked, its new articles are fetched and stored, new matches are told of.

State is saved after every article, so a watch that is broken off goes on where it stopped. A feed that fails is left alone for longer
each time, up to a day; an article that does not answer is tried in three rounds.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from allegedly.corpus import add_reports
from allegedly.errors import DocumentError
from allegedly.export import Options
from allegedly.read.feeds import ACCEPT, Feed, FeedItem, read_feed
from allegedly.read.fetch import Fetcher
from allegedly.read.web import read_address
from allegedly.records import Failure
from allegedly.store import ClaimLine, Store, claim
from allegedly.watch.announce import deliver, message, write_matches
from allegedly.watch.queries import Query, find_matches, note_told
from allegedly.watch.state import FeedState, QueryState, WatchState

_TRIES = 3
_PER_ROUND = 50
_PER_FEED = 2_000  # fewer than the state remembers, else old items would come round again
_DAY = 86_400.0
_ANNOUNCED = 1_000


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One thing a watch tells: an article `added` or `known`, a `failed` feed, article, webhook or command, a `match`."""

    kind: str
    name: str
    reason: str | None = None
    query: str | None = None
    claim: ClaimLine | None = None
    document: str | None = None


class Follower:
    """Follows feeds into a store. `save` is called whenever the state has changed."""

    def __init__(
        self,
        store: Store,
        fetcher: Fetcher,
        state: WatchState,
        queries: Sequence[Query] = (),
        save: Callable[[], None] = lambda: None,
        matches: str | None = None,
        every: float = 900.0,
        max_characters: int = 1_000_000,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.store, self.fetcher, self.state, self.queries = store, fetcher, state, tuple(queries)
        self._save, self._matches, self._every, self._now = save, matches, every, now
        self._max_characters = max_characters
        self._options = Options(title="New matches")

    def round(self, feeds: Sequence[str]) -> Iterator[Told]:
        """One round over the feeds that are due. New articles are matched as they come; at the end the newest of the store are
        looked at again, for a claim may match late, when it is answered."""
        yield from self._announce(None if any(not self._known(query).begun for query in self.queries) else [])
        for address in feeds:
            known = self.state.feeds.setdefault(address, FeedState())
            if known.not_before > self._now():
                continue
            added: list[str] = []
            for told in self._follow(address, known):
                if told.kind == "added" and told.document:
                    added.append(told.document)
                yield told
            if added:
                yield from self._announce(added)
        yield from self._announce(None)

    # ------------------------------------------------------------ one feed

    def _follow(self, address: str, known: FeedState) -> Iterator[Told]:
        try:
            items = self._items(address)
        except DocumentError as error:
            known.failures += 1
            known.not_before = self._now() + min(_DAY, self._every * 2 ** min(known.failures, 12))
            self._save()
            yield Told(kind="failed", name=address, reason=error.reason)
            return
        known.failures, known.not_before = 0, 0.0
        seen = set(known.seen)
        for item in [i for i in items if i.id not in seen][:_PER_ROUND]:
            yield self._take(item, known)
            self._save()

    def _items(self, address: str) -> tuple[FeedItem, ...]:
        """The items of a feed; of an index of sitemaps, those of the sitemaps it leads to."""
        feed = self._read(address)
        items = list(feed.items)
        for sitemap in feed.sitemaps:
            items += self._read(sitemap).items
        return tuple(items[:_PER_FEED])

    def _read(self, address: str) -> Feed:
        return read_feed(self.fetcher.fetch(address, accept=ACCEPT).data, address)

    def _take(self, item: FeedItem, known: FeedState) -> Told:
        """Fetch, analyse and store one article."""
        try:
            document = read_address(item.url, self.fetcher, max_characters=self._max_characters, stated=item.published)
        except DocumentError as error:
            tries = known.tries.get(item.id, 0) + 1
            known.tries[item.id] = tries
            if type(error).__name__ == "NotFetched" and tries < _TRIES:
                return Told(kind="failed", name=item.url, reason=f"{error.reason}; tried again next round")
            known.mark(item.id)
            self.store.add_failure(Failure(source_id=item.url, error=type(error).__name__, reason=error.reason))
            return Told(kind="failed", name=item.url, reason=error.reason)
        outcome = next(iter(add_reports(self.store, [document])))
        known.mark(item.id)
        reason = outcome.failure.reason if outcome.failure else None
        return Told(kind=outcome.state, name=item.url, reason=reason, document=outcome.document)

    # ------------------------------------------------------------ matches

    def _known(self, query: Query) -> QueryState:
        return self.state.queries.setdefault(query.name, QueryState())

    def _announce(self, documents: list[str] | None) -> Iterator[Told]:
        """What newly matches in these documents (`None`: in the newest of the store), and what could not be delivered before."""
        changed = False
        for query in self.queries:
            known = self._known(query)
            found = find_matches(self.store, query, known, documents)
            if not known.begun:
                # What matched before the watch began is no news.
                known.begun = True
                note_told(known, (line.id for line in found))
                changed = True
                continue
            known.pending += [line.id for line in found]
            stamp = datetime.fromtimestamp(self._now(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            self.state.announced[:0] = [(line.id, stamp) for line in reversed(found)]
            del self.state.announced[_ANNOUNCED:]
            changed |= bool(found or known.pending)
            yield from (Told(kind="match", name=line.url or line.document, query=query.name, claim=line) for line in found)
            yield from self._deliver(query, known)
        if changed:
            self._write()
            self._save()

    def _deliver(self, query: Query, known: QueryState) -> Iterator[Told]:
        if not known.pending:
            return
        lines = [claim(self.store, claim_id).claim for claim_id in known.pending]
        content: dict[str, Any] = message(query, lines, self._options)
        try:
            deliver(query, content)
        except DocumentError as error:
            yield Told(kind="failed", name=error.source or query.name, reason=error.reason, query=query.name)
            return
        note_told(known, list(known.pending))

    def _write(self) -> None:
        if self._matches:
            write_matches(self.store, self.state.announced, self._matches, self._options)
