"""The derived tables of a store, in a form that does not depend on numbers given on arrival."""

from __future__ import annotations

import sqlite3

PLAIN = (
    "link",
    "copy",
    "claim_group",
    "event_group",
    "status",
    "origin",
    "conflict",
    "conflict_subject",
    "superseded",
    "moment",
    "plan",
    "stale",
)
NAMED = {
    "actor": "SELECT id, name, folded, type, country, origin, speaks_for, claims, documents FROM actor",
    "facet": "SELECT name, value, claims, events FROM facet WHERE claims > 0 OR events > 0",
    "claim_facet": "SELECT f.name, f.value, x.n FROM claim_facet x JOIN facet f ON f.id = x.facet",
    "event_facet": "SELECT f.name, f.value, x.n FROM event_facet x JOIN facet f ON f.id = x.facet",
    "source_facet": "SELECT f.name, f.value, a.id, x.n FROM source_facet x JOIN facet f ON f.id = x.facet JOIN actor a ON a.number = x.actor",
    "spot_facet": "SELECT f.name, f.value, s.value, x.n FROM spot_facet x JOIN facet f ON f.id = x.facet JOIN facet s ON s.id = x.spot",
    "claim_speaker": "SELECT x.n, a.id FROM claim_speaker x JOIN actor a ON a.number = x.actor",
}


def derived_tables(connection: sqlite3.Connection) -> dict[str, list[tuple]]:
    """Table → its rows, sorted."""
    questions = {t: f"SELECT * FROM {t}" for t in PLAIN} | NAMED
    return {table: sorted((tuple(r) for r in connection.execute(sql)), key=repr) for table, sql in questions.items()}
