"""JSON lines → documents of which only the text matters: for work between many documents, such as finding copies.

What `read_documents` reads off a report besides (language, dateline, credits, agency) costs several times what comparing texts does.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

from allegedly.read.decode import MAX_CHARACTERS
from allegedly.read.files import open_source
from allegedly.read.jsonl import Row, bounded_lines, decode_lines
from allegedly.records import Document, Failure


def read_texts(source: str | Path, max_characters: int = MAX_CHARACTERS) -> Iterator[Document | Failure]:
    """The documents of JSON lines at a path, or on standard input for `-`. Their `id` is the line's own, their text is not looked
    into and no digest is made (`sha256` is empty). A line that is no document is a `Failure`."""
    name = str(source)
    with open_source(name) as stream:
        try:
            for row in decode_lines(bounded_lines(stream, max_characters), name, max_characters):
                yield row if isinstance(row, Failure) else _document(row)
        except (EOFError, zlib.error, OSError) as error:
            yield Failure(source_id=name, error="BrokenFile", reason=f"its gzip data are damaged or end too early ({error})")


def _document(row: Row) -> Document:
    return Document(id=str(row.id), source_id=str(row.id), text=row.text, sha256="", published=row.published)
