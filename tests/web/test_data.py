"""The pages over databases of every size: none, one row, the sample story, and while somebody writes."""

import json
import re
import threading
from urllib.request import urlopen

import pytest
from starlette.testclient import TestClient

from allegedly.records import Attribution, Claim, Document, Report, Span, Speaker
from allegedly.store import open_store
from allegedly.web.app import create_app
from allegedly.web.openapi import describe_api
from allegedly.web.pages import DATA, PAGES
from allegedly.web.site import Site

PLAIN = [page for page in PAGES if "{id}" not in page.path]
TEXT = "The ministry said that the bridge had been closed."


def one_report():
    import hashlib

    document = Document(
        id="00000000000000aa", source_id="one", text=TEXT, sha256=hashlib.sha256(TEXT.encode()).hexdigest(), published="2024-07-01"
    )
    row = Attribution(
        id="00000000000000ab", source=(Span(0, 12),), cue=(Span(13, 17),), content=(Span(18, 49),), speaker=Speaker(name="Ministry of Roads")
    )  # fmt: skip
    claim = Claim(id="00000000000000ac", attribution=row.id, spans=(Span(18, 49),))
    return Report(document=document, attributions=(row,), claims=(claim,))


def client_of(path):
    return TestClient(create_app(Site(path)), base_url="http://localhost")


@pytest.fixture
def empty(tmp_path):
    open_store(tmp_path / "empty.db").close()
    return client_of(tmp_path / "empty.db")


@pytest.fixture
def single(tmp_path):
    with open_store(tmp_path / "one.db") as store:
        store.add_report(one_report())
    return client_of(tmp_path / "one.db")


@pytest.fixture
def story(scenario_db, tmp_path):
    import shutil

    shutil.copy(scenario_db, tmp_path / "story.db")
    return client_of(tmp_path / "story.db")


@pytest.mark.parametrize("page", PLAIN, ids=lambda p: p.name)
def test_a_page_without_a_database_an_empty_one_and_one_row_is_a_page(page, tmp_path, empty, single):
    for client in (client_of(tmp_path / "none.db"), empty, single):
        assert client.get(page.path).status_code == 200
        assert client.get(page.json_path).status_code == 200
    assert not (tmp_path / "none.db").exists()


def test_an_empty_database_says_what_to_do(empty):
    assert 'href="/add"' in empty.get("/").text
    assert "No claim matches" in empty.get("/search").text


def test_one_row_has_a_page_for_its_claim_and_its_speaker(single):
    row = single.get("/search.json").json()["rows"][0]["claim"]
    for path in (f"/claim/{row['id']}", f"/claim/{row['id'][:14]}", "/who/Ministry of Roads", f"/report/{row['document']}"):
        assert "Ministry of Roads" in single.get(path).text


@pytest.mark.parametrize(
    "path", ["/claim/ffffffffffffffff", "/claim/nothing", "/event/0000", "/who/Nobody At All", "/report/ffff", "/job/ffff"]
)
def test_what_is_not_there_is_not_found(story, path):
    assert story.get(path).status_code == 404
    assert story.get(f"{path}.json").json()["error"] == "NotFound"


@pytest.mark.parametrize("query", ["since=yesterday", "as_of=2024-99", "after=x", "until=1"])
def test_a_filter_that_means_nothing_is_refused_in_one_line(story, query):
    answer = story.get(f"/search.json?{query}")
    assert answer.status_code == 400
    assert "\n" not in answer.json()["reason"]
    assert story.get(f"/search?{query}").status_code == 400


def test_as_of_a_day_later_reports_are_unknown_on_every_list(story):
    day = "2024-06-28"
    assert {r["claim"]["day"] for r in story.get(f"/search.json?as_of={day}").json()["rows"]} == {day}
    assert {r["day"] for r in story.get(f"/documents.json?as_of={day}").json()["rows"]} == {day}
    assert {r["answer"]["day"] for r in story.get(f"/disputes.json?as_of={day}").json()["disputes"]["rows"]} <= {day}
    assert story.get("/search.json?as_of=2024-06-01").json()["rows"] == []
    assert story.get(f"/timeline.json?as_of={day}").json()["today"] == day


def test_as_of_goes_along_with_every_link_to_a_claim_or_a_speaker(story):
    links = re.findall(r'href="(/(?:claim|who)/[^"]*)"', story.get("/search?as_of=2024-06-28").text)
    assert links
    assert all("as_of=2024-06-28" in link for link in links)


@pytest.mark.parametrize("page", [p for p in PLAIN if p.filtered], ids=lambda p: p.name)
def test_a_page_of_the_past_says_so(story, page):
    shown = story.get(f"{page.path}?as_of=2024-06-28").text
    assert "As it stood on <b>2024-06-28</b>" in shown
    assert "As it stood on" not in story.get(page.path).text
    assert "/disputes?as_of=2024-06-28" in shown


def test_pages_of_five_hold_every_claim_once(story):
    everything = [r["claim"]["id"] for r in story.get("/search.json?limit=200").json()["rows"]]
    paged, after = [], ""
    while after is not None:
        answer = story.get(f"/search.json?limit=5&after={after}").json()
        paged += [r["claim"]["id"] for r in answer["rows"] if r["claim"]]
        after = answer["after"]
    assert paged[: len(everything)] == everything
    assert len(paged) == len(set(paged))


def test_no_page_calls_anything_by_a_verdict(story):
    ids = story.get("/search.json").json()["rows"][0]["claim"]
    for path in (*(p.path for p in PLAIN), f"/claim/{ids['id']}", f"/report/{ids['document']}"):
        words = re.sub(r"<[^>]*>", " ", story.get(path).text)
        own = re.sub(r"“[^”]*”", " ", words)
        assert not re.search(r"\b(?:confirmed by|is true|is false|verified as|debunked|credib\w+)\b", own)


def test_no_content_stands_without_its_speaker(story):
    for row in story.get("/search.json?limit=60").json()["rows"]:
        page = story.get(f"/claim/{row['claim']['id']}").text
        title = page[page.index("<title>") : page.index("</title>")]
        assert row["claim"]["speaker"].split(" and ")[0].replace("'", "&#39;") in title


def test_the_api_describes_every_twin(story):
    described = story.get("/api").json()
    assert set(described["paths"]) == {page.json_path for page in PAGES} | {path for path, _, _ in DATA}
    assert described == json.loads(json.dumps(describe_api()))
    for path, item in described["paths"].items():
        assert item["get"]["responses"]["200"]["content"]["application/json"]["schema"], path
        if "{id}" not in path:
            assert story.get(path).status_code == 200
    names = {p["name"] for p in described["paths"]["/search.json"]["get"]["parameters"]}
    assert {"actor", "country", "place", "since", "until", "modality", "support", "response", "outlet", "as_of", "limit", "after"} <= names


def test_twenty_readers_lose_nothing_while_reports_are_added(server, scenario_db):
    reports = [_renamed(k) for k in range(12)]
    wrong, stop = [], threading.Event()

    def read():
        while not stop.is_set():
            for path in ("/search.json", "/disputes", "/timeline", "/documents.json?limit=200"):
                try:
                    with urlopen(server.address + path, timeout=30) as answer:
                        answer.read()
                except OSError as error:
                    wrong.append((path, str(error)))

    readers = [threading.Thread(target=read) for _ in range(20)]
    for reader in readers:
        reader.start()
    jobs = [server.site.keep(report) for report in reports]
    for job in jobs:
        job.thread.join(60)
    stop.set()
    for reader in readers:
        reader.join(60)
    assert wrong == []
    assert {job.progress.state for job in jobs} == {"done"}
    with urlopen(server.address + "/documents.json?limit=200&text=bridge") as answer:
        kept = {row["id"] for row in json.load(answer)["rows"]}
    assert {r.document.id for r in reports} <= kept


def _renamed(number):
    """The report of one claim under another id, with a text of its own."""
    import hashlib

    import msgspec

    report = one_report()
    text = TEXT + " " * number + f" ({number})"
    change = msgspec.structs.replace
    document = change(
        report.document, id=f"{number:015x}b", text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), source_id=f"k{number}"
    )
    row = change(report.attributions[0], id=f"{number:015x}c")
    return change(
        report, document=document, attributions=(row,), claims=(change(report.claims[0], id=f"{number:015x}d", attribution=row.id),)
    )
