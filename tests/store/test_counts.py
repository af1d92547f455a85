"""Counts by speaker and place are those of the claims listed one by one, whichever way they are found."""

from __future__ import annotations

from collections import Counter

import pytest

from allegedly.corpus import add_reports
from allegedly.store import Filter, claims, due, events, open_store, places, query_events, query_places, query_sources, sources, timeline
from bench.synthetic import World, make_report
from tests.store.made import made

FILTERS = [
    {},
    {"as_of": "2021-06-30"},
    {"since": "2020-01-01", "until": "2022-12-31"},
    {"modality": "asserted"},
    {"modality": "alleged", "as_of": "2022-06-30"},
    {"support": "single-source"},
    {"support": "single-source", "as_of": "2024-07-01"},
    {"support": "same-origin", "as_of": "2024-07-02"},
    {"response": "disputed", "as_of": "2024-07-01"},
    {"response": "disputed"},
    {"country": "RU"},
    {"outlet": "TASS"},
    {"outlet": "TASS", "modality": "asserted"},
    {"country": "RU", "modality": "asserted", "as_of": "2024-07-02"},
    {"place": "TR", "act": "assert"},
    {"modality": "asserted", "support": "single-source", "as_of": "2024-07-01"},
    {"modality": "asserted", "act": "assert", "since": "2020-01-01"},
    {"text": "rockets"},
]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Reports of no story, and one story whose standing changes with the days; one of its reports is replaced."""
    world = World(3, words=400, speakers=40, outlets=5, places=12)
    with open_store(tmp_path_factory.mktemp("counts") / "a.db") as store:
        for k in range(25):
            store.add_report(make_report(world, f"r{k}", 8))
        words = "Ukraine massed troops and rockets near Zhytomyr"
        story = [
            made(f"Belarusian Defence Ministry|alleged|{words}", "Andriy Demchenko|disputed|the account", relations=[(1, "disputes", 0)], publisher="Reuters"),
            made(f"Belarusian Defence Ministry|said|{words}", publisher="TASS", published="2024-06-30"),
            made(f"Kremlin|said|{words}", publisher="BelTA", published="2024-07-02"),
            made(f"Kremlin|said|{words} again", publisher="EFE", published="2024-07-01", url="https://e.example/1"),
            made("Kremlin|said|nothing was massed there", publisher="EFE", published="2024-07-03", url="https://e.example/1"),
        ]  # fmt: skip
        list(add_reports(store, story))
        yield store


@pytest.mark.parametrize("small", [0, 1_000_000])
@pytest.mark.parametrize("values", FILTERS, ids=str)
def test_sources_count_the_claims_that_are_listed(store, monkeypatch, values, small):
    monkeypatch.setattr(query_sources, "_SMALL", small)
    asked = Filter(**values, limit=1_000)
    listed = claims(store, Filter(**{k: v for k, v in values.items() if k != "country"}, limit=1_000)).rows
    wanted = Counter(s.id for c in listed for s in c.speakers if "country" not in values or s.country == values["country"])
    found = {s.id: s.claims for s in sources(store, asked).rows}
    assert found == dict(wanted) and found
    page = [s.claims for s in sources(store, Filter(**values, limit=5)).rows]
    assert page == sorted(wanted.values(), reverse=True)[:5]


@pytest.mark.parametrize("small", [0, 1_000_000])
@pytest.mark.parametrize("values", FILTERS, ids=str)
def test_places_count_the_events_that_are_listed(store, monkeypatch, values, small):
    monkeypatch.setattr(query_places, "_SMALL", small)
    listed = events(store, Filter(**values, limit=1_000)).rows
    wanted = Counter(e.place for e in listed if e.place)
    assert {p.name: p.events for p in places(store, Filter(**values, limit=1_000)).rows} == dict(wanted)
    assert [p.events for p in places(store, Filter(**values, limit=3)).rows] == sorted(wanted.values(), reverse=True)[:3]


@pytest.mark.parametrize("values", FILTERS, ids=str)
def test_a_source_is_in_as_many_documents_as_are_listed(store, values):
    if set(values) <= {"as_of", "since", "until"}:
        listed = claims(store, Filter(**values, versions=True, limit=1_000)).rows
        wanted = {
            i: len({c.document for c in listed if any(s.id == i for s in c.speakers)}) for c in listed for i in [s.id for s in c.speakers]
        }
        assert {s.id: s.documents for s in sources(store, Filter(**values, limit=1_000)).rows if s.claims} == {
            i: n for i, n in wanted.items() if i in {s.id for s in sources(store, Filter(**values, limit=1_000)).rows}
        }


@pytest.mark.parametrize("ahead", [0, 7, 3_000])
@pytest.mark.parametrize("found", [0, 30_000])
@pytest.mark.parametrize("values", [{}, {"modality": "asserted"}, {"since": "2020-01-01", "as_of": "2023-01-01"}], ids=str)
def test_the_timeline_of_a_common_word_is_the_same_however_it_is_found(store, monkeypatch, values, found, ahead):
    common = Counter(word for c in claims(store, Filter(limit=500)).rows for word in c.text.split()).most_common(1)[0][0]
    expected = timeline(store, Filter(text=common, **values, limit=10))
    monkeypatch.setattr(query_events, "_FOUND", found)
    monkeypatch.setattr(query_events, "_AHEAD", ahead)
    assert timeline(store, Filter(text=common, **values, limit=10)) == expected and len(expected.rows) == 10
    further = Filter(text=common, **values, limit=10, after=expected.after)
    assert not {(t.first, t.claim.id) for t in timeline(store, further).rows} & {(t.first, t.claim.id) for t in expected.rows}


@pytest.mark.parametrize("ahead", [0, 7, 3_000])
@pytest.mark.parametrize("rare", [0, 3_000])
def test_plans_with_a_common_word_are_the_same_however_they_are_found(store, monkeypatch, rare, ahead):
    common = Counter(word for d in due(store, Filter(limit=500)).rows for word in d.claim.text.split()).most_common(1)[0][0]
    asked = (Filter(text=common, limit=3), Filter(text=common, limit=500), Filter(text=common, since="2020-01-01", limit=2))
    expected = [due(store, f, "2022-01-01") for f in asked]
    monkeypatch.setattr(query_events, "_RARE", rare)
    monkeypatch.setattr(query_events, "_FOUND", rare)
    monkeypatch.setattr(query_events, "_AHEAD", ahead)
    assert [due(store, f, "2022-01-01") for f in asked] == expected and all(page.rows for page in expected)
