"""Corrections are replayed over the facts, can be taken back, and never touch what was read."""

from __future__ import annotations

import pytest

from allegedly.corpus import add_reports, rebuild_all, refresh
from allegedly.errors import SetupError
from allegedly.records import Speaker
from allegedly.store import Filter, claim, claims, open_store, review, sources, who
from allegedly.store.verify import verify
from tests.corpus.tables import derived_tables
from tests.store.made import made

STORY = [
    made("Belarusian Defence Ministry|said|Ukraine massed troops and rockets near Zhytomyr", "Kremlin|said|something else entirely", publisher="Reuters"),
    made("Kremlin|said|Ukraine massed troops and rockets near Zhytomyr", publisher="TASS", published="2024-07-02"),
    made("Dmitry Peskov|said|Ukraine massed troops and rockets near Zhytomyr", publisher="EFE", published="2024-07-03"),
]  # fmt: skip


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "a.db") as store:
        list(add_reports(store, STORY))
        yield store


def _line(store, outlet):
    return claims(store, Filter(outlet=outlet, text="rockets")).rows[0]


def test_a_corrected_speaker_is_shown_everywhere(store):
    number = review.set_speaker(store, _line(store, "TASS").id[:8], Speaker(name="Ana Ruiz", country="ES"), "the caption names her", "eb")
    refresh(store)
    line = _line(store, "TASS")
    assert (line.speaker, [s.name for s in line.speakers], line.speakers[0].country) == ("Ana Ruiz", ["Ana Ruiz"], "ES")
    assert [c.id for c in claims(store, Filter(actor="Ana Ruiz")).rows] == [line.id]
    assert [c.text for c in claims(store, Filter(actor="Kremlin")).rows] == ["something else entirely"]
    assert {s.name: s.claims for s in sources(store).rows}["Kremlin"] == 1
    assert who(store, "Ana Ruiz").source.claims == 1
    assert "Ana Ruiz" in (line.status or "")
    assert claim(store, line.id).chain[-1][0] == "Ana Ruiz"
    assert number == 1 and verify(store).problems == ()


def test_the_views_of_the_file_show_the_corrected_speaker(store):
    review.set_speaker(store, _line(store, "TASS").id, Speaker(name="Ana Ruiz"), "why")
    shown = store.connection.execute("SELECT speaker FROM claim_line WHERE outlet = 'TASS'").fetchall()
    assert [r["speaker"] for r in shown] == ["Ana Ruiz"]


def test_a_correction_taken_back_leaves_what_was_there(store):
    before = derived_tables(store.connection)
    number = review.set_speaker(store, _line(store, "TASS").id, Speaker(name="Ana Ruiz", country="ES"), "a mistake")
    refresh(store)
    assert derived_tables(store.connection) != before
    review.undo(store, number, "it was right")
    refresh(store)
    after = derived_tables(store.connection)
    after["actor"] = [row for row in after["actor"] if row[7]]
    assert after == before
    with pytest.raises(SetupError, match="no correction"):
        review.undo(store, number, "again")


def test_a_claim_split_from_another_is_in_another_group(store):
    first, other = _line(store, "Reuters"), _line(store, "EFE")
    assert (first.group, first.group_size) == (other.group, 3)
    review.split(store, other.id, first.id, "he speaks of another place")
    refresh(store)
    first, other = _line(store, "Reuters"), _line(store, "EFE")
    assert first.group_size + other.group_size == 3 and first.group != other.group


def test_a_claim_split_from_all_stands_alone(store):
    review.split(store, _line(store, "TASS").id, None, "another matter")
    refresh(store)
    assert _line(store, "TASS").group_size == 1 and _line(store, "EFE").group_size == 2
    review.undo(store, 1, "no")
    refresh(store)
    assert _line(store, "TASS").group_size == 3


def test_corrections_outlive_a_rebuild(store):
    review.set_speaker(store, _line(store, "TASS").id, Speaker(name="Ana Ruiz"), "why")
    review.split(store, _line(store, "EFE").id, None, "why")
    refresh(store)
    before = derived_tables(store.connection)
    rebuild_all(store)
    after = derived_tables(store.connection)
    assert {t: after[t] == before[t] for t in before} == dict.fromkeys(before, True)


def test_a_correction_needs_a_note(store):
    with pytest.raises(SetupError, match="note"):
        review.split(store, _line(store, "TASS").id, None, "  ")


def test_the_facts_stay_as_they_were_read(store):
    report = store.report(STORY[1].document.id)
    review.set_speaker(store, _line(store, "TASS").id, Speaker(name="Ana Ruiz"), "why")
    assert store.report(STORY[1].document.id) == report
    assert (
        store.connection.execute(
            "SELECT name FROM speaker s JOIN attribution a ON a.id = s.attribution WHERE a.document = ?", (STORY[1].document.id,)
        ).fetchall()[0]["name"]
        == "Kremlin"
    )
