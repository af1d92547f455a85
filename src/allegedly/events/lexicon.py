"""Which words name a happening, and which of them may name the same one (`data/events/lexicon.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

import msgspec


class EventLexicon(msgspec.Struct, frozen=True):
    """Lemma sets, and lemma → family for event nouns and for verbs of the same families."""

    stative: frozenset[str]
    light: frozenset[str]
    phase: frozenset[str]
    speech_acts: frozenset[str]
    nouns: Mapping[str, str]
    verbs: Mapping[str, str]


@lru_cache(maxsize=1)
def load_lexicon() -> EventLexicon:
    """The lexicon of the package, read once."""
    raw = tomllib.loads((files("allegedly.data") / "events" / "lexicon.toml").read_text(encoding="utf-8"))
    return EventLexicon(
        stative=frozenset(raw["stative"]),
        light=frozenset(raw["light"]),
        phase=frozenset(raw["phase"]),
        speech_acts=frozenset(raw["speech_acts"]),
        nouns={word: family for family, words in raw["nouns"].items() for word in words},
        verbs={word: family for family, words in raw["families"].items() for word in words},
    )
