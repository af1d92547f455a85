"""`allegedly read` on addresses, archives and a folder of broken files: every failure has its line, the run goes on, the code says so."""

from __future__ import annotations

import gzip
import json

import pytest

from allegedly.records import decode_report
from tests.command import run
from tests.read.pages import LD, make_page
from tests.read.test_archives import record
from tests.server import serve_site

TEXT = "The mayor said on Monday that the bridge would be closed.\n"


def break_files(folder):
    """Files as they go wrong, and three good ones."""
    bomb = "<!DOCTYPE html [" + "".join(f'<!ENTITY e{i} "{("&e" + str(i - 1) + ";") * 10 if i else "x"}">' for i in range(20)) + "]>"
    (folder / "a-good.txt").write_text(TEXT)
    (folder / "b-cut.txt.gz").write_bytes(gzip.compress(TEXT.encode() * 50)[:-20])
    (folder / "c-cut.jsonl.gz").write_bytes(gzip.compress(json.dumps({"id": "x", "text": TEXT}).encode())[:-12])
    (folder / "d-utf16.txt").write_bytes(TEXT.encode("utf-16")[2:])
    (folder / "e-broken.txt").write_bytes("Der Präsident “sprach”".encode() + b"\xe2\x80 und")
    (folder / "f-date.html").write_text(make_page(ld=LD | {"datePublished": "31.13.2024"}))
    with (folder / "g-huge.html").open("wb") as out:
        out.write(b"<html><body><p>")
        out.truncate(100_000_000)
    (folder / "h-bomb.xhtml").write_text(bomb + "<html><body><p>&e19;</p></body></html>")
    (folder / "i-empty.html").write_text("<!doctype html><html><body></body></html>")
    (folder / "j-cut.warc.gz").write_bytes(gzip.compress(record("https://courier.example/1", make_page()))[:-300])
    (folder / "k-none.parquet").write_bytes(b"PAR1")
    (folder / "l-good.warc").write_bytes(record("https://courier.example/2", make_page(canonical=None)))
    (folder / "m-good.html.gz").write_bytes(gzip.compress(make_page(canonical=None).encode()))


def test_a_folder_of_broken_files_gives_a_line_for_each_and_the_good_ones(tmp_path, capfd):
    break_files(tmp_path)
    code, out, err = run(capfd, "read", str(tmp_path), "--json")
    lines = err.splitlines()
    assert code == 3 and len(lines) == 10 and all(line.startswith("allegedly: ") for line in lines)
    reports = [decode_report(line) for line in out.splitlines()]
    assert [r.document.source_id.removeprefix(f"{tmp_path}/") for r in reports] == [
        "a-good.txt", "https://courier.example/2", "m-good.html.gz"
    ]  # fmt: skip
    for words in ("gzip", "NUL", "broken", "no date", "20,000,000", "archive", "cannot be read"):
        assert words in err, words


def test_an_address_is_read_only_where_it_may_be(tmp_path, capfd, monkeypatch):
    monkeypatch.setenv("ALLEGEDLY_CACHE", str(tmp_path / "cache"))
    with serve_site() as site:
        url = site.add("/news/trawler", make_page(canonical=None))
        code, out, err = run(capfd, "read", url, "--json")
        assert code == 3 and "not on the public internet" in err and site.log == []
        monkeypatch.setenv("ALLEGEDLY_ALLOW_PRIVATE", "true")
        code, out, err = run(capfd, "read", url, "--json")
    report = decode_report(out)
    assert code == 0 and report.document.url == url and report.document.page.kept.startswith(str(tmp_path / "cache"))
    assert report.document.published == "2024-07-01T09:30:00+02:00"
    assert all(s.line.endswith(" as of 2024-07-01.") for s in report.statuses)
    assert {s.name for a in report.attributions for s in a.speakers} >= {"Ines Calder"}


@pytest.mark.parametrize("url", ["https://ana:secret@news.example/", "http://[::1]/", "https:///"])
def test_a_bad_address_is_one_line(capfd, url):
    code, out, err = run(capfd, "read", url)
    assert (code, out, err.count("\n")) == (3, "", 1) and "secret" not in err
