"""One row per happening: which mentions of a document name the same event.

A definite noun ("the attack") goes back to an earlier mention of its family; verbs join where they agree in their stem and in what
they are done to, or by whom. Rival places, dates, numbers, subjects and objects keep mentions apart. A headline tells what the body
tells again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from allegedly.events.lexicon import load_lexicon
from allegedly.events.triggers import Mention
from allegedly.records import Annotated, Token
from allegedly.tree import headline_of

APART = frozenset({"another", "second", "third", "other", "earlier", "previous", "further", "more", "new", "similar", "separate", "next",
                   "first", "last", "latest", "subsequent", "additional", "initial", "later"})  # fmt: skip
INDEFINITE = frozenset({"a", "an", "any", "no", "some", "another", "every", "each", "several"})
ROLES = (("dobj", "nsubjpass"), ("nsubj", "agent"))
STEM = 5
"""Letters by which a verb and its noun are known as kin: *investigate*, *investigation*."""


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
    if any(_carries(m, mention) for m in group):
        return True
    # Few are kin, and a rival is dear to find: kin is asked first.
    return any(_is_kin(annotated, m, mention) for m in group) and not (
        _stands_apart(annotated, mention) or any(_rival(annotated, m, mention) for m in group)
    )


def _carries(a: Mention, b: Mention) -> bool:
    """*The rally began*, *carried out the attack*: verb and noun of one happening in one clause."""
    verb, noun = (a, b) if b.nominal else (b, a)
    if verb.nominal or not noun.nominal or noun.token.head != verb.token.i or noun.token.dep not in ("nsubj", "dobj", "nsubjpass"):
        return False
    return verb.token.lemma in CARRIERS


CARRIERS = frozenset({"begin", "start", "take", "carry", "conduct", "hold", "launch", "perform", "continue", "occur", "happen", "end", "stage",
                      "commit", "make", "open", "resume", "organise", "organize", "undergo", "have", "impose", "issue"})  # fmt: skip


def _rival(annotated: Annotated, a: Mention, b: Mention) -> bool:
    """Two of one kind in one sentence, or arguments and dates that cannot be the same."""
    same_sentence = annotated.sentence_at(a.token.start) == annotated.sentence_at(b.token.start)
    if same_sentence and (a.nominal == b.nominal or _hangs_on(annotated, a, b) or _hangs_on(annotated, b, a)):
        return True
    dates = [_dates(annotated, m.token) for m in (a, b)]
    if all(dates) and not dates[0] & dates[1]:
        return True
    return any(x and y and not x & y for x, y in (_fillers(annotated, a, b, deps) for deps in ROLES))


def _hangs_on(annotated: Annotated, lower: Mention, upper: Mention) -> bool:
    """*shelled the town in retaliation for the attack*: what is told to explain a deed is another deed."""
    return lower.token.dep not in ("appos", "conj") and annotated.is_under(lower.token, upper.token)


def _fillers(annotated: Annotated, a: Mention, b: Mention, deps: tuple[str, ...]) -> tuple[set[str], set[str]]:
    """The content words of one role of both mentions; pronouns say nothing."""
    return _words(annotated, a.token, deps), _words(annotated, b.token, deps)


def _words(annotated: Annotated, token: Token, deps: Iterable[str]) -> set[str]:
    """The content words of a role; all that an army moves counts as one word."""
    roles = [c for c in annotated.children(token) if c.dep in deps]
    words = {t.lemma for c in roles for t in annotated.subtree(c) if t.pos in ("NOUN", "PROPN", "NUM")}
    return {FORCES} if words & load_lexicon().forces else words


FORCES = "forces"


def _same_movement(annotated: Annotated, a: Mention, b: Mention) -> bool:
    """*Osk had been moving troops and weapons*, *Osk was building up its forces*: one who acts, one kind of thing, one family."""
    if a.nominal or b.nominal or {a.token.lemma, b.token.lemma} & {"withdraw", "evacuate"} or "move" not in a.family:
        return False
    objects, subjects = (_fillers(annotated, a, b, deps) for deps in ROLES)
    return objects == ({FORCES}, {FORCES}) and bool(subjects[0] & subjects[1])


def _dates(annotated: Annotated, token: Token) -> set[str]:
    children = [c for c in annotated.children(token) if c.dep in ("prep", "npadvmod", "advmod")]
    return {t.text for c in children for t in annotated.subtree(c) if t.ent in ("DATE", "TIME") and t.pos in ("NUM", "PROPN")}


def _is_kin(annotated: Annotated, a: Mention, b: Mention) -> bool:
    """Whether nothing but the words decide: family for a definite noun, stem and a shared argument for the rest."""
    related = a.family == b.family
    kin = _stem(a) == _stem(b)
    if not related and not kin:
        return False
    if b.nominal and _is_definite(annotated, b):
        return True
    if _in_headline(annotated, a) and kin:
        return True
    if related and _same_movement(annotated, a, b):
        return True
    return kin and bool(_content(annotated, a.token) & _content(annotated, b.token))


def _stem(mention: Mention) -> str:
    return (mention.noun or mention.token).lemma.lower()[:STEM]


def _in_headline(annotated: Annotated, mention: Mention) -> bool:
    headline = headline_of(annotated)
    return headline is not None and headline.covers(mention.span)


def _stands_apart(annotated: Annotated, mention: Mention) -> bool:
    children = annotated.children(mention.token)
    return any(c.text.lower() in APART or c.pos == "NUM" for c in children if c.dep in ("amod", "nummod", "det"))


def _is_definite(annotated: Annotated, mention: Mention) -> bool:
    """*The, this, such* or a possessor in front."""
    dets = [c for c in annotated.children(mention.token) if c.dep in ("det", "poss")]
    return any(c.text.lower() not in INDEFINITE for c in dets)


def _content(annotated: Annotated, token: Token) -> set[str]:
    """The nouns and names among the arguments of a mention."""
    return {t.lemma for t in _arguments(annotated, token) if t.pos in ("NOUN", "PROPN") and not t.ent.startswith(("DATE", "TIME"))}


def _arguments(annotated: Annotated, token: Token) -> Iterator[Token]:
    for child in annotated.children(token):
        if child.dep in ("nsubj", "nsubjpass", "dobj", "agent", "prep", "poss", "compound"):
            yield from annotated.subtree(child)
