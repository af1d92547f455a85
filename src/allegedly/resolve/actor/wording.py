"""The words of a noun phrase as the rules for bodies read them: head, name with its complement, the state it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from allegedly.records import Token
from allegedly.resolve.actor.phrases import core_of, is_possessive, lower
from allegedly.resolve.actor.polity import Polity, polities_in, polity_in
from allegedly.resolve.actor.scene import Scene


@dataclass(frozen=True)
class Wording:
    """The words to read: all tokens, those before the first comma or preposition (`core`), and the head of these."""

    tokens: tuple[Token, ...]
    core: tuple[Token, ...]
    surface: str
    full: str
    polity: Polity | None

    @property
    def head(self) -> str:
        """The last word of the core, lower case."""
        return lower(self.core[-1])

    @property
    def is_named(self) -> bool:
        """True if the head is a proper name as written."""
        return self.core[-1].text[:1].isupper()


def word_phrase(scene: Scene, tokens: Sequence[Token]) -> Wording | None:
    """`tokens` prepared for the rules; `None` if they hold no noun."""
    core = core_of(tokens)
    if not core:
        return None
    polity = polity_in(scene.annotated, tokens if _complement_is_own(tokens, core) else core) or _this_country(scene, core)
    return Wording(tuple(tokens), tuple(core), scene.read(core), scene.read(_with_complement(tokens, core)), polity)


def _this_country(scene: Scene, core: Sequence[Token]) -> Polity | None:
    """`the country's border committee`: the country named last before it"""
    if len(core) < 3 or lower(core[0]) not in {"country", "nation"} or not is_possessive(core[1]):
        return None
    before = polities_in(scene.annotated, scene.annotated.tokens[: core[0].i])
    return next((p for p in reversed(list(before)) if p.rule == "by_country_name"), None)


def _complement_is_own(tokens: Sequence[Token], core: Sequence[Token]) -> bool:
    """`ministry of Tarn`, not `talks with Tarn`: the words after the core may name its state."""
    rest = [t for t in tokens if t.i > core[-1].i]
    return bool(rest) and lower(rest[0]) in {"of", "for", "from", ","}


def _with_complement(tokens: Sequence[Token], core: Sequence[Token]) -> list[Token]:
    """`Centre for Aviation`: the core with a capitalised complement of `of` or `for`."""
    rest = [t for t in tokens if t.i > core[-1].i]
    out = list(core)
    if len(rest) > 1 and (lower(rest[0]) in {"of", "for"} or _is_about(core, rest)):
        taken = []
        for token in rest:
            if not (token.text[:1].isupper() or token.pos in {"ADP", "DET", "CCONJ"}):
                break
            taken.append(token)
        while taken and not taken[-1].text[:1].isupper():
            taken.pop()
        out += taken
    return out


def _is_about(core: Sequence[Token], rest: Sequence[Token]) -> bool:
    """`the Commission on Tarn Debates`, `the Committee to Protect Rivers`: what follows a capital is part of the name"""
    return (
        lower(rest[0]) in {"on", "to"}
        and lower(core[-1]) in ABOUT
        and core[-1].text[:1].isupper()
        and rest[1].text[:1].isupper()
        and rest[1].ent not in {"DATE", "TIME"}
    )


ABOUT = frozenset({"commission", "committee", "conference", "council", "organization", "organisation", "panel"})
