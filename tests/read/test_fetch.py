"""Fetching from a real server: polite, bounded, conditional, and never past what a site refuses."""

import gzip
import socket
import ssl
import subprocess
import threading
import time
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import msgspec
import pytest

from allegedly.errors import BrokenFile, DocumentError, NotAllowed, NotFetched, NotText, Paywalled, TooLarge
from allegedly.read import read_document, read_documents, read_sources
from allegedly.read.fetch import Fetcher, FetchRules
from allegedly.read.web import read_addresses
from allegedly.records import Document, Failure
from tests.read.pages import LD, make_page
from tests.server import serve_site

RULES = FetchRules(allow_private=True, pause=0.0, timeout=2.0, total=5.0)


@pytest.fixture
def site():
    with serve_site() as running:
        yield running


def fetch(url, **changes):
    with Fetcher(msgspec.structs.replace(RULES, **changes)) as fetcher:
        return fetcher.fetch(url)


def test_a_report_is_read_from_its_address(site):
    url = site.add("/news/trawler", make_page(canonical=None))
    document = read_document(url, rules=RULES)
    assert (document.source_id, document.url, document.publisher) == (url, url, "The Alda Courier")
    assert document.page is not None and document.page.captured
    agent = site.log[-1][1]["User-Agent"]
    assert agent.startswith("allegedly") and "Cookie" not in site.log[-1][1]


def test_loopback_is_refused_unless_allowed(site):
    url = site.add("/x", make_page())
    (row,) = read_documents(url)
    assert isinstance(row, Failure) and row.error == "NotAllowed" and site.log == []


def test_a_redirect_to_a_private_address_is_refused(site, monkeypatch):
    url = site.add("/go", status=302, Location="http://10.0.0.1/secret")
    # The site's own address counts as public here, so that only the second step can be refused.
    monkeypatch.setattr("allegedly.read.address.is_public", lambda address: str(address) == "127.0.0.1")
    with pytest.raises(NotAllowed, match=r"10\.0\.0\.1"):
        fetch(url, allow_private=False)


def test_the_connection_goes_to_the_address_that_was_checked(site, monkeypatch):
    asked = []
    port = int(site.base.rpartition(":")[2])
    site.add("/a", make_page())

    def resolve(host, port_asked, *_, **__):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port_asked))]

    monkeypatch.setattr("allegedly.read.address.socket.getaddrinfo", resolve)
    assert fetch(f"http://news.example:{port}/a").data
    assert "news.example" in asked and site.log[-1][1]["Host"] == f"news.example:{port}"


def test_robots_txt_is_obeyed(site):
    site.add("/robots.txt", "User-agent: *\nDisallow: /private/\n", content_type="text/plain")
    with pytest.raises(NotAllowed, match=r"robots\.txt"):
        fetch(site.add("/private/a", make_page()))
    assert fetch(site.add("/open/a", make_page())).data
    assert site.asked("/private/a") == 0


def test_a_group_of_our_own_in_robots_txt_is_obeyed(site):
    site.add("/robots.txt", "User-agent: *\nAllow: /\n\nUser-agent: allegedly\nDisallow: /\n", content_type="text/plain")
    with pytest.raises(NotAllowed):
        fetch(site.add("/a", make_page()))


@pytest.mark.parametrize("status", [500, 503])
def test_a_server_that_cannot_give_its_robots_txt_is_left_alone(site, status):
    site.add("/robots.txt", status=status)
    with pytest.raises(NotFetched, match=f"status {status}"):
        fetch(site.add("/a", make_page()))


def test_a_redirect_into_a_forbidden_part_is_refused(site):
    site.add("/robots.txt", "User-agent: *\nDisallow: /private/\n", content_type="text/plain")
    site.add("/private/a", make_page())
    with pytest.raises(NotAllowed):
        fetch(site.add("/go", status=301, Location="/private/a"))
    assert site.asked("/private/a") == 0


def test_redirects_end(site):
    site.add("/loop", status=302, Location="/loop")
    with pytest.raises(NotFetched, match="redirects"):
        fetch(site.base + "/loop")
    assert site.asked("/loop") == RULES.max_redirects + 1


@pytest.mark.parametrize("status", [401, 402, 403])
def test_what_a_site_refuses_is_not_tried_again(site, status):
    with pytest.raises(NotAllowed, match="paywalls"):
        fetch(site.add("/a", status=status))


def test_a_login_page_is_not_taken_for_a_report(site):
    site.add("/account/login", make_page())
    with pytest.raises(NotAllowed, match="login"):
        fetch(site.add("/a", status=302, Location="/account/login?next=/a"))


def test_a_page_for_subscribers_is_a_failure(site):
    with pytest.raises(Paywalled):
        read_document(site.add("/a", make_page(ld=LD | {"isAccessibleForFree": False})), rules=RULES)


def test_nothing_new_is_not_sent_again(site, tmp_path):
    def answer(headers):
        if headers.get("If-None-Match") == '"v1"':
            return 304, {}, b""
        return 200, {"Content-Type": "text/html", "ETag": '"v1"', "Last-Modified": "Mon, 01 Jul 2024 10:00:00 GMT"}, make_page().encode()

    site.routes["/a"] = answer
    first, second = (fetch(site.base + "/a", cache=str(tmp_path)) for _ in range(2))
    assert (first.fresh, second.fresh) == (True, False)
    assert (first.data, first.captured, first.kept) == (second.data, second.captured, second.kept)
    assert site.log[-1][1]["If-Modified-Since"] == "Mon, 01 Jul 2024 10:00:00 GMT"


def test_a_page_changed_in_the_cache_is_not_taken_for_the_one_fetched(site, tmp_path):
    site.add("/a", make_page(), ETag='"v1"')
    kept = fetch(site.base + "/a", cache=str(tmp_path)).kept
    site.add("/a", b"", status=304)
    Path(kept).write_bytes(b"another page")
    with pytest.raises(NotFetched, match="cache"):
        fetch(site.base + "/a", cache=str(tmp_path))


def test_a_bomb_is_stopped_at_the_limit(site):
    url = site.add("/a", gzip.compress(b"x" * 50_000_000), Content_Encoding="gzip")
    with pytest.raises(TooLarge, match="unpacked"):
        fetch(url, max_bytes=100_000)


def test_a_page_too_large_is_stopped_at_the_limit(site):
    with pytest.raises(TooLarge):
        fetch(site.add("/a", b"x" * 200_000), max_bytes=100_000)


@pytest.mark.parametrize(
    ("coding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress), ("deflate", lambda d: zlib.compress(d)[2:-4])]
)
def test_compressed_pages_are_unpacked(site, coding, pack):
    assert fetch(site.add("/a", pack(b"<html>hello</html>"), Content_Encoding=coding)).data == b"<html>hello</html>"


def test_damaged_compression_is_a_failure(site):
    with pytest.raises(BrokenFile):
        fetch(site.add("/a", gzip.compress(b"hello" * 100)[:-12], Content_Encoding="gzip"))
    with pytest.raises(NotFetched, match="br"):
        fetch(site.add("/b", b"xx", Content_Encoding="br"))


def test_a_host_is_not_asked_faster_than_it_wants(site):
    site.add("/robots.txt", "User-agent: *\nCrawl-delay: 3\n", content_type="text/plain")
    slept = []
    with Fetcher(msgspec.structs.replace(RULES, pause=1.0), sleep=slept.append, clock=lambda: 100.0) as fetcher:
        for path in ("/a", "/b"):
            fetcher.fetch(site.add(path, make_page()))
    assert slept == [3.0]


@pytest.mark.parametrize(
    "after", ["120", format_datetime(datetime.now(UTC) + timedelta(seconds=300), usegmt=True)], ids=["seconds", "a time"]
)
def test_a_busy_host_is_left_alone_as_long_as_it_asks(site, after):
    site.add("/a", status=429, Retry_After=after)
    site.add("/b", make_page())
    rows = list(read_addresses([site.base + "/a", site.base + "/b"], RULES))
    assert [r.error for r in rows if isinstance(r, Failure)] == ["NotFetched", "NotFetched"]
    assert site.asked("/b") == 0


def test_a_silent_host_costs_its_timeout_and_no_more():
    listener = socket.create_server(("127.0.0.1", 0))
    try:
        start = time.monotonic()
        with pytest.raises(DocumentError):
            fetch(f"http://127.0.0.1:{listener.getsockname()[1]}/", timeout=0.2)
        assert time.monotonic() - start < 2
    finally:
        listener.close()


def test_a_host_that_trickles_is_cut_off(site):
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def trickle():
        while not stop.is_set():
            connection, _ = listener.accept()
            request = connection.recv(4096)
            if b"robots" in request:
                connection.sendall(b"HTTP/1.1 404 x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                connection.close()
                continue
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n")
            try:
                while not stop.wait(0.05):
                    connection.sendall(b"x")
            except OSError:
                return

    threading.Thread(target=trickle, daemon=True).start()
    try:
        with pytest.raises(NotFetched, match="not finished"):
            fetch(f"http://127.0.0.1:{listener.getsockname()[1]}/", total=0.4)
    finally:
        stop.set()
        listener.close()


def test_one_dead_address_does_not_stop_the_next(site):
    site.add("/pdf", b"%PDF-1.4", content_type="application/pdf")
    good = site.add("/good", make_page())
    rows = list(read_addresses(["http://127.0.0.1:9/", site.base + "/none", site.base + "/pdf", good], RULES))
    assert [type(r) for r in rows] == [Failure, Failure, Failure, Document]
    assert "404" in rows[1].reason and "application/pdf" in rows[2].reason


def test_plain_text_is_read_as_text(site):
    url = site.add("/a.txt", "The minister said on Monday that the road was closed.\n", content_type="text/plain")
    assert read_document(url, rules=RULES).text.startswith("The minister")


def test_what_is_no_text_is_refused(site):
    with pytest.raises(NotText):
        read_document(site.add("/a.png", b"\x89PNG", content_type="image/png"), rules=RULES)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for news.example, which is its own authority."""
    folder = tmp_path_factory.mktemp("tls")
    key, made = folder / "key.pem", folder / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=news.example"]
    command += ["-addext", "subjectAltName=DNS:news.example", "-keyout", str(key), "-out", str(made)]
    subprocess.run(command, check=True, capture_output=True)
    return key, made


def test_the_certificate_must_be_that_of_the_host_and_not_of_its_address(certificate, monkeypatch):
    key, made = certificate
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made, key)
    monkeypatch.setenv("SSL_CERT_FILE", str(made))
    with serve_site(context) as site, Fetcher(RULES) as fetcher:
        port = int(site.base.rpartition(":")[2])
        site.add("/a", b"<html>hello</html>")
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
        monkeypatch.setattr("allegedly.read.address.socket.getaddrinfo", lambda *_, **__: found)
        assert fetcher.fetch(f"https://news.example:{port}/a").data == b"<html>hello</html>"
        # Another host at the same address may not ride on the connection of the first.
        asked = len(site.log)
        with pytest.raises(NotFetched, match="certificate"):
            fetcher.fetch(f"https://other.example:{port}/a")
        assert len(site.log) == asked


def test_the_next_address_of_a_host_is_tried_where_the_first_does_not_answer(site, monkeypatch):
    port = int(site.base.rpartition(":")[2])
    site.add("/a", make_page())
    real, addresses = socket.getaddrinfo, ["127.0.0.2", "127.0.0.1"]

    def resolve(host, asked, *rest, **named):
        if host != "news.example":
            return real(host, asked, *rest, **named)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, asked)) for a in addresses]

    monkeypatch.setattr("allegedly.read.address.socket.getaddrinfo", resolve)
    assert fetch(f"http://news.example:{port}/a").data


def test_rules_that_could_not_be_had_are_asked_for_again_after_a_while(site):
    url, clock = site.add("/a", make_page()), [0.0]
    site.add("/robots.txt", status=503)
    with Fetcher(RULES, clock=lambda: clock[0]) as fetcher:
        for _ in range(2):
            with pytest.raises(NotFetched):
                fetcher.fetch(url)
        assert site.asked("/robots.txt") == 1
        site.add("/robots.txt", "User-agent: *\nAllow: /\n", content_type="text/plain")
        clock[0] = 700.0
        assert fetcher.fetch(url).data
        clock[0] = 80_000.0
        fetcher.fetch(url)
        assert site.asked("/robots.txt") == 2


def test_several_addresses_of_one_host_share_their_pauses(site, tmp_path):
    (tmp_path / "a.txt").write_text("The minister said on Monday that the road was closed.")
    urls = [site.add(f"/{n}", make_page()) for n in "ab"]
    rows = list(read_sources([urls[0], str(tmp_path / "a.txt"), urls[1]], rules=RULES))
    assert [r.source_id for r in rows] == [urls[0], str(tmp_path / "a.txt"), urls[1]] and site.asked("/robots.txt") == 1


@pytest.mark.parametrize("media", ["text/xml", "application/rss+xml"])
def test_a_feed_is_not_read_as_a_report(site, tmp_path, media):
    feed = b"<?xml version='1.0'?><rss><channel><title>x</title></channel></rss>"
    with pytest.raises(NotText, match="watch"):
        read_document(site.add("/rss", feed, content_type=media), rules=RULES)
    (tmp_path / "feed.xml").write_bytes(feed)
    with pytest.raises(NotText, match="watch"):
        read_document(tmp_path / "feed.xml")
