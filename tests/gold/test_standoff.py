"""Stand-off labels: nothing of the text in them, and back again without loss."""

import hashlib
import json
from pathlib import Path

import pytest

from gold.standoff import restore_files, strip

HERE = Path(__file__).parents[2] / "gold"
TEXT = "Osk denied it."
RECORD = {
    "document": {"id": "r", "sha256": hashlib.sha256(TEXT.encode()).hexdigest(), "paragraphs": [[0, 14]]},
    "attributions": [{"cue": {"start": 4, "end": 10, "text": "denied"}, "gloss": [], "content": [{"start": 11, "end": 13, "text": "it"}]}],
}


def test_stripping_and_restoring_loses_nothing(tmp_path):
    (tmp_path / "labels.jsonl").write_text(json.dumps(strip(RECORD)))
    (tmp_path / "r.txt").write_text(TEXT)
    (path,) = restore_files(tmp_path / "labels.jsonl", tmp_path, tmp_path / "out")
    assert json.loads(path.read_text()) == RECORD


def test_another_text_is_refused(tmp_path):
    (tmp_path / "labels.jsonl").write_text(json.dumps(strip(RECORD)))
    (tmp_path / "r.txt").write_text(TEXT + " ")
    with pytest.raises(ValueError, match="not the one that was labelled"):
        list(restore_files(tmp_path / "labels.jsonl", tmp_path, tmp_path / "out"))


@pytest.mark.parametrize("name", ["blind.jsonl", "labels.jsonl", "more.jsonl", "second.jsonl", "unseen.jsonl"])
def test_the_labels_of_the_repository_hold_no_words_of_a_span(name):
    def words(value):
        if isinstance(value, dict):
            return "start" in value or any(words(v) for v in value.values())
        return any(words(v) for v in value) if isinstance(value, list) else False

    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    assert lines and not any(words(json.loads(line)) for line in lines)
