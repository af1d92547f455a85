"""The routes over HTTP, without a browser: twins, tokens, errors in one shape, hostile text."""

import json
import re
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from allegedly.records import Attribution, Document, Report, Span, Speaker, decode_report, encode_report
from allegedly.web.app import create_app
from allegedly.web.pages import PAGES
from allegedly.web.posts import POSTS
from allegedly.web.security import Door
from allegedly.web.site import SCRATCH, Site

HOSTILE = '<script>alert(1)</script> "> <img src=x onerror=alert(2)> said \u202eevil\u202c {{ 7*7 }} javascript:alert(3)'


def hostile_report(document_id="hostile"):
    whole = Span(0, len(HOSTILE))
    document = Document(
        id=document_id, source_id=HOSTILE, text=HOSTILE, sha256="", title=HOSTILE, publisher=HOSTILE, url="javascript:alert(4)"
    )  # fmt: skip
    row = Attribution(
        id='a" onmouseover="alert(5)', source=(Span(0, 25),), cue=(whole,), content=(whole,), gloss=(whole,),
        speaker=Speaker(name=HOSTILE, role=HOSTILE, country=HOSTILE),
    )  # fmt: skip
    return Report(document=document, attributions=(row,), silent=(whole,))


PLAIN = {
    "html",
    "head",
    "meta",
    "title",
    "link",
    "script",
    "body",
    "a",
    "header",
    "nav",
    "ul",
    "li",
    "form",
    "label",
    "input",
    "main",
    "div",
    "article",
    "section",
    "aside",
    "h1",
    "h2",
    "p",
    "span",
    "b",
    "bdi",
    "blockquote",
    "ol",
    "details",
    "summary",
    "dl",
    "dt",
    "dd",
    "footer",
    "button",
}
"""Every element that a report's page is made of."""


class Elements(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, {k: v or "" for k, v in attrs}))


def elements(page):
    reader = Elements()
    reader.feed(page)
    return reader.found


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path / "none.db", max_characters=10_000)


@pytest.fixture
def client(site):
    return TestClient(create_app(site, Door(most_bytes=50_000)), base_url="http://localhost", follow_redirects=False)


def test_a_hostile_report_is_text_and_nothing_else(site, client):
    site.remember(hostile_report())
    page = client.get("/report/hostile").text
    tags = elements(page)
    assert {tag for tag, _ in tags} <= PLAIN
    assert [attrs for tag, attrs in tags if tag == "script" and not attrs.get("src", "").startswith("/static/")] == []
    assert [name for _, attrs in tags for name in attrs if name.startswith("on") or name == "style"] == []
    assert [v for _, attrs in tags for k, v in attrs.items() if k in ("href", "src", "action") and not v.startswith(("/", "#"))] == []
    assert "{{ 7*7 }}" in page
    assert page.count("\u202e") == page.count('<bdi class="control" data-name="RLO">\u202e</bdi>')


def test_the_twin_of_a_report_is_its_line(site, client):
    report = hostile_report()
    site.remember(report)
    answer = client.get("/report/hostile.json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.content == encode_report(report)
    assert decode_report(answer.content) == report


def test_a_page_that_is_not_there_says_so_in_both_forms(client):
    assert client.get("/report/none").status_code == 404
    problem = client.get("/report/none.json")
    assert problem.status_code == 404
    assert json.loads(problem.content) == {"status": 404, "error": "NotFound", "reason": "none: there is no report of that id"}
    assert client.get("/no/such/page").status_code == 404


@pytest.mark.parametrize("path", [path for path, _ in POSTS])
def test_nothing_is_changed_without_the_token(client, site, path):
    for data in ({}, {"token": "wrong"}, {"token": site.token[:-1]}):
        assert client.post(path, data={"text": "The ministry said so.", **data}).status_code == 403
    assert not site.db.exists()


@pytest.mark.parametrize("path", [path for path, _ in POSTS])
def test_nothing_is_changed_by_a_link(client, site, path):
    assert client.get(path, params={"folder": "/", "text": "The ministry said so.", "token": site.token}).status_code in (200, 404, 405)
    assert site.jobs.all() == ()
    assert not site.db.exists()


def test_a_form_that_is_too_large_is_refused_in_one_line(client, site):
    def pieces():
        yield b"token=" + site.token.encode() + b"&text="
        for _ in range(100):
            yield b"x" * 1_000

    answer = client.post("/read", content=pieces(), headers={"content-type": "application/x-www-form-urlencoded"})
    assert answer.status_code == 413
    assert client.post("/read", data={"token": site.token, "text": "x" * 60_000}).status_code == 413


def test_an_empty_report_says_what_is_wrong(client, site):
    answer = client.post("/read", data={"token": site.token, "text": "  "}, headers={"accept": "application/json"})
    assert answer.status_code == 422
    assert json.loads(answer.content)["error"] == "EmptyDocument"


def test_a_file_that_is_no_text_says_what_it_is(client, site):
    answer = client.post(
        "/read", data={"token": site.token}, files={"file": ("a.pdf", b"%PDF-1.7 ...")}, headers={"accept": "application/json"}
    )
    assert answer.status_code == 422
    assert "PDF" in json.loads(answer.content)["reason"]


def test_the_oldest_report_read_in_the_page_gives_way(site):
    for number in range(SCRATCH + 1):
        site.remember(hostile_report(f"d{number}"))
    assert site.remembered("d0") is None
    assert site.remembered(f"d{SCRATCH}") is not None


def test_an_error_inside_shows_nothing_of_the_inside(site, monkeypatch):
    monkeypatch.setattr(site, "remembered", lambda _: 1 / 0)
    client = TestClient(create_app(site), base_url="http://localhost", raise_server_exceptions=False)
    answer = client.get("/report/x.json")
    assert answer.status_code == 500
    assert "division" not in answer.text
    assert "content-security-policy" in answer.headers


def test_scripts_and_styles_are_kept_by_the_browser_and_come_from_here(client):
    page = client.get("/").text
    addresses = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
    assert len(addresses) == 4
    for address in addresses:
        assert "immutable" in client.get(address).headers["cache-control"]
    assert "immutable" not in client.get("/static/000000000000/page.js").headers["cache-control"]
    assert client.get("/static/0/../../app.py").status_code == 404
    assert client.get("/static/0/app.py").status_code == 404


def test_no_page_holds_a_script_or_a_style_of_its_own(site, client):
    site.remember(hostile_report())
    for path in ("/", "/report/hostile", "/none"):
        assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=\"", client.get(path).text)


def test_every_page_has_a_twin_and_a_line_that_says_what_it_is():
    assert all(page.summary.endswith(".") and page.json_path.endswith(".json") for page in PAGES)
