"""Paths, standard input, JSON lines: exact text, failures as rows, one clear line for a wrong command."""

import io
import json
import os
import queue
import sys
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.errors import BadDate, EmptyDocument, SetupError, TooLarge
from allegedly.read import read_document, read_documents
from allegedly.records import Document, Failure

TEXT = "The minister said on Monday that the road was closed.\r\n“We know,” he said.\r\n"


def give_input(monkeypatch, data):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def write_lines(path, *rows):
    path.write_bytes(b"".join((row if isinstance(row, bytes) else json.dumps(row).encode()) + b"\n" for row in rows))
    return path


def test_a_file_is_read_exactly(tmp_path):
    path = tmp_path / "report.txt"
    path.write_bytes(TEXT.encode("cp1252"))
    document = read_document(path, published="2024-07-01", title="Road closed", publisher="Example News")
    assert (document.text, document.encoding, document.source_id) == (TEXT, "cp1252", str(path))
    assert (document.published, document.published_basis) == ("2024-07-01", "given")
    assert (document.title, document.publisher, document.language) == ("Road closed", "Example News", "en")


def test_standard_input_is_read(monkeypatch):
    give_input(monkeypatch, TEXT.encode())
    assert read_document("-").text == TEXT


def test_standard_input_may_hold_json_lines(monkeypatch):
    give_input(monkeypatch, b'{"id": "a", "text": "The minister said so."}\n{"id": "b", "text": "Nobody answered him."}\n')
    assert [row.source_id for row in read_documents("-")] == ["a", "b"]


def test_a_live_stream_is_read_line_by_line(monkeypatch):
    reader, writer = os.pipe()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(open(reader, "rb")))  # noqa: SIM115, PTH123
    os.write(writer, b'{"id": "a", "text": "The minister said so."}\n')
    found: queue.Queue = queue.Queue()
    threading.Thread(target=lambda: found.put(next(read_documents("-"))), daemon=True).start()
    try:
        assert found.get(timeout=10).source_id == "a"
    finally:
        os.close(writer)


def test_a_long_first_line_of_a_stream_is_a_record_all_the_same(monkeypatch):
    give_input(monkeypatch, json.dumps({"id": "a", "text": "The minister said so.\n" * 8_000}).replace("{", "{ ").encode())
    (row,) = read_documents("-")
    assert isinstance(row, Document) and row.source_id == "a"


def test_a_file_that_is_no_report_is_a_failure_row(tmp_path):
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    assert list(read_documents(path)) == [Failure(source_id=str(path), error="EmptyDocument", reason="there is nothing in it")]
    with pytest.raises(EmptyDocument):
        read_document(path)


def test_fifty_megabytes_are_refused_without_reading_them_all(tmp_path):
    path = tmp_path / "big.txt"
    with path.open("wb") as out:
        out.truncate(50_000_000)
    with pytest.raises(TooLarge, match="4,000,000 bytes"):
        read_document(path)


@pytest.mark.parametrize("make", ["missing", "folder", "nul"])
def test_a_wrong_path_is_the_commands_fault(tmp_path, make):
    path = {"missing": tmp_path / "none.txt", "folder": tmp_path, "nul": "a\0b"}[make]
    with pytest.raises(SetupError) as caught:
        read_document(path)
    assert caught.value.exit_code == 2
    assert "\n" not in str(caught.value)
    with pytest.raises(SetupError):
        list(read_documents(path))


def test_no_permission_is_the_commands_fault(tmp_path, monkeypatch):
    path = tmp_path / "report.txt"
    path.write_text(TEXT)

    def refuse(*_args, **_keywords):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    with pytest.raises(SetupError, match="permission"):
        read_document(path)


def test_json_lines_keep_text_id_and_metadata(tmp_path):
    row = {"id": "w-1", "text": TEXT, "published": "2024-06-30", "title": "T", "url": "https://example.org/1", "publisher": "P", "x": 1}
    (document,) = read_documents(write_lines(tmp_path / "in.jsonl", row))
    assert isinstance(document, Document)
    assert (document.source_id, document.text, document.title, document.url) == ("w-1", TEXT, "T", "https://example.org/1")
    assert (document.published, document.published_basis, document.publisher) == ("2024-06-30", "metadata", "P")


def test_a_bad_line_is_a_failure_and_the_next_is_read(tmp_path):
    path = write_lines(
        tmp_path / "in.jsonl",
        {"id": "good", "text": TEXT},
        b"{not json",
        {"id": "no-text"},
        {"id": "wrong", "text": 7},
        b'"a string"',
        b"",
        {"id": "blank", "text": " \n"},
        b'{"id": "half", "text": "The minister \\ud800 said."}',
        {"id": "date", "text": TEXT, "published": "01.07.2024"},
        b"[" * 100_000,
        b'{"id": "bytes", "text": "\xff\xfe"}',
        {"id": 12, "text": "Nobody else said so on Monday."},
    )
    rows = list(read_documents(path))
    assert [r.source_id for r in rows if isinstance(r, Document)] == ["good", "12"]
    failures = [r for r in rows if isinstance(r, Failure)]
    assert [f.source_id for f in failures[:5]] == [f"{path}:2", "no-text", "wrong", f"{path}:5", "blank"]
    assert [f.error for f in failures[:5]] == ["BadRecord", "BadRecord", "BadRecord", "BadRecord", "EmptyDocument"]
    assert [f.error for f in failures if f.source_id == "date"] == ["BadDate"]
    assert len(rows) == 11
    assert not any("\n" in f.reason for f in failures)


def test_a_line_too_long_is_skipped_whole(tmp_path):
    path = write_lines(tmp_path / "in.jsonl", {"id": "long", "text": "word " * 200_000}, {"id": "next", "text": TEXT})
    rows = list(read_documents(path, max_characters=1_000))
    assert [type(r).__name__ for r in rows] == ["Failure", "Document"]
    assert isinstance(rows[0], Failure)
    assert rows[0].error == "TooLarge"


def test_one_report_is_wanted_from_json_lines(tmp_path):
    one = write_lines(tmp_path / "one.jsonl", {"id": "a", "text": TEXT})
    assert read_document(one).source_id == "a"
    two = write_lines(tmp_path / "two.jsonl", {"id": "a", "text": TEXT}, {"id": "b", "text": TEXT})
    with pytest.raises(SetupError, match="several"):
        read_document(two)
    with pytest.raises(EmptyDocument):
        read_document(write_lines(tmp_path / "bad.jsonl", {"id": "a", "text": ""}))


def test_a_bad_date_given_is_refused(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(TEXT)
    with pytest.raises(BadDate, match="2024-07-01"):
        read_document(path, published="yesterday")


@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=80))
def test_text_of_a_json_line_is_taken_exactly(tmp_path_factory, text):
    whole = text + " The minister said so.\r\n"
    path = write_lines(tmp_path_factory.mktemp("lines") / "in.jsonl", {"id": "a", "text": whole})
    (document,) = read_documents(path)
    assert isinstance(document, Document)
    assert document.text == whole
