"""Adding reports: once is enough, versions follow one another, a contradiction leaves nothing behind."""

from __future__ import annotations

import msgspec
import pytest

from allegedly.errors import BadRecord
from allegedly.records import Failure
from allegedly.store import Filter, claims, counts, documents, open_store
from tests.store.made import made


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "a.db") as store:
        yield store


def test_the_same_report_twice_adds_nothing(store):
    report = made("Kremlin|said|troops massed at the border")
    assert store.add_report(report).new
    before = counts(store)
    assert not store.add_report(report).new
    assert counts(store) == before and before.claims == 1


def test_a_report_comes_back_as_it_was_added(store):
    report = made("Kremlin|said|“naïve — 🜁 words”", "Andriy Demchenko|denied|it")
    store.add_report(report)
    assert store.report(report.document.id) == report


def test_another_text_under_the_same_url_is_a_new_version(store):
    first = made("Kremlin|said|nine men died", url="https://example.org/a")
    second = made("Kremlin|said|ten men died", url="https://example.org/a", published="2024-07-02")
    store.add_report(first)
    assert store.add_report(second).previous == first.document.id
    assert [c.text for c in claims(store).rows] == ["ten men died"]
    assert [c.text for c in claims(store, Filter(versions=True)).rows] == ["ten men died", "nine men died"]
    assert [c.text for c in claims(store, Filter(as_of="2024-07-01")).rows] == ["nine men died"]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_versions_follow_their_days_whatever_came_first(store, order):
    days = ["2024-07-01", "2024-07-02", "2024-07-03"]
    versions = [made(f"Kremlin|said|{k} men died", url="https://example.org/a", published=day) for k, day in enumerate(days)]
    for k in order:
        store.add_report(versions[k])
    ids = [v.document.id for v in versions]
    lines = {d.id: d for d in documents(store, Filter(versions=True)).rows}
    assert [lines[i].replaced_by for i in ids] == [ids[1], ids[2], None]
    assert [lines[i].previous for i in ids] == [None, ids[0], ids[1]]


def test_two_files_of_one_name_with_nothing_in_common_are_no_versions(store):
    store.add_report(made("Kremlin|said|nine soldiers crossed", source_id="report.txt"))
    added = store.add_report(made("Ana Ruiz|denied|signing another contract whatsoever", source_id="report.txt"))
    assert added.previous is None and len(claims(store).rows) == 2


def test_a_record_whose_text_was_changed_is_refused(store):
    report = made("Kremlin|said|nine men died")
    document = msgspec.structs.replace(report.document, text=report.document.text.replace("nine", "five"))
    with pytest.raises(BadRecord, match="checksum"):
        store.add_report(msgspec.structs.replace(report, document=document))
    assert counts(store).documents == 0


def test_a_record_that_contradicts_itself_leaves_nothing_behind(store):
    report = made("Kremlin|said|nine men died")
    with pytest.raises(BadRecord):
        store.add_report(msgspec.structs.replace(report, attributions=()))
    assert counts(store).documents == 0 and store.connection.execute("SELECT count(*) FROM facet").fetchone()[0] == 0
    assert store.add_report(report).new


def test_a_transaction_undone_leaves_nothing_behind(store):
    with pytest.raises(RuntimeError), store.transaction():
        store.add_report(made("Kremlin|said|nine men died"))
        raise RuntimeError
    assert counts(store).documents == 0
    store.add_report(made("Kremlin|said|nine men died"))
    assert len(claims(store, Filter(actor="Kremlin")).rows) == 1


def test_a_failure_is_kept_once(store):
    for _ in range(2):
        store.add_failure(Failure(source_id="x.txt", error="NotText", reason="the bytes are not text"))
    assert counts(store).failures == 1


def test_every_row_names_the_run_and_version_that_made_it(store):
    store.models = {"tagger": "abc"}
    store.add_report(made("Kremlin|said|nine men died"))
    row = store.connection.execute("SELECT a.* FROM activity a JOIN document d ON d.activity = a.id").fetchone()
    assert row["command"] == "add" and row["models"] == '{"tagger":"abc"}' and row["version"]
