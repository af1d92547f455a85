"""Making the derived rows again from the facts: after a migration, or to check that nothing in them is more than derived."""

from __future__ import annotations

from allegedly.store.store import Store

DERIVED = (
    "reviewed_speaker", "claim_speaker", "source_document", "source_facet", "claim_facet", "event_facet", "spot_facet", "facet", "actor", "moment", "plan", "superseded", "claim_group", "event_group", "status", "origin",
    "conflict", "conflict_subject",
)  # fmt: skip


def rebuild(store: Store) -> None:
    """Empty the derived tables and fill them from the reports, corrections replayed, in one transaction. The lists of keys and the links
    stay; groups and status across reports are marked as stale and follow with the next `add`."""
    from allegedly.store.edges import add_links, all_links
    from allegedly.store.review import corrected_reports, replay

    with store.transaction():
        for table in DERIVED:
            store.connection.execute(f"DELETE FROM {table}")
        for table in ("claim_text", "event_text", "document_text"):
            store.connection.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
        store.derive.forget()
        for number, report in store.reports():
            store.derive.add(report, number)
            store.connection.execute("INSERT OR IGNORE INTO stale VALUES (?)", (number,))
            corrected = next(corrected_reports(store, [number]))[1]
            if corrected != report:
                replay(store, number, report, corrected)
        store.supersede_all()
        add_links(store.derive, all_links(store.connection))
