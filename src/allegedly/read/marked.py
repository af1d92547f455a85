"""JSON lines of sentences with marked source and target: `id`, `text`, `source_spans`, `target_spans`; other keys are ignored.

Spans are `[start, end]` in code points of `text`. A line that is no such sentence becomes a `Failure` and the next one is read.
"""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from allegedly.errors import BadRecord, DocumentError, SetupError
from allegedly.records import Failure, MarkedSentence, Span

LONGEST = 20_000
"""Characters of one sentence; more is no sentence."""


class _Row(msgspec.Struct, frozen=True):
    id: str | int
    text: str
    source_spans: tuple[Span, ...] = ()
    target_spans: tuple[Span, ...] = ()


def read_marked(source: str) -> Iterator[MarkedSentence | Failure]:
    """The sentences of a file, or of standard input where `source` is `-`. Raises `SetupError` if there is no such file."""
    if source == "-":
        yield from read_marked_lines(sys.stdin.buffer, "-")
        return
    path = Path(source)
    if not path.is_file():
        raise SetupError(f"there is no file {source}; give a .jsonl file of sentences, or - for standard input")
    with path.open("rb") as lines:
        yield from read_marked_lines(lines, source)


def read_marked_lines(lines: Iterable[bytes], name: str) -> Iterator[MarkedSentence | Failure]:
    """The sentences of JSON lines. `name` stands for the file in the rows of lines that cannot be read."""
    for number, line in enumerate(lines, start=1):
        raw = line.removeprefix(codecs.BOM_UTF8)
        if not raw.strip():
            continue
        try:
            yield _sentence(raw)
        except DocumentError as error:
            yield Failure(source_id=f"{name}:{number}", error=type(error).__name__, reason=error.reason)


def _sentence(raw: bytes) -> MarkedSentence:
    try:
        row = msgspec.json.decode(raw, type=_Row)
    except msgspec.ValidationError as error:
        raise BadRecord(f"not a marked sentence: {error}; a line needs 'id', 'text', 'source_spans' and 'target_spans'") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadRecord(f"not a line of JSON: {error}") from None
    if not row.text.strip():
        raise BadRecord("the sentence is empty")
    if len(row.text) > LONGEST:
        raise BadRecord(f"the text has {len(row.text):,} characters; a sentence has at most {LONGEST:,}")
    for span in (*row.source_spans, *row.target_spans):
        if not 0 <= span.start < span.end <= len(row.text):
            raise BadRecord(f"the span [{span.start}, {span.end}] lies outside the text of {len(row.text)} characters")
    return MarkedSentence(id=str(row.id), text=row.text, source_spans=row.source_spans, target_spans=row.target_spans)
