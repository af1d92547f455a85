"""A watch on a real server: new articles stored once, broken feeds survived, matches told of at least once."""

from __future__ import annotations

import json
import sys

import feedparser
import msgspec
import pytest

from allegedly.cli import main
from allegedly.corpus import add_reports
from allegedly.errors import SetupError
from allegedly.read import document_from_text
from allegedly.read.fetch import Fetcher, FetchRules
from allegedly.store import Filter, documents, open_store
from allegedly.watch import Follower, Query, WatchState, load_queries, load_state, save_state
from allegedly.watch.queries import find_matches, note_told
from allegedly.watch.state import QueryState
from tests.read.pages import LD, make_page
from tests.server import serve_site

RULES = FetchRules(allow_private=True, pause=0.0, timeout=2.0, total=5.0)
DENIAL = "The fishing union denied on Tuesday that any boat had crossed the line near Alda, its chairwoman Rosa Quill said in the port."


@pytest.fixture
def site():
    with serve_site() as running:
        yield running


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "news.db") as opened:
        yield opened


def article(site, number, first=None, **ld):
    """A page of its own at /article/N."""
    body = [f"{first or 'The mayor of Alda said on Monday that quay ' + str(number) + ' would be closed for repairs.'}",
            f"Officials gave no date for the works at berth {number}. The harbour board meets again next week, the town hall said."]  # fmt: skip
    return site.add(f"/article/{number}", make_page(body, LD | {"headline": f"Quay {number}"} | ld, canonical=None))


def feed(site, path, numbers, **headers):
    items = "".join(f"<item><title>{n}</title><link>{site.base}/article/{n}</link></item>" for n in numbers)
    data = f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>"
    return site.add(path, data, content_type="application/rss+xml", **headers)


def kinds(told):
    return [t.kind for t in told]


def follow(store, state, feeds, queries=(), rules=RULES, **keywords):
    with Fetcher(rules) as fetcher:
        return list(Follower(store, fetcher, state, queries, **keywords).round(feeds))


def test_new_articles_are_stored_once(site, store, tmp_path):
    address = feed(site, "/rss", [1, 2], ETag='"1"')
    for number in (1, 2, 3):
        article(site, number)
    state, cached = WatchState(), msgspec.structs.replace(RULES, cache=str(tmp_path / "cache"))
    assert kinds(follow(store, state, [address], rules=cached)) == ["added", "added"]
    assert follow(store, state, [address], rules=cached) == []
    feed(site, "/rss", [3, 1, 2])
    assert [t.name for t in follow(store, state, [address], rules=cached)] == [f"{site.base}/article/3"]
    assert [site.asked(f"/article/{n}") for n in (1, 2, 3)] == [1, 1, 1]
    assert {d.outlet for d in documents(store).rows} == {"The Alda Courier"} and len(documents(store).rows) == 3


def test_a_watch_that_is_broken_off_goes_on_where_it_stopped(site, store, tmp_path):
    address = feed(site, "/rss", [1, 2, 3])
    for number in (1, 2, 3):
        article(site, number)
    path, state = tmp_path / "state.json", WatchState()
    with Fetcher(RULES) as fetcher:
        rounds = Follower(store, fetcher, state, save=lambda: save_state(state, path)).round([address])
        next(rounds), next(rounds)
        rounds.close()
    assert kinds(follow(store, load_state(path), [address])) == ["known", "added"] or kinds(follow(store, load_state(path), [address])) == [
        "added"
    ]
    assert len(documents(store).rows) == 3


def test_broken_feeds_and_dead_hosts_cost_themselves_and_are_left_alone_for_longer(site, store):
    good = feed(site, "/rss", [1])
    article(site, 1)
    bad = [site.add("/broken", "<html>no feed</html>"), feed(site, "/empty", []), "http://127.0.0.1:9/rss", site.base + "/none"]
    state, clock = WatchState(), [1_000.0]
    told = follow(store, state, [*bad, good], now=lambda: clock[0], every=60.0)
    assert kinds(told) == ["failed"] * 4 + ["added"] and all(t.reason for t in told[:4])
    clock[0] += 100
    assert follow(store, state, bad, now=lambda: clock[0], every=60.0) == []
    clock[0] += 30
    assert len(follow(store, state, bad, now=lambda: clock[0], every=60.0)) == 4
    assert {f.not_before - clock[0] for f in state.feeds.values() if f.failures} == {240.0}


def test_an_article_that_does_not_answer_is_tried_in_three_rounds_and_one_that_is_refused_once(site, store):
    address = feed(site, "/rss", [1, 2])
    site.add("/article/1", status=500)
    article(site, 2, isAccessibleForFree=False)
    state = WatchState()
    assert [len(follow(store, state, [address])) for _ in range(4)] == [2, 1, 1, 0]
    assert (site.asked("/article/1"), site.asked("/article/2")) == (3, 1)
    rows = store.connection.execute("SELECT error FROM failure ORDER BY error").fetchall()
    assert [r["error"] for r in rows] == ["NotFetched", "Paywalled"]


def test_the_date_of_the_feed_serves_where_the_page_gives_none(site, store):
    page = make_page(
        ["The mayor of Alda said on Monday that the quay would be closed for repairs, and gave no date."], None, canonical=None
    )
    site.add("/article/1", page)
    data = f"""{{"version": "https://jsonfeed.org/version/1", "items": [{{"id": "1", "url": "{site.base}/article/1", "date_published": "2024-07-01"}}]}}"""
    follow(store, WatchState(), [site.add("/feed.json", data, content_type="application/feed+json")])
    (line,) = documents(store).rows
    assert (line.published, line.day_basis) == ("2024-07-01", "published")


def test_new_matches_are_told_of_once_with_their_speaker(site, store, tmp_path):
    address = feed(site, "/rss", [1])
    article(site, 1, DENIAL)
    state, out = WatchState(), tmp_path / "matches.atom"
    query = Query(name="denials", filter=Filter(text="boat"), webhook=site.base + "/hook")
    first = follow(store, state, [address], [query], matches=str(out))
    assert kinds(first)[0] == "added" and "match" in kinds(first)
    assert all(t.claim and t.claim.speaker for t in first if t.kind == "match")
    body = json.loads(site.log[-1][1]["body"])
    assert site.log[-1][0] == "/hook" and body["query"] == "denials" and body["claims"][0]["speaker"]
    assert "berth" not in site.log[-1][1]["body"]
    found = feedparser.parse(out.read_bytes())
    assert not found.bozo and len(found.entries) == kinds(first).count("match")
    assert follow(store, state, [address], [query], matches=str(out)) == [] and site.asked("/hook") == 1


def test_what_matched_before_the_watch_began_is_no_news(site, store):
    article(site, 1, DENIAL)
    follow(store, WatchState(), [feed(site, "/rss", [1])])
    state = WatchState()
    assert "match" not in kinds(follow(store, state, [site.base + "/rss"], [Query(name="q", filter=Filter(text="boat"))]))


def test_a_claim_is_told_of_when_another_report_denies_it(store):
    query, known = Query(name="denied", filter=Filter(response="denied")), QueryState()
    report = "{} on Saturday that Ukraine was massing troops along the border with Belarus."
    found = []
    for outlet, day, said in (
        ("First", "2024-06-30", "The Belarusian Defence Ministry alleged"),
        ("Second", "2024-07-01", "Ukraine's border guard service denied"),
    ):
        list(add_reports(store, [document_from_text(report.format(said), outlet, day, publisher=outlet)]))
        lines = find_matches(store, query, known)
        note_told(known, [line.id for line in lines])
        found.append([line.outlet for line in lines])
    assert found[0] == [] and "First" in found[1] and find_matches(store, query, known) == ()


def test_a_webhook_that_fails_is_tried_again_with_the_same_claims(site, store):
    address = feed(site, "/rss", [1])
    article(site, 1, DENIAL)
    state = WatchState()
    dead = Query(name="q", filter=Filter(text="boat"), webhook="http://127.0.0.1:9/")
    assert kinds(follow(store, state, [address], [dead]))[-1] == "failed"
    follow(store, state, [address], [msgspec.structs.replace(dead, webhook=site.base + "/hook")])
    assert site.asked("/hook") == 1 and state.queries["q"].pending == []


def test_a_command_gets_the_claims_on_standard_input(site, store, tmp_path):
    address = feed(site, "/rss", [1])
    article(site, 1, DENIAL)
    out = tmp_path / "got.json"
    program = f"import sys, pathlib; pathlib.Path({str(out)!r}).write_text(sys.stdin.read())"
    query = Query(name="q; touch x", filter=Filter(text="boat"), command=f'{sys.executable} -c "{program}"')
    follow(store, WatchState(), [address], [query])
    assert json.loads(out.read_text())["claims"][0]["speaker"]


def test_queries_are_read_from_a_file(tmp_path):
    path = tmp_path / "queries.toml"
    path.write_text('[[query]]\nname = "a"\nactor = "Harbour Board"\nact = "deny"\nwebhook = "https://x.example/"\n')
    (query,) = load_queries(path)
    assert (query.name, query.filter, query.webhook) == ("a", Filter(actor="Harbour Board", act="deny"), "https://x.example/")


@pytest.mark.parametrize(
    "text", ["[[query]]\nname = 'a'", "[[query]]\nname = 'a'\nactr = 'x'", "[[query]]\ntext = 'x'", "[[", "[query]\nname='x'"]
)
def test_a_file_of_queries_that_cannot_be_used_is_a_set_up_error(tmp_path, text):
    path = tmp_path / "queries.toml"
    path.write_text(text)
    with pytest.raises(SetupError) as caught:
        load_queries(path)
    assert "\n" not in str(caught.value)


def test_a_state_that_cannot_be_read_is_a_set_up_error(tmp_path):
    (tmp_path / "s.json").write_text("{")
    with pytest.raises(SetupError, match="delete it"):
        load_state(tmp_path / "s.json")


def test_the_command_runs_one_round_and_says_by_its_code_that_something_failed(site, tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    for name, value in (("ALLOW_PRIVATE", "true"), ("PAUSE", "0"), ("CACHE", "")):
        monkeypatch.setenv(f"ALLEGEDLY_{name}", value)
    article(site, 1, DENIAL)
    (tmp_path / "feeds.opml").write_text(
        f'<opml><body><outline xmlUrl="{feed(site, "/rss", [1])}"/><outline xmlUrl="{site.base}/none"/></body></opml>'
    )
    with pytest.raises(SystemExit) as stop:
        main(["watch", "feeds.opml", "--once", "--match", "boat"])
    out, err = capfd.readouterr()
    assert stop.value.code == 3 and f"added {site.base}/article/1" in out and "boat: " in out and "404" in err
    assert (tmp_path / "allegedly.db").exists() and (tmp_path / "allegedly.db.watch.json").exists()
    with pytest.raises(SystemExit) as stop:
        main(["watch", "none.opml", "--once"])
    assert stop.value.code == 2
