"""One row per happening: which mentions of a document name the same event.

A definite noun ("the attack") goes back to an earlier mention of its family; verbs join where they agree in lemma and in what they
are done to, or by whom. Rival places, dates and numbers keep mentions apart.
"""

from __future__ import annotations

from collections.abc import Iterable

from allegedly.events.triggers import Mention
from allegedly.records import Annotated, Token

APART = frozenset({"another", "second", "third", "other", "earlier", "previous", "further", "more", "new", "similar", "separate", "next"})


def group_mentions(annotated: Annotated, mentions: Iterable[Mention]) -> list[list[Mention]]:
    """Groups of mentions of one happening, in text order of their first mention."""
    groups: list[list[Mention]] = []
    for mention in mentions:
        home = next((g for g in reversed(groups) if _same(annotated, g, mention)), None)
        if home is None:
            groups.append([mention])
        else:
            home.append(mention)
    return groups


def _same(annotated: Annotated, group: list[Mention], mention: Mention) -> bool:
    if group[0].family != mention.family and not _shares_lemma(group, mention):
        return False
    if _stands_apart(annotated, mention):
        return False
    if any(
        annotated.sentence_at(m.token.start) == annotated.sentence_at(mention.token.start) and m.nominal == mention.nominal for m in group
    ):
        return False
    if mention.nominal:
        return _is_definite(annotated, mention) or any(_overlap(annotated, m, mention) for m in group)
    return any(m.nominal and _is_definite(annotated, m) for m in group) or any(_overlap(annotated, m, mention) for m in group)


def _shares_lemma(group: list[Mention], mention: Mention) -> bool:
    return any(m.token.lemma == mention.token.lemma for m in group)


def _stands_apart(annotated: Annotated, mention: Mention) -> bool:
    return any(c.text.lower() in APART or c.pos == "NUM" for c in annotated.children(mention.token) if c.dep in ("amod", "nummod", "det"))


def _is_definite(annotated: Annotated, mention: Mention) -> bool:
    """*The, this, such* or a possessor in front; a bare noun in a headline style counts too."""
    dets = [c for c in annotated.children(mention.token) if c.dep in ("det", "poss")]
    return any(c.text.lower() not in ("a", "an", "any", "no", "some", "another") for c in dets)


def _overlap(annotated: Annotated, a: Mention, b: Mention) -> bool:
    """True if the two share a content word among their arguments."""
    return bool(_content(annotated, a.token) & _content(annotated, b.token))


def _content(annotated: Annotated, token: Token) -> set[str]:
    words: set[str] = set()
    for child in annotated.children(token):
        if child.dep in ("nsubj", "nsubjpass", "dobj", "agent", "prep", "poss", "compound"):
            words |= {t.lemma for t in annotated.subtree(child) if t.pos in ("NOUN", "PROPN") and not t.ent.startswith(("DATE", "TIME"))}
    return words
