"""`allegedly export`: from a store as of any day, or from report lines; one clear line for what cannot be done."""

from __future__ import annotations

import csv
import io
import json
import re
import sys

import msgspec
import pytest

from allegedly.records import Link, decode_report, encode_report
from allegedly.store import open_store
from allegedly.store.edges import add_links
from tests.command import run
from tests.export.conftest import make_report


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


def test_an_answer_in_another_report_is_exported_with_its_speaker(tmp_path, capfd):
    first = decode_report(re.sub(rb'"([ac][123])"', rb'"00000\1"', encode_report(make_report())))
    other = make_report(id="c" * 16, url="https://odra.example/3")
    second = decode_report(re.sub(rb'"([ac][123])"', rb'"11111\1"', encode_report(msgspec.structs.replace(other, events=()))))
    link = Link(
        id="f" * 16, source="11111c2", source_document="c" * 16, type="denies", target="00000c3", target_document=first.document.id
    )  # fmt: skip
    with open_store(tmp_path / "two.db") as store:
        store.add_report(first, "2024-07-03T00:00:00Z")
        store.add_report(second, "2024-07-03T00:00:00Z")
        with store.transaction():
            add_links(store.derive, [link])
    out = {
        form: run(capfd, "export", "--db", str(tmp_path / "two.db"), "--format", form, "--out", "-")[1] for form in ("csv", "jsonld", "ftm")
    }
    assert [r["answered by"] for r in table(out["csv"]) if r["claim id"] == "00000c3"] == ["'-Rehn (denies)"]
    (node,) = [n for n in json.loads(out["jsonld"])["@graph"] if n["@id"] == "urn:allegedly:claim:00000c3"]
    assert node["@reverse"] == {"denies": [{"@id": "urn:allegedly:claim:11111c2"}]}
    entities = {e["id"]: e for e in map(json.loads, out["ftm"].splitlines())}
    links = [e for e in entities.values() if e["schema"] == "UnknownLink"]
    assert all(entities[e["properties"]["subject"][0]]["properties"]["name"] == ["-Rehn"] for e in links) and len(links) == 3
