"""Reports in Parquet tables: columns `text` and `id`, and optionally `published`, `title`, `url`, `publisher`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from allegedly.errors import BadRecord, BrokenFile, DocumentError
from allegedly.read.decode import MAX_CHARACTERS
from allegedly.read.document import document_from_text
from allegedly.records import Document, Failure

_COLUMNS = ("id", "text", "published", "title", "url", "publisher")
_BATCH = 256


def read_parquet(
    path: str | Path, published: str | None = None, max_characters: int = MAX_CHARACTERS, first: int = 0, last: int | None = None
) -> Iterator[Document | Failure]:
    """The reports of a table, row by row, or of its rows `[first, last)`; `source_id` is the id, or file and row number where there is
    none."""
    import pyarrow as pa

    name = str(path)
    try:
        for number, row in enumerate(islice(_rows(path), first, last), start=first + 1):
            yield _document_or_failure(row, f"{name}:{number}", published, max_characters)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        reason = f"the table cannot be read ({' '.join(str(error).split())[:200]})"
        yield Failure(source_id=name, error=BrokenFile.__name__, reason=reason)


def _rows(path: str | Path) -> Iterator[dict[str, Any]]:
    """The rows as dictionaries, a batch of them in memory at a time. Raises `ArrowException`."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as table:
        held = [name for name in _COLUMNS if name in table.schema_arrow.names]
        if "text" not in held:
            raise pa.ArrowInvalid(f"it has no column 'text', only {', '.join(table.schema_arrow.names[:8])}")
        for batch in table.iter_batches(batch_size=_BATCH, columns=held):
            yield from batch.to_pylist()


def _document_or_failure(row: dict[str, Any], place: str, published: str | None, limit: int) -> Document | Failure:
    name = str(row["id"]) if row.get("id") not in (None, "") else place
    try:
        if not isinstance(row["text"], str):
            raise BadRecord("not a document: its column 'text' holds no text")
        stated = _as_text(row.get("published"))
        return document_from_text(
            row["text"],
            name,
            published or stated,
            _as_text(row.get("title")),
            _as_text(row.get("url")),
            _as_text(row.get("publisher")),
            "utf-8",
            published_basis="given" if published else "metadata",
            max_characters=limit,
        )
    except DocumentError as error:
        return Failure(source_id=name, error=type(error).__name__, reason=error.reason)


def _as_text(value: object) -> str | None:
    """A cell as text; a date or time in ISO 8601; `None` for an empty one."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if value not in (None, "") else None
