"""Making the derived rows again from the facts: after a migration, or to check that nothing in them is more than derived."""

from __future__ import annotations

from allegedly.store.store import Store

DERIVED = (
    "claim_speaker", "source_facet", "claim_facet", "event_facet", "facet", "actor", "moment", "plan", "superseded", "claim_group", "event_group", "status", "origin",
    "conflict", "conflict_subject",
)  # fmt: skip


def rebuild(store: Store) -> None:
    """Empty the derived tables and fill them from the reports, in one transaction. Blocks and samples stay; groups and status across
    reports are marked as stale and follow with the next `add`."""
    with store.transaction():
        for table in DERIVED:
            store.connection.execute(f"DELETE FROM {table}")
        for table in ("claim_text", "event_text", "document_text"):
            store.connection.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
        store.derive.forget()
        for number, report in store.reports():
            store.derive.add(report, number)
            store.connection.execute("INSERT OR IGNORE INTO stale VALUES (?)", (number,))
        store.supersede_all()
