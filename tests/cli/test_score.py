import json

from click.testing import CliRunner

from allegedly.cli import cli

GOLD = {
    "id": "a",
    "text": "Ana said it rained on Monday.",
    "attributions": [{"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 28]]}],
    "timexes": [{"start": 22, "end": 28, "type": "DATE", "value": "2024-07-01"}],
}


def _run(tmp_path, predicted, *options):
    gold, mine = tmp_path / "gold.jsonl", tmp_path / "mine.jsonl"
    gold.write_text(json.dumps(GOLD) + "\n")
    mine.write_text(json.dumps(predicted) + "\n")
    return CliRunner().invoke(cli, ["score", str(gold), str(mine), *options])


def test_labels_scored_against_themselves_are_all_right(tmp_path):
    rows = [json.loads(line) for line in _run(tmp_path, GOLD, "--json").output.splitlines()]
    assert {row["measure"] for row in rows} >= {"attribution relation", "time strict", "time value"}
    assert {row["f1"] for row in rows} == {1.0}


def test_only_the_layer_asked_for_is_scored(tmp_path):
    assert "attribution" not in _run(tmp_path, GOLD, "--layer", "time").output


def test_precision_and_recall_are_not_swapped(tmp_path):
    twice = GOLD | {"timexes": [*GOLD["timexes"], {"start": 0, "end": 3, "type": "DATE", "value": "2024"}]}
    strict = json.loads(_run(tmp_path, twice, "--json", "--layer", "time").output.splitlines()[0])
    assert (strict["precision"], strict["recall"]) == (0.5, 1.0)


def test_a_span_outside_the_text_is_one_clear_line(tmp_path):
    beyond = GOLD | {"attributions": [{"source": [[0, 300]], "cue": [[4, 8]], "content": [[9, 28]]}]}
    assert "same texts" in str(_run(tmp_path, beyond).exception)
