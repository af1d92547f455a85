"""Which body a phrase names, of what kind, of which state, and whose word it would be.

A rule looks at a run of words and answers with a `Body`; the first that answers decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from allegedly.records import Span, Token
from allegedly.resolve.actor.lexicon import fold, read_list, without_article, words_of
from allegedly.resolve.actor.organisations import fullest_spelling, organisation_named, organisation_within
from allegedly.resolve.actor.phrases import core_of, is_possessive, lower
from allegedly.resolve.actor.polity import Polity, metonyms
from allegedly.resolve.actor.scene import Scene
from allegedly.resolve.actor.wording import Wording, word_phrase
from allegedly.resolve.place.nations import capital_country, country_name, country_of_demonym, country_of_name


@dataclass(frozen=True)
class Body:
    """A body as this text gives it. `of_state` is true for an organ of a state, whether or not the state is known."""

    name: str | None
    type: str
    country: str | None
    origin: str | None
    rule: str
    of_state: bool = False
    placed: bool = False
    """True where the phrase itself names the state."""


# ---------------------------------------------------------------- rules


def government(scene: Scene, w: Wording) -> Body | None:
    """`Tarn`, `Norwegian`, `the Saudis`, `Kyiv`: a state, its people or its seat, for its government"""
    country = country_of_name(w.surface) or capital_country(w.surface) or country_of_demonym(w.surface)
    if not country or not w.surface[:1].isupper() or len(w.core) < len(core_of(w.tokens)):
        return None
    return _state_body(scene, f"Government of {_with_article(country_name(country))}", "body", country, "government")


def international(scene: Scene, w: Wording) -> Body | None:
    """`the U.N.`, `Nato`: an international organisation under any spelling"""
    name = organisation_named(w.full) or organisation_named(w.surface)
    if not name:
        return None
    return Body(fullest_spelling(name, scene.annotated.text), "igo", None, scene.origins.of_name(name), "international")


def international_organ(scene: Scene, w: Wording) -> Body | None:
    """`UN human rights office`: a body of an international organisation"""
    name = organisation_within(w.full)
    if not name or (
        not organisation_named(" ".join(t.text for t in w.core[:2]))
        and not organisation_named(w.core[0].text)
        and not organisation_within(w.full.partition(" of ")[2])
    ):
        return None
    return Body(without_article(w.full), "igo", None, scene.origins.of_name(name), "international_organ")


def metonym(scene: Scene, w: Wording) -> Body | None:
    """`the Kremlin`: a house that stands for an organ"""
    row = metonyms().get(fold(w.full)) or metonyms().get(fold(w.surface))
    if not row or not w.is_named:
        return None
    country = row[0] or scene.home
    return _state_body(scene, row[2] or without_article(w.full), row[1], country, "metonym")


def armed_group(scene: Scene, w: Wording) -> Body | None:
    """`the Houthi movement`, `Hamas's military wing`: an armed movement by name; no state's"""
    key = group_key(w.surface)
    return Body(without_article(w.full), "group", None, key, "armed_group") if key else None


def state_media(scene: Scene, w: Wording) -> Body | None:
    """`state media`, `Iranian state television`: an outlet that speaks for its state"""
    words = {lower(t) for t in w.core[:-1]}
    if w.head not in words_of("media", "heads") or not words & scene.origins.state_media:
        return None
    country = w.polity.country if w.polity else scene.home
    return _state_body(scene, None, "media", country, "state_media")


def media(scene: Scene, w: Wording) -> Body | None:
    """`Reuters`, `the Tarn Herald`, `local media`: an outlet, whatever country it sits in"""
    if fold(_trailing_name(w)) in _outlets() and w.is_named:
        name = scene.fullest(_trailing_name(w))
        return Body(name, "media", None, scene.origins.of_name(name), "media")
    if w.head not in words_of("media", "heads"):
        return None
    if w.is_named and len(w.core) > 1:
        return Body(without_article(w.full), "media", None, scene.origins.of_name(w.full), "media")
    return Body(None, "media", None, scene.origins.of_name(w.surface), "media") if w.head in words_of("media", "generic") else None


def party(scene: Scene, w: Wording) -> Body | None:
    """`the Labour Party`, `the opposition`: a party; its country, its own origin"""
    if w.head not in words_of("organs", "party") or (len(w.core) > 1 and lower(w.core[0]) == "coalition"):
        return None
    country = w.polity.country if w.polity else scene.home
    name = scene.fullest(without_article(w.full)) if w.core[-1].text[:1].isupper() or w.polity else None
    return Body(name, "body", country, scene.origins.of_name(name or w.surface), "party")


def company(scene: Scene, w: Wording) -> Body | None:
    """`Mahan Air`, `the airline`: a company; the country only if the text gives it"""
    if w.head not in words_of("organs", "company"):
        return None
    name = scene.fullest(without_article(w.full)) if w.is_named else None
    return Body(name, "company", w.polity.country if w.polity else None, scene.origins.of_name(name or w.surface), "company")


def civil(scene: Scene, w: Wording) -> Body | None:
    """`the City University Student Union`: an association, school, church, charity"""
    if w.head not in words_of("organs", "civil"):
        return None
    name = scene.fullest(without_article(w.full)) if w.is_named else None
    owner = scene.owners.get(w.head)
    if owner is not None:
        return Body(name, "body", owner.country, owner.origin, "civil_of_state", of_state=True)
    own = w.polity if name and w.polity and w.polity.span.start == w.core[0].start and w.polity.rule in NATIONAL else None
    return Body(name, "body", own.country if own else None, scene.origins.of_name(name or w.surface), "civil")


def state_organ(scene: Scene, w: Wording) -> Body | None:
    """`the Tarn Defence Ministry`, `police`: an organ of the state named with it, else of the one the report is set in"""
    if not (w.head in words_of("organs", "state") or _organ_within(w)):
        return None
    country = (
        w.polity.country if w.polity else _of_possessor(scene, w) or _like_organ(scene, w) or (scene.home if w.head not in ABROAD else None)
    )
    name = _THIS.sub("", without_article(w.full)) if w.is_named or w.polity else None
    body = _state_body(scene, name, "body" if w.head not in PERSONS else "group", country, "state_organ", without_article(w.full))
    body = replace(body, placed=w.polity is not None)
    if country and w.head in scene.origins.apart:
        return replace(body, origin=scene.origins.of_place(country, w.head), rule="organ_apart")
    if w.polity and _is_local(scene, w.head, w.polity):
        return replace(body, origin=scene.origins.of_place(w.polity.country, scene.annotated.read(w.polity.span)), rule="local_organ")
    return body


def _is_local(scene: Scene, head: str, polity: Polity) -> bool:
    """An organ of a division is the division's; of the organs under a city's name only those that cities have."""
    return polity.rule == "by_division" or (polity.rule in {"by_region", "by_capital"} and head in scene.origins.local_organs)


def _of_possessor(scene: Scene, w: Wording) -> str | None:
    """`the ministry's intelligence directorate`: the state of the ministry named before it"""
    marks = [k for k, t in enumerate(w.core) if k and is_possessive(t)]
    if not marks:
        return None
    owner = w.core[marks[-1] - 1]
    named = [h.body for h in scene.bodies_named if h.head == lower(owner) and h.offset < owner.start and h.body.placed]
    return named[-1].country if named else None


def _like_organ(scene: Scene, w: Wording) -> str | None:
    """`the State Border Guard Service` in a text that names `Ukraine's border guards`: the state of the organ that is worded most alike,
    two words at least, where there is only one"""
    words = {_stem(lower(t)) for t in w.core}
    shared = [(len(words & {_stem(x) for x in h.words}), h.body.country) for h in scene.bodies_named if h.body.placed]
    most = max((n for n, _ in shared), default=0)
    countries = {c for n, c in shared if n == most and c}
    return countries.pop() if most >= 2 and len(countries) == 1 else None


def _stem(word: str) -> str:
    return word.removesuffix("s")


_THIS = re.compile(r"^(?:country|nation)['’]s\s+", re.IGNORECASE)


def proper_name(scene: Scene, w: Wording) -> Body | None:
    """`Boeing`, `Amnesty International`: any other name; the short form of a body named in full is that body"""
    if not w.is_named or w.core[-1].pos not in {"PROPN", "NOUN", "ADJ", "X"} or w.core[0].text[:1].isdigit():
        return None
    short = _trailing_name(w)
    name = scene.fullest(short)
    if name != short:
        heard = next((h.body for h in scene.bodies_named if h.body.name == name), None)
        if heard is not None:
            return heard
    inside = w.polity and w.polity.rule in NATIONAL and len(w.core) > 1
    return Body(name, "other", w.polity.country if w.polity and inside else None, scene.origins.of_name(name), "proper_name")


NATIONAL = frozenset({"by_country_name", "by_demonym"})
PERSONS = words_of("roles", "persons")

ABROAD = frozenset({"official", "officials", "embassy", "consulate", "mission", "delegation", "side"})

RULES = (
    government,
    metonym,
    international,
    armed_group,
    state_media,
    media,
    international_organ,
    state_organ,
    party,
    company,
    civil,
    proper_name,
)


def read_body(scene: Scene, tokens: Sequence[Token]) -> Body | None:
    """The body a run of words names, by the first rule that knows it."""
    wording = word_phrase(scene, tokens)
    if wording is None:
        return None
    return next((body for rule in RULES if (body := rule(scene, wording))), None)


# ---------------------------------------------------------------- helpers


def _trailing_name(w: Wording) -> str:
    """`television broadcaster PBS` → `PBS`: the name without the common nouns before it."""
    first = next((k for k, t in enumerate(w.core) if t.text[:1].isupper() or not t.text[:1].isalpha()), 0)
    lowered = max((k for k, t in enumerate(w.core[:-1]) if t.text[:1].islower() and t.pos in {"NOUN", "ADJ"}), default=-1)
    start = max(first, lowered + 1)
    return without_article(w.full[w.core[start].start - w.core[0].start :])


def _state_body(scene: Scene, name: str | None, type_: str, country: str | None, rule: str, surface: str = "") -> Body:
    origin = scene.origins.of_state(country) if country else scene.origins.of_name(name or surface) if name or surface else None
    return Body(name, type_, country, origin, rule, of_state=True)


def _with_article(name: str) -> str:
    """`the United States`, `the Philippines`"""
    plural = name.endswith(
        ("Islands", "Netherlands", "Philippines", "Maldives", "Comoros", "Seychelles", "Bahamas", "Emirates", "Territories")
    )
    return f"the {name}" if plural or name.startswith("United ") or "Republic" in name.split() else name


def _organ_within(w: Wording) -> bool:
    return w.polity is not None and w.polity.rule == "by_organ"


@lru_cache(maxsize=1 << 14)
def group_key(surface: str) -> str | None:
    """The origin key of an armed movement whose name stands in `surface`."""
    words = fold(surface).split()
    runs = {" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}
    found = next((key for name, key in _groups().items() if name in runs), None)
    return (
        None
        if found is None
        or (
            found == "islamic state"
            and "IS" not in surface.split()
            and "is" in runs
            and "state" not in words
            and not runs & {"isis", "isil", "daesh"}
        )
        else found
    )


@lru_cache(maxsize=1)
def _groups() -> dict[str, str]:
    return {name: row[0] for row in read_list("organs")["groups"] for name in row}


@lru_cache(maxsize=1)
def _outlets() -> frozenset[str]:
    return frozenset(fold(name) for name in read_list("media")["names"])


def evidence_of(tokens: Sequence[Token]) -> Span:
    """The span of a run of tokens."""
    return Span(tokens[0].start, tokens[-1].end)
