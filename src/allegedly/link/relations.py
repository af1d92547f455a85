"""Reports → typed relations within the report. Each rule is a function from a `Scene` to relations, listed in `RULES`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from allegedly.link.accusations import Agent, Resolve, accuses
from allegedly.link.answers import answers, comments, concerns, questions, rebuts
from allegedly.link.argument import gives_reason, restates, same_utterance
from allegedly.link.denying import negations
from allegedly.link.figures import contradicts
from allegedly.link.happenings import part_of, precedes, prompts
from allegedly.link.scene import Scene
from allegedly.records import Relation

RULES: tuple[Callable[[Scene], Iterator[Relation]], ...] = (
    same_utterance, answers, negations, comments, rebuts, questions, concerns, contradicts, restates, gives_reason, precedes, prompts, part_of,
)  # fmt: skip


def find_relations(scene: Scene, resolve: Resolve, agent: Agent) -> tuple[Relation, ...]:
    """The relations of one report; the first rule that ties two ends with a type wins. `resolve` says whose side the
    accused is on, `agent` who can be accused."""
    found: dict[tuple[str, str, str], Relation] = {}
    for rule in RULES:
        for relation in rule(scene):
            found.setdefault((relation.source, relation.type, relation.target), relation)
    for relation in accuses(scene, resolve, agent):
        found.setdefault((relation.source, relation.type, relation.target), relation)
    return tuple(r for r in found.values() if r.source != r.target)
