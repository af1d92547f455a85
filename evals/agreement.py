"""How far an independent annotator agrees with the labelled development reports: `python -m evals.agreement`.

`gold/blind.jsonl` is four of them labelled again by another annotator who had the codebook and two other examples only. Its score against
the first labels, by the reference scorer, is printed beside the tool's on the same reports: no tool can be asked for more. Nothing here
is a floor.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from allegedly.records import encode_report
from evals.gate import shared
from evals.record import MEASURES, load_scorer, predict
from gold.standoff import restore_files

BLIND = Path(__file__).parent.parent / "gold" / "blind.jsonl"


def main() -> int:
    """Print each measure for the annotator and for the tool."""
    scorer = load_scorer()
    if scorer is None:
        print("agreement: no labelled reports beside the checkout, nothing measured")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        again = {f.stem: json.loads(f.read_text()) for f in restore_files(BLIND, shared() / "pool", Path(folder))}
    first = {name: json.loads((shared() / "gold" / "dev" / f"{name}.json").read_text()) for name in again}
    annotator = _score(scorer, first, lambda name, text: scorer.from_gold(again[name], text))
    tool = _score(scorer, first, lambda name, text: scorer.from_line(json.loads(encode_report(predict(first[name], text, False))), text))
    print(f"{len(first)} reports{'':29s} annotator     tool")
    for measure, kind in MEASURES:
        print(f"{measure + ' ' + kind:36s} {annotator[measure][kind] or 0:12.1%} {tool[measure][kind] or 0:8.1%}")
    return 0


def _score(scorer: Any, first: dict[str, Any], answer: Callable[[str, str], Any]) -> dict[str, dict[str, float | None]]:
    tally = scorer.Tally()
    for name, gold in first.items():
        text = (shared() / "pool" / f"{name}.txt").read_bytes().decode()
        scorer.score_document(scorer.from_gold(gold, text), answer(name, text), scorer.Words(text), tally, name)
    result: dict[str, dict[str, float | None]] = tally.result()
    return result


if __name__ == "__main__":
    sys.exit(main())
