"""An archive read in parts is the archive read at once."""

from __future__ import annotations

import gzip
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from allegedly.errors import SetupError
from allegedly.read import read_documents
from allegedly.read.parts import read_part, split_sources
from allegedly.records import Failure
from tests.read.test_archives import INFO, archive, page, record

TEXTS = [f"The minister said on Monday that road {k} was closed, and that nobody knew why." for k in range(11)]


def as_lines(folder):
    rows = [json.dumps({"id": f"l{k}", "text": text}) for k, text in enumerate(TEXTS)]
    rows[4] = "no JSON"
    (folder / "a.jsonl").write_text("\n".join(rows))
    return folder / "a.jsonl"


def as_packed_lines(folder):
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(as_lines(folder).read_bytes()))
    return folder / "b.jsonl.gz"


def as_cut_lines(folder):
    data = gzip.compress("\n".join(json.dumps({"id": k, "text": f"{t} {hash((k, t))}" * 9}) for k, t in enumerate(TEXTS * 40)).encode())
    (folder / "c.jsonl.gz").write_bytes(data[: len(data) // 2])
    return folder / "c.jsonl.gz"


def as_table(folder):
    pq.write_table(pa.table({"text": TEXTS, "publisher": ["The Courier"] * 11}), folder / "a.parquet", row_group_size=4)
    return folder / "a.parquet"


def as_archive(folder):
    pages = [record(f"https://courier.example/{k}", page(str(k))) for k in range(7)]
    return archive(folder / "a.warc.gz", INFO, *pages)


def as_cut_archive(folder):
    path = as_archive(folder)
    path.write_bytes(path.read_bytes()[:-200])
    return path


def as_folder(folder):
    (folder / "many").mkdir()
    for k, text in enumerate(TEXTS):
        (folder / "many" / f"{k:02}.txt").write_text(text)
    as_lines(folder / "many")
    return folder / "many"


@pytest.mark.parametrize("size", [1, 3, 100])
@pytest.mark.parametrize("make", [as_lines, as_packed_lines, as_table, as_archive, as_cut_archive, as_folder], ids=lambda f: f.__name__)
def test_the_parts_hold_everything_once_and_in_order(tmp_path, make, size):
    source = str(make(tmp_path))
    parts = list(split_sources([source], size))
    rows = [row for part in parts for row in read_part(part)]
    assert rows == list(read_documents(source)) and len(rows) > 6
    assert parts == list(split_sources([source], size))
    assert size == 100 or len(parts) >= 11 / (size + 1) - 1


def test_a_cut_file_gives_what_it_holds_and_one_failure(tmp_path):
    source = str(as_cut_lines(tmp_path))
    rows = [row for part in split_sources([source], 50) for row in read_part(part)]
    assert sum(isinstance(r, Failure) for r in rows) >= 1 and len(rows) > 50
    assert [r for r in rows if not isinstance(r, Failure)] == [r for r in read_documents(source) if not isinstance(r, Failure)]


def test_a_file_that_is_gone_when_its_part_is_read_is_a_failure(tmp_path):
    source = as_lines(tmp_path)
    (part,) = split_sources([str(source)], 100)
    source.unlink()
    (row,) = read_part(part)
    assert isinstance(row, Failure) and "no such file" in row.reason


@pytest.mark.parametrize("source", ["-", "https://courier.example/", "nowhere.jsonl"])
def test_what_cannot_be_read_twice_is_refused_before_anything_is_done(source):
    with pytest.raises(SetupError):
        list(split_sources([source], 10))
