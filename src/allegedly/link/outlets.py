"""The names of agencies and outlets: the list `data/link/outlets.toml`, and how a name is recognised as one."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any

_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_KIND_AFTER = re.compile(r"\s+(?:newspaper|news agency|agency|magazine|broadcaster|news service|website)$")


@lru_cache(maxsize=1)
def outlet_lists() -> dict[str, Any]:
    """`data/link/outlets.toml` as it stands."""
    return tomllib.loads((resources.files("allegedly") / "data" / "link" / "outlets.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def spellings() -> dict[str, str]:
    """Every listed spelling, as printed and without article → the name that is recorded."""
    lists = outlet_lists()
    return {without_article(spelling): row[0] for key in ("outlets", "agencies") for row in lists[key] for spelling in row}


@lru_cache(maxsize=1)
def _folded() -> dict[str, str]:
    """Spellings of more than four letters in lower case; short ones are initials and must be in capitals."""
    return {spelling.casefold(): name for spelling, name in spellings().items() if len(spelling) > 4 and not spelling.isupper()}


@lru_cache(maxsize=1)
def heads() -> frozenset[str]:
    """Words that end an outlet's name."""
    return frozenset(outlet_lists()["heads"])


@lru_cache(maxsize=1)
def doubtful_heads() -> frozenset[str]:
    """Heads that end other names too."""
    return frozenset(outlet_lists()["doubtful"])


def without_article(name: str) -> str:
    """*The Guardian* → *Guardian*."""
    return _ARTICLE.sub("", name)


@lru_cache(maxsize=4096)
def listed_outlet(printed: str) -> str | None:
    """The recorded name of an outlet or agency of the list, for any of its spellings; `None` for others."""
    bare = without_article(" ".join(printed.split()))
    shorter = _KIND_AFTER.sub("", bare)
    for form in (bare, shorter):
        if form in spellings():
            return spellings()[form]
    return _folded().get(bare.casefold()) or _folded().get(shorter.casefold())


@lru_cache(maxsize=4096)
def outlet_named(printed: str) -> str:
    """The recorded name of an outlet, listed or not: its usual name, else the name as printed, without article and kind."""
    bare = _kind_before().sub("", without_article(" ".join(printed.split())))
    return listed_outlet(bare) or _KIND_AFTER.sub("", without_article(bare))


@lru_cache(maxsize=1)
def _kind_before() -> re.Pattern[str]:
    return re.compile("^(?:" + "|".join(re.escape(kind) for kind in outlet_lists()["kinds"]) + r")\s+")


def same_outlet(a: str | None, b: str | None) -> bool:
    """True if two names are one outlet's: spellings of one row, equal but for case and article, or one the other's initials."""
    if not a or not b:
        return False
    first, second = outlet_named(a), outlet_named(b)
    if first.casefold() == second.casefold():
        return True
    return (first.isupper() and _initials(b) == first) or (second.isupper() and _initials(a) == second)


def _initials(name: str) -> str | None:
    words = without_article(name).split()
    return "".join(w[0] for w in words if w[0].isupper()) if len(words) > 1 else None
