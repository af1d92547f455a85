"""How alike two mentions of happenings are: their trigger words and what stands around them."""

from __future__ import annotations

from typing import NamedTuple

from allegedly.link.propositions import Proposition, shared_words


class Mention(NamedTuple):
    """A happening as a text mentions it: stems and groups of its trigger, and the words around it."""

    core: frozenset[str]
    around: Proposition


def compare_mentions(a: Mention, b: Mention) -> float:
    """0 to 1: 0 where no trigger word is shared by stem or group; symmetric."""
    if not a.core & b.core:
        return 0.0
    stems, groups = shared_words(a.around, b.around)
    context = {k: w for k, w in (*stems.items(), *groups.items()) if k not in a.core and k not in b.core}
    mass = sum(context.values())
    least = min(a.around.total, b.around.total) or 1.0
    return min(1.0, 0.3 + 0.7 * min(1.0, mass / 14) * min(1.0, 2.5 * mass / least))
