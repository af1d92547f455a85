"""Headlines of Emergent: which carry one claim, and which deny it: `python -m evals.grouping [--raise]`.

Grouping: average link over the likeness of two propositions; pairs of headlines of one claim, precision, recall, F1. Denial: the class
`against`, given the claim. Weights and cuts were fitted on the training claims; the 60 claims of the test part were not read for them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections import Counter
from itertools import combinations
from typing import Any

from allegedly.link.groups import average_link
from allegedly.link.propositions import compare_propositions, read_proposition
from allegedly.link.stance import find_denial, is_denial
from evals.gate import check, shared

LEAST = 0.33
"""The mean likeness at which groups join, the best on the training claims."""
NOTHING = 0.03
"""Pairs less alike than this count as not alike, which keeps the table small."""
Rows = list[dict[str, Any]]


def main() -> int:
    """Score both measures on unseen and on training claims, hold the floors."""
    parser = argparse.ArgumentParser(prog="evals.grouping")
    parser.add_argument("--raise", dest="raise_floors", action="store_true")
    arguments = parser.parse_args()
    path = shared() / "data" / "crossdoc" / "emergent.headlines.jsonl.gz"
    if not path.exists():
        print("grouping: no development data beside the checkout, nothing measured")
        return 0
    rows = [json.loads(line) for line in gzip.decompress(path.read_bytes()).decode().splitlines()]
    measures: dict[str, float] = {}
    for part, name in (("test", "unseen claims"), ("train", "training claims")):
        measures |= _measures([r for r in rows if r["split"] == part], name)
    return check("grouping", [path], measures, raise_floors=arguments.raise_floors)


def _measures(rows: Rows, name: str) -> dict[str, float]:
    start = time.perf_counter()
    groups = group_headlines(rows)
    pairs = pair_scores({r["id"]: r["claim_id"] for r in rows}, groups)
    denial = class_scores([r["stance"] == "against" for r in rows], [is_denial(find_denial(r["headline"], r["claim"])) for r in rows])
    print(f"{name}: {len(rows)} headlines in {len(groups)} groups, {time.perf_counter() - start:.1f} s")
    print(f"  grouping P {pairs[0]:.3f} R {pairs[1]:.3f} F1 {pairs[2]:.3f}   denial P {denial[0]:.3f} R {denial[1]:.3f} F1 {denial[2]:.3f}")
    return {f"{name}, grouping pair F1": 100 * pairs[2], f"{name}, denial F1": 100 * denial[2]}


def group_headlines(rows: Rows) -> tuple[tuple[str, ...], ...]:
    """The ids of headlines in groups."""
    read = [(r["id"], read_proposition(r["headline"])) for r in sorted(rows, key=lambda r: r["id"])]
    scores = {(i, j): s for (i, a), (j, b) in combinations(read, 2) if (s := compare_propositions(a, b).score) >= NOTHING}
    return average_link((i for i, _ in read), scores, (), LEAST)


def pair_scores(gold: dict[str, str], groups: tuple[tuple[str, ...], ...]) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs of one group."""
    sizes = [Counter(gold[i] for i in group) for group in groups]
    both = sum(_pairs(n) for counts in sizes for n in counts.values())
    predicted, true = sum(_pairs(len(group)) for group in groups), sum(_pairs(n) for n in Counter(gold.values()).values())
    return _scores(both, predicted, true)


def class_scores(gold: list[bool], predicted: list[bool]) -> tuple[float, float, float]:
    """Precision, recall and F1 of a class."""
    return _scores(sum(g and p for g, p in zip(gold, predicted, strict=True)), sum(predicted), sum(gold))


def _pairs(n: int) -> int:
    return n * (n - 1) // 2


def _scores(both: int, predicted: int, true: int) -> tuple[float, float, float]:
    precision, recall = both / predicted if predicted else 1.0, both / true if true else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if both else 0.0


if __name__ == "__main__":
    raise SystemExit(main())
