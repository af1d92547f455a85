"""Documents are found by whichever condition is rarest; each condition holds for one of their claims, words for their whole text."""

from __future__ import annotations

import pytest

from allegedly.store import Filter, claims, documents, open_store, query
from bench.synthetic import World, make_report

FILTERS = (
    {"country": "RU"},
    {"modality": "asserted", "act": "deny"},
    {"country": "US", "since": "2020-01-01"},
    {"act": "warn", "as_of": "2022-12-31"},
    {"text": "{word}"},
    {"text": "{word}", "modality": "planned"},
    {"text": "{word}", "outlet": "Outlet 1", "act": "assert"},
)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    world = World(5, words=60, speakers=20, outlets=3, places=9)
    with open_store(tmp_path_factory.mktemp("documents") / "a.db") as store:
        for k in range(40):
            store.add_report(make_report(world, f"r{k}", 6))
        yield store


@pytest.mark.parametrize("few", [0, 1_000_000])
@pytest.mark.parametrize("asked", FILTERS, ids=str)
def test_documents_satisfy_every_condition_and_stand_once_newest_first(store, monkeypatch, asked, few):
    monkeypatch.setattr(query, "FEW", few)
    word = store.report(documents(store).rows[0].id).document.text.split()[-1].strip(".")
    given = {name: value.format(word=word) for name, value in asked.items()}
    days = {name: given[name] for name in ("since", "as_of") if name in given}
    wanted = [d.id for d in documents(store, Filter(**days, limit=500)).rows]
    for name in given.keys() - days.keys() - {"text"}:
        having = {c.document for c in claims(store, Filter(**{name: given[name]}, limit=500)).rows}
        wanted = [d for d in wanted if d in having]
    if "text" in given:
        wanted = [d for d in wanted if word in _words(store.report(d).document)]
    assert [d.id for d in documents(store, Filter(**given, limit=500)).rows] == wanted and wanted
    assert _page_by_page(store, given) == wanted


def _words(document) -> set[str]:
    return set(f"{document.title} {document.text}".lower().replace(".", " ").split())


def _page_by_page(store, given: dict[str, str]) -> list[str]:
    found, after = [], None
    while after is not None or not found:
        page = documents(store, Filter(**given, limit=4, after=after))
        found += [d.id for d in page.rows]
        after = page.after
        if after is None:
            break
    return found
