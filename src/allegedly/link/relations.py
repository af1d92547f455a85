"""Reports → typed relations within the report. Each rule is a function from a `Scene` to relations, listed in `RULES`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from allegedly.link.accusations import Resolve, accuses
from allegedly.link.answers import answers, concerns, contradicts, questions, rebuts
from allegedly.link.argument import gives_reason, restates, same_utterance
from allegedly.link.happenings import part_of, precedes, prompts
from allegedly.link.scene import Scene
from allegedly.records import Relation

RULES: tuple[Callable[[Scene], Iterator[Relation]], ...] = (
    same_utterance, answers, rebuts, questions, concerns, contradicts, restates, gives_reason, precedes, prompts, part_of,
)  # fmt: skip


def find_relations(scene: Scene, resolve: Resolve) -> tuple[Relation, ...]:
    """The relations of one report; the first rule that ties two ends with a type wins. `resolve` names the accused."""
    found: dict[tuple[str, str, str], Relation] = {}
    for rule in RULES:
        for relation in rule(scene):
            found.setdefault((relation.source, relation.type, relation.target), relation)
    for relation in accuses(scene, resolve):
        found.setdefault((relation.source, relation.type, relation.target), relation)
    return tuple(r for r in found.values() if r.source != r.target)
