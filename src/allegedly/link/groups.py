"""Links of sameness → groups of rows: average link, with pairs that must stay apart. Rows are grouped, never merged.

Closing links over chains joins what only resembles in steps. Here two groups join while the mean score over all their pairs, a pair
without a link counting nothing, is high enough. The result does not depend on the order in which rows or links arrive.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping

from allegedly.records import Link

SAMENESS = frozenset({"same_claim", "same_event", "same_utterance"})
APART = "contradicts"
LEAST = 0.25
"""The mean score at which two groups still join."""

Pair = tuple[str, str]


def group_rows(ids: Iterable[str], links: Iterable[Link], least: float = LEAST) -> tuple[tuple[str, ...], ...]:
    """The rows `ids` in groups, each sorted, ordered by their first; a row without links is a group of one. Links of sameness tie, a
    `contradicts` link keeps its two ends in different groups; other links, and links to rows not in `ids`, are passed over."""
    rows = sorted(set(ids))
    known = set(rows)
    scores: dict[Pair, float] = {}
    apart: set[Pair] = set()
    for link in links:
        if link.source in known and link.target in known and link.source != link.target:
            pair = _pair(link.source, link.target)
            if link.type in SAMENESS:
                scores[pair] = max(scores.get(pair, 0.0), 1.0 if link.score is None else link.score)
            elif link.type == APART:
                apart.add(pair)
    return average_link(rows, scores, apart, least)


def average_link(ids: Iterable[str], scores: Mapping[Pair, float], apart: Iterable[Pair], least: float) -> tuple[tuple[str, ...], ...]:
    """Groups of `ids` by average link. `scores` (0 to 1) and `apart` are by pairs in order; the best pair of groups joins first, ties by
    the groups' first ids."""
    forest = _Forest(sorted(set(ids)), scores, apart)
    forest.join(least)
    return tuple(sorted(tuple(sorted(members)) for members in forest.members.values()))


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


class _Forest:
    """The groups so far, each named by its first row, with the summed scores between neighbours."""

    def __init__(self, ids: list[str], scores: Mapping[Pair, float], apart: Iterable[Pair]) -> None:
        self.members: dict[str, list[str]] = {i: [i] for i in ids}
        self.sums: dict[str, dict[str, float]] = {i: {} for i in ids}
        self.apart: dict[str, set[str]] = {i: set() for i in ids}
        for (a, b), score in sorted(scores.items()):
            self.sums[a][b] = self.sums[b][a] = score
        for a, b in apart:
            self.apart[a].add(b)
            self.apart[b].add(a)

    def join(self, least: float) -> None:
        """Join the best pair until none reaches `least`."""
        heap = [self._entry(a, b) for a, near in self.sums.items() for b in near if a < b]
        heapq.heapify(heap)
        while heap:
            entry = heapq.heappop(heap)
            value, a, b = entry
            if -value < least:
                return
            if a not in self.members or b not in self.members or b not in self.sums[a] or entry != self._entry(a, b):
                continue
            if b not in self.apart[a]:
                self._merge(a, b)
                for c in self.sums[a]:
                    heapq.heappush(heap, self._entry(*_pair(a, c)))

    def _entry(self, a: str, b: str) -> tuple[float, str, str]:
        # Rounded, so that sums built up in different steps compare equal.
        return (-round(self.sums[a][b] / (len(self.members[a]) * len(self.members[b])), 9), a, b)

    def _merge(self, a: str, b: str) -> None:
        """Put the members of `b` into `a`, the first of the two by id."""
        self.members[a] += self.members.pop(b)
        for c, score in self.sums.pop(b).items():
            del self.sums[c][b]
            if c != a:
                self.sums[a][c] = self.sums[c][a] = self.sums[a].get(c, 0.0) + score
        for c in self.apart.pop(b):
            self.apart[c].discard(b)
            self.apart[c].add(a)
            self.apart[a].add(c)
