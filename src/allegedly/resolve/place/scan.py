"""Candidates for place names: runs of capitalised words that the gazetteer, the demonyms or the parser's names know.

The scan reads the raw text, so that datelines, credits and headlines, which no sentence holds, are covered too.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from allegedly.records import Annotated, Span
from allegedly.resolve.place.gazetteer import NOTHING, Entry, Found, look_up
from allegedly.resolve.place.nations import country_name, country_of_demonym, country_of_name, regional_demonyms

MOST_WORDS = 5
PLACE_LABELS = ("GPE", "LOC", "FAC")
TYPES = (
    "County|Parish|Borough|Township|Province|Region|Oblast|Governorate|District|Prefecture|Canton|Territory|Peninsula|Island|Islands|"
    "River|Creek|Lake|Bay|Canyon|Valley|Mountain|Mountains|Desert|Beach|Park|Forest|Airport|International Airport|Air Base|Airbase|"
    "Bridge|Dam|Highway|Road|Street|St\\.|Avenue|Ave\\.|Boulevard|Blvd\\.|Drive|Lane|Parkway|Square|Plaza|Strait|Sea|Gulf|Canal|"
    "Heights|Hospital|Stadium|Arena|Cemetery|Close|Crescent|Way|Station"
)
LOWER_TYPES = "region|province|oblast|governorate|prefecture|raion|peninsula"


@cache
def word_list(name: str) -> frozenset[str]:
    """One of the word lists of `data/place/words.toml`."""
    text = files("allegedly").joinpath("data", "place", "words.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)[name])


DIRECTIONS = word_list("directions")
CONNECTORS = word_list("connectors")

_WORD = re.compile(r"(?:[A-Z]\.\s?(?=[A-Z]\.)|[A-Z]\.)+(?:Va\.)?|[^\W\d_]+(?:['’][^\W\d_]+)*")
_GAP = re.compile(r"^(?:[ \t]*\n?[ \t]*|-|\. )$")
_POSSESSIVE = re.compile(r"['’]s$")
_TYPE = re.compile(rf"[ \t]+(?:{TYPES})(?![\w-])")
_LOWER_TYPE = re.compile(rf"[ \t]+(?:{LOWER_TYPES})(?![\w-])")


class Word(NamedTuple):
    """One word of the raw text; `start` and `end` leave a possessive ending out."""

    start: int
    end: int
    text: str

    @property
    def capital(self) -> bool:
        """True if it begins with a capital letter."""
        return self.text[:1].isupper()


class Candidate(NamedTuple):
    """A stretch that may name a place. `words` is its range of word indices. `how`: name, demonym, abbreviation, typed ("Granville
    County" as a pattern), model (only the parser's word for it)."""

    span: Span
    base: str
    words: tuple[int, int]
    found: Found
    how: str


@cache
def abbreviations() -> dict[str, tuple[str, str]]:
    """News-style short forms: "Fla." → ("Florida", "US")."""
    text = files("allegedly").joinpath("data", "place", "abbreviations.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.split("\n") if line and not line.startswith("#"))
    return {short: (full, country) for short, full, country in rows}


def split_words(text: str) -> list[Word]:
    """The words of the text, initials ("U.S.") in one piece."""
    out = []
    for m in _WORD.finditer(text):
        bare = _POSSESSIVE.sub("", m[0])
        out.append(Word(m.start(), m.start() + len(bare), bare))
    return out


def find_candidates(annotated: Annotated, words: list[Word]) -> list[Candidate]:
    """All candidates, longest first at each word, none overlapping."""
    text = annotated.text
    known = list(_scan(text, words))
    taken = [c.span for c in known]
    model = [c for c in _model_names(annotated, words) if not any(s.meets(c.span) for s in taken)]
    return sorted(known + model, key=lambda c: c.span.start)


def _scan(text: str, words: list[Word]) -> Iterator[Candidate]:
    i = 0
    while i < len(words):
        candidate = _longest(text, words, i) if words[i].capital else None
        if candidate is None:
            i += 1
            continue
        yield candidate
        i = candidate.words[1]


def _longest(text: str, words: list[Word], i: int) -> Candidate | None:
    """The longest known name that begins with word `i`."""
    short = _abbreviation(text, words, i)
    if short:
        return short
    for j in range(_reach(text, words, i), i, -1):
        candidate = _known(text, words, Span(words[i].start, words[j - 1].end), (i, j))
        if candidate and not (words[i].text.upper() == "THE" and not _keeps_article(candidate)):
            return candidate
    return None


def _keeps_article(candidate: Candidate) -> bool:
    """True where the article is part of the name, as in "The Hague"."""
    return candidate.how == "name" and candidate.found.entries[0].name.startswith("The ")


def _reach(text: str, words: list[Word], i: int) -> int:
    """One past the last word that a name beginning at `i` may hold."""
    j = i + 1
    last = j
    while j < len(words) and j - i < MOST_WORDS and _joined(text, words[j - 1], words[j]):
        if words[j].capital:
            last = j + 1
        elif words[j].text not in CONNECTORS:
            break
        j += 1
    return last


def _joined(text: str, left: Word, right: Word) -> bool:
    gap = text[left.end : right.start]
    return bool(_GAP.match(gap)) and (not gap.startswith(".") or left.text in ("St", "Mt", "Ft", "Ste"))


def _abbreviation(text: str, words: list[Word], i: int) -> Candidate | None:
    for length in (6, 5, 4, 3, 7, 8):
        short = text[words[i].start : words[i].start + length]
        if short in abbreviations() and not text[words[i].start + length : words[i].start + length + 1].isalnum():
            end = words[i].start + length
            j = next((k for k in range(i, len(words)) if words[k].start >= end), len(words))
            full, country = abbreviations()[short]
            entries = tuple(e for e in look_up(full).entries if e.country == country)[:1]
            return Candidate(Span(words[i].start, end), full, (i, j), Found(entries, ""), "abbreviation")
    return None


def _known(text: str, words: list[Word], span: Span, where: tuple[int, int]) -> Candidate | None:
    name = " ".join(span.read(text).split())
    if len(name) < 2 or (len(name) <= 3 and not name.isupper()):
        return None
    demonym = _demonym(name)
    if demonym:
        return Candidate(span, name, where, demonym, "demonym")
    typed = None if country_of_name(name) or name.lower() in DIRECTIONS else _with_type(text, words, span, where)
    if typed:
        return typed
    found = look_up(name)
    if len(name) <= 3:
        found = Found(tuple(e for e in found.entries if e.letter == "n"), found.flags) if country_of_name(name) else NOTHING
    return Candidate(span, name, where, found, "name") if found.entries else None


def _demonym(name: str) -> Found | None:
    """The place whose people the word names: its country, or the region of `regional.tsv`."""
    word = name.title() if name.isupper() and len(name) > 4 else name
    country = country_of_demonym(word)
    region = regional_demonyms().get(word)
    if region and region[0] != country:
        found = look_up(region[0])
        best = tuple(e for e in found.entries if not region[1] or e.country == region[1]) or found.entries
        return Found(best[:1], "")
    if country is None:
        return Found((), "") if region else None
    return Found(tuple(e for e in look_up(country_name(country)).entries if e.letter == "n" and e.country == country), "")


def _with_type(text: str, words: list[Word], span: Span, where: tuple[int, int]) -> Candidate | None:
    """A name with the type word after it: "Granville County", "Zhytomyr region", "Hutcheson Road"."""
    m = _TYPE.match(text, span.end)
    if m is None:
        return None
    whole = Span(span.start, m.end())
    j = next((k for k in range(where[1], len(words)) if words[k].start >= whole.end), len(words))
    found = look_up(" ".join(whole.read(text).split()))
    base = " ".join(span.read(text).split())
    if not found.entries:
        wanted = _wanted(m[0].strip())
        found = Found(tuple(e for e in look_up(base).entries if e.letter in wanted), look_up(base).flags)
    if not found.entries and m[0].strip() == "Region":
        return None
    return Candidate(whole, base, (where[0], j), found, "typed")


def with_lower_type(candidate: Candidate, text: str) -> Candidate:
    """The candidate with a type word in small letters, which is part of the span and settles the class: "Zhytomyr region"."""
    m = _LOWER_TYPE.match(text, candidate.span.end)
    if m is None or candidate.how not in ("name", "model"):
        return candidate
    allowed = tuple(e for e in candidate.found.entries if e.letter in "abrf")
    if any(e.letter == "n" for e in candidate.found.entries) and not allowed:
        return candidate
    return Candidate(Span(candidate.span.start, m.end()), candidate.base, candidate.words, Found(allowed, candidate.found.flags), "typed")


def _wanted(kind: str) -> str:
    """Classes of entries that a type word allows."""
    if kind.title() in ("Region", "Province", "Oblast", "Governorate", "Prefecture", "Territory", "Canton"):
        return "abr"
    if kind.title() in ("County", "Parish", "Borough", "Township", "District", "Raion"):
        return "b"
    return "f"


def _model_names(annotated: Annotated, words: list[Word]) -> Iterator[Candidate]:
    """Names that only the parser takes for places, an article left out."""
    starts = [w.start for w in words]
    for name in annotated.names:
        if name.label not in PLACE_LABELS:
            continue
        inside = list(range(bisect_left(starts, name.span.start), bisect_left(starts, name.span.end)))
        while inside and not words[inside[0]].capital:
            inside.pop(0)
        if inside and words[inside[0]].text != "The":
            span = Span(words[inside[0]].start, words[inside[-1]].end)
            yield Candidate(span, span.read(annotated.text), (inside[0], inside[-1] + 1), NOTHING, "model")


def best_entry(candidate: Candidate) -> Entry | None:
    """The first entry of a candidate, `None` where the gazetteer has none."""
    return candidate.found.entries[0] if candidate.found.entries else None
