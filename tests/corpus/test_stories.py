"""What is looked at again when a report is touched: the whole of a small story, of a large one what ties to the touched rows."""

from __future__ import annotations

import pytest

from allegedly.corpus import add_reports, stories
from allegedly.corpus.stories import find_stories
from allegedly.store import open_store
from tests.store.made import made

CHAIN = [
    made("Kremlin|said|Ukraine massed troops and rockets near Zhytomyr", "Ana Ruiz|said|the harvest in Galicia was poor", publisher="A"),
    made("Kremlin|said|Ukraine massed troops and rockets near Zhytomyr", "Ana Ruiz|said|ferries to Karavia were cancelled in storms", publisher="B"),
    made("Ana Ruiz|said|ferries to Karavia were cancelled in storms", "Kremlin|said|a tram derailed at night in Graz", publisher="C"),
]  # fmt: skip


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "a.db") as store:
        list(add_reports(store, CHAIN))
        yield store


def _touched(store, report):
    (story,) = find_stories(store, [store.number(report.document.id)])
    return {store.document_id(n) for n in story.documents}, story


def test_a_small_story_is_looked_at_whole(store):
    documents, story = _touched(store, CHAIN[0])
    assert documents == {r.document.id for r in CHAIN} and len(story.claims) == 6


def test_of_a_large_story_what_ties_to_the_touched_rows(store, monkeypatch):
    monkeypatch.setattr(stories, "WHOLE", 1)
    _, story = _touched(store, CHAIN[0])
    claims = {c.id: r for r in CHAIN for c in r.claims}
    assert {CHAIN.index(claims[i]) for i in story.claims} >= {0, 1} and CHAIN[2].claims[1].id not in story.claims


def test_touching_any_report_of_a_small_story_gives_the_same_story(store):
    found = [_touched(store, report)[1] for report in CHAIN]
    assert found[0] == found[1] == found[2]
