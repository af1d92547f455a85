"""`allegedly export`: from a store as of any day, or from report lines; one clear line for what cannot be done."""

from __future__ import annotations

import csv
import io
import json
import sys

import msgspec
import pytest

from allegedly.cli import main
from allegedly.records import encode_report
from allegedly.store import open_store
from tests.export.conftest import make_report


def run(capfd, *arguments):
    """Exit code, standard output, standard error."""
    code = 0
    try:
        main(list(arguments))
    except SystemExit as stop:
        code = int(stop.code or 0)
    out, err = capfd.readouterr()
    return code, out, err


@pytest.fixture
def db(tmp_path):
    """A store with two reports of different days."""
    later = make_report(id="b" * 16, published="2024-08-05", url="https://odra.example/2")
    later = msgspec.structs.replace(later, attributions=(), claims=(), relations=(), events=())
    path = tmp_path / "news.db"
    with open_store(path) as store:
        store.add_report(make_report(), "2024-07-03T00:00:00Z")
        store.add_report(later, "2024-08-06T00:00:00Z")
    return str(path)


def table(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_store_is_exported(db, capfd):
    code, out, err = run(capfd, "export", "--db", db, "--format", "csv", "--out", "-")
    rows = table(out)
    assert code == 0 and "3 rows" in err
    assert [r["claim id"] for r in rows] == ["c1", "c2", "c3"] and all(r["speaker"] for r in rows)


def test_conditions_choose_claims_and_the_day_chooses_reports(db, capfd):
    _, out, _ = run(capfd, "export", "--db", db, "--format", "csv", "--out", "-", "--modality", "alleged")
    assert [r["claim id"] for r in table(out)] == ["c1"]
    lines = {
        day: run(capfd, "export", "--db", db, "--format", "jsonl", "--out", "-", "--as-of", day)[1] for day in ("2024-07-31", "2024-09-01")
    }
    assert [len(text.splitlines()) for text in lines.values()] == [1, 2]


def test_a_file_is_there_whole(db, capfd, tmp_path):
    out = tmp_path / "claims.parquet"
    code, _, _ = run(capfd, "export", "--db", db, "--format", "parquet", "--out", str(out))
    assert code == 0 and out.read_bytes().startswith(b"PAR1") and [p.name for p in tmp_path.glob(".*")] == []


def test_report_lines_are_exported_and_a_bad_one_is_told(capfd, monkeypatch):
    data = encode_report(make_report()) + b"\nno line\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    code, out, err = run(capfd, "export", "-", "--format", "ftm", "--out", "-")
    assert code == 3 and "-:2: not the line of a report" in err
    assert {json.loads(line)["schema"] for line in out.splitlines()} >= {"Article", "Note", "Event"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--db", "none.db", "--format", "csv", "--out", "-"], "none.db"),
        (["none.jsonl", "--format", "csv", "--out", "-"], "no such file"),
        (["none.jsonl", "--format", "csv", "--out", "-", "--actor", "x"], "asks the store"),
        (["--format", "pdf", "--out", "-"], "pdf"),
        (["--format", "csv"], "--out"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_code_two(capfd, tmp_path, monkeypatch, arguments, words):
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capfd, "export", *arguments)
    assert code == 2 and words in err and out == ""
