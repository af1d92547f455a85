"""International organisations, by any of their spellings. They belong to no state."""

from __future__ import annotations

from functools import lru_cache

from allegedly.resolve.actor.lexicon import fold, read_list


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    return {fold(spelling): row[0] for row in read_list("organisations")["organisations"] for spelling in row}


@lru_cache(maxsize=1 << 14)
def organisation_named(surface: str) -> str | None:
    """The organisation's usual name for one of its spellings: `U.N.` → `United Nations`. Initials count only in capitals."""
    name = _spellings().get(fold(surface))
    if name and len(fold(surface)) <= 5 and not any(c.isupper() for c in surface[1:]):
        return None
    return name


def fullest_spelling(name: str, text: str) -> str:
    """The longest spelling of an organisation that `text` itself prints; `name` if it prints none."""
    row: list[str] = next((row for row in read_list("organisations")["organisations"] if row[0] == name), [])
    printed = [s for s in row if s in text]
    return max(printed, key=len, default=name)


@lru_cache(maxsize=1 << 14)
def organisation_within(surface: str) -> str | None:
    """An organisation whose spelling stands somewhere in `surface`, the longest first: `UN rapporteur` → `United Nations`."""
    words = [w for w in surface.replace("(", " ").replace(")", " ").replace("’s", "").replace("'s", "").split() if w]
    spans = [(i, j) for size in range(len(words), 0, -1) for i, j in _windows(len(words), size)]
    return next((name for i, j in spans if (name := organisation_named(" ".join(words[i:j]).strip(",;:")))), None)


def _windows(count: int, size: int) -> list[tuple[int, int]]:
    return [(i, i + size) for i in range(count - size + 1)]
