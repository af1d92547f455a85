"""Reports that cannot all be right about one thing: when it was said, when and where it happened, how many, how it was done, which unit.

A rule looks at the matters of an archive and answers with conflicts; each value comes with the words that give it. Nothing says which
value holds. Values that fit into each other (*last week*, *on Friday*) are no conflict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from allegedly.link.archive import Archive
from allegedly.link.conflicts.dates import happened, said
from allegedly.link.conflicts.figures import figures
from allegedly.link.conflicts.manner import manners, units
from allegedly.link.conflicts.places import places
from allegedly.records import Conflict, Matter

RULES: tuple[Callable[[Archive, Sequence[Matter]], Iterator[Conflict]], ...] = (said, happened, places, figures, manners, units)


def find_conflicts(archive: Archive, matters: Iterable[Matter]) -> tuple[Conflict, ...]:
    """The conflicts between the reports of an archive, each once, in order of kind and id. `matters` are those of `find_matters`."""
    listed = tuple(matters)
    found = {c.id: c for rule in RULES for c in rule(archive, listed)}
    order = [rule.__name__ for rule in RULES]
    return tuple(sorted(found.values(), key=lambda c: (order.index(c.rule or ""), c.id)))


__all__ = ["RULES", "find_conflicts"]
