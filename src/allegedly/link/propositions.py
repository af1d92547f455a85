"""What a stretch of text says, as weighed words, and how alike two such propositions are, up to a sign.

The likeness never says whether two speakers agree: that is the sign's matter (`stance.py`), read off words that deny. Opposed claims
share more words than paraphrases do.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

from allegedly.link.words import Word, read_words, weight_of

GROUP_SHARE = 0.7
"""What a word counts that is matched by its group and not by its stem."""
NUMBER_WEIGHT = 3.0
"""The weight of a number: the same number is some evidence, numbers being few."""


class Proposition(NamedTuple):
    """The words of a text: `weights` of its stems, the stems of each group, the pairs of neighbours, the total of the weights and of their
    squares, and the numbers among the words."""

    words: tuple[Word, ...]
    weights: Mapping[str, float]
    groups: Mapping[str, str]
    pairs: frozenset[tuple[str, str]]
    total: float
    squares: float
    numbers: frozenset[float]


class Likeness(NamedTuple):
    """What two propositions share: stems and groups, and the probability that they are one up to a sign."""

    stems: frozenset[str]
    groups: frozenset[str]
    score: float


def read_proposition(text: str, start: int = 0, end: int | None = None) -> Proposition:
    """The proposition of one stretch of `text`."""
    return make_proposition(read_words(text, start, end))


def make_proposition(words: Iterable[Word]) -> Proposition:
    """The proposition of words read before, of one stretch or several."""
    kept = tuple(words)
    weights = {w.stem: NUMBER_WEIGHT if w.number is not None else weight_of(w.stem) for w in kept}
    groups: dict[str, str] = {}
    for word in kept:
        for group in word.groups:
            groups.setdefault(group, word.stem)
    pairs = frozenset((a.stem, b.stem) for a, b in pairwise(kept))
    numbers = frozenset(w.number for w in kept if w.number is not None)
    return Proposition(kept, weights, groups, pairs, *_sums(weights), numbers)


def _sums(weights: Mapping[str, float]) -> tuple[float, float]:
    """The sum of the weights, and that of their squares."""
    return sum(weights.values()), sum(w * w for w in weights.values())


def discount(a: Proposition, shares: Mapping[str, float]) -> Proposition:
    """The proposition with words weighing less that a whole story is full of: `shares` of the claims they stand in, 0 to 1."""
    if shares.keys().isdisjoint(a.weights):
        return a
    weights = {s: w * (1.0 - shares.get(s, 0.0)) ** 2 for s, w in a.weights.items()}
    total, squares = _sums(weights)
    return a._replace(weights=weights, total=total, squares=squares)


def compare_propositions(a: Proposition, b: Proposition) -> Likeness:
    """How alike two propositions are; symmetric."""
    stems, groups = shared_words(a, b)
    if not stems and not groups:
        return Likeness(frozenset(), frozenset(), 0.0)
    model = _model()
    z = model.bias + sum(w * x for w, x in zip(model.weights, features(a, b, stems, groups), strict=True))
    return Likeness(frozenset(stems), frozenset(groups), 1 / (1 + math.exp(-z)))


def shared_words(a: Proposition, b: Proposition) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """The stems both have and the groups that tie one of the rest to one of the rest, each with its weight."""
    stems = {s: a.weights[s] for s in a.weights.keys() & b.weights.keys()}
    groups: dict[str, float] = {}
    used: set[str] = set()
    for group in sorted(a.groups.keys() & b.groups.keys()):
        x, y = a.groups[group], b.groups[group]
        if x not in stems and y not in stems and not used & {x, y}:
            used |= {x, y}
            groups[group] = GROUP_SHARE * min(a.weights[x], b.weights[y])
    return stems, groups


FEATURES = ("dice", "cosine", "most", "least", "mass", "best", "count", "pairs", "numbers_differ", "numbers_agree", "length")
"""The names of what `features` gives, in order."""


def features(a: Proposition, b: Proposition, stems: Mapping[str, float], groups: Mapping[str, float]) -> tuple[float, ...]:
    """How much of the two is shared, in the order of `FEATURES`; symmetric."""
    mass = sum(stems.values()) + sum(groups.values())
    squares = sum(w * w for w in (*stems.values(), *groups.values()))
    covers = sorted((mass / (a.total or 1), mass / (b.total or 1)))
    differ, agree = _numbers(a, b)
    return (
        2 * mass / (a.total + b.total or 1),
        squares / math.sqrt(a.squares * b.squares or 1),
        min(covers[1], 1.0),
        covers[0],
        math.log1p(mass),
        max((*stems.values(), *groups.values()), default=0.0) / 7,
        math.log1p(len(stems) + GROUP_SHARE * len(groups)),
        math.log1p(len(a.pairs & b.pairs)),
        differ,
        agree,
        math.log1p(min(len(a.words), len(b.words))),
    )


def _numbers(a: Proposition, b: Proposition) -> tuple[float, float]:
    """1 if both have numbers and none is shared; 1 if one is shared."""
    shared = not a.numbers.isdisjoint(b.numbers)
    return float(bool(a.numbers and b.numbers) and not shared), float(shared)


class Model(NamedTuple):
    """The weights of a logistic regression over `FEATURES`."""

    bias: float
    weights: Sequence[float]


@cache
def _model() -> Model:
    data = json.loads(files("allegedly").joinpath("data", "link", "likeness.json").read_text(encoding="utf-8"))
    return Model(data["bias"], tuple(data["weights"][name] for name in FEATURES))
