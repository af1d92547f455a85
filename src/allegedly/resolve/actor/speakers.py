"""From a noun phrase to a `Speaker`: named person, body, mouth of a body, thing that carries words, unnamed group.

A rule looks at one phrase and answers with a speaker; the first that answers decides.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from allegedly.records import Annotated, Speaker, Token
from allegedly.resolve.actor.artefacts import artefact
from allegedly.resolve.actor.coref import body_mentions, definite_body, owners_named, resolve_pronoun
from allegedly.resolve.actor.lexicon import words_of
from allegedly.resolve.actor.make import speaker_for, speaker_of_body
from allegedly.resolve.actor.names import Person
from allegedly.resolve.actor.organs import evidence_of, group_key, read_body
from allegedly.resolve.actor.origins import Origins, default_origins
from allegedly.resolve.actor.persons import Facts, facts_of, owner_of
from allegedly.resolve.actor.phrases import core_of, is_possessive, lower, modifiers_before
from allegedly.resolve.actor.roles import Role, is_role
from allegedly.resolve.actor.scene import Scene


def set_scene(annotated: Annotated, origins: Origins | None = None) -> Scene:
    """The scene of a text with its persons and bodies listed."""
    scene = Scene(annotated, origins or default_origins())
    scene.bodies_named = body_mentions(scene)
    scene.owners = owners_named(scene)
    if scene.owners or any(h.body.placed for h in scene.bodies_named):
        scene.bodies_named = body_mentions(scene)  # once more: an organ may take its state from one worded like it
    persons = [(m.span.start, speaker_for(scene, p, m.span)) for p in scene.people for m in p.mentions]
    bodies = [(h.offset, speaker_of_body(h.body, h.span)) for h in scene.bodies_named]
    scene.named = sorted([*persons, *bodies], key=lambda x: x[0])
    return scene


# ---------------------------------------------------------------- rules


def named_person(scene: Scene, tokens: Sequence[Token]) -> Speaker | None:
    """`Tarn spokesman Ana Reed`, `Reed`, `One resident, Ana Reed,`: the phrase is a person's name or wears one"""
    person = next((p for p, first in _names_in(scene, tokens) if not _belongs_elsewhere(scene, tokens, first)), None)
    return speaker_for(scene, person, evidence_of(tokens)) if person else None


def _names_in(scene: Scene, tokens: Sequence[Token]) -> list[tuple[Person, int]]:
    low, high = tokens[0].i, tokens[-1].i + 1
    found = [(p, m) for p in scene.people for m in p.mentions if low <= m.first and m.last <= high]
    return [(p, m.first) for p, m in sorted(found, key=lambda x: x[1].first) if not _owns(scene, m.last, high)]


def _owns(scene: Scene, after: int, high: int) -> bool:
    """`Reed's critics`, `the Reed fire service`: the name only owns or names what follows"""
    if after >= high:
        return False
    last = scene.annotated.tokens[after - 1]
    return is_possessive(scene.annotated.tokens[after]) or (
        last.dep == "compound" and after <= last.head < high and _is_plain(scene, last.head)
    )


def _is_plain(scene: Scene, index: int) -> bool:
    return scene.annotated.tokens[index].pos == "NOUN"


def _belongs_elsewhere(scene: Scene, tokens: Sequence[Token], first: int) -> bool:
    """`spokesman for Ana Reed`, `the government of Ana Reed`, `people who know Reed`: the name lies in a complement"""
    before = list(scene.annotated.tokens[tokens[0].i : first])
    if _in_relative_clause(scene, tokens, first):
        return True
    cut = max((k for k, t in enumerate(before) if t.text == ","), default=-1)
    before = (
        before[cut + 1 :] if not any(t.tag in {"WDT", "WP", "VBG", "VBN"} and t.pos in {"PRON", "VERB", "DET"} for t in before) else before
    )
    links = [k for k, t in enumerate(before) if t.pos == "ADP"]
    if not links:
        return any(t.tag in {"WDT", "WP", "VBD", "VBZ", "VBG"} for t in before)
    nouns = [t for t in before[: links[0]] if t.pos in {"NOUN", "PROPN"}]
    if cut >= 0 and nouns == []:
        return True
    if before and is_role(before[-1]) and (before[-1].text[:1].isupper() or not (nouns and is_role(nouns[-1]))):
        return False
    title = bool(nouns) and is_role(nouns[-1]) and links[0] > 0
    stand_in = bool(nouns) and is_role(nouns[-1], "mouth", "private") and not is_role(nouns[-1], "state", "legislator")
    return not title or stand_in


def _in_relative_clause(scene: Scene, tokens: Sequence[Token], first: int) -> bool:
    """`Tarn, which wants to oust President Reed`: the parse hangs the name in a clause that a relative word of the phrase opens."""
    annotated = scene.annotated
    opened = [t.i for t in annotated.tokens[tokens[0].i : first] if t.tag in {"WDT", "WP", "WP$"}]
    token = annotated.tokens[first]
    while opened and token.head != token.i and tokens[0].i <= token.head <= tokens[-1].i:
        token = annotated.tokens[token.head]
        if token.dep == "relcl" and token.i > opened[0]:
            return True
    return False


def joint_description(scene: Scene, tokens: Sequence[Token]) -> Speaker | None:
    """`the spokesman`, `the minister`, `the sources`: the last one before it who bears that role"""
    core = core_of(tokens)
    if len(core) > 3 or lower(tokens[0]) not in {"the", "this", "that"} or not core or not is_role(core[-1]):
        return None
    head = lower(core[-1])
    pool = [*scene.named, *((at, s) for at, s in scene.heard if s.role)]
    earlier = [s for at, s in sorted(pool, key=lambda x: x[0]) if at < tokens[0].start and head in (s.role or "").lower().split()]
    return msgspec.structs.replace(earlier[-1], evidence=(evidence_of(tokens), *earlier[-1].evidence)) if earlier else None


def former_and_latter(scene: Scene, tokens: Sequence[Token]) -> Speaker | None:
    """`the former`, `the latter`: of the two named last before it"""
    word = lower(tokens[-1])
    if len(tokens) != 2 or lower(tokens[0]) != "the" or word not in {"former", "latter"}:
        return None
    near = [s for at, s in scene.named if tokens[0].start - TWO_WITHIN < at < tokens[0].start]
    two = list({s.name: s for s in reversed(near)}.values())[:2]
    if len(two) < 2:
        return None
    meant = two[0] if word == "latter" else two[1]
    return msgspec.structs.replace(meant, evidence=(evidence_of(tokens), *meant.evidence), rule="former_and_latter")


TWO_WITHIN = 400
"""Characters back within which the two are looked for."""


def back_reference(scene: Scene, tokens: Sequence[Token]) -> Speaker | None:
    """`the border service`, `the agency`: the last body named before it that the words fit"""
    heard = definite_body(scene, tokens)
    if heard is None:
        return None
    return Speaker(
        name=heard.body.name, evidence=(evidence_of(tokens), heard.span), country=heard.body.country, origin=heard.body.origin,
        type=heard.body.type, rule="back_reference",
    )  # fmt: skip


def one_of(scene: Scene, tokens: Sequence[Token]) -> Speaker | None:
    """`a number of senators`, `one of the groups, the Tarn Front,`: the words after `of`, or the name set beside them"""
    core = core_of(tokens)
    if not core or lower(core[-1]) not in QUANTITY:
        return None
    rest = [t for t in tokens if t.i > core[-1].i]
    comma = next((k for k, t in enumerate(rest) if t.text == ","), None)
    named = [t for t in rest[comma + 1 :] if t.text != ","] if comma is not None else []
    if named and any(t.text[:1].isupper() for t in named):
        return _first_of(scene, named)
    return _first_of(scene, rest[1:]) if len(rest) > 1 and lower(rest[0]) == "of" else None


QUANTITY = words_of("roles", "quantity")


def _first_of(scene: Scene, tokens: Sequence[Token]) -> Speaker | None:
    return next((s for rule in RULES if (s := rule(scene, tokens))), None)


def of_pronoun(scene: Scene, tokens: Sequence[Token]) -> Speaker | None:
    """`his lawyers`, `its spokesman`: the mouth of the one the pronoun stands for"""
    core = core_of([t for t in tokens if t.tag != "PRP$"])
    if tokens[0].tag != "PRP$" or not core or not is_role(core[-1], "mouth"):
        return None
    owners = resolve_pronoun(scene, tokens[0], None, None)
    if len(owners) != 1:
        return None
    return Speaker(
        name=None, evidence=(evidence_of(tokens), *owners[0].evidence), country=owners[0].country, origin=owners[0].origin,
        speaks_for=owners[0].name, role=core[-1].text, type="group" if core[-1].tag == "NNS" else "person", rule="of_pronoun",
    )  # fmt: skip


def mouthpiece(scene: Scene, tokens: Sequence[Token]) -> Speaker | None:
    """`a spokesman for BODY`, `Tarn officials`, `residents`: an unnamed person or group with a role"""
    core = core_of(tokens)
    if (
        not core
        or not is_role(core[-1])
        or (core[-1].text[:1].isupper() and core[-1].pos == "PROPN" and len(core) > 1 and lower(core[-1]) not in OFFICES)
    ):
        return None
    role = Role(
        core[-1],
        tuple(modifiers_before(scene.annotated, core[-1].i, tokens[0].i)),
        tuple(t for t in tokens if t.i > core[-1].i),
        "phrase",
    )
    facts = facts_of(scene, role) or _unowned(scene, role)
    body = owner_of(scene, role)
    return Speaker(
        name=None,
        evidence=(evidence_of(tokens),),
        country=facts.country,
        origin=facts.origin or scene.origins.of_name(scene.read(core)),
        speaks_for=facts.speaks_for or (body.name if body else None),
        role=core[-1].text,
        type="group" if core[-1].tag in {"NNS", "NNPS"} else "person",
        rule=f"mouthpiece.{facts.rule}",
    )


OFFICES = words_of("roles", "offices")


def _unowned(scene: Scene, role: Role) -> Facts:
    """`a spokesman said`: no body named, so the last one that spoke or was named"""
    if role.word.startswith("spokes") and not role.before:
        earlier = [h.body for h in scene.bodies_named if role.noun and h.offset < role.noun.start]
        if earlier:
            return Facts(earlier[-1].country, earlier[-1].origin, earlier[-1].name, "nearest_body")
    return Facts(None, None, None, "unowned")


def body_named(scene: Scene, tokens: Sequence[Token]) -> Speaker | None:
    """`the Tarn Defence Ministry`, `Kyiv`, `Reuters`: a body by its name or kind"""
    body = read_body(scene, tokens)
    return speaker_of_body(body, evidence_of(tokens)) if body else None


def nationality(scene: Scene, tokens: Sequence[Token]) -> Speaker | None:
    """`Houthi`: an armed movement by its adjective"""
    key = group_key(scene.read(tokens))
    return (
        Speaker(
            name=scene.read(core_of(tokens) or tokens),
            evidence=(evidence_of(tokens),),
            origin=key,
            type="group",
            rule="nationality",
        )
        if key
        else None
    )


def unnamed(scene: Scene, tokens: Sequence[Token]) -> Speaker | None:
    """anyone else: the words of the text, no name"""
    core = core_of(tokens) or list(tokens)
    return Speaker(
        name=None,
        evidence=(evidence_of(tokens),),
        origin=scene.origins.of_name(scene.read(core)) or None,
        type="group",
        rule="unnamed",
    )


RULES = (
    one_of,
    named_person,
    joint_description,
    former_and_latter,
    back_reference,
    artefact,
    of_pronoun,
    mouthpiece,
    body_named,
    nationality,
    unnamed,
)


def read_speaker(scene: Scene, tokens: Sequence[Token]) -> tuple[Speaker, str] | None:
    """The speaker a phrase names and the rule that read it."""
    for rule in RULES:
        speaker = rule(scene, tokens)
        if speaker is not None:
            return speaker, rule.__name__
    return None
