"""A content split into propositions: coordination, cause, purpose and participles, with the shared subject restored as a piece.

A rule looks at one token and answers with the part its clause plays, if the clause can be true or false by itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from allegedly.records import Token
from allegedly.resolve.claims.fragments import Fragment, is_predicate, trim

CAUSES = frozenset({"because", "since", "after", "as", "although", "though", "while", "whereas", "given"})
NO_AIM = frozenset({"be", "try", "say", "reiterate", "note", "conclude"})
PATH = frozenset({"conj", "xcomp", "ccomp", "advcl", "parataxis", "pcomp", "prep", "relcl", "acl"})


@dataclass(frozen=True)
class Unit:
    """One proposition: its own words, the words restored to it, the verb that carries it, the part it plays."""

    words: tuple[Token, ...]
    restored: tuple[Token, ...]
    verb: Token
    part: str
    marker: str = ""

    @property
    def tokens(self) -> tuple[Token, ...]:
        """All its tokens in text order."""
        return tuple(sorted({t.i: t for t in (*self.restored, *self.words)}.values(), key=lambda t: t.i))


# ---------------------------------------------------------------- rules


def conjunct(f: Fragment, t: Token) -> bool:
    """CLAUSE and CLAUSE; SUBJECT VERB and VERB"""
    if t.dep != "conj" or not is_predicate(f, t):
        return False
    return (is_predicate(f, f.head(t)) and f.head(t).i in f.ids and _is_clausal(f, t)) or _back_to_main(f, t)


def _back_to_main(f: Fragment, t: Token) -> bool:
    """`would meet at a summit which is held now and would discuss`: the same modal takes the main clause up again"""
    modals = {c.text.lower() for c in f.children(t) if c.tag == "MD"}
    return t.i > f.main.i and bool(modals & {c.text.lower() for c in f.children(f.main) if c.tag == "MD"}) and f.subject(t) is None


def cause(f: Fragment, t: Token) -> bool:
    """CLAUSE because|after|as|although SUBJECT VERB"""
    return (
        t.dep in {"advcl", "ccomp"}
        and f.subject(t) is not None
        and any(c.dep in {"mark", "advmod"} and c.text.lower() in CAUSES for c in f.children(t))
        and not _compared(f, t)
    )


def _compared(f: Fragment, t: Token) -> bool:
    """`as cloaked as they think`"""
    return any(c.text.lower() == "as" and c.dep == "advmod" for c in f.children(f.head(t)))


def participle(f: Fragment, t: Token) -> bool:
    """CLAUSE, VERBing ..."""
    return t.dep in {"advcl", "acl"} and t.tag == "VBG" and f.subject(t) is None and not _marked(f, t) and _after_comma(f, t)


def by_means(f: Fragment, t: Token) -> bool:
    """CLAUSE, by VERBing"""
    return t.dep == "pcomp" and t.tag == "VBG" and f.head(t).text.lower() == "by" and f.head(t).i in f.ids and _comma_before(f, f.head(t))


def purpose(f: Fragment, t: Token) -> bool:
    """CLAUSE to VERB ..."""
    if t.lemma in NO_AIM or len(f.subtree(t)) < 2:
        return False
    return t.dep == "advcl" and t.tag == "VB" and f.subject(t) is None and any(c.tag == "TO" for c in f.children(t)) and not _marked(f, t)


def side_clause(f: Fragment, t: Token) -> bool:
    """CLAUSE; CLAUSE: two sentences without a conjunction"""
    return t.dep in {"parataxis", "ccomp"} and f.subject(t) is not None and t is not f.main and _behind_stop(f, t)


def relative(f: Fragment, t: Token) -> bool:
    """NOUN, who VERB: a relative clause set off by a comma"""
    return t.dep == "relcl" and f.subject(t) is not None and _after_comma(f, t)


RULES = (conjunct, cause, participle, by_means, purpose, side_clause, relative)


def _is_clausal(f: Fragment, t: Token) -> bool:
    """The coordination stands in the main line of the sentence, not inside a noun phrase."""
    node = f.head(t)
    while node is not f.main and node.head in f.ids and node.head != node.i:
        if node.dep not in PATH or node.dep in {"relcl", "acl"} or (node.dep == "conj" and f.head(node).pos in {"NOUN", "PROPN"}):
            return False
        node = f.head(node)
    return True


def _marked(f: Fragment, t: Token) -> bool:
    return any(c.dep == "mark" and c.tag != "TO" for c in f.children(t))


def _after_comma(f: Fragment, t: Token) -> bool:
    return _comma_before(f, min(f.subtree(t), key=lambda x: x.i))


def _comma_before(f: Fragment, t: Token) -> bool:
    return any(
        i in f.ids and f.annotated.tokens[i].text in {",", "–", "—"}
        for i in (t.i - 1, t.i - 2)
        if f.annotated.tokens[t.i - 1].text in {",", "–", "—", '"', "”"}
    )


def _behind_stop(f: Fragment, t: Token) -> bool:
    first = min(x.i for x in f.subtree(t))
    before = f.annotated.tokens[first - 1] if first - 1 in f.ids else None
    return (before is not None and before.text in {";", "—", "–", ":", "-", ","}) or first == f.tokens[0].i


# ---------------------------------------------------------------- splitting


def split_fragment(f: Fragment) -> list[Unit]:
    """The propositions of one sentence, in text order of their verbs."""
    parts = {f.main.i: "main"}
    for token in f.tokens:
        if token.i not in parts:
            part = next((rule.__name__ for rule in RULES if rule(f, token)), None)
            if part:
                parts[token.i] = part
    for root in f.roots:
        if root.i not in parts and root.pos in {"VERB", "AUX"} and f.subject(root) is not None:
            parts[root.i] = "main"
    owned: dict[int, list[Token]] = {i: [] for i in parts}
    for token in f.tokens:
        owned[_owner(f, token, parts)].append(token)
    units = [_unit(f, f.annotated.tokens[i], owned[i], parts) for i in sorted(parts) if trim(owned[i])]
    return [u for unit in units for u in split_subject(f, unit)]


def _owner(f: Fragment, token: Token, parts: dict[int, str]) -> int:
    """The verb whose proposition a token belongs to. Conjunctions and commas between clauses stay with the outer one."""
    while token.i not in parts:
        if token.head not in f.ids or token.head == token.i:
            return f.main.i
        token = f.head(token)
    return token.i


def _unit(f: Fragment, verb: Token, words: list[Token], parts: dict[int, str]) -> Unit:
    part = parts[verb.i]
    marker = next((c.text.lower() for c in f.children(verb) if c.dep in {"mark", "advmod"} and c.text.lower() in CAUSES), "")
    return Unit(tuple(trim(words)), tuple(_restored(f, verb, part)), verb, part, marker)


def _restored(f: Fragment, verb: Token, part: str) -> list[Token]:
    """The words a proposition shares with the one it hangs on."""
    if part == "conjunct" and _back_to_main(f, verb):
        return _plain_subject(f, main) if (main := f.subject(f.main)) else []
    if part in {"main", "cause", "side_clause", "purpose"} or (f.subject(verb) is not None and part != "relative"):
        return []
    if part == "relative":
        return _antecedent(f, verb)
    return _shared(f, verb, f.head(f.head(verb)) if part == "by_means" else f.head(verb))


def _antecedent(f: Fragment, verb: Token) -> list[Token]:
    noun = f.head(verb)
    return [t for t in f.subtree(noun) if t.i <= noun.i] if noun.i in f.ids else []


def _shared(f: Fragment, verb: Token, head: Token) -> list[Token]:
    """The subject of the nearest verb above that has one, with the auxiliaries and verbs between that the conjunct lacks."""
    line: list[Token] = []
    node = head
    while f.subject(node) is None and node.head in f.ids and node.head != node.i:
        if node.dep == "xcomp" and verb.dep == "conj":
            line.append(f.head(node))
            line += [c for c in f.children(node) if c.tag == "TO" and not _has_own(f, verb)]
        node = f.head(node)
    subject = f.subject(node)
    if subject is None:
        return line
    aux = (
        []
        if _has_own(f, verb) or verb.tag not in {"VB", "VBN", "VBG"} or verb.dep != "conj"
        else [c for c in f.children(node) if c.dep in {"aux", "auxpass"}]
    )
    return [*_plain_subject(f, subject), *(aux if not line else []), *line]


def _plain_subject(f: Fragment, subject: Token) -> list[Token]:
    """The subject without its clauses set off by commas."""
    heavy = [c for c in f.children(subject) if c.dep in {"relcl", "appos"} and c.i > subject.i]
    cut = min((min(x.i for x in f.subtree(c)) for c in heavy), default=None)
    return trim([t for t in f.subtree(subject) if cut is None or t.i < cut])


def _has_own(f: Fragment, verb: Token) -> bool:
    return any(c.dep in {"aux", "auxpass"} for c in f.children(verb))


def split_subject(f: Fragment, unit: Unit) -> list[Unit]:
    """`both A and B VERB` → A VERB, B VERB"""
    subject = f.subject(unit.verb)
    if subject is None or not any(t.text.lower() == "both" for t in unit.words if t.i < unit.verb.i):
        return [unit]
    second = next((c for c in f.children(subject) if c.dep == "conj"), None)
    if second is None:
        return [unit]
    under = {t.i for t in f.subtree(subject)}
    other = {t.i for t in f.subtree(second)}
    rest = [t for t in unit.words if t.i not in under]
    halves = [trim([t for t in unit.words if t.i in under - other]), trim([t for t in unit.words if t.i in other])]
    return [Unit(tuple(sorted([*half, *rest], key=lambda t: t.i)), unit.restored, unit.verb, unit.part) for half in halves if half]
