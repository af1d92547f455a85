import gzip
import json

import pytest

from allegedly.errors import SetupError
from allegedly.score.labels import labels_of, outermost_rows, read_labels

ROW = {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 12]]}


def test_a_reports_line_and_plain_rows_give_the_same_labels():
    line = {"document": {"source_id": "a", "text": "Ana said hi."}, "attributions": [{"id": "1", "tier": "core", **ROW}]}
    plain = {"id": "a", "text": "Ana said hi.", "attributions": [ROW]}
    spans = [[row[role] for role in ROW] for labels in (labels_of(line), labels_of(plain)) for row in labels.attributions]
    assert spans[0] == spans[1]


def test_nested_and_extended_rows_are_dropped_and_continued_ones_joined():
    rows = [
        {"id": "1", **ROW},
        {"id": "2", "parent": "1", **ROW},
        {"id": "3", "tier": "extended", **ROW},
        {"id": "4", "continues": "1", "source": [], "cue": [], "content": [[20, 30]]},
        {"id": "5", "continues": "4", "source": [], "cue": [], "content": [[40, 50]]},
    ]
    assert [row["content"] for row in outermost_rows(rows)] == [[[9, 12], [20, 30], [40, 50]]]


def test_a_layer_that_is_not_there_is_not_an_empty_one():
    assert labels_of({"id": "a", "timexes": []}).timexes == ()
    assert labels_of({"id": "a", "timexes": []}).places is None


def test_gzipped_lines_are_read(tmp_path):
    path = tmp_path / "gold.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps({"id": "a", "places": []}).encode()))
    assert read_labels(path)["a"].places == ()


@pytest.mark.parametrize("content", ["", "\n", "no json\n", '{"text": "no id"}\n', "[1]\n", "\ud800"])
def test_what_holds_no_labels_is_said_in_one_line(tmp_path, content):
    path = tmp_path / "gold.jsonl"
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(SetupError) as error:
        read_labels(path)
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(SetupError, match="check the path"):
        read_labels(tmp_path / "nothing.jsonl")
