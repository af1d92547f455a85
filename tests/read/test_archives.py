"""Archives, tables and folders: every good report is read, every broken one is a row with its reason."""

import gzip
import io
import json
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.errors import SetupError
from allegedly.read import read_documents
from allegedly.read.html import Page
from allegedly.read.warc import read_pages
from allegedly.records import Document, Failure
from tests.read.pages import LD, make_page

TEXT = "The minister said on Monday that the road was closed."


def record(address, body, kind="response", http="HTTP/1.1 200 OK", content_type="text/html", extra="", warc_extra=""):
    """One WARC record, as crawlers write it."""
    payload = body if isinstance(body, bytes) else body.encode()
    block = f"{http}\r\nContent-Type: {content_type}\r\n{extra}\r\n".encode() + payload
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2024-07-02T06:00:00Z\r\n{warc_extra}"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{abs(hash(address)) % 10**12:012d}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


INFO = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nWARC-Date: 2024-07-02T06:00:00Z\r\nContent-Length: 9\r\n\r\nformat: x\r\n\r\n"


def page(name):
    return make_page(canonical=f"https://courier.example/{name}")


def archive(path, *records, packed=True):
    path.write_bytes(b"".join(gzip.compress(r) if packed else r for r in records))
    return path


def names(rows):
    return [(type(r).__name__, r.source_id) for r in rows]


@pytest.mark.parametrize("packed", [True, False])
def test_the_pages_of_an_archive_are_read(tmp_path, packed):
    path = archive(
        tmp_path / ("a.warc.gz" if packed else "a.warc"),
        INFO,
        record("https://courier.example/1", page("1")),
        record("https://courier.example/logo.png", b"\x89PNG", content_type="image/png"),
        record("https://courier.example/gone", "gone", http="HTTP/1.1 404 Not Found"),
        record("https://courier.example/1", page("1"), kind="request"),
        record("https://courier.example/2", page("2")),
        packed=packed,
    )
    rows = list(read_documents(path))
    assert names(rows) == [("Document", "https://courier.example/1"), ("Document", "https://courier.example/2")]
    first = rows[0]
    assert isinstance(first, Document) and first.page is not None
    assert (first.url, first.published) == ("https://courier.example/1", "2024-07-01T09:30:00+02:00")
    assert first.page.captured == "2024-07-02T06:00:00Z" and first.page.kept.startswith(f"{path}#")


def test_a_payload_still_in_its_coding_is_unpacked_and_one_already_unpacked_is_not(tmp_path):
    coded = {"extra": "Content-Encoding: gzip\r\n"}
    path = archive(
        tmp_path / "a.warc.gz",
        record("https://courier.example/1", gzip.compress(page("1").encode()), **coded),
        record("https://courier.example/2", page("2"), **coded),
    )
    assert [type(r) for r in read_documents(path)] == [Document, Document]


def test_an_archive_cut_off_in_the_middle_keeps_what_came_before(tmp_path):
    path = archive(tmp_path / "a.warc.gz", *(record(f"https://courier.example/{i}", page(i)) for i in range(3)))
    path.write_bytes(path.read_bytes()[:-200])
    rows = list(read_documents(path))
    assert [r.source_id for r in rows if isinstance(r, Document)] == ["https://courier.example/0", "https://courier.example/1"]
    assert any(isinstance(r, Failure) and r.error == "BrokenFile" for r in rows)


def test_a_truncated_record_costs_itself(tmp_path):
    path = archive(
        tmp_path / "a.warc.gz",
        record("https://courier.example/1", page("1"), warc_extra="WARC-Truncated: length\r\n"),
        record("https://courier.example/2", make_page(ld=LD | {"datePublished": "2024-13-01"})),
        record("https://courier.example/3", make_page(ld=LD | {"isAccessibleForFree": False})),
        record("https://courier.example/4", gzip.compress(b"<html>" + b" " * 30_000_000), extra="Content-Encoding: gzip\r\n"),
        record("https://courier.example/5", page("5")),
    )
    rows = list(read_documents(path))
    assert [r.error for r in rows if isinstance(r, Failure)] == ["BrokenFile", "BadDate", "Paywalled", "TooLarge"]
    assert isinstance(rows[-1], Document)


WHOLE = INFO + record("https://courier.example/1", page("1")) + record("https://courier.example/2", page("2"))


@given(st.booleans(), st.lists(st.tuples(st.integers(0, len(WHOLE)), st.binary(max_size=12), st.integers(0, 40)), max_size=8))
def test_no_damage_to_an_archive_does_worse_than_a_failure(packed, changes):
    data = gzip.compress(WHOLE) if packed else WHOLE
    for at, new, dropped in changes:
        data = data[:at] + new + data[at + dropped :]
    for row in read_pages(io.BytesIO(data), "a.warc"):
        assert isinstance(row, Page) or ("\n" not in row.reason and row.reason)


def test_what_is_no_archive_says_so(tmp_path):
    path = tmp_path / "a.warc.gz"
    for content in (b"", b"no archive at all", gzip.compress(b"no archive either"), b"\x1f\x8b\x08\x00broken"):
        path.write_bytes(content)
        (row,) = read_documents(path)
        assert isinstance(row, Failure) and row.error == "BrokenFile" and "\n" not in row.reason


def test_standard_input_may_hold_an_archive_or_a_page(monkeypatch):
    for data in (gzip.compress(record("https://courier.example/1", page("1"))), page("1").encode(), gzip.compress(page("1").encode())):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        (row,) = read_documents("-")
        assert isinstance(row, Document) and row.text.startswith("PORT ALDA")


def test_gzipped_json_lines_are_read_and_a_cut_is_told(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    lines = b"".join(json.dumps({"id": str(i), "text": f"{TEXT} {i * 7919}"}).encode() + b"\n" for i in range(200))
    path.write_bytes(gzip.compress(lines))
    assert len(list(read_documents(path))) == 200
    path.write_bytes(gzip.compress(lines)[:-300])
    rows = list(read_documents(path))
    assert isinstance(rows[0], Document) and isinstance(rows[-1], Failure) and "gzip" in rows[-1].reason


def test_a_gzipped_text_is_read_and_a_bomb_is_not(tmp_path):
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    (row,) = read_documents(tmp_path / "a.txt.gz")
    assert isinstance(row, Document) and row.text == TEXT
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"x" * 30_000_000))
    (row,) = read_documents(tmp_path / "b.txt.gz")
    assert isinstance(row, Failure) and row.error == "TooLarge"


def table(path, **columns):
    pq.write_table(pa.table(columns), path)
    return path


def test_a_table_is_read_row_by_row(tmp_path):
    path = table(
        tmp_path / "a.parquet",
        id=["a", None, "c", "d", "e"],
        text=[TEXT, TEXT, None, "", TEXT],
        published=["2024-07-01", None, None, None, "yesterday"],
        other=[1, 2, 3, 4, 5],
    )
    rows = list(read_documents(path))
    assert names(rows) == [("Document", "a"), ("Document", f"{path}:2"), ("Failure", "c"), ("Failure", "d"), ("Failure", "e")]
    assert [r.error for r in rows if isinstance(r, Failure)] == ["BadRecord", "EmptyDocument", "BadDate"]
    assert isinstance(rows[0], Document) and (rows[0].published, rows[0].published_basis) == ("2024-07-01", "metadata")


def test_dates_of_a_table_may_be_dates(tmp_path):
    when = pa.array([1719792000], pa.timestamp("s", "UTC"))
    (row,) = read_documents(table(tmp_path / "a.parquet", text=[TEXT], published=when))
    assert isinstance(row, Document) and row.published == "2024-07-01T00:00:00+00:00"


def test_a_table_that_cannot_be_read_is_a_failure(tmp_path):
    table(tmp_path / "no-text.parquet", id=["a"])
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 nothing PAR1")
    for name, words in (("no-text.parquet", "no column 'text'"), ("broken.parquet", "cannot be read")):
        (row,) = read_documents(tmp_path / name)
        assert isinstance(row, Failure) and words in row.reason


def test_a_folder_is_read_in_order_without_its_furniture(tmp_path):
    (tmp_path / "b_files").mkdir()
    for name, content in {
        "a.txt": TEXT.encode(), "b.html": page("b").encode(), "b_files/c.html": b"x", ".hidden.txt": b"x", "d.css": b"p {}",
        "e.pdf": b"%PDF-1.4", "f.jsonl": b'{"id": "x", "text": "The mayor said so on Monday."}\n{bad\n',
    }.items():  # fmt: skip
        (tmp_path / name).write_bytes(content)
    rows = list(read_documents(tmp_path))
    assert names(rows) == [
        ("Document", str(tmp_path / "a.txt")),
        ("Document", str(tmp_path / "b.html")),
        ("Failure", str(tmp_path / "e.pdf")),
        ("Document", "x"),
        ("Failure", f"{tmp_path / 'f.jsonl'}:2"),
    ]


def test_a_folder_that_links_to_itself_ends(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "loop").symlink_to(tmp_path)
    assert len(list(read_documents(tmp_path))) == 1


def test_an_empty_folder_is_the_commands_fault(tmp_path):
    with pytest.raises(SetupError, match="no files"):
        list(read_documents(tmp_path))
