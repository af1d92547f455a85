"""A marked line with its speakers, utterances and claims, for the tests of actors and claims."""

from __future__ import annotations

from allegedly.annotate import annotate_document
from allegedly.records import Annotated, Attribution, Claim
from allegedly.resolve.actor import resolve_speakers
from allegedly.resolve.claims import group_utterances, split_claims
from tests.marked import make_document, read_marked


def read_rows(*lines: str, **facts: object) -> tuple[Annotated, tuple[Attribution, ...]]:
    """One attribution per line, speakers resolved; lines without marks are context. Facts are those of every row."""
    texts, rows, offset = [], [], 0
    for k, line in enumerate(lines):
        text, roles = read_marked(line)
        moved = {role: tuple(type(s)(s.start + offset, s.end + offset) for s in spans) for role, spans in roles.items()}
        if roles:
            rows.append(
                Attribution(id=f"r{k}", source=moved.get("source", ()), cue=moved.get("cue", ()), content=moved.get("content", ()), **facts)
            )
        texts.append(text)
        offset += len(text) + 1
    annotated = annotate_document(make_document("\n".join(texts)))
    return annotated, group_utterances(annotated, resolve_speakers(annotated, rows))


def speakers_of(*lines: str):
    """The speaker (or speakers) of the last marked line."""
    return read_rows(*lines)[1][-1].speaker


def claims_of(*lines: str, **facts: object) -> list[tuple[str, Claim]]:
    """The claims of the last marked line, each with its words."""
    annotated, rows = read_rows(*lines, **facts)
    return [(annotated.read(c.spans), c) for c in split_claims(annotated, rows) if c.attribution == rows[-1].id]


def words_of(*lines: str, **facts: object) -> list[str]:
    """The words of the claims of the last marked line."""
    return [words for words, _ in claims_of(*lines, **facts)]
