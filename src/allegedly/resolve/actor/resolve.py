"""The order of work: outer rows before inner, text order, continued rows last."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

import msgspec

from allegedly.records import Annotated, Attribution, Span, Speaker, Token
from allegedly.resolve.actor.coref import HE, PRONOUNS, SHE, THEY, resolve_pronoun
from allegedly.resolve.actor.origins import Origins
from allegedly.resolve.actor.phrases import lower, tokens_of
from allegedly.resolve.actor.roles import is_role
from allegedly.resolve.actor.scene import Scene
from allegedly.resolve.actor.speakers import read_speaker, set_scene

_last: list[Scene] = []

NOBODY = frozenset({"no", "none", "nobody", "neither"})
"""*No group claimed the attack*: nobody spoke."""

Spoken = Speaker | tuple[Speaker, ...] | None


def resolve_speakers(annotated: Annotated, attributions: Iterable[Attribution], origins: Origins | None = None) -> tuple[Attribution, ...]:
    """The attributions with `speaker` filled where the text settles it. Continued rows speak with the row they continue."""
    rows = list(attributions)
    scene = set_scene(annotated, origins)
    by_id = {row.id: row for row in rows}
    done: dict[str, Attribution] = {}
    for row in sorted(rows, key=lambda r: (_depth(r, by_id), r.continues is not None, _start(r))):
        before = done.get(row.continues or "")
        speaker = before.speaker if before else _speaker_of(scene, row, done.get(row.parent or ""))
        done[row.id] = msgspec.structs.replace(row, speaker=speaker)
        scene.heard += [(_start(row), s) for s in done[row.id].speakers]
    if origins is None:
        _last[:] = [scene]
    return tuple(done[row.id] for row in rows)


def names_in(annotated: Annotated, spans: Iterable[Span]) -> tuple[str, ...]:
    """The names of the persons and bodies mentioned in `spans`, each as fully as the text gives it, in order, once."""
    scene = _scene_of(annotated)
    found = []
    for piece in spans:
        first = bisect_left(scene.named, piece.start, key=lambda pair: pair[0])
        last = bisect_left(scene.named, piece.end, key=lambda pair: pair[0])
        found += [speaker.name for _, speaker in scene.named[first:last] if speaker.name]
    return tuple(dict.fromkeys(found))


def resolve_participant(annotated: Annotated, span: Span, rows: Sequence[Attribution] = ()) -> Speaker | None:
    """The one whom a noun phrase or pronoun of the text names, with state and origin; `None` where the text does not settle it.
    `rows` are the resolved attributions: whoever is quoted is not the *he* of his own quotation."""
    scene = _scene_of(annotated)
    found = _speakers_of(scene, tokens_of(annotated, span), None, _quoting(annotated, span, rows))
    return found[0] if len(found) == 1 else None


def _quoting(annotated: Annotated, span: Span, rows: Sequence[Attribution]) -> Attribution | None:
    """The outermost row in whose quotation marks a *he* or *she* stands."""
    if span.read(annotated.text).lower() not in HE | SHE or not any(q.span.covers(span) for q in annotated.quotations):
        return None
    return next((r for r in rows if not r.parent and any(s.covers(span) for s in r.content)), None)


def _scene_of(annotated: Annotated) -> Scene:
    """The scene of the text asked about last is kept, with whom it heard: participants of one text come in a row."""
    if not _last or _last[0].annotated is not annotated:
        _last[:] = [set_scene(annotated)]
    return _last[0]


def _depth(row: Attribution, by_id: dict[str, Attribution]) -> int:
    depth, seen = 0, {row.id}
    while row.parent and row.parent in by_id and row.parent not in seen:
        seen.add(row.parent)
        row, depth = by_id[row.parent], depth + 1
    return depth


def _start(row: Attribution) -> int:
    spans = row.source or row.cue or row.content
    return min((s.start for s in spans), default=0)


def _speaker_of(scene: Scene, row: Attribution, parent: Attribution | None) -> Spoken:
    found = [s for span in row.source for s in _speakers_of(scene, tokens_of(scene.annotated, span), row, parent)]
    return None if not found else found[0] if len(found) == 1 else tuple(found)


def _speakers_of(scene: Scene, tokens: Sequence[Token], row: Attribution | None, parent: Attribution | None) -> list[Speaker]:
    return [s for part in split_joined(scene, tokens) for s in _one(scene, part, row, parent)]


def _one(scene: Scene, tokens: Sequence[Token], row: Attribution | None, parent: Attribution | None) -> tuple[Speaker, ...]:
    if lower(tokens[0]) in NOBODY:
        return ()
    word = lower(tokens[0]) if len(tokens) == 1 else ""
    if word in PRONOUNS:
        evidence = Span(tokens[0].start, tokens[0].end)
        found = resolve_pronoun(scene, tokens[0], row, parent)
        return tuple(msgspec.structs.replace(s, evidence=(evidence, *s.evidence), rule="pronoun") for s in found)
    speaker = read_speaker(scene, tokens)
    if speaker and parent and speaker[0].rule == "unnamed" and lower(tokens[0]) != "the":
        return (msgspec.structs.replace(speaker[0], origin=None),)  # told by another: that one could have invented it
    return (speaker[0],) if speaker else ()


def split_joined(scene: Scene, tokens: Sequence[Token]) -> list[list[Token]]:
    """`A, B and C` → A, B, C, where `and` joins whole noun phrases; one part otherwise."""
    if not tokens:
        return []
    joints = [] if _is_one_name(scene, tokens) else [k for k, t in enumerate(tokens) if _joins(scene, tokens, k)]
    parts: list[list[Token]] = []
    start = 0
    for k in [*joints, len(tokens)]:
        part = [t for t in tokens[start:k] if not (t.text == "," and t is tokens[k - 1])]
        parts += [part] if part else []
        start = k + 1
    return parts


def _is_one_name(scene: Scene, tokens: Sequence[Token]) -> bool:
    """`Tarn Fire and Rescue`: the parser sees one name."""
    core = [t for t in tokens if t.pos != "DET"]
    return bool(core) and any(o.start <= core[0].start and core[-1].end <= o.end for o in scene.organisations)


def _joins(scene: Scene, tokens: Sequence[Token], k: int) -> bool:
    """`and` between the phrase's head and a noun coordinated with it, or the comma before one."""
    if lower(tokens[k]) not in {"and", "&", "or", ","} or k in {0, len(tokens) - 1}:
        return False
    if _is_inside_a_name(scene, tokens[k]) or _joins_titles(scene, tokens, k):
        return False
    ids = {t.i for t in tokens}
    heads = [t for t in tokens if t.dep == "conj" and t.pos in {"NOUN", "PROPN"} and t.head in ids and _chains_to_head(scene, t, tokens)]
    nearest = next((h for h in heads if h.i > tokens[k].i), None)
    if nearest is None or not any(lower(t) in {"and", "&", "or"} for t in tokens):
        return False
    between = [t for t in tokens[k + 1 :] if t.i < nearest.i]
    return not any(t.text == "," or lower(t) in {"and", "or"} for t in between)


def _is_inside_a_name(scene: Scene, joint: Token) -> bool:
    """`the Tarn Department of Forestry and Fire Protection (TarnFire)`: the name of one body goes on to both sides of `and`"""
    if lower(joint) != "and":
        return False
    before, after = scene.annotated.tokens[joint.i - 1], scene.annotated.tokens[joint.i + 1]
    return any(o.start <= before.start and after.end <= o.end for o in scene.organisations)


def _joins_titles(scene: Scene, tokens: Sequence[Token], k: int) -> bool:
    """`Tarn Power President and CEO Ana Reed`: two titles of one person; with an article the first may be somebody else"""
    if lower(tokens[k]) != "and" or tokens[0].pos == "DET" or not (is_role(tokens[k - 1]) and is_role(tokens[k + 1])):
        return False
    named = [m for p in scene.people for m in p.mentions if tokens[0].i <= m.first and m.last <= tokens[-1].i + 1]
    return len(named) == 1 and named[0].first > tokens[k].i


def _chains_to_head(scene: Scene, token: Token, tokens: Sequence[Token]) -> bool:
    """The coordination hangs on the head of the whole phrase, not on a word inside it."""
    ids = {t.i for t in tokens}
    while token.dep == "conj" and token.head in ids:
        token = scene.annotated.tokens[token.head]
    return token.head not in ids or token.head == token.i


__all__ = ["THEY", "resolve_participant", "resolve_speakers", "split_joined"]
