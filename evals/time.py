"""Time expressions on TimeBank and AQUAINT beside the peers' outputs: `python -m evals.time [--raise]`.

A quarter of the documents (SHA-256 of the id divisible by four) is held out: its errors were never looked at, only its figures.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import time
from pathlib import Path
from typing import Any

from allegedly.resolve.time import find_timexes
from allegedly.score.timex import TimexScore, score_timexes, timex_rows
from evals.gate import check, shared

Rows = dict[str, list[dict[str, Any]]]
PEERS = {"HeidelTime": "htwarm", "recognizers-text": "recognizers", "duckling": "duckling"}


def main() -> int:
    """Score the corpus and its two parts, print the peers beside, hold the floors."""
    parser = argparse.ArgumentParser(prog="evals.time")
    parser.add_argument("--raise", dest="raise_floors", action="store_true")
    arguments = parser.parse_args()
    path = shared() / "data" / "time" / "tbaq.jsonl.gz"
    if not path.exists():
        print("time: no development data beside the checkout, nothing measured")
        return 0
    documents = _lines(path)
    gold = {d["id"]: d["timexes"] for d in documents}
    start = time.perf_counter()
    mine = {d["id"]: timex_rows(find_timexes(d["text"], d["dct"])) for d in documents}
    print(f"{len(documents) / (time.perf_counter() - start):.0f} documents per second, one thread")
    _print_side_by_side(gold, mine)
    return check("time", [path], _measures(gold, mine), raise_floors=arguments.raise_floors)


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).decode().split("\n") if line]


def _held_out(identifier: str) -> bool:
    return int(hashlib.sha256(identifier.encode()).hexdigest(), 16) % 4 == 0


def _parts(gold: Rows) -> dict[str, Rows]:
    return {
        "": gold,
        "seen part, ": {i: g for i, g in gold.items() if not _held_out(i)},
        "held-out part, ": {i: g for i, g in gold.items() if _held_out(i)},
    }


def _measures(gold: Rows, mine: Rows) -> dict[str, float]:
    out = {}
    for part, some in _parts(gold).items():
        score = score_timexes(some, mine)
        out[f"{part}strict F1"] = 100 * score.strict.f1
        out[f"{part}value F1"] = 100 * score.value.f1
        if not part:
            out["relaxed F1"] = 100 * score.relaxed.f1
    return out


def _print_side_by_side(gold: Rows, mine: Rows) -> None:
    peers = {name: shared() / "data" / "peers" / f"time.{file}.tbaq.jsonl.gz" for name, file in PEERS.items()}
    runs = {"allegedly": mine} | {name: {d["id"]: d["timexes"] for d in _lines(p)} for name, p in peers.items() if p.exists()}
    print(f"{'':18s} {'strict':>7s} {'relaxed':>8s} {'type':>6s} {'value':>6s}   held out: strict, value")
    for name, rows in runs.items():
        print(f"{name:18s} {_cells(score_timexes(gold, rows))}   {_held(score_timexes(_parts(gold)['held-out part, '], rows))}")


def _cells(score: TimexScore) -> str:
    return f"{100 * score.strict.f1:7.1f} {100 * score.relaxed.f1:8.1f} {100 * score.type.f1:6.1f} {100 * score.value.f1:6.1f}"


def _held(score: TimexScore) -> str:
    return f"{100 * score.strict.f1:.1f}, {100 * score.value.f1:.1f}"


if __name__ == "__main__":
    raise SystemExit(main())
