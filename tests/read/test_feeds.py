"""Feeds of every kind, whole and broken: items with their addresses, or one clear reason."""

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.errors import BrokenFile, TooLarge
from allegedly.read.feeds import MAX_ITEMS, read_feed, read_opml

BASE = "https://courier.example/feed"
RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Courier</title>
<item><title>One</title><link>https://courier.example/1</link><guid isPermaLink="false">g1</guid><pubDate>Mon, 01 Jul 2024 10:00:00 GMT</pubDate></item>
<item><title>Two</title><link>/2</link></item><item><title>No link</title></item>
<item><title>Three</title><guid>https://courier.example/3</guid><pubDate>soon</pubDate></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title><id>x</id><entry><id>tag:1</id><title>One</title>
<link href="https://courier.example/1"/><updated>2024-07-01T10:00:00Z</updated></entry></feed>"""
NEWS = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://courier.example/1</loc><news:news><news:publication><news:name>Courier</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2024-07-01</news:publication_date><news:title>One</news:title></news:news></url><url><loc>ftp://x</loc></url></urlset>"""
INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://courier.example/old.xml</loc><lastmod>2023-01-01</lastmod></sitemap>
<sitemap><loc>https://courier.example/new.xml</loc><lastmod>2024-07-01</lastmod></sitemap></sitemapindex>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Courier",
    "items": [{"id": 1, "url": "https://courier.example/1", "title": "One", "date_published": "2024-07-01T10:00:00Z"}, {"id": "none"}],
}


def urls(feed):
    return [item.url for item in feed.items]


def test_rss_is_read():
    feed = read_feed(RSS, BASE)
    assert (feed.kind, feed.title) == ("rss", "Courier")
    assert urls(feed) == ["https://courier.example/1", "https://courier.example/2", "https://courier.example/3"]
    assert [i.id for i in feed.items] == ["g1", "https://courier.example/2", "https://courier.example/3"]
    assert [i.published for i in feed.items] == ["2024-07-01T10:00:00+00:00", None, None]


def test_atom_is_read():
    feed = read_feed(ATOM, BASE)
    assert (feed.kind, urls(feed), feed.items[0].published) == ("atom", ["https://courier.example/1"], "2024-07-01T10:00:00Z")


def test_json_feed_is_read():
    feed = read_feed(json.dumps(JSON).encode(), BASE)
    assert (feed.kind, urls(feed), feed.items[0].published) == ("json", ["https://courier.example/1"], "2024-07-01T10:00:00Z")


def test_a_news_sitemap_is_read():
    feed = read_feed(NEWS, BASE)
    assert (feed.kind, urls(feed), feed.items[0].title, feed.items[0].published) == (
        "sitemap",
        ["https://courier.example/1"],
        "One",
        "2024-07-01",
    )


def test_a_gzipped_sitemap_is_unpacked_but_not_a_bomb():
    assert read_feed(gzip.compress(NEWS), BASE) == read_feed(NEWS, BASE)
    with pytest.raises(TooLarge):
        read_feed(gzip.compress(b"<urlset>" + b" " * 60_000_000), BASE)
    with pytest.raises(BrokenFile):
        read_feed(gzip.compress(NEWS)[:-20], BASE)


def test_an_index_leads_to_the_newest_sitemaps_first():
    assert read_feed(INDEX, BASE).sitemaps == ("https://courier.example/new.xml", "https://courier.example/old.xml")


def test_a_feed_cut_off_in_the_middle_still_gives_what_can_be_made_out():
    assert urls(read_feed(RSS[:-150], BASE))[0] == "https://courier.example/1"
    assert urls(read_feed(RSS.replace(b"<title>Two</title>", b"<title>A & B &nbsp; <b></title>"), BASE))[0] == "https://courier.example/1"


BOMB = (
    b"<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'x'>"
    + b"".join(b"<!ENTITY a%d '%s'>" % (i, b"&a;" * 10) for i in range(9))
    + b"]><rss><channel><title>&a8;</title></channel></rss>"
)
OUTSIDE = b"<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss version='2.0'><channel><item><title>&x;</title><link>https://a.example/</link></item></channel></rss>"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (BOMB, "entities"),
        (OUTSIDE, "entities"),
        (b"<rss version='2.0'><channel><title>Quiet</title></channel></rss>", "no items"),
        (b"<html><body>Not found</body></html>", "no feed"),
        (b"", "no feed"),
        (b"{}", "no JSON Feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": 3}', "no JSON Feed"),
        (b"{" * 50_000, "no JSON Feed"),
        (b"\x89PNG\r\n", "no feed"),
    ],
)
def test_what_is_no_feed_says_so_in_one_line(data, words):
    with pytest.raises(BrokenFile, match=words) as caught:
        read_feed(data, BASE)
    assert "\n" not in caught.value.reason


def test_items_are_bounded_and_come_once():
    items = [{"id": str(i % 3_000), "url": f"https://courier.example/{i}"} for i in range(5_000)]
    assert len(read_feed(json.dumps(JSON | {"items": items}).encode(), BASE).items) == MAX_ITEMS


@given(st.binary(max_size=200) | st.text(alphabet="<>/&;rsfeditmlnk =\"'![]CDATA", max_size=120).map(str.encode))
def test_no_bytes_do_worse_than_a_broken_file(data):
    try:
        read_feed(data, BASE)
    except BrokenFile as error:
        assert error.reason


def test_a_list_of_feeds_is_read():
    opml = b"""<opml version="2.0"><head/><body><outline text="News"><outline type="rss" xmlUrl="https://a.example/rss"/>
    <outline xmlurl=" https://b.example/atom "/></outline><outline xmlUrl="https://a.example/rss"/><outline xmlUrl="nothing"/></body></opml>"""
    assert read_opml(opml) == ("https://a.example/rss", "https://b.example/atom")


@pytest.mark.parametrize("data", [b"", b"<rss/>", b"<opml><body/></opml>", BOMB.replace(b"rss", b"opml"), b"\xff\xfe"])
def test_what_is_no_list_says_so(data):
    with pytest.raises(BrokenFile):
        read_opml(data)
