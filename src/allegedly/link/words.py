"""The words of a stretch of text, matched by stem and by group: what lets two reports written apart be compared without a parse.

A report carries text and spans but no lemmas. `read_words` gives each content word its stem (a light stemmer with a table of irregular
forms), the groups it belongs to (`data/link/concepts.toml`: *mass*, *build-up* and *concentrate* share one) and what kind of word it
is. `weight_of` says how telling a stem is, from document frequencies in news text (`data/link/frequency.tsv`).
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from allegedly.link.countries import countries, first_words, is_written_as_a_country

NUMBER_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12, "hundred": 100,
}  # fmt: skip
"""Numbers as reports spell them; *one* is left out, it is mostly an article."""

MOST = 7.0
NO_GROUPS: frozenset[str] = frozenset()
KINDS = ("happenings", "things", "stances")
_TOKEN = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_](?:[^\W_]|[.&](?=[^\W\d_]))*(?:[-][^\W_]+)*(?:['’]s\b)?", re.U)
_VOWEL = re.compile(r"[aeiouy]")
_SHORT = re.compile(r"[^aeiou]?[aeiou][^aeiouwxy]")
_KEEPS_E = frozenset({"plane", "stare", "scare", "spare"})


class Word(NamedTuple):
    """A content word: its characters `[start, end)` in the text, its `stem`, the `groups` it belongs to, and its kind."""

    start: int
    end: int
    stem: str
    groups: frozenset[str]
    capital: bool
    number: float | None


def read_words(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """The content words of `text[start:end]` in order; offsets are those of `text`. A hyphened word is one word unless its parts
    are better known."""
    raw = [(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text, start, len(text) if end is None else end)]
    pieces = [p for r in raw for p in (_split_hyphen(*r) if "-" in r[2] else (r,))]
    return tuple(_words(pieces))


def _split_hyphen(start: int, end: int, token: str) -> Iterator[tuple[int, int, str]]:
    if _stem(token.lower()) in _groups():
        yield start, end, token
        return
    at = start
    for part in token.split("-"):
        if part:
            yield at, at + len(part), part
        at += len(part) + 1


class _Token(NamedTuple):
    """What a token is by itself: `begins` says that a phrase or a country's name of several words may begin with it, `light` that it is
    no content word."""

    stem: str
    groups: frozenset[str]
    capital: bool
    number: float | None
    begins_phrase: bool
    begins_country: bool
    light: bool


@lru_cache(maxsize=65536)
def _read_token(token: str) -> _Token:
    stem, number = _stem(token.lower()), read_number(token)
    country = token[0].isupper() and _surface(token) in first_words() and is_written_as_a_country(token)
    light = number is None and (stem in _light() or len(stem) < 2)
    return _Token(stem, _groups().get(stem, NO_GROUPS), token[0].isupper(), number, stem in _first_words(), country, light)


def _words(pieces: list[tuple[int, int, str]]) -> Iterator[Word]:
    read = [_read_token(t) for _, _, t in pieces]
    k = 0
    while k < len(pieces):
        token, size, groups = read[k], 1, read[k].groups
        if token.begins_country or token.begins_phrase:
            size, groups = _longest(pieces, read, k)
        if groups or not token.light:
            stem = token.stem if size == 1 else " ".join(t.stem for t in read[k : k + size])
            yield Word(pieces[k][0], pieces[k + size - 1][1], stem, groups, token.capital, token.number)
        k += size


def _longest(pieces: list[tuple[int, int, str]], read: list[_Token], k: int) -> tuple[int, frozenset[str]]:
    """How many words the country's name or else the phrase at `k` has (1 if none is known) and its groups."""
    size, groups = _country(pieces, k) if read[k].begins_country else (0, NO_GROUPS)
    return (size, groups) if size else _phrase(read, k)


def _phrase(read: list[_Token], k: int) -> tuple[int, frozenset[str]]:
    """How many words the phrase at `k` has (1 if none is known) and its groups."""
    if read[k].begins_phrase:
        for size in (3, 2):
            groups = _groups().get(" ".join(t.stem for t in read[k : k + size]))
            if groups and k + size <= len(read):
                return size, groups
    return 1, read[k].groups


def _country(pieces: list[tuple[int, int, str]], k: int) -> tuple[int, frozenset[str]]:
    """How many words the name of a country at `k` has (0 if there is none) and its group, `@` with the ISO code."""
    for size in (3, 2, 1):
        surface = " ".join(_surface(t) for _, _, t in pieces[k : k + size])
        if k + size <= len(pieces) and surface in countries():
            return size, frozenset({"@" + countries()[surface]})
    return 0, NO_GROUPS


def _surface(token: str) -> str:
    return token.lower().removesuffix("'s").removesuffix("’s").replace(".", "")


def read_number(token: str) -> float | None:
    """The number a token writes in figures or in words; `None` where it writes none."""
    if token[0].isdigit():
        try:
            return float(token.replace(",", ""))
        except ValueError:
            return None
    return NUMBER_WORDS.get(token.lower())


_MAY_COUNT = re.compile(r"\d|" + "|".join(NUMBER_WORDS), re.I)


def may_hold_number(text: str, start: int, end: int) -> bool:
    """False where no word of `text[start:end]` writes a number; quick, and true for a few that do not either (*often*)."""
    return _MAY_COUNT.search(text, start, end) is not None


# ---------------------------------------------------------------- stems


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    """The stem of a word in lower case: *massing*, *massed* and *masses* give *mass*. Not always a word."""
    word = word.removesuffix("'s").removesuffix("’s").replace(".", "")
    word = _irregular().get(word, word)
    if len(word) > 3 and word[0].isalpha():
        word = _without_inflection(word)
    return word[:-1] if len(word) > 4 and word.endswith("e") and word not in _KEEPS_E else word


def stem_of(word: str) -> str:
    """The stem under which a word is matched; upper and lower case are one."""
    return _stem(word.lower())


def _without_inflection(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base != word and len(base) > 2 and _VOWEL.search(base) and not word.endswith("eed"):
            return _bare(base)
    return word


def _bare(base: str) -> str:
    """What an ending was put to: *stopp* → *stop* (*ss*, *ll* and *zz* stay), *mov* → *move*."""
    if len(base) > 3 and base[-1] == base[-2]:
        return base if base[-1] in "slz" else base[:-1]
    return base + "e" if _SHORT.fullmatch(base) else base


# ---------------------------------------------------------------- data


@cache
def _data() -> Mapping[str, object]:
    return tomllib.loads(files("allegedly").joinpath("data", "link", "concepts.toml").read_text(encoding="utf-8"))


@cache
def _irregular() -> Mapping[str, str]:
    return dict(pair.split("=", 1) for pair in str(_data()["irregular"]).split())


@cache
def _light() -> frozenset[str]:
    words = str(_data()["light"]).split()
    return frozenset(words) | frozenset(_stem(w) for w in words)


@cache
def _groups() -> Mapping[str, frozenset[str]]:
    """Stem, or stems with a blank between, → names of the groups it belongs to."""
    out: dict[str, set[str]] = {}
    for line in (entry for kind in KINDS for entry in _list(kind)):
        entries = [entry.strip() for entry in line.split(",")]
        for entry in entries:
            out.setdefault(" ".join(_stem(w) for w in entry.split()), set()).add(entries[0])
    return {k: frozenset(v) for k, v in out.items()}


@cache
def groups_of(kind: str) -> frozenset[str]:
    """The names of the groups of one kind: `happenings`, `things` or `stances`."""
    return frozenset(line.split(",")[0].strip() for line in _list(kind))


def _list(kind: str) -> list[str]:
    return _data()[kind]  # type: ignore[return-value]


@cache
def _first_words() -> frozenset[str]:
    return frozenset(k.split()[0] for k in _groups() if " " in k)


@cache
def _frequencies() -> tuple[int, Mapping[str, int]]:
    """The number of documents counted, and stem → number of documents it stands in."""
    lines = files("allegedly").joinpath("data", "link", "frequency.tsv").read_text(encoding="utf-8").splitlines()
    rows = dict(line.split("\t") for line in lines if line and not line.startswith("#"))
    total = int(rows.pop("*documents*"))
    return total, {k: int(v) for k, v in rows.items()}


@lru_cache(maxsize=65536)
def weight_of(stem: str) -> float:
    """How telling a stem is: the inverse document frequency in news text, about 1 for a common word and `MOST` for one never
    seen; a phrase is as telling as its words together."""
    total, counts = _frequencies()
    rarity = sum(math.log((total + 1) / (counts.get(s, 0) + 1)) for s in stem.split())
    return min(MOST, rarity / math.log(total + 1) * MOST)
