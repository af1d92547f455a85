"""`verify`: a whole store passes, and any loss is found, wherever it is."""

from __future__ import annotations

import pytest

from allegedly.corpus import add_reports, model_versions
from allegedly.records import Failure
from allegedly.store import open_store
from allegedly.store.verify import verify
from tests.store.made import made

REPORTS = [
    made("Belarusian Defence Ministry|alleged|Ukraine massed troops and rockets near Zhytomyr", "Andriy Demchenko|denied|it all", relations=[(1, "denies", 0)]),
    made("Kremlin|said|Ukraine massed troops and rockets near Zhytomyr", publisher="TASS", when="2024-06-30"),
]  # fmt: skip


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "a.db") as store:
        list(add_reports(store, REPORTS))
        yield store


def test_a_whole_store_passes(store):
    found = verify(store)
    assert found.problems == () and found.waiting == 0
    assert (found.documents, found.links > 0, found.spans > 20, found.rows > 10) == (2, True, True, True)


@pytest.mark.parametrize(
    ("damage", "where"),
    [
        ("UPDATE document SET text = replace(text, 'massed', 'masked')", "document"),
        ("UPDATE document SET sha256 = 'x'", "document"),
        ("UPDATE report SET line = replace(line, 'massed', 'masked')", "document"),
        ("DELETE FROM report", "document"),
        ("UPDATE claim SET text = 'other words' WHERE n = (SELECT max(n) FROM claim)", "claim of document"),
        ("UPDATE claim SET spans = '[[0,3]]' WHERE n = (SELECT max(n) FROM claim)", "claim of document"),
        ("UPDATE attribution SET speaker = 'Somebody Else'", "attribution of document"),
        ("DELETE FROM relation", "relation of document"),
        ("DELETE FROM speaker", "speaker of document"),
        ("UPDATE speaker SET name = 'Nobody'", "speaker of document"),
        ("DELETE FROM event_claim", "event_claim of document"),
        ("DELETE FROM claim WHERE n = (SELECT max(n) FROM claim)", "claim of document"),
        ("UPDATE link SET source_evidence = '[[0,99999]]'", "link"),
        ("UPDATE link SET target = 'ffffffffffffffff'", "link"),
        ("DELETE FROM moment", "moment"),
        ("DELETE FROM claim_facet WHERE facet = (SELECT min(facet) FROM claim_facet)", "facet"),
        ("UPDATE actor SET claims = claims + 1", "actor"),
    ],
)
def test_a_loss_is_found(store, damage, where):
    store.connection.execute("PRAGMA foreign_keys = OFF")
    store.connection.execute(damage)
    assert where in {p.where.rsplit(" ", 1)[0] if " " in p.where else p.where for p in verify(store).problems}


def test_what_waits_to_be_compared_is_no_loss(tmp_path):
    with open_store(tmp_path / "a.db") as store:
        store.add_report(REPORTS[0])
        found = verify(store)
        assert found.problems == () and found.waiting == 1


def test_reports_read_by_other_rules_and_failures_are_told_of(store):
    store.add_failure(Failure(source_id="x", error="NotText", reason="no text"))
    assert (verify(store).failures, verify(store).outdated) == (1, 0)
    assert verify(store, models=model_versions()).outdated == 0
    assert verify(store, models={**model_versions(), "data/link": "other"}).outdated == 2
