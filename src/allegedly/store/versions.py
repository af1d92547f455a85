"""Versions of one report: another text under the same URL, or under the same name where the two texts are alike."""

from __future__ import annotations

import re
import sqlite3

from allegedly.records import Document
from allegedly.store.numbers import DAY_SHIFT

_ALIKE = 0.5
"""Share of the smaller text's words that the other must hold: two files called report.txt are not versions of one another."""

_MANY = 200


def find_neighbours(connection: sqlite3.Connection, document: Document, number: int, added: str) -> tuple[int | None, int | None]:
    """The numbers of the version before `document` and of the one after it, among those here, by day and then by the time they were
    added; `None` where there is none."""
    own = (number >> DAY_SHIFT, added, number)
    found = sorted((r["n"] >> DAY_SHIFT, r["added"], r["n"]) for r in _candidates(connection, document) if r["id"] != document.id)
    earlier, later = [f for f in found if f < own], [f for f in found if f > own]
    return (earlier[-1][2] if earlier else None), (later[0][2] if later else None)


def _candidates(connection: sqlite3.Connection, document: Document) -> list[sqlite3.Row]:
    columns = "SELECT n, id, added, text, outlet FROM document WHERE"
    if document.url:
        rows = connection.execute(f"{columns} url = ?", (document.url,)).fetchall()
        return [r for r in rows if r["outlet"] == document.publisher]
    if document.source_id == "-":
        return []
    rows = connection.execute(f"{columns} source_id = ? AND url IS NULL LIMIT {_MANY}", (document.source_id,)).fetchall()
    return [r for r in rows if r["outlet"] == document.publisher and are_alike(r["text"], document.text)]


def are_alike(a: str, b: str) -> bool:
    """True if the smaller text's words mostly stand in the other."""
    words_a, words_b = (set(re.findall(r"\w{4,}", text.casefold())) for text in (a, b))
    smaller = min(len(words_a), len(words_b))
    return bool(smaller) and len(words_a & words_b) / smaller >= _ALIKE
