"""Whether a text says that a claim is not so, by its words that deny and by what they stand over.

*Not* over a word of the claim denies it; *not* over another word says something else (*did not tell him that she was born a boy*). Where
the claim itself carries the word (*a doctored photograph*), the word is no denial. The weights are those of a logistic regression.
"""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from allegedly.link.words import Word, read_words
from allegedly.records import Span

REACH = 4
"""Content words after a denying word over which it may stand."""
DENYING = frozenset(
    {
        "deny",
        "hoax",
        "fake",
        "false",
        "debunk",
        "not_so",
        "no_first",
        "no_last",
        "no_says",
        "not",
        "no",
        "doubt",
        "no_proof",
        "mistaken",
        "contrary",
        "alive",
    }
)
OUTRIGHT = frozenset({"hoax", "fake", "false", "debunk", "not_so"})
"""Kinds that call a claim untrue by themselves."""
FATES = frozenset({"kill", "die", "abduct", "arrest"})
"""What cannot have befallen who is alive and safe."""


class Denial(NamedTuple):
    """How likely a text says that the claim is not so, and the denying words, the first of each kind, in order."""

    score: float
    evidence: tuple[Span, ...]


def find_denial(text: str, claim: str, start: int = 0, end: int | None = None) -> Denial:
    """Does `text[start:end]` deny `claim`? Spans are in `text`."""
    end = len(text) if end is None else end
    found = find_cues(text, start, end)
    spans = tuple(sorted({span for kind, span in found.items() if kind in DENYING}))
    if not spans:
        return Denial(0.0, ())
    weights = _weights()
    z = weights["bias"] + sum(weights.get(name, 0.0) * x for name, x in denial_features(text, claim, start, end).items())
    return Denial(1 / (1 + math.exp(-z)), spans)


def find_cues(text: str, start: int, end: int) -> dict[str, Span]:
    """Kind of denying word → the first such word. Offsets are those of `text`."""
    stretch = text[start:end]
    hits = ((kind, pattern.search(stretch)) for kind, pattern in _kinds().items())
    return {kind: Span(start + m.start(), start + m.end()) for kind, m in hits if m is not None}


def denial_features(text: str, claim: str, start: int = 0, end: int | None = None) -> dict[str, float]:
    """What tells a denial: the kinds found, alone and over words of the claim, and the kinds that the claim itself has."""
    end = len(text) if end is None else end
    found, theirs = find_cues(text, start, end), find_cues(claim, 0, len(claim))
    words, keys = read_words(text, start, end), _keys(read_words(claim))
    over = {kind for kind, span in found.items() if _is_over(span, words, keys)}
    out: dict[str, float] = dict.fromkeys(found, 1.0)
    out |= {f"{kind}, the claim too": 1.0 for kind in found.keys() & theirs.keys()}
    out |= {f"{kind} over the claim": 1.0 for kind in over}
    out |= {f"{a} and {b}": 1.0 for a in found for b in found if a < b and {a, b} & DENYING}
    if "alive" in found and not FATES.isdisjoint(keys):
        out["alive against a fate"] = 1.0
    own = found.keys() & DENYING - theirs.keys()
    return out | {"kinds": min(3.0, float(len(own))), "shared": _shared(words, keys)}


def _is_over(span: Span, words: tuple[Word, ...], keys: frozenset[str]) -> bool:
    """True if a word of the claim, no name, is among the next words after a denying word."""
    after = [w for w in words if w.start >= span.end][:REACH]
    return any(not keys.isdisjoint((w.stem, *w.groups)) for w in after if not w.capital or w.groups)


def _keys(words: Iterable[Word]) -> frozenset[str]:
    return frozenset(k for w in words for k in (w.stem, *w.groups) if not k.startswith("@"))


def _shared(words: tuple[Word, ...], keys: frozenset[str]) -> float:
    return sum(not keys.isdisjoint((w.stem, *w.groups)) for w in words) / (len(words) or 1)


def calls_false(text: str, claim: str, span: Span) -> tuple[Span, ...]:
    """The words of a stretch that call the claim untrue or made up, where the stretch denies it; none where it only negates."""
    if not is_denial(find_denial(text, claim, span.start, span.end)):
        return ()
    found = find_cues(text, span.start, span.end)
    return tuple(sorted({found[kind] for kind in OUTRIGHT & found.keys()})) if "undone" not in found else ()


def is_denial(denial: Denial) -> bool:
    """True from the likelihood that was best on training claims left out in turn."""
    return denial.score >= _weights()["least"]


@cache
def _kinds() -> Mapping[str, re.Pattern[str]]:
    text = files("allegedly").joinpath("data", "link", "denials.toml").read_text(encoding="utf-8")
    return {kind: re.compile(pattern, re.I) for kind, pattern in tomllib.loads(text)["kinds"].items()}


@cache
def _weights() -> Mapping[str, float]:
    data = json.loads(files("allegedly").joinpath("data", "link", "denials.json").read_text(encoding="utf-8"))
    return {"bias": data["bias"], "least": data["least"], **data["weights"]}
