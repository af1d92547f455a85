"""Weights of named features, and the scores they give: plain logistic regression, no libraries.

`data/events/weights.json` holds one table per question (`trigger`, `modality` ...), written by `python -m training.events`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files

import msgspec


class Table(msgspec.Struct, frozen=True):
    """One question's weights: for each label a bias and a weight per feature; `threshold` where yes begins."""

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]]
    threshold: float = 0.5


@lru_cache(maxsize=1)
def load_tables() -> Mapping[str, Table]:
    """The tables of the package, read once."""
    raw = json.loads((files("allegedly.data") / "events" / "weights.json").read_text(encoding="utf-8"))
    return {name: msgspec.convert(table, Table) for name, table in raw.items()}


def chance(table: Table, features: Iterable[str]) -> float:
    """The probability of yes, 0 to 1, by a table of one label."""
    total = table.bias[0] + sum(w[0] for f in features if (w := table.weights.get(f)) is not None)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def best_label(table: Table, features: Iterable[str]) -> str:
    """The likeliest label by a table of several; the first in order among equals."""
    totals = list(table.bias)
    for feature in features:
        for k, weight in enumerate(table.weights.get(feature, ())):
            totals[k] += weight
    return table.labels[max(range(len(totals)), key=lambda k: (totals[k], -k))]
