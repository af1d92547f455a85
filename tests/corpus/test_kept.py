"""What is kept from one comparison to the next saves time and changes nothing."""

from __future__ import annotations

import random

import pytest

from allegedly.corpus import add_reports
from allegedly.corpus.compare import Comparer
from allegedly.link import view
from allegedly.link.view import once_a_report, view_of
from allegedly.store import open_store, store
from allegedly.store.neighbours import LEAST, WINDOW, add_keys, near
from tests.corpus.tables import derived_tables
from tests.corpus.test_arrival import STORY
from tests.store.made import made


def test_a_store_that_keeps_no_report_links_alike(tmp_path, monkeypatch):
    with open_store(tmp_path / "kept.db") as kept:
        list(add_reports(kept, STORY, refresh_every=1))
        expected = derived_tables(kept.connection)
    monkeypatch.setattr(store, "KEPT", 0)
    monkeypatch.setattr(view, "CACHED", 0)
    view._VIEWS.clear()
    with open_store(tmp_path / "forgetful.db") as forgetful:
        list(add_reports(forgetful, STORY, refresh_every=1))
        assert derived_tables(forgetful.connection) == expected


def test_a_report_whose_storing_failed_is_not_kept(tmp_path):
    with open_store(tmp_path / "a.db") as opened:
        with pytest.raises(RuntimeError), opened.transaction():
            opened.add_report(STORY[0])
            number = opened.number(STORY[0].document.id)
            raise RuntimeError
        assert list(opened.reports([number])) == []


def test_what_is_read_off_a_report_is_read_once_for_that_very_report():
    asked = []

    @once_a_report
    def length(report, more):
        asked.append(report.document.id)
        return len(report.document.text) + more

    report, other = made("Ana Ruiz|said|the ferry sank"), made("Ana Ruiz|said|the ferry sailed at noon")
    assert length(report, 1) == length(report, 1) == length(report, 2) - 1 and length(other, 1) > length(report, 1)
    assert len(asked) == 3 and view_of(report).kept


@pytest.mark.parametrize("seed", range(5))
def test_near_are_those_that_the_definition_names(tmp_path, seed):
    draw = random.Random(seed)
    reports = [made(f"Ana Ruiz|said|ferry {k} sank", published=f"2024-01-{1 + k // 4:02}", publisher=str(k)) for k in range(90)]
    with open_store(tmp_path / "a.db") as opened:
        for report in reports:
            opened.add_report(report)
        numbers = [opened.number(r.document.id) for r in reports]
        keys = {n: {draw.choice([-7, 1, 2, 3]) for _ in range(3)} | {n} for n in numbers}
        for n in numbers:
            add_keys(opened.connection, n, keys[n], ())
        for n in numbers:
            assert near(opened.connection, n, "block") == _near_by_definition(n, keys)


def _near_by_definition(number: int, keys: dict[int, set[int]]) -> list[int]:
    met = set()
    for key in keys[number]:
        listed = sorted(n for n in keys if key in keys[n])
        at = listed.index(number)
        met |= set(listed[max(0, at - WINDOW) : at + WINDOW + 1]) - {number}
    return sorted(n for n in met if len(keys[n] & keys[number]) >= LEAST)


def test_a_copy_is_looked_at_again_only_in_its_own_story(tmp_path):
    """Boilerplate that two stories share changes nothing in either."""
    notice = (
        "copyright of the harbour gazette all rights are reserved to the owners of this text and no part of it may be printed again " * 4
    )
    first = made(f"Ana Ruiz|said|the ferry sank. {notice}", publisher="A", published="2024-01-01")
    other = made(f"Kremlin|said|a tram derailed in Graz. {notice}", publisher="B", published="2024-05-02")
    with open_store(tmp_path / "a.db") as opened:
        comparer = Comparer(opened)
        for report in (first, other):
            with opened.transaction():
                opened.add_report(report)
                comparer.compare(report)
        assert opened.connection.execute("SELECT count(*) FROM copy").fetchone()[0] == 1
        assert opened.connection.execute("SELECT count(*) FROM stale").fetchone()[0] == 0
