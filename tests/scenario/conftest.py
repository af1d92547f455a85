"""The stories of `examples/scenario/`, analysed once a session, with what a careful reader takes from them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from allegedly.link.archive import Archive
from allegedly.link.conflicts import find_conflicts
from allegedly.link.copies import find_copies
from allegedly.link.matters import find_matters
from allegedly.link.origins import find_origins
from allegedly.link.pairs import link_reports
from allegedly.link.standing import find_standing
from allegedly.pipeline import analyse_documents
from allegedly.read.jsonl import read_lines
from allegedly.records import Conflict, Matter, OriginTree, Report, Span, Standing


class Story:
    """One scenario: its reports, the picture of them together, and the expected answers. Reports go by the ids of the file."""

    def __init__(self, folder: Path, archive: Archive | None = None) -> None:
        self.folder = folder
        self.expected: dict[str, Any] = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
        self.archive = archive or self._read()

    def _read(self) -> Archive:
        with (self.folder / "reports.jsonl").open("rb") as lines:
            found = list(analyse_documents(read_lines(lines, self.folder.name, None, 1_000_000)))
        reports = [r for r in found if isinstance(r, Report)]
        assert len(reports) == len(found)
        links = [link for a, b in combinations(reports, 2) for link in link_reports(a, b)]
        return Archive(reports, links, find_copies([r.document for r in reports]))

    def until(self, day: str) -> Story:
        """The story as it was at the end of a day."""
        return Story(self.folder, self.archive.until(day))

    @cached_property
    def names(self) -> dict[str, str]:
        """Document id → the id in the file."""
        return {r.document.id: r.document.source_id for r in self.archive.reports}

    @cached_property
    def reports(self) -> dict[str, Report]:
        """Reports by the id in the file."""
        return {r.document.source_id: r for r in self.archive.reports}

    @cached_property
    def matters(self) -> tuple[Matter, ...]:
        """What the reports tell of."""
        return find_matters(self.archive)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Where they disagree."""
        return find_conflicts(self.archive, self.matters)

    def span(self, report: str, words: str) -> Span:
        """Where the words stand, once, in a report."""
        text = self.reports[report].document.text
        assert text.count(words) == 1, (report, words)
        return Span(text.index(words), text.index(words) + len(words))

    def claims_at(self, carried: dict[str, str | list[str]]) -> dict[str, set[str]]:
        """Report → ids of the claims that hold the words, for the reports that the archive has."""
        out: dict[str, set[str]] = {}
        for report, words in carried.items():
            if report in self.reports:
                spans = [self.span(report, w) for w in ([words] if isinstance(words, str) else words)]
                claims = self.reports[report].claims
                out[report] = {c.id for c in claims if any(s.meets(piece) for s in spans for piece in c.spans)}
        return out

    def events_at(self, carried: dict[str, str | list[str]]) -> dict[str, set[str]]:
        """Report → ids of the events whose trigger stands in the words."""
        out: dict[str, set[str]] = {}
        for report, words in carried.items():
            if report in self.reports:
                spans = [self.span(report, w) for w in ([words] if isinstance(words, str) else words)]
                events = self.reports[report].events
                out[report] = {e.id for e in events if any(s.meets(t) for s in spans for t in e.trigger)}
        return out

    def group(self, name: str) -> dict[str, Any]:
        """The expected answers for a group."""
        return next(g for g in [*self.expected["groups"], *self.expected.get("utterances", [])] if g["name"] == name)

    def matter(self, name: str) -> Matter:
        """The matter that holds most of the group's claims and events."""
        carried = self.group(name)["carried"]
        rows = {i for found in (self.claims_at(carried), self.events_at(carried)) for ids in found.values() for i in ids}
        return max(self.matters, key=lambda m: (len(rows.intersection(m.claims)) + len(rows.intersection(m.events)), m.id))

    def documents_of(self, matter: Matter) -> set[str]:
        """The reports that carry a matter."""
        return {self.names[d] for d in self.archive.carriers(matter.claims, matter.events)}

    def origins(self, name: str) -> OriginTree:
        """Whose word the group is."""
        matter = self.matter(name)
        return find_origins(self.archive, matter.id, matter.claims)

    def standing(self, name: str) -> Standing:
        """How the group stands."""
        matter = self.matter(name)
        return find_standing(self.archive, matter.id, matter.claims, matter.events)

    def values(self, conflict: Conflict) -> dict[str, set[str]]:
        """Value → reports that give it."""
        return {v.value: {self.names[e.document] for e in v.evidence} for v in conflict.values}

    def all_standing(self) -> Iterator[Standing]:
        """The standing of every matter."""
        for matter in self.matters:
            yield find_standing(self.archive, matter.id, matter.claims, matter.events)


def shows(found: dict[str, set[str]], wanted: dict[str, list[str]]) -> bool:
    """True if every wanted report gives its value and no other of them."""
    return all(
        set(reports) <= found.get(value, set()) and not any(set(reports) & found[v] for v in found if v not in _values_of(wanted, reports))
        for value, reports in wanted.items()
    )


def _values_of(wanted: dict[str, list[str]], reports: Iterable[str]) -> set[str]:
    return {v for v, named in wanted.items() if set(named) & set(reports)}


@pytest.fixture(scope="session")
def border(root: Path) -> Story:
    """An alleged build-up, as eighteen outlets carried it."""
    return Story(root / "examples" / "scenario" / "border")


@pytest.fixture(scope="session")
def fire(root: Path) -> Story:
    """A warehouse fire over six days."""
    return Story(root / "examples" / "scenario" / "warehouse-fire")
