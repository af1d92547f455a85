"""Things that carry words: a report, a video, a statement. Their author speaks, if the text names one."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from allegedly.records import Speaker, Token
from allegedly.resolve.actor.lexicon import words_of
from allegedly.resolve.actor.make import speaker_for, speaker_of_body
from allegedly.resolve.actor.organs import evidence_of, read_body
from allegedly.resolve.actor.phrases import core_of, is_possessive, lower, sentence_start
from allegedly.resolve.actor.scene import Scene

TOLD = words_of("roles", "told")


def artefact(scene: Scene, tokens: Sequence[Token]) -> Speaker | None:
    """`a UN report`, `footage from the Tarn Post`: a thing that carries words; its author speaks, if the text names one"""
    core = core_of(tokens)
    if (
        not core
        or lower(core[-1]) not in words_of("organs", "artefact")
        or (core[-1].text[:1].isupper() and len(core) > 1 and core[-1].pos == "PROPN")
    ):
        return None
    author = _author_before(scene, core) or _author_after(scene, tokens, core) or _author_told(scene, tokens, core)
    if author:
        return author
    return Speaker(name=None, evidence=(evidence_of(tokens),), type="object", rule="artefact")


def _author_before(scene: Scene, core: Sequence[Token]) -> Speaker | None:
    run = list(core[:-1])
    while run and (is_possessive(run[-1]) or (run[-1].pos in {"ADJ", "NUM", "VERB"} and not _is_capital_name(scene, run[-1]))):
        run.pop()
    return _author(scene, run)


def _is_capital_name(scene: Scene, token: Token) -> bool:
    """A capital says that a word is a name, but not at the start of a sentence: `Initial reports`."""
    return token.text[:1].isupper() and (bool(token.ent) or token.i > sentence_start(scene.annotated, token))


def _author_after(scene: Scene, tokens: Sequence[Token], core: Sequence[Token]) -> Speaker | None:
    rest = [t for t in tokens if t.i > core[-1].i]
    if len(rest) < 2 or (lower(rest[0]) not in {"from", "by"} and lower(rest[0]) not in {"released", "published", "issued"}):
        return None
    rest = rest[1:] if lower(rest[0]) in {"from", "by"} else rest[2:]
    return _author(scene, rest)


def _author_told(scene: Scene, tokens: Sequence[Token], core: Sequence[Token]) -> Speaker | None:
    """`the statement`, `the video`: whoever's statement was just told"""
    if lower(tokens[0]) not in {"the", "this"} or lower(core[-1]) not in TOLD or len(core) > 2:
        return None
    of_state = lower(core[-1]) in {"decree", "proclamation"}
    earlier = [
        s
        for at, s in sorted(scene.heard, key=lambda x: x[0])
        if tokens[0].start - 900 < at < tokens[0].start and s.type not in {"object", "media"} and (s.country or not of_state)
    ]
    return (
        msgspec.structs.replace(earlier[-1], evidence=(evidence_of(tokens), *earlier[-1].evidence), rule="artefact.told")
        if earlier
        else None
    )


def _author(scene: Scene, run: Sequence[Token]) -> Speaker | None:
    if not run or not any(t.text[:1].isupper() for t in run):
        return None
    person = scene.person_at(evidence_of(run))
    if person:
        return speaker_for(scene, person, evidence_of(run))
    body = read_body(scene, run)
    return speaker_of_body(body, evidence_of(run)) if body else None
