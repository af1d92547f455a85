"""One report against those near it: links between their rows, copies between their texts."""

from __future__ import annotations

from allegedly.corpus.pairs import compare_all, link_reports, report_keys
from allegedly.corpus.stories import linked_documents
from allegedly.records import Report
from allegedly.store import Store
from allegedly.store.edges import add_copy, add_links, remove_copy, remove_links
from allegedly.store.neighbours import add_keys, near, parted
from allegedly.store.standing import mark_stale


class Comparer:
    """Compares a report that was just added. Belongs to one run."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def compare(self, report: Report) -> int:
        """Put a stored report into the lists of its keys, link it with those near it, withdraw what it parts, and note what is to be
        refreshed. Inside the caller's transaction. Returns the number of links."""
        connection = self.store.connection
        number = self.store.number(report.document.id)
        if number is None:
            raise KeyError(report.document.id)
        add_keys(connection, number, *report_keys(report))
        stale = {n for n, links in ((other, self._link(report, other)) for other in near(connection, number, "block")) if links}
        stale |= self._in_story(number, self._copies(report, number) - stale)
        stale |= self._part(number)
        stale |= self._versions(number)
        if stale:
            mark_stale(connection, {*stale, number})
        return sum(
            1 for _ in connection.execute("SELECT 1 FROM link WHERE source_document = ? OR target_document = ?", (report.document.id,) * 2)
        )

    def _link(self, report: Report, other: int) -> int:
        links = link_reports(report, self._report(other))
        add_links(self.store.derive, links)
        return len(links)

    def _copies(self, report: Report, number: int) -> set[int]:
        """Keep what the report's text shares with those near it; the documents concerned."""
        others = dict(self.store.documents(near(self.store.connection, number, "shingle")))
        edges = compare_all(report.document, list(others.values()))
        for edge in edges:
            add_copy(self.store.connection, edge)
        copied = {end for edge in edges for end in (edge.a, edge.b)}
        return {n for n, document in others.items() if document.id in copied}

    def _in_story(self, number: int, others: set[int]) -> set[int]:
        """Those of `others` that links tie to a document, however far: what stands in other stories does not change with a copy."""
        story = linked_documents(self.store, number) if others else None
        return others if story is None else others & story

    def _part(self, number: int) -> set[int]:
        """Withdraw the edges of pairs that are near no more; the documents concerned."""
        touched: set[int] = set()
        for table, remove in (("block", remove_links), ("shingle", remove_copy)):
            for a, b in parted(self.store.connection, number, table):  # type: ignore[arg-type]
                if remove(self.store.connection, self.store.document_id(a), self.store.document_id(b)):
                    touched |= {a, b}
        return touched

    def _versions(self, number: int) -> set[int]:
        """The version that this one replaces, whose rows leave the groups."""
        sql = "SELECT z.n FROM superseded z JOIN document d ON d.id = z.by WHERE d.n = ? UNION SELECT n FROM superseded WHERE n = ?"
        return {r[0] for r in self.store.connection.execute(sql, (number, number))}

    def _report(self, number: int) -> Report:
        return next(self.store.reports([number]))[1]
