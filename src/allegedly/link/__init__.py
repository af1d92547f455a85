"""Reports → typed relations, and how each claim and event stands."""

from __future__ import annotations

from allegedly.link.citations import find_citations
from allegedly.link.relations import find_relations
from allegedly.link.scene import Scene
from allegedly.link.status import find_statuses

__all__ = ["Scene", "find_citations", "find_relations", "find_statuses"]
