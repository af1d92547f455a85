"""The word lists under `data/claims/`, read once."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=32)
def words_of(key: str) -> frozenset[str]:
    """The list `key` of `data/claims/words.toml`."""
    text = (resources.files("allegedly") / "data" / "claims" / "words.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)[key])
