"""What the text calls a person: the role as printed and the body named with it. The word is repeated, never upgraded.

A rule looks at one mention of a name and answers with the role that stands beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from allegedly.records import Span, Token
from allegedly.resolve.actor.lexicon import words_of
from allegedly.resolve.actor.names import Mention, Person
from allegedly.resolve.actor.phrases import (
    BODY_LINKS,
    complement_after,
    is_possessive,
    lower,
    modifiers_before,
    sentence_end,
    sentence_start,
)
from allegedly.resolve.actor.scene import Scene

WINDOW = 14
KINDS = ("state", "mouth", "legislator", "party", "private")


@dataclass(frozen=True)
class Role:
    """A role beside a name. `before` are the modifiers of its noun, `after` its complement; `noun` is `None` where only a body
    stands beside the name (`BBC's Ana Reed`, `Ana Reed of the Tarn Party`)."""

    noun: Token | None
    before: tuple[Token, ...]
    after: tuple[Token, ...]
    rule: str

    @property
    def word(self) -> str:
        """The role noun in lower case, empty where there is none."""
        return lower(self.noun) if self.noun else ""

    @property
    def span(self) -> Span | None:
        """The role as printed, with its modifiers."""
        if self.noun is None:
            return None
        start = self.before[0].start if self.before else self.noun.start
        end = self.after[-1].end if self.after else self.noun.end
        return Span(start, end)

    @property
    def is_former(self) -> bool:
        """True for an office no longer held."""
        return any(lower(t) in words_of("roles", "former") or lower(t).startswith("ex-") for t in self.before)

    def has_kind(self, kind: str) -> bool:
        """True if the role noun stands in the list `kind`."""
        return is_role(self.noun, kind) if self.noun else False


def is_role(token: Token, *kinds: str) -> bool:
    """True if the token is a role noun of one of `kinds` (any kind, if none is given)."""
    return any(lower(token) in words_of("roles", kind) for kind in kinds or KINDS)


def role_before(scene: Scene, mention: Mention) -> Role | None:
    """ROLE (of|for|to BODY) NAME: `Tarn border service spokesman Ana Reed`, `US Ambassador to Osk Ana Reed`; what stands right before
    is no preposition: `an employee of Reed` is somebody else"""
    tokens = scene.annotated.tokens
    floor = sentence_start(scene.annotated, tokens[mention.first])
    if mention.first > floor and tokens[mention.first - 1].pos == "ADP":
        return None
    for i in range(mention.first - 1, max(floor - 1, mention.first - WINDOW), -1):
        token = tokens[i]
        if is_role(token) and token.pos in {"NOUN", "PROPN"}:
            return _role_at(scene, i, floor, list(tokens[i + 1 : mention.first]), "role_before")
        if not (
            token.pos in {"NOUN", "PROPN", "ADJ", "DET", "ADP", "CCONJ", "X"}
            or token.text in "()-"
            or lower(token) in words_of("roles", "titles")
        ):
            return None
    return None


def role_before_comma(scene: Scene, mention: Mention) -> Role | None:
    """ROLE, NAME: `Tarn's prime minister, Ana Reed`"""
    tokens = scene.annotated.tokens
    floor = sentence_start(scene.annotated, tokens[mention.first])
    if mention.first - 2 < floor or tokens[mention.first - 1].text != ",":
        return None
    for i in range(mention.first - 2, max(floor - 1, mention.first - WINDOW), -1):
        if is_role(tokens[i]) and tokens[i].pos in {"NOUN", "PROPN"}:
            after = list(tokens[i + 1 : mention.first - 1])
            return _role_at(scene, i, floor, after, "role_before_comma") if not after or lower(after[0]) in BODY_LINKS else None
        if tokens[i].pos in {"VERB", "AUX", "PUNCT"}:
            return None
    return None


def role_after_comma(scene: Scene, mention: Mention) -> Role | None:
    """NAME, ROLE (of|for BODY): `Ana Reed, a spokeswoman for the Tarn police`"""
    tokens = scene.annotated.tokens
    end = sentence_end(scene.annotated, tokens[mention.first])
    at = mention.last
    if at >= end or tokens[at].text not in {",", "("}:
        return None
    for i in range(at + 1, min(end, at + WINDOW)):
        if is_role(tokens[i]) and tokens[i].pos in {"NOUN", "PROPN"} and not (i + 1 < end and is_role(tokens[i + 1])):
            return _role_at(scene, i, at + 1, complement_after(scene.annotated, i, end), "role_after_comma")
        if not (tokens[i].pos in {"NOUN", "PROPN", "ADJ", "DET", "X", "NUM"} or is_possessive(tokens[i]) or tokens[i].text in {"-", "of"}):
            return None
    return None


def body_after(scene: Scene, mention: Mention) -> Role | None:
    """NAME of|from BODY: `Ana Reed of the Tarn Party`"""
    tokens = scene.annotated.tokens
    end = sentence_end(scene.annotated, tokens[mention.first])
    if mention.last >= end or lower(tokens[mention.last]) not in {"of", "from"}:
        return None
    after = complement_after(scene.annotated, mention.last - 1, end, BODY_LINKS)
    return Role(None, (), tuple(after[1:]), "body_after") if after else None


def body_before(scene: Scene, mention: Mention) -> Role | None:
    """BODY's NAME, MODIFIER NAME: `the Tarn Post's Ana Reed`"""
    tokens = scene.annotated.tokens
    floor = sentence_start(scene.annotated, tokens[mention.first])
    if mention.first - 1 < floor or not is_possessive(tokens[mention.first - 1]):
        return None
    before = modifiers_before(scene.annotated, mention.first, floor)
    return Role(None, tuple(before), (), "body_before") if before else None


RULES = (role_before, role_before_comma, role_after_comma, body_before, body_after)


def _role_at(scene: Scene, i: int, floor: int, after: Sequence[Token], rule: str) -> Role:
    before = modifiers_before(scene.annotated, i, floor)
    after = [] if after and after[0].text in "(),-" else after
    return Role(scene.annotated.tokens[i], tuple(before), tuple(after), rule)


def roles_of(scene: Scene, person: Person) -> list[Role]:
    """The roles the text prints for a person, in the order of its mentions."""
    if person.name not in scene.roles:
        scene.roles[person.name] = _read_roles(scene, person)
    return scene.roles[person.name]


def _read_roles(scene: Scene, person: Person) -> list[Role]:
    return [role for mention in person.mentions for rule in RULES if (role := rule(scene, mention))]
