"""The tree of origins, each node with the passage it opens: outlet ← agency ← utterance ← origin group."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from allegedly.records import OriginNode, OriginTree, Spans, Testimony

ROLES = {
    "asserts": "asserts", "alleges": "alleges", "unnamed": "unnamed, may be any", "relayed": "passes on another’s word",
    "vouches": "vouches for it", "cited": "has it from another outlet", "copy": "reprint", "reaction": "reacts", "denies": "denies",
}  # fmt: skip
"""What each role is called on the page."""

COUNTED = frozenset({"asserts", "alleges", "vouches", "unnamed"})


class TreeNode(msgspec.Struct, frozen=True, kw_only=True):
    """A node as drawn. `document` and `spans` are the passage it opens; `roles` what its claims add to the count, `counts` false where
    they add nothing."""

    kind: str
    name: str
    roles: tuple[str, ...] = ()
    counts: bool = True
    document: str | None = None
    spans: Spans = ()
    children: tuple[TreeNode, ...] = ()


def draw_tree(tree: OriginTree) -> tuple[TreeNode, ...]:
    """The roots, those that count first; a node that only passes one child on is kept: it says whose word it is."""
    by_claim = {t.claim: t for t in tree.testimonies}
    roots = [_node(root, by_claim) for root in tree.roots]
    return tuple(sorted(roots, key=lambda n: not n.counts))


def _node(node: OriginNode, by_claim: Mapping[str, Testimony]) -> TreeNode:
    heard = [by_claim[c] for c in node.claims if c in by_claim]
    first = heard[0] if heard else None
    return TreeNode(
        kind=node.kind,
        name=node.name or "no source named",
        roles=tuple(dict.fromkeys(ROLES.get(t.role, t.role) for t in heard)) if node.kind == "utterance" else (),
        counts=any(t.role in COUNTED for t in heard),
        document=first.document if first else None,
        spans=first.spans if first else (),
        children=tuple(_node(child, by_claim) for child in node.children),
    )
