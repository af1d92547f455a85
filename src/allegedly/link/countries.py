"""Words that point to a country: its names, its demonyms, its seat of government and the buildings that stand for its government.

They only serve to see that *Kyiv*, *Ukrainian* and *Ukraine* may be one party; which of them a report means is decided elsewhere.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

ABBREVIATIONS = {"us": ("US", "U.S", "U.S.")}
"""Lower-case surfaces that are common words too, with the writings in which they name a country."""


@cache
def countries() -> Mapping[str, str]:
    """Surface in lower case, words with one blank between, → ISO 3166-1 alpha-2."""
    out: dict[str, str] = {}
    for surface, country in (*_nations(), *_metonyms()):
        out.setdefault(surface.lower(), country)
    return out


@cache
def first_words() -> frozenset[str]:
    """The first words of the surfaces."""
    return frozenset(surface.split()[0] for surface in countries())


def is_written_as_a_country(token: str) -> bool:
    """True for a capitalised token, and for an abbreviation only as it is written for the country."""
    allowed = ABBREVIATIONS.get(token.lower().replace(".", ""))
    return token in allowed if allowed else token[0].isupper()


def _nations() -> Iterator[tuple[str, str]]:
    text = files("allegedly").joinpath("data", "place", "nations.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        iso, _, _, _, _, names, demonyms, seats, *_ = [*line.split("\t"), "", "", ""]
        for surface in (*names.split("|"), *(d.replace("_", " ") for d in demonyms.split()), *seats.split("|")):
            if surface:
                yield surface, iso


def _metonyms() -> Iterator[tuple[str, str]]:
    text = files("allegedly").joinpath("data", "actor", "metonyms.toml").read_text(encoding="utf-8")
    for surface, (country, *_) in tomllib.loads(text)["metonyms"].items():
        if country:
            yield surface, country
