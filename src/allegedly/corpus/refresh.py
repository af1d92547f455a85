"""Groups, standing, origins and conflicts of what was touched, for every day on which something became known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

import msgspec

from allegedly.corpus.stories import Story, find_stories
from allegedly.link.archive import Archive
from allegedly.link.conflicts import find_conflicts
from allegedly.link.denials import find_standings
from allegedly.link.groups import APART, SAMENESS, group_rows
from allegedly.link.matters import join_matters, matter_of
from allegedly.link.origins import find_origins
from allegedly.records import Conflict, Link, Matter, OriginTree, Report, Standing
from allegedly.store import Store
from allegedly.store.edges import copies_among
from allegedly.store.numbers import day_of, document_of
from allegedly.store.review import corrected_reports, splits
from allegedly.store.rows import ANSWERS
from allegedly.store.select import Kind
from allegedly.store.standing import (
    Days,
    Member,
    Stand,
    clear_stale,
    own_standing,
    stale_numbers,
    write_conflicts,
    write_groups,
    write_origins,
    write_standing,
)  # fmt: skip

TOGETHER = 40
"""Documents refreshed in one transaction: other writers wait no longer than that."""
Key = TypeVar("Key", str, int)
Value = TypeVar("Value")


def refresh(store: Store) -> int:
    """Bring everything derived across reports up to date with the links. A run that is killed leaves the rest noted as stale. Returns
    how many documents were looked at."""
    looked = 0
    while numbers := stale_numbers(store.connection, TOGETHER):
        with store.transaction():
            for story in find_stories(store, numbers):
                _StoryRefresh(store, story).run()
            clear_stale(store.connection, numbers)
        looked += len(numbers)
    return looked


def rebuild_all(store: Store) -> None:
    """Make everything derived again: within reports, then across them."""
    from allegedly.store.rebuild import rebuild

    rebuild(store)
    refresh(store)


class _StoryRefresh:
    """One story, written anew."""

    def __init__(self, store: Store, story: Story) -> None:
        self.store, self.story = store, story
        self.reports: dict[int, Report] = dict(corrected_reports(store, story.documents))
        self.copies = copies_among(store.connection, [r.document.id for r in self.reports.values()])
        self.days = {n: (day_of(n), self._until(n)) for n in story.documents}
        self.added = {r.document.id: day_of(n) for n, r in self.reports.items() if not r.document.published}
        self.number = {**story.claims, **story.events}
        self.links = _unless_split(story.links, splits(store.connection))

    def _until(self, number: int) -> str | None:
        row = self.store.connection.execute("SELECT since FROM superseded WHERE n = ?", (number,)).fetchone()
        return row["since"] if row else None

    def run(self) -> None:
        """Compute every day on which a document appears or is replaced, and write the stretches of days."""
        dates = sorted({d for pair in self.days.values() for d in pair if d})
        states = [_Day(self, d) for d in dates]
        spells = [*pairwise(dates), (dates[-1], None)]
        self._write_groups("claim", states, spells)
        self._write_groups("event", states, spells)
        self._write_standing(states, spells)
        self._write_origins(states, spells)
        self._write_conflicts(states, spells)

    def _write_groups(self, kind: Kind, states: list[_Day], spells: list[Days]) -> None:
        rows = self.story.claims if kind == "claim" else self.story.events
        found = [{rows[i]: group for i, group in s.groups.items() if i in rows} for s in states]
        members = [Member(n, days, *value) for n, days, value in _stretches(found, spells)]
        write_groups(self.store.connection, kind, rows.values(), members)

    def _write_standing(self, states: list[_Day], spells: list[Days]) -> None:
        own = {i: s for n, r in self.reports.items() for i, s in own_standing(r, day_of(n)).items()}
        kinds: tuple[tuple[Kind, Mapping[str, int]], ...] = (("claim", self.story.claims), ("event", self.story.events))
        for kind, subjects in kinds:
            found = [
                {i: s.standing[i] if i in s.standing else own[i].status for i in subjects if s.sees(i) and (i in s.standing or i in own)}
                for s in states
            ]
            stands = [Stand(i, days, value) for i, days, value in _stretches(found, spells)]
            write_standing(self.store.derive, kind, subjects, stands)

    def _write_origins(self, states: list[_Day], spells: list[Days]) -> None:
        rows = _stretches([s.origins for s in states], spells)
        write_origins(self.store.connection, self.number, [(group, days, tree) for group, days, tree in rows])

    def _write_conflicts(self, states: list[_Day], spells: list[Days]) -> None:
        subjects = {c.id: s.subjects(c) for s in states for c in s.conflicts.values()}
        rows = _stretches([s.conflicts for s in states], spells)
        write_conflicts(self.store.connection, self.number, [(days, conflict, subjects[key]) for key, days, conflict in rows])


class _Day:
    """A story as it was at the end of a day: only documents published by then and not yet replaced. `standing`, `origins`, `groups` are
    by id of the row or group, `conflicts` by theirs; a group is a matter, named by its first published row. While there is one report
    nothing stands otherwise than in it."""

    def __init__(self, whole: _StoryRefresh, day: str) -> None:
        self.whole = whole
        self.seen = {n for n, (since, until) in whole.days.items() if since <= day and (until is None or day < until)}
        self.archive = self._archive()
        self.groups: dict[str, tuple[str, int]] = {}
        self.origins: dict[str, OriginTree] = {}
        self.standing: dict[str, Standing] = {}
        self.conflicts: dict[str, Conflict] = {}
        if len(self.archive.reports) > 1:
            self._stand()
            self.conflicts = {c.id: c for c in find_conflicts(self.archive, self.matters)}

    @cached_property
    def matters(self) -> tuple[Matter, ...]:
        """What the story is about as far as it is known."""
        return join_matters(self.archive, self._group(self.whole.story.claims), self._group(self.whole.story.events))

    def _archive(self) -> Archive:
        reports = [self.whole.reports[n] for n in sorted(self.seen)]
        ids = {r.document.id for r in reports}
        links = [k for k in self.whole.links if k.source_document in ids and k.target_document in ids]
        copies = [c for c in self.whole.copies if c.a in ids and c.b in ids]
        return Archive(reports, links, copies, self.whole.added)

    def sees(self, row: str) -> bool:
        """True if the document of a row is known on that day."""
        return document_of(self.whole.number[row]) in self.seen

    def _group(self, rows: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
        """The rows of one kind that are known on that day, in groups."""
        return group_rows([i for i in rows if self.sees(i)], [k for k in self.archive.links if k.source in rows and k.target in rows])

    def _stand(self) -> None:
        """The standing of every matter that another document has a part in, for the rows of which it is the chief matter."""
        answered = {k.target for k in self.archive.links if k.type in ANSWERS}
        chief: dict[str, list[str]] = {}
        by_id = {m.id: m for m in self.matters}
        for row, matter in matter_of(self.matters).items():
            if row in self.whole.number:
                chief.setdefault(matter.id, []).append(row)
        for key, rows in chief.items():
            if len({document_of(self.whole.number[i]) for i in rows}) > 1 or answered.intersection(rows):
                self._stand_as(by_id[key], rows)

    def _stand_as(self, matter: Matter, rows: list[str]) -> None:
        number = self.whole.number
        name = min(rows, key=lambda i: (document_of(number[i]), i not in self.whole.story.claims, -number[i]))
        self.origins[name] = find_origins(self.archive, matter.id, matter.claims)
        standing = find_standings(self.archive, matter)
        self.standing |= {row: standing[row] for row in rows}
        for kind in (self.whole.story.claims, self.whole.story.events):
            members = [i for i in rows if i in kind]
            self.groups |= {i: (name, len(members)) for i in members}

    def subjects(self, conflict: Conflict) -> tuple[str, ...]:
        """The rows that a conflict concerns: those of its matter, and those whose words give its values."""
        matter = next((m for m in self.matters if conflict.of in (m.id, m.happening)), None)
        rows = {e.row for v in conflict.values for e in v.evidence if e.row}
        said = {c.id for r in self.archive.reports for c in r.claims if c.attribution in rows}
        return tuple(sorted({*rows, *said, *(matter.claims if matter else ()), *(matter.events if matter else ())}))


def _unless_split(links: Iterable[Link], splits: Iterable[tuple[str, str | None]]) -> list[Link]:
    """The links as a person corrected them: rows that were split are kept apart, one split from all loses its ties."""
    alone = {row for row, other in splits if other is None}
    apart = {frozenset((row, other)) for row, other in splits if other is not None}
    kept = []
    for link in links:
        if frozenset((link.source, link.target)) in apart:
            kept.append(msgspec.structs.replace(link, type=APART))
        elif link.type not in SAMENESS or not alone & {link.source, link.target}:
            kept.append(link)
    return kept


def _stretches(found: Iterable[Mapping[Key, Value]], spells: Iterable[Days]) -> list[tuple[Key, Days, Value]]:
    """Key → value on each stretch of days, joined where it stays the same from one to the next."""
    running: dict[Key, tuple[str, str | None, Value]] = {}
    done: list[tuple[Key, Days, Value]] = []
    for values, (since, until) in zip(found, spells, strict=True):
        for key, value in values.items():
            before = running.get(key)
            if before is not None and before[1] == since and before[2] == value:
                running[key] = (before[0], until, value)
            else:
                if before is not None:
                    done.append((key, (before[0], before[1]), before[2]))
                running[key] = (since, until, value)
    done += [(key, (since, until), value) for key, (since, until, value) in running.items()]
    return sorted(done, key=lambda row: (str(row[0]), row[1][0]))
