"""Text that reports share is found as they arrive, in whatever order."""

from __future__ import annotations

import hashlib
import random

import pytest

from allegedly.corpus import add_reports
from allegedly.records import Document, Report, make_id
from allegedly.store import open_store
from allegedly.store.edges import copies_of
from tests.link.copies.texts import prose


def carried(outlet: str, text: str, day: int) -> Report:
    name = make_id(text, "document", outlet)
    return Report(
        document=Document(
            id=name,
            source_id=outlet,
            text=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            publisher=outlet,
            published=f"2024-07-{day:02}",
        )
    )


WIRE = prose(1, 160)
REPORTS = [
    carried("Wire", WIRE, 1),
    carried("Courier", f"{WIRE} {prose(2, 24)}", 2),
    carried("Round-up", f"{prose(3, 120)} {WIRE} {prose(4, 120)}", 3),
    carried("Other", prose(5, 160), 3),
    carried("Speech", f"{prose(6, 80)} “{prose(7, 80)}”", 4),
    carried("Speech too", f"{prose(8, 80)} “{prose(7, 80)}”", 4),
]


@pytest.mark.parametrize("seed", range(4))
def test_copies_are_found_whatever_comes_first(tmp_path, seed):
    outlets = {r.document.id: r.document.publisher for r in REPORTS}
    with open_store(tmp_path / "a.db") as store:
        list(add_reports(store, random.Random(seed).sample(REPORTS, len(REPORTS))))
        edges = {e for r in REPORTS for e in copies_of(store.connection, r.document.id)}
    pairs = {frozenset((outlets[e.a], outlets[e.b])) for e in edges}
    assert pairs == {frozenset(p) for p in (("Wire", "Courier"), ("Wire", "Round-up"), ("Courier", "Round-up"))}
    assert all(p.a.end > p.a.start for e in edges for p in e.passages)
