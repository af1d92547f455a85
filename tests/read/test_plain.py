"""Texts alone, for work between many documents."""

from __future__ import annotations

import gzip

from allegedly.read import read_texts
from allegedly.records import Failure


def test_a_line_is_a_document_with_its_own_id_and_an_untouched_text(tmp_path):
    (tmp_path / "x.jsonl").write_bytes(
        b'{"id": 7, "text": " Any words\\r\\n"}\n{"text": "no id"}\n{"id": "b", "text": "", "published": "2024"}\n'
    )
    first, failed, last = read_texts(tmp_path / "x.jsonl")
    assert (first.id, first.text) == ("7", " Any words\r\n") and isinstance(failed, Failure) and last.published == "2024"


def test_a_cut_gzip_file_gives_what_it_holds_and_a_failure(tmp_path):
    whole = gzip.compress(b"".join(b'{"id": "%d", "text": "%d"}\n' % (k, k**9) for k in range(5_000)))
    (tmp_path / "x.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    rows = list(read_texts(tmp_path / "x.jsonl.gz"))
    assert len(rows) > 10 and isinstance(rows[-1], Failure) and rows[-1].error == "BrokenFile"
