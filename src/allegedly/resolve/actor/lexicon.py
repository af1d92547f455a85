"""The word lists under `data/actor/`, read once. Every list is plain TOML; none says anything about a person."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?(?=\s|$)")


@lru_cache(maxsize=16)
def read_list(name: str) -> dict[str, Any]:
    """`data/actor/NAME.toml` as it stands."""
    return tomllib.loads((resources.files("allegedly") / "data" / "actor" / f"{name}.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=64)
def words_of(name: str, key: str) -> frozenset[str]:
    """The list `key` of `data/actor/NAME.toml`, in lower case."""
    return frozenset(word.lower() for word in read_list(name)[key])


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """A name for comparison: lower case, no article, possessive or punctuation."""
    words = _WORD.findall(_POSSESSIVE.sub("", name.lower()))
    return " ".join(words[1:] if words and words[0] in {"the", "a", "an"} else words)


def slug(name: str) -> str:
    """A name as a key: `Labour Party` → `labour-party`."""
    return fold(name).replace(" ", "-").replace(".", "")


@lru_cache(maxsize=1 << 14)
def without_article(name: str) -> str:
    """A name without the article and possessive ending that the sentence gave it."""
    return re.sub(r"['’]s?$", "", re.sub(r"^(?:the|a|an)\s+", "", name.strip(), flags=re.IGNORECASE))
