"""Time expressions, predicted against gold, by the measures of TempEval-3 (UzZaman et al. 2013).

*Strict*: the same start and end. *Relaxed*: any overlap, one to one, longest overlap first. *Value* and *type* are attribute F1: the
relaxed matches that also have the right attribute, over all predicted and all gold expressions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from allegedly.score.rates import Rate

Expression = Mapping[str, Any]
"""`start`, `end` in code points, `type` and `value` as in TIMEX3."""


class TimexScore(msgspec.Struct, frozen=True):
    """The four rates of one comparison."""

    strict: Rate
    relaxed: Rate
    value: Rate
    type: Rate


def match_expressions(gold: Sequence[Expression], predicted: Sequence[Expression]) -> list[tuple[Expression, Expression]]:
    """Overlapping pairs, one to one, longest overlap first."""
    overlaps = sorted(
        (-shared, i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if (shared := min(g["end"], p["end"]) - max(g["start"], p["start"])) > 0
    )
    used: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for _, i, j in overlaps:
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append((gold[i], predicted[j]))
    return pairs


def score_timexes(gold: Mapping[str, Sequence[Expression]], predicted: Mapping[str, Sequence[Expression]]) -> TimexScore:
    """Score `predicted` against `gold`, both document id → expressions; a missing document counts as empty."""
    right = {"strict": 0, "relaxed": 0, "value": 0, "type": 0}
    for name, expected in gold.items():
        given = predicted.get(name, ())
        right["strict"] += len(_edges(expected) & _edges(given))
        for g, p in match_expressions(expected, given):
            right["relaxed"] += 1
            right["value"] += g["value"] == p.get("value")
            right["type"] += g["type"] == p.get("type")
    count_gold, count_given = sum(map(len, gold.values())), sum(len(predicted.get(name, ())) for name in gold)
    return TimexScore(**{k: Rate(v, count_given, count_gold) for k, v in right.items()})


def _edges(expressions: Iterable[Expression]) -> set[tuple[int, int]]:
    return {(e["start"], e["end"]) for e in expressions}
