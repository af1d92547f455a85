"""Texts of invented words, so that no two share a passage unless a test gives it to both."""

from __future__ import annotations

import random

from allegedly.records import Document

SYLLABLES = [a + b for a in "bdfgklmnprstv" for b in ("a", "e", "i", "o", "u", "an", "er", "il", "on", "us")]


def prose(seed: int, words: int) -> str:
    """Sentences of twelve words."""
    pick = random.Random(seed)
    made = ["".join(pick.choices(SYLLABLES, k=pick.choice((2, 3)))) for _ in range(words)]
    return " ".join(" ".join(made[k : k + 12]).capitalize() + "." for k in range(0, words, 12))


def document(name: str, text: str) -> Document:
    return Document(id=name, source_id=name, text=text, sha256="")


def bare_words(text: str) -> list[str]:
    """The words of a text without case and marks, the plain way."""
    return "".join(c if c.isalnum() else " " for c in text.casefold()).split()
