"""The cue lexicon: which words signal speaking, which act they name, how they colour it (`data/attribute/cues.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import get_args

import msgspec

from allegedly.records import Act, CueClass


class CueLexicon(msgspec.Struct, frozen=True):
    """Lemma or phrase → act, for verbs, nouns and adjectives; lemma → cue class; the adverb and adjective cues."""

    verbs: Mapping[str, Act]
    nouns: Mapping[str, Act]
    adjectives: Mapping[str, Act]
    classes: Mapping[str, CueClass]
    clause_adverbs: frozenset[str]
    noun_adjectives: frozenset[str]


@lru_cache(maxsize=1)
def load_lexicon() -> CueLexicon:
    """The lexicon of the package, read once."""
    raw = tomllib.loads((files("allegedly.data") / "attribute" / "cues.toml").read_text(encoding="utf-8"))
    classes: dict[str, CueClass] = {}
    for name in get_args(CueClass):
        for word in raw["cue_class"].get(name, []):
            classes.setdefault(word, name)
    return CueLexicon(
        verbs=_invert(raw["verbs"]),
        nouns=_invert(raw["nouns"]),
        adjectives=_invert(raw["adjectives"]),
        classes=classes,
        clause_adverbs=frozenset(raw["adverbs"]["clause"]),
        noun_adjectives=frozenset(raw["adverbs"]["noun"]),
    )


def _invert(table: Mapping[str, list[str]]) -> dict[str, Act]:
    """word → act; the first act that lists a word keeps it."""
    acts = set(get_args(Act))
    out: dict[str, Act] = {}
    for act, words in table.items():
        if act not in acts:
            raise ValueError(f"cues.toml: {act!r} is no act of the codebook")
        for word in words:
            out.setdefault(word, act)  # type: ignore[arg-type]
    return out
