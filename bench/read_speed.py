"""Speed of the readers beside the libraries they stand on, one process, in turn: `python bench/read_speed.py [RECORDS]`.

Archive: a WARC file in the manner of CC-NEWS is written first (pages with furniture, 60 KB each, gzipped record by record), then
read by fastwarc alone (every payload) and by `read_pages`. Pages: text and metadata by trafilatura alone and by `read_page`, and
the map from text back to page.
"""

from __future__ import annotations

import gzip
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROUNDS = 7
PAGES = 40
WORDS = [
    "the",
    "harbour",
    "authority",
    "said",
    "on",
    "monday",
    "that",
    "its",
    "patrol",
    "had",
    "turned",
    "back",
    "a",
    "trawler",
    "near",
    "northern",
    "breakwater",
    "crew",
    "union",
]


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.warc.gz"
        pages = [make_page(random.Random(i)) for i in range(count)]
        path.write_bytes(b"".join(gzip.compress(make_record(i, page)) for i, page in enumerate(pages)))
        print(f"archive of {count} records, {path.stat().st_size / 1e6:.1f} MB packed")
        compare("fastwarc alone", lambda: read_alone(path), "read_pages", lambda: read_ours(path), count)
    sample = pages[:PAGES]
    compare("trafilatura alone", lambda: extract_alone(sample), "read_page", lambda: extract_ours(sample), len(sample))
    texts = [(page.decode(), document_of(page).text) for page in sample]
    print(f"map of a text into its page: {1e3 * best(lambda: map_all(texts)) / len(texts):.1f} ms")


def compare(name: str, alone: Callable[[], int], ours_name: str, ours: Callable[[], int], count: int) -> None:
    """Print both rates and their ratio; rounds alternate, the best of each counts."""
    times: dict[str, float] = {}
    for _ in range(ROUNDS):
        for label, function in ((name, alone), (ours_name, ours)):
            start = time.process_time()
            assert function() == count
            times[label] = min(times.get(label, 1e9), time.process_time() - start)
    rates = {label: count / seconds for label, seconds in times.items()}
    print(f"{name}: {rates[name]:,.0f}/s   {ours_name}: {rates[ours_name]:,.0f}/s   ratio {rates[ours_name] / rates[name]:.2f}")


def best(function: Callable[[], object]) -> float:
    """Seconds of processor time of the best of several rounds."""
    seconds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        function()
        seconds.append(time.process_time() - start)
    return min(seconds)


def make_page(dice: random.Random) -> bytes:
    """A page of about 60 KB: half script and style, navigation, an article of 25 paragraphs, links."""

    def words(count: int) -> str:
        return " ".join(dice.choice(WORDS) for _ in range(count))

    article = "".join(f"<p>The mayor {words(45)}, she <b>said</b> &ndash; “{words(12)}.”</p>\n" for _ in range(25))
    links = "".join(f'<li><a href="/{i}">{words(6)}</a></li>' for i in range(120))
    script = "".join(f"var v{i}='{words(8)}';" for i in range(400))
    head = '<meta property="article:published_time" content="2024-07-01T10:00:00Z"><meta property="og:site_name" content="Courier">'
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{words(7)}</title>{head}<script>{script}</script></head><body>"
        f"<nav><ul>{links}</ul></nav><article><h1>{words(7)}</h1>{article}</article><footer>(c) Courier</footer></body></html>"
    ).encode()


def make_record(number: int, page: bytes) -> bytes:
    """A WARC response record."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://courier.example/{number}\r\nWARC-Date: 2024-07-02T06:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def read_alone(path: Path) -> int:
    """Every payload, by fastwarc."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    return sum(bool(record.reader.read()) for record in ArchiveIterator(str(path), record_types=WarcRecordType.response, parse_http=True))


def read_ours(path: Path) -> int:
    """Every page, by our reader."""
    from allegedly.read.warc import read_pages

    return sum(1 for _ in read_pages(str(path), str(path)))


def extract_alone(pages: list[bytes]) -> int:
    """Text and metadata of every page, by trafilatura."""
    from trafilatura import bare_extraction

    return sum(bare_extraction(page, include_comments=False, with_metadata=True) is not None for page in pages)


def document_of(page: bytes):  # noqa: ANN201
    """The document of a page, by our reader."""
    from allegedly.read.html import Page, read_page

    return read_page(Page(data=page, source_id="page", kept="page"))


def extract_ours(pages: list[bytes]) -> int:
    """Every page as a document."""
    return sum(bool(document_of(page).text) for page in pages)


def map_all(texts: list[tuple[str, str]]) -> None:
    """Every text mapped back."""
    from allegedly.read.sourcemap import map_text

    for page, text in texts:
        map_text(page, text)


if __name__ == "__main__":
    main()
