"""How alike two mentions of happenings are: their trigger words and what stands around them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from allegedly.link.propositions import Proposition, shared_words
from allegedly.link.words import Word, weight_of

STRANGE, KIN = 0.05, 0.3
"""Up to the first likeness two texts tell of two stories, from the second of one."""


TELLING = 3.0
"""A trigger of this weight or more tells all it can."""


class Mention(NamedTuple):
    """A happening as a text mentions it: stems and groups of its trigger, and the words around it."""

    core: frozenset[str]
    around: Proposition


def compare_mentions(a: Mention, b: Mention, story: float = 1.0) -> float:
    """0 to 1: 0 where no trigger word is shared by stem or group; symmetric. `story` is how alike the two texts are as wholes
    (`compare_texts`): one word for a happening means two happenings in two stories."""
    if not a.core & b.core:
        return 0.0
    stems, groups = shared_words(a.around, b.around)
    context = {k: w for k, w in (*stems.items(), *groups.items()) if k not in a.core and k not in b.core}
    mass = sum(context.values())
    least = min(a.around.total, b.around.total) or 1.0
    told = min(1.0, 0.3 + 0.7 * min(1.0, mass / 14) * min(1.0, 2.5 * mass / least))
    return told * most_alike(story)


def most_alike(story: float) -> float:
    """The most that two mentions can come to in texts that are so much alike."""
    return min(1.0, max(0.0, (story - STRANGE) / (KIN - STRANGE)))


def how_telling(a: Mention, b: Mention) -> float:
    """0 to 1: how much a trigger shared tells, by the commoner of the two; two reports *find* many things, few *capsize*."""
    weights = [max((m.around.weights.get(k, 0.0) for k in m.core), default=0.0) for m in (a, b)]
    return min(1.0, min(weights) / TELLING)


def compare_texts(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """The cosine of two texts as `weigh_text` gives them; symmetric."""
    shorter, longer = (a, b) if len(a) <= len(b) else (b, a)
    return sum(w * longer[s] for s, w in shorter.items() if s in longer)


def weigh_text(words: Iterable[Word]) -> dict[str, float]:
    """Stem → weight, by how telling and how frequent, of length one."""
    counts = Counter(w.stem for w in words if w.number is None)
    weights = {s: weight_of(s) * (1 + math.log(n)) for s, n in counts.items()}
    length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
    return {s: w / length for s, w in weights.items()}
