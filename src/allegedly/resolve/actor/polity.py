"""Which state a phrase belongs to, by its own words: country name, demonym, capital, metonym, an organ only one state has.

A rule looks at one run of words and answers with an ISO 3166-1 alpha-2 code. Nothing here knows any person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from allegedly.records import Annotated, Span, Token
from allegedly.resolve.actor.lexicon import fold, read_list, words_of
from allegedly.resolve.place.gazetteer import look_up
from allegedly.resolve.place.nations import capital_country, country_of_demonym, country_of_name, regional_demonyms

LONGEST = 5
PLACES = frozenset({"GPE", "LOC", "FAC", "ORG"})
CONTENT = frozenset({"PROPN", "NOUN", "ADJ", "X", "ADP", "DET", "PART", "CCONJ", "NUM"})


@dataclass(frozen=True)
class Polity:
    """A state, the words that name it, and the rule that read them."""

    country: str
    span: Span
    rule: str


def by_country_name(surface: str) -> str | None:
    """`Norway`, `the UK`: a country's name"""
    return country_of_name(surface) if surface[:1].isupper() else None


def by_demonym(surface: str) -> str | None:
    """`Norwegian`: a nationality"""
    return country_of_demonym(surface) if surface[:1].isupper() else None


def by_capital(surface: str) -> str | None:
    """`Oslo`: the capital, for its government"""
    return capital_country(surface) if surface[:1].isupper() else None


def by_metonym(surface: str) -> str | None:
    """`the Kremlin`, `Downing Street`: a building or street that stands for a government"""
    row = metonyms().get(fold(surface))
    return (row[0] or None) if row and surface[:1].isupper() else None


def by_organ(surface: str) -> str | None:
    """`State Department`: an organ whose name belongs to one state"""
    return _organs().get(fold(surface)) if surface[:1].isupper() else None


def by_region(surface: str) -> str | None:
    """`Bavaria`, `El Paso`: a part of a country, or a large city whose name means one country"""
    return _regions().get(surface.removesuffix("'s").removesuffix("’s")) if surface[:1].isupper() else None


def by_division(surface: str) -> str | None:
    """`Florida`, `New South Wales`: a large first-order division whose name means one country"""
    found = look_up(surface) if surface[:1].isupper() else None
    if not found or not found.entries or "w" in found.flags:
        return None
    first, *others = found.entries
    if first.letter != "a" or first.population < LARGE:
        return None
    rivals = [e for e in others if e.country != first.country and e.population > first.population / 2]
    return first.country if not rivals else None


LARGE = 1_000_000
RULES = (by_metonym, by_organ, by_country_name, by_demonym, by_capital, by_division, by_region)
LOCAL = frozenset({"by_region", "by_division"})


@lru_cache(maxsize=1)
def metonyms() -> dict[str, tuple[str, str, str]]:
    """Folded surface → country, type, name."""
    return {fold(surface): (row[0], row[1], row[2]) for surface, row in read_list("metonyms")["metonyms"].items()}


@lru_cache(maxsize=1)
def _organs() -> dict[str, str | None]:
    return {fold(surface): country or None for surface, country in read_list("metonyms")["organs"].items()}


@lru_cache(maxsize=1)
def _regions() -> dict[str, str]:
    lines = (resources.files("allegedly") / "data" / "actor" / "cities.tsv").read_text(encoding="utf-8").splitlines()
    cities = dict(line.split("\t") for line in lines if line and not line.startswith("#"))
    return {**cities, **{name: iso for name, iso in regional_demonyms().values() if iso}}


def polities_in(annotated: Annotated, tokens: Sequence[Token]) -> Iterator[Polity]:
    """Every polity the run of tokens names, in text order; the longest reading of each place."""
    at = 0
    while at < len(tokens):
        found = _longest_at(annotated, tokens, at)
        if found:
            yield found[0]
        at += found[1] if found else 1


def _longest_at(annotated: Annotated, tokens: Sequence[Token], at: int) -> tuple[Polity, int] | None:
    if not tokens[at].text[:1].isupper() or _only_alignment(annotated, tokens[at]):
        return None
    for size in range(min(LONGEST, len(tokens) - at), 0, -1):
        run = tokens[at : at + size]
        span = Span(run[0].start, run[-1].end)
        country, rule = country_of(annotated.read(span))
        if country and not (size == 1 and _part_of_other_name(annotated, run[0])) and (rule not in LOCAL or run[0].ent in PLACES):
            return Polity(country, span, rule), size
    return None


@lru_cache(maxsize=1 << 16)
def country_of(surface: str) -> tuple[str | None, str]:
    """The state a surface names, and the rule that knows it."""
    return next(((country, rule.__name__) for rule in RULES if (country := rule(surface))), (None, ""))


def _only_alignment(annotated: Annotated, token: Token) -> bool:
    """`pro-Norwegian`, `Norway-based`, `Norwegian-led`: a side or a place, not whose body it is."""
    before = annotated.text[max(0, token.start - 5) : token.start].lower()
    after = annotated.text[token.end : token.end + 1]
    return before.endswith(("pro-", "anti-", "non-")) or after == "-"


def _part_of_other_name(annotated: Annotated, token: Token) -> bool:
    """`Washington Post`, `Kim Jordan`, `South China Sea`: the word is part of an outlet's or person's name."""
    after = annotated.tokens[token.i + 1] if token.i + 1 < len(annotated.tokens) else None
    if after and after.text[:1].isupper() and after.text.lower() in words_of("media", "heads") and after.start == token.end + 1:
        return after.text.lower() not in {"press", "media", "television", "tv", "radio", "newspaper", "news"}
    return token.ent == "PERSON" and not country_of_demonym(token.text)


def polity_in(annotated: Annotated, tokens: Sequence[Token]) -> Polity | None:
    """The first polity the run of tokens names."""
    return next(polities_in(annotated, tokens), None)


def home_polity(annotated: Annotated) -> str | None:
    """The state a report is set in: the one it names clearly most often, its opening counting more. `None` if two compete."""
    counts: Counter[str] = Counter()
    opening = annotated.paragraphs[min(1, len(annotated.paragraphs) - 1)].end if annotated.paragraphs else 0
    for polity in polities_in(annotated, annotated.tokens):
        counts[polity.country] += 3 if polity.span.start < opening else 1
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 1.5 * ranked[1][1]):
        return None
    return ranked[0][0]
