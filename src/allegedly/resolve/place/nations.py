"""Countries by name, inhabitants and seat of government; shared by the place and the actor resolver.

The table is `data/place/nations.tsv` (its README says where each column comes from). A country is given as ISO 3166-1 alpha-2.
Lookups are exact up to a leading article, a possessive ending, curly apostrophes and, for names longer than four letters, capitals:
"us" and "turkey" are English words, "U.S." and "Turkey" are countries, and so is "UKRAINE" in a headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

TABLE = "nations.tsv"
REGIONAL = "regional.tsv"


class Nation(NamedTuple):
    """One country: names (first the usual English one), words for its people and for what is theirs, seats of its government."""

    iso: str
    geonames_id: int | None
    lat: float | None
    lon: float | None
    population: int
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    neighbours: tuple[str, ...]


@cache
def nations() -> dict[str, Nation]:
    """All countries by ISO code."""
    return {nation.iso: nation for nation in map(_nation, _lines(TABLE))}


def country_of_name(name: str) -> str | None:
    """The country that `name` names: "Ukraine", "the U.S.", "Britain's"; `None` for anything else."""
    return _find(name, _by_name())


def country_of_demonym(word: str) -> str | None:
    """The country of a demonym: "Belarusian", "Ukrainians", "North Korean", "Scottish"; `None` where the word fixes none ("Korean")."""
    return _find(word, _by_demonym())


def capital_country(name: str) -> str | None:
    """The country whose government sits in the city `name`: "Kyiv", "Kiev", "The Hague"; `None` for other cities."""
    return None if _plain(name) in ARTICLED and not _ARTICLE.match(name) else _find(name, _by_capital())


def country_name(iso: str) -> str:
    """The usual English name of a country."""
    return nations()[iso].names[0]


def neighbours(iso: str) -> tuple[str, ...]:
    """The countries that have a land border with `iso`."""
    return nations()[iso].neighbours if iso in nations() else ()


def is_shared(name: str) -> bool:
    """True for a country's name that is as often another place's: Georgia, Jordan, Chad."""
    return _plain(name).title() in SHARED


@cache
def demonym_pattern() -> re.Pattern[str]:
    """Every demonym as one pattern, longest first, whole words."""
    words = sorted({d for n in nations().values() for d in n.demonyms} | set(regional_demonyms()), key=lambda w: (-len(w), w))
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, words)) + r")(?!\w)")


@cache
def regional_demonyms() -> dict[str, tuple[str, str]]:
    """Words for the people of a part of a country or of several: demonym → (the place's name, its country or "")."""
    rows = (line.split("\t") for line in _lines(REGIONAL))
    return {word: (name, iso) for name, iso, words in rows for word in _words(words)}


# Names of persons, states and cities that are at least as common in the news as the country of that name.
SHARED = frozenset({"Georgia", "Jordan", "Chad", "Jersey", "Guinea", "Dominica", "Saint Martin", "Saint Vincent"})
# Seats of government that are English words without their article.
ARTICLED = frozenset({"Valley", "Hague"})
_ARTICLE = re.compile(r"^(?:the|The|THE)\s+")
_POSSESSIVE = re.compile(r"['’]s?$")


def _find(name: str, table: dict[str, str]) -> str | None:
    return table.get(_plain(name))


@cache
def _by_name() -> dict[str, str]:
    return _keyed((n.iso, n.names) for n in nations().values())


@cache
def _by_demonym() -> dict[str, str]:
    own = _keyed((n.iso, n.demonyms) for n in nations().values())
    return {**_keyed((iso, (word,)) for word, (_, iso) in regional_demonyms().items() if iso), **own}


@cache
def _by_capital() -> dict[str, str]:
    return _keyed((n.iso, n.capitals) for n in nations().values())


def _keyed(rows: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    """Names as written and, for headlines, in capitals; the first country of a name keeps it."""
    table: dict[str, str] = {}
    for iso, names in rows:
        for name in map(_plain, names):
            table.setdefault(name, iso)
            if len(name) > 4:
                table.setdefault(name.upper(), iso)
    return table


@lru_cache(maxsize=1 << 14)
def _plain(name: str) -> str:
    name = " ".join(name.replace("’", "'").split())
    return _ARTICLE.sub("", _POSSESSIVE.sub("", name))


def _nation(line: str) -> Nation:
    iso, number, lat, lon, population, names, demonyms, capitals, borders = line.split("\t")
    return Nation(
        iso, int(number) if number else None, float(lat) if lat else None, float(lon) if lon else None, int(population),
        tuple(names.split("|")), _words(demonyms), tuple(filter(None, capitals.split("|"))), tuple(filter(None, borders.split(","))),
    )  # fmt: skip


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in text.split())


def _lines(name: str) -> list[str]:
    text = files("allegedly").joinpath("data", "place", name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]
