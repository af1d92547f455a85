"""Gold on one line: `{Ana Ruiz|source} {denied|cue} {that she had signed it|content}.`"""

from __future__ import annotations

import re

from allegedly.records import Document, Span, Spans

_PIECE = re.compile(r"\{([^{}|]*)\|(\w+)\}")


def read_marked(line: str) -> tuple[str, dict[str, Spans]]:
    """The text without marks, and the spans of each role in order. Marks may nest."""
    roles: dict[str, list[tuple[int, int]]] = {}
    while match := _PIECE.search(line):
        words, role = match.groups()
        shift = len(match.group()) - len(words)
        for spans in roles.values():
            for k, (start, end) in enumerate(spans):
                spans[k] = (_moved(start, match, shift), _moved(end, match, shift))
        roles.setdefault(role, []).append((match.start(), match.start() + len(words)))
        line = line[: match.start()] + words + line[match.end() :]
    return line, {role: tuple(Span(*s) for s in sorted(spans)) for role, spans in roles.items()}


def _moved(offset: int, match: re.Match[str], shift: int) -> int:
    """An offset after the marks of `match` are taken away."""
    if offset <= match.start():
        return offset
    return offset - shift if offset >= match.end() else offset - 1


def make_document(text: str, **facts: object) -> Document:
    """A document of nothing but text."""
    return Document(id="d", source_id="test", text=text, sha256="", **facts)  # type: ignore[arg-type]
