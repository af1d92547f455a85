"""Whose mouth a person is: country, origin and body, read off the roles the text prints. Nothing is known about the person.

A rule looks at one role and answers with `Facts`; the first that answers decides for that role.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from allegedly.records import Token
from allegedly.resolve.actor.lexicon import fold, words_of
from allegedly.resolve.actor.names import Person
from allegedly.resolve.actor.organs import Body, read_body
from allegedly.resolve.actor.phrases import BODY_LINKS, complement_after, is_possessive, lower, modifiers_before, sentence_end
from allegedly.resolve.actor.polity import Polity, polities_in
from allegedly.resolve.actor.roles import Role, is_role, roles_of
from allegedly.resolve.actor.scene import Scene

RANKS = words_of("roles", "ranks")
# Office words that belong to a state even where the text names none: it is then the one the report is set in.
PLAIN_STATE = words_of("roles", "plain_state")


@dataclass(frozen=True)
class Facts:
    """What a role says of the person who bears it. `origin` `None` means that the person speaks for himself."""

    country: str | None
    origin: str | None
    speaks_for: str | None
    rule: str


def former_office(scene: Scene, role: Role) -> Facts | None:
    """`former Tarn minister`: the office is no longer his mouth"""
    return Facts(None, None, None, "former_office") if role.is_former else None


def for_person(scene: Scene, role: Role) -> Facts | None:
    """`Ana Reed's lawyer`, `spokesman for Mayor Ana Reed`: the mouth of another person of this text"""
    owner = _person_in(scene, role.before) or _person_in(scene, role.after)
    if owner is None or not (role.noun is None or role.has_kind("mouth")):
        return None
    facts = person_facts(scene, owner)
    return Facts(facts.country, facts.origin or scene.origins.of_name(owner.name), owner.name, "for_person")


def for_body(scene: Scene, role: Role) -> Facts | None:
    """`spokesman for BODY`, `BODY's director`, `BODY leader`: the body's country and origin"""
    body = owner_of(scene, role)
    if body is None or (role.noun is None and body.rule == "proper_name" and not role.after):
        return None
    if role.has_kind("legislator") and body.of_state:
        return None
    if role.has_kind("private") and not (role.has_kind("mouth") or role.has_kind("state")):
        return None
    return Facts(body.country, body.origin, body.name, "for_body")


def for_possessor(scene: Scene, role: Role) -> Facts | None:
    """`The ministry said so, its spokesman Ana Reed added`: the mouth or head of the body that `its` or `their` stands for"""
    first = role.before[0] if role.before else role.noun
    pronoun = scene.annotated.tokens[first.i - 1] if first is not None and first.i else None
    if pronoun is None or lower(pronoun) not in {"its", "their"} or role.noun is None or role.has_kind("private"):
        return None
    body = _possessor(scene, pronoun)
    return Facts(body.country, body.origin, body.name, "for_possessor") if body else None


def _possessor(scene: Scene, pronoun: Token) -> Body | None:
    """The body named last as a subject, in this sentence or the two before; `their` prefers a plural, `its` needs a singular."""
    here = scene.annotated.sentence_at(pronoun.start)
    if here is None:
        return None
    for k in range(here, max(-1, here - 3), -1):
        first, last = scene.annotated.sentence_tokens[k]
        run = [
            t
            for t in scene.annotated.tokens[first : min(last, pronoun.i)]
            if t.dep in {"nsubj", "nsubjpass"} and t.pos in {"NOUN", "PROPN"}
        ]
        for token in reversed(run):
            if (token.tag in {"NNS", "NNPS"}) == (lower(pronoun) == "their") and (body := _body_at(scene, token)):
                return body
    return None


def _body_at(scene: Scene, token: Token) -> Body | None:
    """The body that the noun phrase of `token` names; a bare name that no rule knows is none."""
    run = [*modifiers_before(scene.annotated, token.i), token]
    end = sentence_end(scene.annotated, token)
    body = read_body(scene, [*run, *complement_after(scene.annotated, token.i, end, frozenset({"of"}))])
    return body if body is not None and body.origin and body.rule not in {"proper_name"} else None


def legislator(scene: Scene, role: Role) -> Facts | None:
    """`Tarn senator`, `Conservative MP`: sits in a state's parliament, speaks for the party printed or for himself"""
    if not role.has_kind("legislator"):
        return None
    polity = polity_of(scene, role)
    party = next((t for t in (*role.before, *role.after) if fold(t.text) in scene.origins.same), None)
    return Facts(polity.country if polity else scene.home, scene.origins.of_name(party.text) if party else None, None, "legislator")


def party_figure(scene: Scene, role: Role) -> Facts | None:
    """`Tarn opposition leader`, `presidential candidate`: a politician, no body's voice"""
    words = {lower(t) for t in role.before}
    if not (
        role.word in words_of("roles", "party")
        or (words & {"opposition", "presidential"} and role.word in {"leader", "candidate", "figure", "politician"})
    ):
        return None
    return Facts(None, None, None, "party_figure")


def local_office(scene: Scene, role: Role) -> Facts | None:
    """`El Paso mayor`: an office of a place, not of the state"""
    if role.word not in scene.origins.local_offices:
        return None
    places = [
        p
        for p in (*polities_in(scene.annotated, role.before), *polities_in(scene.annotated, role.after))
        if p.rule in {"by_region", "by_capital", "by_division"}
    ]
    country = places[0].country if places else scene.home
    return Facts(
        country,
        scene.origins.of_place(country, scene.annotated.read(places[0].span)) if places and country else None,
        None,
        "local_office",
    )


def state_office(scene: Scene, role: Role) -> Facts | None:
    """`Tarn's prime minister`, `Judge Ana Reed`: an office of the state named with it, else of the one the report is set in"""
    if not role.has_kind("state"):
        return None
    polity = polity_of(scene, role)
    country = polity.country if polity else scene.home if role.word in PLAIN_STATE else None
    return Facts(country, scene.origins.of_state(country), None, "state_office") if country else None


def partisan(scene: Scene, role: Role) -> Facts | None:
    """`Republican committee member`: a party's word beside an office that is no government's"""
    party = next((t for t in role.before if fold(t.text) in scene.origins.same and t.text[:1].isupper()), None)
    if party is None or role.word in PLAIN_STATE:
        return None
    polity = polity_of(scene, role)
    return Facts(polity.country if polity else scene.home, scene.origins.of_name(party.text), None, "partisan")


def palace(scene: Scene, role: Role) -> Facts | None:
    """`presidential spokesman`, `government official`: the state the report is set in"""
    if not role.has_kind("mouth") or not {lower(t) for t in role.before} & {
        "presidential",
        "government",
        "palace",
        "cabinet",
        "royal",
        "ministerial",
    }:
        return None
    polity = polity_of(scene, role)
    country = polity.country if polity else scene.home
    return Facts(country, scene.origins.of_state(country), None, "palace") if country else None


def mouth_of_state(scene: Scene, role: Role) -> Facts | None:
    """`Tarn spokesman`: no body but a state"""
    polity = polity_of(scene, role)
    if polity is None or role.noun is None or not role.has_kind("mouth") or role.word in NOT_OF_STATE:
        return None
    return Facts(polity.country, scene.origins.of_state(polity.country), None, "mouth_of_state")


NOT_OF_STATE = words_of("roles", "not_of_state")
RULES = (
    former_office,
    for_person,
    party_figure,
    for_possessor,
    partisan,
    legislator,
    local_office,
    for_body,
    palace,
    state_office,
    mouth_of_state,
)


def facts_of(scene: Scene, role: Role) -> Facts | None:
    """What one role says, by the first rule that answers."""
    return next((facts for rule in RULES if (facts := rule(scene, role))), None)


def person_facts(scene: Scene, person: Person) -> Facts:
    """What the text's roles for a person say together: the first that gives an origin, else the first at all."""
    known = scene.facts.get(person.name)
    if isinstance(known, Facts):
        return known
    scene.facts[person.name] = Facts(None, None, None, "circular")  # two persons may each be named as the other's mouth
    facts = scene.facts[person.name] = _read_facts(scene, person)
    return facts


def _read_facts(scene: Scene, person: Person) -> Facts:
    found = [facts for role in roles_of(scene, person) if (facts := facts_of(scene, role))]
    best = next((f for f in found if f.origin), None) or (found[0] if found else None)
    return best or Facts(None, None, None, "no_role")


# ---------------------------------------------------------------- the body in a role


def owner_of(scene: Scene, role: Role) -> Body | None:
    """The body a role names: behind it (`spokesman for BODY`) or before it (`BODY spokesman`)."""
    return _owner_after(scene, role) or _owner_before(scene, role)


def _owner_after(scene: Scene, role: Role) -> Body | None:
    after = list(role.after)
    if after and lower(after[0]) in BODY_LINKS and role.noun is not None:
        after = after[1:]
    elif role.noun is not None:
        return None
    body = read_body(scene, after) if after else None
    return body if body and (body.rule != "proper_name" or _is_mouth(role)) and not _is_portfolio(after) else None


def _is_mouth(role: Role) -> bool:
    return role.noun is None or role.has_kind("mouth")


def _is_portfolio(after: Sequence[Token]) -> bool:
    """`Secretary of State`, `Minister of Defence`: what the office is about, no body"""
    return lower(after[0]) in RANKS or lower(after[0]) in {"parliament", "congress", "staff"}


def _owner_before(scene: Scene, role: Role) -> Body | None:
    run = list(role.before)
    if len(run) > 2 and lower(run[-1]) == "and" and is_role(run[-2]):
        run = run[:-2]  # `Tarn Power President and CEO`: the first of two titles
    while run and (is_possessive(run[-1]) or lower(run[-1]) in RANKS):
        run.pop()
    if len(run) > 1 and lower(run[-1]) == "of" and is_role(run[-2]):
        run = run[:-2]  # `Tarn Chief of General Staff`: an office, not a body called Tarn Chief
    names = {
        t.i
        for p in polities_in(scene.annotated, run)
        if p.rule in {"by_country_name", "by_demonym", "by_capital"}
        for t in run
        if p.span.start <= t.start < p.span.end
    }
    rest = [t for t in run if t.i not in names and not is_possessive(t) and t.pos in {"NOUN", "PROPN"}]
    body = read_body(scene, run) if rest else None
    if body and body.rule == "proper_name" and not (role.noun is None or role.has_kind("mouth")):
        return None
    return body


def polity_of(scene: Scene, role: Role) -> Polity | None:
    """The state a role names: `US Ambassador to Tarn` is American."""
    before = list(polities_in(scene.annotated, role.before))
    if before:
        return before[0]
    if role.after and (
        lower(role.after[0]) in {"of", "for", "from"} or (lower(role.after[0]) == "in" and role.noun and role.noun.tag in {"NNS", "NNPS"})
    ):
        return next(polities_in(scene.annotated, role.after), None)
    return None


def _person_in(scene: Scene, tokens: Sequence[Token]) -> Person | None:
    """The person whose name stands right beside the role noun."""
    if not tokens:
        return None
    ids = {t.i for t in tokens if not is_possessive(t)}
    return next(
        (
            p
            for p in scene.people
            for m in p.mentions
            if ids.issuperset(range(m.first, m.last)) and _adjacent(m.first, m.last, ids) and not _names_a_body(scene, m.last - 1, ids)
        ),
        None,
    )


def _names_a_body(scene: Scene, last: int, ids: set[int]) -> bool:
    """`chief of the Reed fire service`: the name is part of the body's"""
    token = scene.annotated.tokens[last]
    return token.dep == "compound" and token.head > last and token.head in ids and scene.annotated.tokens[token.head].pos == "NOUN"


def _adjacent(first: int, last: int, ids: set[int]) -> bool:
    return max(ids) < last or min(ids) <= first
