"""Reports arrive one by one: in whatever order, however often, broken off or not, the store says the same."""

from __future__ import annotations

import random

import pytest

from allegedly.corpus import add_reports, catch_up
from allegedly.store import Filter, claim, claims, counts, open_store
from allegedly.store.edges import all_links
from allegedly.store.neighbours import WINDOW, add_keys, near, parted
from tests.corpus.tables import derived_tables
from tests.store.made import made

STORY = [
    made(
        "Belarusian Defence Ministry|alleged|Ukraine massed troops and rockets near Zhytomyr",
        "Andriy Demchenko|disputed|the account of Minsk",
        relations=[(1, "disputes", 0)],
        publisher="Reuters",
    ),
    made("Belarusian Defence Ministry|said|Ukraine massed troops and rockets near Zhytomyr", publisher="TASS", published="2024-06-30"),
    made("Kremlin|said|Ukraine massed troops and rockets near Zhytomyr", publisher="BelTA", published="2024-07-02"),
    made("Dmitry Peskov|said|Ukraine massed troops and rockets near Zhytomyr", publisher="Interfax", published="2024-07-03"),
    made("Ana Ruiz|said|the ferry Karavia sank off Lisbon with nine sailors", publisher="Lusa", published="2024-07-01"),
    made("Ana Ruiz|said|the ferry Karavia sank off Lisbon with twelve sailors", publisher="EFE", published="2024-07-02"),
]


def _stored(path, reports) -> dict[str, list[tuple]]:
    with open_store(path) as store:
        for outcome in add_reports(store, reports):
            assert outcome.state == "added"
        return derived_tables(store.connection)


@pytest.fixture(scope="module")
def in_order(tmp_path_factory):
    return _stored(tmp_path_factory.mktemp("order") / "a.db", STORY)


def test_reports_of_one_story_are_linked_and_others_are_not(tmp_path):
    with open_store(tmp_path / "a.db") as store:
        list(add_reports(store, STORY))
        groups = [sorted(c.outlet for c in claim(store, c.id).same) for c in claims(store, Filter(outlet="Reuters", text="rockets")).rows]
        assert groups == [["BelTA", "Interfax", "TASS"]]
        story = {r.document.id for r in STORY[:4]}
        assert all((k.source_document in story) == (k.target_document in story) for k in all_links(store.connection))


@pytest.mark.parametrize("seed", range(20))
def test_order_of_arrival_changes_nothing(tmp_path, in_order, seed):
    shuffled = list(STORY)
    random.Random(seed).shuffle(shuffled)
    assert _stored(tmp_path / "a.db", shuffled) == in_order


def test_refreshing_after_every_report_or_once_is_the_same(tmp_path, in_order):
    with open_store(tmp_path / "a.db") as store:
        list(add_reports(store, STORY, refresh_every=1))
        assert derived_tables(store.connection) == in_order


def test_reports_stored_by_another_door_are_caught_up(tmp_path, in_order):
    with open_store(tmp_path / "a.db") as store:
        for report in STORY:
            store.add_report(report)
        assert catch_up(store) == len(STORY) and catch_up(store) == 0
        assert derived_tables(store.connection) == in_order


def test_adding_again_adds_nothing(tmp_path, in_order):
    with open_store(tmp_path / "a.db") as store:
        list(add_reports(store, STORY))
        assert {o.state for o in add_reports(store, STORY)} == {"known"}
        assert derived_tables(store.connection) == in_order


def test_a_caller_who_stops_early_leaves_nothing_stale(tmp_path):
    with open_store(tmp_path / "a.db") as store:
        arriving = add_reports(store, STORY)
        next(arriving), next(arriving)
        arriving.close()
        assert store.connection.execute("SELECT count(*) FROM stale").fetchone()[0] == 0 and counts(store).documents == 2


def test_standing_is_that_of_the_day_asked_for(tmp_path):
    with open_store(tmp_path / "a.db") as store:
        list(add_reports(store, STORY))
        (line,) = claims(store, Filter(outlet="TASS")).rows
        sizes = [claim(store, line.id, day).claim.group_size for day in ("2024-06-30", "2024-07-01", "2024-07-02", None)]
        assert sizes == [1, 2, 3, 4]
        early, late = claim(store, line.id, "2024-06-30"), claim(store, line.id)
        assert early.claim.response != "disputed" and late.claim.response == "disputed"
        assert [len(v.same) for v in (early, late)] == [0, 3]
        assert [c.outlet for c in claims(store, Filter(response="disputed", as_of="2024-06-30")).rows] == []
        assert len(claims(store, Filter(response="disputed")).rows) == 4


def test_a_version_that_is_replaced_leaves_its_group(tmp_path):
    first = made("Kremlin|said|Ukraine massed troops and rockets near Zhytomyr", url="https://example.org/1", published="2024-07-01")
    second = made("Kremlin|said|nothing was massed anywhere", url="https://example.org/1", published="2024-07-04")
    with open_store(tmp_path / "a.db") as store:
        list(add_reports(store, [STORY[1], first, second]))
        (line,) = claims(store, Filter(outlet="TASS")).rows
        assert line.group_size == 1
        assert claim(store, line.id, "2024-07-02").claim.group_size == 2


# ---------------------------------------------------------------- neighbours


def test_near_are_those_within_the_window_whoever_came_first(tmp_path):
    numbers = [k << 15 for k in range(1, 2 * WINDOW + 4)]
    with open_store(tmp_path / "a.db") as store:
        store.connection.execute("PRAGMA foreign_keys = OFF")
        for n in numbers:
            add_keys(store.connection, n, [1, 2], [])
        assert near(store.connection, numbers[0], "block") == numbers[1 : WINDOW + 1]
        assert len(near(store.connection, numbers[WINDOW + 1], "block")) == 2 * WINDOW


def test_a_late_report_parts_those_that_are_near_no_more(tmp_path):
    numbers = [k << 15 for k in range(1, WINDOW + 3)]
    late = numbers.pop(5)
    with open_store(tmp_path / "a.db") as store:
        store.connection.execute("PRAGMA foreign_keys = OFF")
        for n in numbers:
            add_keys(store.connection, n, [1, 2], [])
        before = {(n, m) for n in numbers for m in near(store.connection, n, "block")}
        add_keys(store.connection, late, [1, 2], [])
        after = {(n, m) for n in numbers for m in near(store.connection, n, "block")}
        gone = set(parted(store.connection, late, "block"))
        assert gone and gone == {(a, b) for a, b in before - after if a < b}
