"""Time expressions against TimeBank and AQUAINT: `python -m evals.time [--raise]`.

Beside ours the peers' stored outputs, scored anew. Speed is printed, not gated: it is the machine's as much as ours.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from pathlib import Path
from typing import Any

from allegedly.resolve.time import find_timexes
from allegedly.score.timex import TimexScore, score_timexes
from evals.gate import check, shared

PEERS = {"HeidelTime": "htwarm", "recognizers-text": "recognizers", "duckling": "duckling"}


def read_lines(path: Path) -> list[Any]:
    """Gzipped JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def main() -> int:
    """Print the table, then hold the floors."""
    corpus = shared() / "data" / "time" / "tbaq.jsonl.gz"
    documents = read_lines(corpus)
    gold = {d["id"]: d["timexes"] for d in documents}
    began = time.perf_counter()
    found = {d["id"]: find_timexes(d["text"], d["dct"]) for d in documents}
    speed = len(documents) / (time.perf_counter() - began)
    ours = {k: [{"start": t.span.start, "end": t.span.end, "type": t.type, "value": t.value} for t in v] for k, v in found.items()}
    for name, stem in PEERS.items():
        rows = read_lines(shared() / "data" / "peers" / f"time.{stem}.tbaq.jsonl.gz")
        _print(name, score_timexes(gold, {d["id"]: d["timexes"] for d in rows}))
    score = score_timexes(gold, ours)
    _print("allegedly", score)
    print(f"allegedly: {speed:.0f} documents a second on one thread")
    measures = {"strict F1": 100 * score.strict.f1, "relaxed F1": 100 * score.relaxed.f1, "value F1": 100 * score.value.f1}
    return check("time", [corpus], measures, raise_floors="--raise" in sys.argv)


def _print(name: str, score: TimexScore) -> None:
    rates = " | ".join(f"{k} {100 * getattr(score, k).f1:.1f}" for k in ("strict", "relaxed", "value", "type"))
    print(f"{name:20s} {rates}")


if __name__ == "__main__":
    sys.exit(main())
