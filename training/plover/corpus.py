"""Labelled sentences as the trainer sees them: masked word pieces and the number of the root.

Lines are `{"id", "text", "source_spans", "target_spans", "gold_root"}` with code-point offsets. Our own sentences
(`phrases.toml`) are drawn anew each epoch: a predicate of one root with words chosen among its alternatives, in a frame.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from allegedly.events.plover.mask import Pieces, mask_pieces
from allegedly.records import Span

PHRASES = Path(__file__).parent / "phrases.toml"
CHOICE = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True)
class Sentence:
    """One labelled sentence; `sources` and `targets` in code points of `text`."""

    id: str
    text: str
    sources: tuple[Span, ...]
    targets: tuple[Span, ...]
    root: str

    def pieces(self, tokenizer: Any) -> Pieces:
        """Masked word pieces."""
        return mask_pieces(self.text, self.sources, self.targets, tokenizer)


def read_sentences(path: Path) -> list[Sentence]:
    """Read plain or gzipped JSON lines."""
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")
    with opened as lines:
        return [_sentence(json.loads(line)) for line in lines]


def _sentence(row: dict[str, Any]) -> Sentence:
    sources, targets = (tuple(Span(s, e) for s, e in row[f"{role}_spans"]) for role in ("source", "target"))
    return Sentence(row["id"], row["text"], sources, targets, row["gold_root"])


def draw_sentences(rng: random.Random, times: int, path: Path = PHRASES) -> Iterator[Sentence]:
    """Each of our own predicates `times` times, its alternatives, frame and actors drawn."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    for root, predicates in raw["roots"].items():
        for number, predicate in enumerate(predicates):
            for turn in range(times):
                frame = rng.choice(raw["frames"])
                drawn = _draw(frame.replace("{P}", predicate), rng)
                yield _fill(f"own-{root}-{number}-{turn}", drawn, root)


def _draw(text: str, rng: random.Random) -> str:
    """Replace every `[a|b|c]` by one of its alternatives, innermost first."""
    while match := CHOICE.search(text):
        text = text[: match.start()] + rng.choice(match[1].split("|")) + text[match.end() :]
    return re.sub(r"\s+", " ", text).replace(" ,", ",").strip()


def _fill(name: str, text: str, root: str) -> Sentence:
    """Turn `{S}` and `{T}` into marked spans; the words put there are masked anyway."""
    spans: dict[str, list[Span]] = {"S": [], "T": []}
    while match := re.search(r"\{([ST])\}", text):
        text = text[: match.start()] + "X" + text[match.end() :]
        spans[match[1]].append(Span(match.start(), match.start() + 1))
    return Sentence(name, text, tuple(spans["S"]), tuple(spans["T"]), root)
