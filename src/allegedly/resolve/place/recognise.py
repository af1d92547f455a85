"""Which candidates are place names: a weighted vote of the evidence, smoothed over the mentions of one name in the document."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from allegedly.records import Annotated
from allegedly.resolve.place.evidence import Context, features
from allegedly.resolve.place.scan import Candidate, find_candidates, split_words, with_lower_type

THRESHOLD = 0.0
SHARED_BELIEF = 0.35
"""How much the mean of a name's other mentions counts beside its own evidence."""


class Toponym(NamedTuple):
    """A candidate taken for a place name, with the probability that it is one."""

    candidate: Candidate
    score: float


def recognise_places(annotated: Annotated) -> list[Toponym]:
    """The place names and demonyms of a document in text order."""
    words = split_words(annotated.text)
    candidates = find_candidates(annotated, words)
    context = Context(annotated, words, candidates)
    beliefs = _share(candidates, [_belief(features(c, context)) for c in candidates])
    taken = [(c, b) for c, b in zip(candidates, beliefs, strict=True) if b > THRESHOLD]
    return [Toponym(with_lower_type(c, annotated.text), round(1 / (1 + math.exp(-b)), 3)) for c, b in taken]


def _belief(present: list[str]) -> float:
    bias, weights = _weights()
    return bias + sum(weights.get(name, 0.0) for name in present)


def _share(candidates: list[Candidate], own: list[float]) -> list[float]:
    """One name means one thing in one document (Gale, Church and Yarowsky 1992): its mentions lend each other evidence."""
    groups: dict[str, list[float]] = defaultdict(list)
    for candidate, belief in zip(candidates, own, strict=True):
        groups[candidate.base.casefold()].append(belief)
    return [_smoothed(belief, groups[c.base.casefold()]) for c, belief in zip(candidates, own, strict=True)]


def _smoothed(belief: float, group: list[float]) -> float:
    if len(group) == 1:
        return belief
    others = (sum(group) - belief) / (len(group) - 1)
    return belief + SHARED_BELIEF * max(-4.0, min(4.0, others))


@cache
def _weights() -> tuple[float, dict[str, float]]:
    data = json.loads(files("allegedly").joinpath("data", "place", "weights.json").read_text(encoding="utf-8"))
    return data["bias"], data["weights"]
