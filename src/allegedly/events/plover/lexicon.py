"""Which words of a report fit the definition of a root, and with which mode (`data/plover/lexicon.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

import msgspec

Tier = Literal["strong", "public", "harm"]


class Entry(msgspec.Struct, frozen=True):
    """One root that a word fits: how surely (`tier`) and the mode, if the word gives it."""

    root: str
    tier: Tier
    mode: str | None = None


class Lexicon(msgspec.Struct, frozen=True):
    """Word → the roots that it may fit, in the order of the file; and the words that make a participant public."""

    words: Mapping[str, tuple[Entry, ...]]
    bodies: frozenset[str]

    def entries(self, action: str) -> tuple[Entry, ...]:
        """The roots of an event's action: of the whole of it, else of the noun that a light verb governs and of the verb."""
        parts = action.lower().split()
        whole = self.words.get(" ".join(parts))
        if whole is not None or len(parts) < 2:
            return whole or ()
        return (*self.words.get(parts[-1], ()), *self.words.get(parts[0], ()))


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The lexicon of the package, read once."""
    raw = tomllib.loads((files("allegedly.data") / "plover" / "lexicon.toml").read_text(encoding="utf-8"))
    words: dict[str, tuple[Entry, ...]] = {}
    for root, table in raw.items():
        if isinstance(table, dict) and root.isupper():
            for word, entry in _entries(root, table):
                words[word] = (*words.get(word, ()), entry)
    return Lexicon(words=words, bodies=frozenset(raw["bodies"]["words"]))


def _entries(root: str, table: dict[str, Any]) -> Iterator[tuple[str, Entry]]:
    """The words of one root with their tiers; a word that gives a mode is a strong one unless the root's words are all public."""
    for tier in ("strong", "public", "harm"):
        for word in table.get(tier, ()):
            yield word, Entry(root, tier)
    for mode, listed in table.get("modes", {}).items():
        for word in listed:
            yield word, Entry(root, "strong", mode)
