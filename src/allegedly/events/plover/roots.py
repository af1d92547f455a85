"""The roots and their quad classes (`data/plover/roots.toml`), and the best root of a set of chances."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from allegedly.records import Plover


@lru_cache(maxsize=1)
def load_quads() -> Mapping[str, int]:
    """Root → quad: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
    raw = tomllib.loads((files("allegedly.data") / "plover" / "roots.toml").read_text(encoding="utf-8"))
    quads: dict[str, int] = raw["quads"]
    return quads


def best_code(chances: Mapping[str, float]) -> Plover:
    """The likeliest root with its quad and chance; of equals the first in the alphabet."""
    root = min(chances, key=lambda name: (-chances[name], name))
    return Plover(root=root, quad=load_quads()[root], score=round(chances[root], 4))
