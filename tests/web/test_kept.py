"""Pages kept until the database changes."""

from allegedly.store import open_store
from allegedly.web.kept import MOST, KeptViews
from allegedly.web.view import View
from tests.web.test_data import client_of, one_report


def test_a_view_is_made_once_and_again_after_a_change(tmp_path):
    made = []

    def make():
        made.append(1)
        return View(title=str(len(made)), data=None)

    kept = KeptViews(tmp_path / "a.db")
    assert [kept.get(("home",), make).title for _ in range(3)] == ["1", "1", "1"]
    (tmp_path / "a.db").write_bytes(b"x")
    assert kept.get(("home",), make).title == "2"
    (tmp_path / "a.db-wal").write_bytes(b"x")
    assert kept.get(("home",), make).title == "3"
    assert kept.get(("search",), make).title == "4"


def test_the_oldest_view_gives_way(tmp_path):
    kept = KeptViews(tmp_path / "a.db")
    for number in range(MOST + 1):
        kept.get((number,), lambda: View(title="old", data=None))
    assert kept.get((0,), lambda: View(title="new", data=None)).title == "new"
    assert kept.get((MOST,), lambda: View(title="new", data=None)).title == "old"


def test_what_was_just_added_is_on_the_next_page(tmp_path):
    path = tmp_path / "one.db"
    open_store(path).close()
    client = client_of(path)
    assert client.get("/index.json").json()["counts"]["claims"] == 0
    with open_store(path) as store:
        store.add_report(one_report())
        assert client.get("/index.json").json()["counts"]["claims"] == 1
        assert client.get("/search.json").json()["rows"]
