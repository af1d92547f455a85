"""A person or a body as a `Speaker`, with the words that show it."""

from __future__ import annotations

from allegedly.records import Span, Speaker
from allegedly.resolve.actor.names import Person
from allegedly.resolve.actor.organs import Body
from allegedly.resolve.actor.persons import person_facts
from allegedly.resolve.actor.roles import roles_of
from allegedly.resolve.actor.scene import Scene


def speaker_for(scene: Scene, person: Person, evidence: Span) -> Speaker:
    """A named person as a speaker."""
    facts = person_facts(scene, person)
    role = next((r for r in roles_of(scene, person) if r.span), None)
    return Speaker(
        name=person.name,
        evidence=_evidence(evidence, person.mentions[0].span, role.span if role else None),
        country=facts.country,
        origin=facts.origin or scene.origins.of_name(person.name),
        speaks_for=facts.speaks_for,
        role=scene.annotated.read(role.span) if role and role.span else None,
        type="person",
        rule=f"named_person.{facts.rule}",
    )


def _evidence(*spans: Span | None) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(s for s in spans if s is not None))


def speaker_of_body(body: Body, evidence: Span) -> Speaker:
    """A body as a speaker."""
    return Speaker(name=body.name, evidence=(evidence,), country=body.country, origin=body.origin, type=body.type, rule=body.rule)
