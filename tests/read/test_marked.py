"""Sentences with marked source and target, read from JSON lines."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.errors import SetupError
from allegedly.read.marked import read_marked, read_marked_lines
from allegedly.records import Failure, MarkedSentence, Span

TEXT = "Osk accused Norvak of lying."


def lines(*rows):
    return [json.dumps(row).encode() for row in rows]


def test_spans_count_characters_of_the_text():
    (row,) = read_marked_lines(lines({"id": 7, "text": "Ösk hit Tarn.", "source_spans": [[0, 3]], "target_spans": [[8, 12]]}), "x")
    assert row == MarkedSentence(id="7", text="Ösk hit Tarn.", source_spans=(Span(0, 3),), target_spans=(Span(8, 12),))


def test_a_sentence_may_lack_source_or_target_and_have_other_keys():
    (row,) = read_marked_lines(lines({"id": "a", "text": TEXT, "source_spans": [[0, 3]], "year": 2020}), "x")
    assert row.target_spans == ()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"not json", "not a line of JSON"),
        (b'{"id": "a"}', "needs 'id', 'text'"),
        (b'{"id": "a", "text": "  "}', "empty"),
        (b'{"id": "a", "text": "Osk.", "source_spans": [[0, 9]]}', "outside"),
        (b'{"id": "a", "text": "Osk.", "target_spans": [[2, 2]]}', "outside"),
        (b'{"id": "a", "text": "Osk.", "target_spans": [[-1, 2]]}', "outside"),
        (b'{"id": "a", "text": "' + b"x" * 20_001 + b'"}', "20,001 characters"),
        (b'{"id": "a", "text": "\xff"}', "not a line of JSON"),
    ],
)
def test_a_line_that_is_no_sentence_fails_alone(line, words):
    failure, row = read_marked_lines([line, *lines({"id": "b", "text": TEXT})], "file.jsonl")
    assert isinstance(failure, Failure) and failure.source_id == "file.jsonl:1" and words in failure.reason
    assert row.id == "b"


def test_blank_lines_are_skipped_and_counted():
    (failure,) = read_marked_lines([b"\n", b"{"], "f")
    assert failure.source_id == "f:2"


def test_a_missing_file_is_the_commands_fault(tmp_path):
    with pytest.raises(SetupError, match="no file"):
        next(read_marked(str(tmp_path / "none.jsonl")))


@given(st.binary(max_size=80))
def test_no_bytes_break_the_reader(line):
    assert len(list(read_marked_lines([line], "x"))) <= 1
