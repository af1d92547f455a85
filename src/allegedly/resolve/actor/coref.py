"""Who `she`, `it`, `they`, `we`, `the ministry` and `the two leaders` are, within the text.

A rule looks at a phrase and the speakers heard so far; the first that answers decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from allegedly.records import Attribution, Span, Speaker, Token
from allegedly.resolve.actor.lexicon import read_list, words_of
from allegedly.resolve.actor.organs import Body, read_body
from allegedly.resolve.actor.phrases import complement_after, core_of, lower, modifiers_before, sentence_end
from allegedly.resolve.actor.scene import Scene

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
WE = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
WHO = frozenset({"who", "whom", "which", "that", "whose"})
PRONOUNS = HE | SHE | IT | THEY | WE | WHO
FEMALE = words_of("roles", "female")
MALE = words_of("roles", "male")
PEOPLE = frozenset({"person"})
BODIES = frozenset({"body", "office", "igo", "media", "company", "group", "other"})


@lru_cache(maxsize=1)
def _senses() -> dict[str, tuple[str, ...]]:
    """What a general word may point back to: word → types of body."""
    return {word: tuple(types) for word, types in read_list("organs")["senses"].items()}


@dataclass(frozen=True)
class Heard:
    """A body named in the text before the phrase."""

    offset: int
    words: frozenset[str]
    head: str
    body: Body
    span: Span


def body_mentions(scene: Scene) -> list[Heard]:
    """Every noun phrase of the text that names a body well enough to be pointed back to."""
    annotated = scene.annotated
    heads = words_of("organs", "state") | words_of("organs", "party") | words_of("organs", "civil") | words_of("organs", "company")
    ends = {t.i for n in annotated.names if n.label in {"ORG", "NORP"} for t in annotated.tokens_in(n.span)[-1:]}
    found = []
    for token in annotated.tokens:
        if token.pos in {"NOUN", "PROPN"} and (lower(token) in heads or token.i in ends):
            heard = _mention_at(scene, token)
            if heard:
                found.append(heard)
    return found


def _mention_at(scene: Scene, token: Token) -> Heard | None:
    run = [*modifiers_before(scene.annotated, token.i), token]
    body = read_body(
        scene, [*run, *complement_after(scene.annotated, token.i, sentence_end(scene.annotated, token), frozenset({"of", "on", "to"}))]
    )
    if body is None or body.name is None or not (body.country or body.rule not in {"state_organ"}):
        return None
    return Heard(run[0].start, frozenset(lower(t) for t in run), lower(token), body, Span(run[0].start, token.end))


def owners_named(scene: Scene) -> dict[str, Body]:
    """`The center belongs to the Security Council of Tarn`, `is part of`: head word of the body → the organ of state it belongs to"""
    annotated = scene.annotated
    out: dict[str, Body] = {}
    for verb in annotated.tokens:
        if verb.lemma not in {"belong", "be"} or verb.pos not in {"VERB", "AUX"}:
            continue
        body = next((t for t in annotated.children(verb) if t.dep == "nsubj" and t.pos in {"NOUN", "PROPN"}), None)
        owner = _owner_named(scene, verb)
        if body is not None and owner is not None and owner.of_state and owner.country:
            out[lower(body)] = owner
    return out


def _owner_named(scene: Scene, verb: Token) -> Body | None:
    """The noun phrase after `belongs to`, `is part of`, `is under`."""
    words = [t for t in scene.annotated.tokens[verb.i + 1 : verb.i + 4] if lower(t) not in {"a", "an", "the"}]
    links = {"belong": ("to",), "be": ("part of", "subordinate to", "an arm of", "under")}[verb.lemma]
    for link in links:
        parts = [w for w in link.split() if w != "an"]
        if [lower(t) for t in words[: len(parts)]] == parts:
            start = words[len(parts) - 1].i + 1
            return read_body(scene, scene.annotated.tokens[start : sentence_end(scene.annotated, verb)])
    return None


def definite_body(scene: Scene, tokens: Sequence[Token]) -> Heard | None:
    """`the border service` → `the Tarn border guard service`; `the agency` → `the Tarn Press Agency`: the last one named before"""
    core = core_of(tokens)
    if not core or (core[-1].text[:1].isupper() and len(core) > 1) or not _is_definite(tokens):
        return None
    words, head, here = {lower(t) for t in core}, lower(core[-1]), core[0].start
    earlier = [h for h in scene.bodies_named if h.offset < here and not h.span.covers(Span(core[0].start, core[-1].end))]
    exact = [h for h in earlier if h.head == head and words <= h.words and len(h.words) > len(words)]
    similar = [h for h in earlier if h.body.type in _senses().get(head, ()) and len(core) <= 2 and h.head != head]
    best = exact or (similar if head in _senses() else [])
    free = [h for h in best if not _is_owner(scene, h.span)]
    return (free or best)[-1] if best else None


def _is_owner(scene: Scene, span: Span) -> bool:
    """*the Osk Party's nominee*: a name that merely says whose something is; what is told is told of others."""
    last = scene.annotated.tokens_in(span)[-1]
    return last.dep == "poss" or any(c.dep == "case" for c in scene.annotated.children(last))


def _is_definite(tokens: Sequence[Token]) -> bool:
    return lower(tokens[0]) in {"the", "that", "this"}


# ---------------------------------------------------------------- pronouns


def resolve_pronoun(scene: Scene, token: Token, row: Attribution | None, parent: Attribution | None) -> tuple[Speaker, ...]:
    """The speakers a pronoun stands for; empty where the text does not settle it."""
    word = lower(token)
    return next((found for rule in PRONOUN_RULES if (found := rule(scene, word, token, parent))), ())


def first_person(scene: Scene, word: str, token: Token, parent: Attribution | None) -> tuple[Speaker, ...]:
    """`we` inside what someone says: that someone"""
    return parent.speakers if word in WE and parent else ()


def reported_self(scene: Scene, word: str, token: Token, parent: Attribution | None) -> tuple[Speaker, ...]:
    """`it` in `the service said it was aware`: the speaker of the sentence around it, outside quotation marks"""
    if parent is None or word in WE | WHO or parent.kind == "direct" or _quoted(scene, token):
        return ()
    return parent.speakers if all(_agrees(s, word) for s in parent.speakers) else ()


def relative(scene: Scene, word: str, token: Token, parent: Attribution | None) -> tuple[Speaker, ...]:
    """`Ana Reed, who said ...`: the last one named in the sentence before the relative pronoun"""
    if word not in WHO or token.i == 0:
        return ()
    before = [(at, s) for at, s in scene.named if token.start - BESIDE < at < token.start]
    return (before[-1][1],) if before else ()


BESIDE = 60


def joined(scene: Scene, word: str, token: Token, parent: Attribution | None) -> tuple[Speaker, ...]:
    """`Reed and Tarn would meet if they ...`: two named one beside the other"""
    if word not in THEY:
        return ()
    near = [(at, s) for at, s in scene.named if token.start - NEAR / 3 < at < token.start]
    for (at, first), (other, second) in zip(reversed(near[:-1]), reversed(near[1:]), strict=True):
        between = scene.annotated.text[at:other]
        if (
            " and " in between
            and other - at < 60
            and first.name != second.name
            and first.type == second.type == "person"
            and "," not in between
        ):
            return (first, second)
    return ()


def last_heard(scene: Scene, word: str, token: Token, parent: Attribution | None) -> tuple[Speaker, ...]:
    """the last speaker before it that the pronoun fits; a person who merely was named comes after"""
    if word in WE | WHO:
        return ()
    not_self = {s.name for s in parent.speakers} if parent and _quoted(scene, token) else set()
    for pool in (scene.heard, scene.named):
        near = [s for at, s in sorted(pool, key=lambda x: x[0]) if token.start - NEAR < at < token.start and _agrees(s, word)]
        near = [s for s in near if s.name is None or s.name not in not_self]
        if near:
            return (near[-1],)
    return ()


def last_subject(scene: Scene, word: str, token: Token, parent: Attribution | None) -> tuple[Speaker, ...]:
    """`Moor won the Osk Medal. He said ...`: the one person who is a subject of the sentence before (centering, Grosz et al. 1995)"""
    here = scene.annotated.sentence_at(token.start)
    if word not in HE | SHE or parent is not None or not here or token.dep not in ("nsubj", "nsubjpass") or _quoted(scene, token):
        return ()
    if any(scene.annotated.sentence_at(at) == here and at < token.start and _agrees(s, word) for at, s in scene.named):
        return ()
    before = scene.annotated.sentences[here - 1]
    found = {
        s.name: s for at, s in scene.named if s.name and before.start <= at < before.end and _agrees(s, word) and _is_subject(scene, at)
    }
    return tuple(found.values()) if len(found) == 1 else ()


def _is_subject(scene: Scene, offset: int) -> bool:
    """Whether the name that begins at the offset is a subject of a main clause."""
    annotated = scene.annotated
    token = next((t for t in annotated.tokens if t.start >= offset), None)
    while token is not None and token.dep in ("compound", "amod", "det", "nmod", "poss") and token.head > token.i:
        token = annotated.tokens[token.head]
    return token is not None and token.dep in ("nsubj", "nsubjpass") and annotated.tokens[token.head].dep in ("ROOT", "conj")


NEAR = 900
PRONOUN_RULES = (first_person, reported_self, relative, joined, last_subject, last_heard)


def _quoted(scene: Scene, token: Token) -> bool:
    return any(q.span.start <= token.start < q.span.end for q in scene.annotated.quotations)


def _agrees(speaker: Speaker, word: str) -> bool:
    """Person for `he`, body for `it`, either for `they`; the sex only where a word of the text gives it."""
    if word in HE | SHE:
        known = set((speaker.role or "").lower().replace(",", " ").split())
        return speaker.type in PEOPLE and not known & (FEMALE if word in HE else MALE)
    if word in IT:
        return speaker.type in BODIES and speaker.type is not None
    return speaker.type != "person" if word in THEY else True
