"""What the whole text says about its people and bodies, gathered once and asked by every rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from allegedly.records import Annotated, Span, Speaker, Token
from allegedly.resolve.actor.lexicon import without_article
from allegedly.resolve.actor.names import Person, find_people
from allegedly.resolve.actor.origins import Origins, default_origins
from allegedly.resolve.actor.polity import home_polity
from allegedly.resolve.place.nations import country_of_name

if TYPE_CHECKING:
    from allegedly.resolve.actor.coref import Heard
    from allegedly.resolve.actor.organs import Body
    from allegedly.resolve.actor.roles import Role

_LONG_NAME = r"((?:[A-Z][\w’'-]+\s+(?:(?:of|for|and|the|on|in)\s+)*){2,8})\("
_WORDS_BACK = re.compile(r"[\w’'\s-]*")
_BEGINNINGS = re.compile(r"(?:[A-Z][a-z]{1,7}){2,4}")


def _begin(short: str, name: str) -> bool:
    """Whether the parts of `short` begin words of `name`, in its order: *CalFire*, *California ... Fire Protection*."""
    words = iter(name.split())
    return all(any(w.startswith(part) for w in words) for part in re.findall(r"[A-Z][a-z]+", short))


@dataclass
class Scene:
    """One text. `heard` are the speakers resolved so far, with the place where each was named; `named` the persons and bodies it
    names at all, `bodies_named` those that a definite description may point back to, `owners` the organs of state to which the text
    says that a body belongs, by the body's head word."""

    annotated: Annotated
    origins: Origins = field(default_factory=default_origins)
    heard: list[tuple[int, Speaker]] = field(default_factory=list)
    named: list[tuple[int, Speaker]] = field(default_factory=list)
    bodies_named: list[Heard] = field(default_factory=list)
    owners: dict[str, Body] = field(default_factory=dict)
    facts: dict[str, object] = field(default_factory=dict)
    roles: dict[str, list[Role]] = field(default_factory=dict)
    _fullest: dict[str, str] = field(default_factory=dict)

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """The persons named in the text."""
        return find_people(self.annotated)

    @cached_property
    def home(self) -> str | None:
        """The state the report is set in, if one clearly dominates."""
        return home_polity(self.annotated)

    def person_at(self, span: Span) -> Person | None:
        """The person one of whose mentions is `span` or lies in it."""
        return next((p for p in self.people for m in p.mentions if span.covers(m.span)), None)

    @cached_property
    def organisations(self) -> tuple[Span, ...]:
        """Where the parser found a body's name."""
        return tuple(n.span for n in self.annotated.names if n.label == "ORG")

    @cached_property
    def body_names(self) -> tuple[str, ...]:
        """Names of bodies as the parser found them, longest first."""
        names = {
            without_article(self.annotated.read(n.span))
            for n in self.annotated.names
            if n.label in {"ORG", "GPE", "NORP", "PRODUCT", "FAC"}
        }
        return tuple(sorted(names, key=lambda n: (-len(n), n)))

    def fullest(self, name: str) -> str:
        """The longest form in this text of a body's name: `Mahan` → `Mahan Air`; initials in brackets after it count too."""
        if name not in self._fullest:
            self._fullest[name] = self._find_fullest(name)
        return self._fullest[name]

    def _find_fullest(self, name: str) -> str:
        short = name.split()
        if len(short) > 2 or any(country_of_name(w) for w in short[1:]):
            return self._spelt_out(name) or name
        for long in self.body_names:
            words = long.split()
            extended = len(words) > len(short) and words[: len(short)] == short and len(words) <= len(short) + 2
            if extended and not any(c.isdigit() for c in long) and all(w[:1].isupper() for w in words):
                return long
        return self._spelt_out(name) or name

    def _spelt_out(self, short: str) -> str | None:
        """The name before the brackets that hold `short`: initials, or the beginnings of its words (*CalFire*)."""
        initials = short.isupper() and 2 <= len(short) <= 8
        if not (initials or _BEGINNINGS.fullmatch(short)):
            return None
        found = self._before_brackets(short) or self._with_initials(short)
        if found is None or not (initials or _begin(short, found.group(1))):
            return None
        return without_article(found.group(1).strip())

    def _before_brackets(self, short: str) -> re.Match[str] | None:
        """The first name before *(short)*; only the words that lead up to the brackets are searched."""
        text, inside = self.annotated.text, re.compile(_LONG_NAME + re.escape(short) + r"\)")
        for brackets in re.finditer(re.escape(f"({short})"), text):
            words = _WORDS_BACK.match(text[: brackets.start()][::-1])
            found = inside.search(text, brackets.start() - (words.end() if words else 0), brackets.end())
            if found is not None:
                return found
        return None

    def _with_initials(self, short: str) -> re.Match[str] | None:
        """A name of three words or more before the first `short` whose capitals these are: *the Tarn Debates Commission*, *TDC*."""
        if not (short.isalpha() and short.isupper() and len(short) > 2):
            return None
        words = r"\s+(?:(?:of|for|and|the|on|in|to)\s+)*".join(letter + r"[a-z][\w’'-]*" for letter in short)
        first = re.search(rf"\b{short}\b", self.annotated.text)
        return re.search(rf"((?:\b(?:[A-Z][\w’'-]+\s+){{1,3}})?\b{words})\b", self.annotated.text[: first.start() if first else 0])

    def read(self, tokens: Sequence[Token]) -> str:
        """The characters from the first to the last of `tokens`."""
        return self.annotated.text[tokens[0].start : tokens[-1].end] if tokens else ""
