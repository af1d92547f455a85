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
    befalls: frozenset[str]
    suffered: frozenset[str]
    undergone_by_none: frozenset[str]
    schemes: frozenset[str]
    occasions: frozenset[str]
    utters: frozenset[str]
    groups: frozenset[str]
    forces: frozenset[str]
    nouns: Mapping[str, str]
    verbs: Mapping[str, str]


SETS = (
    "stative",
    "light",
    "phase",
    "speech_acts",
    "befalls",
    "suffered",
    "undergone_by_none",
    "schemes",
    "occasions",
    "utters",
    "groups",
    "forces",
)


@lru_cache(maxsize=1)
def load_lexicon() -> EventLexicon:
    """The lexicon of the package, read once."""
    raw = tomllib.loads((files("allegedly.data") / "events" / "lexicon.toml").read_text(encoding="utf-8"))
    return EventLexicon(
        **{name: frozenset(raw[name]) for name in SETS},
        nouns={word: family for family, words in raw["nouns"].items() for word in words},
        verbs={word: family for family, words in raw["families"].items() for word in words},
    )
