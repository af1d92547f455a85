"""Claims as Parquet: typed columns, lists where there are several; what was left out stands in the file's metadata."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from allegedly.export.items import Item
from allegedly.export.rows import ClaimRow, Options, claim_rows

if TYPE_CHECKING:
    import pyarrow as pa

_TEXT = [
    "id",
    "attribution",
    "document",
    "speaker",
    "cue",
    "kind",
    "act",
    "words",
    "modality",
    "polarity",
    "interest",
    "said",
    "support",
    "response",
    "status",
    "outlet",
    "agency",
    "published",
    "day",
    "title",
    "url",
    "language",
    "sha256",
]
_LISTS = ("speaker_names", "speaker_roles", "speaker_countries", "origins", "speaks_for", "via", "about", "authors", "answers")
_SPANS = ("spans", "speaker_spans", "cue_spans")
_GROUP = 2_000


def write_parquet(items: Iterable[Item], out: BinaryIO, options: Options) -> int:
    """One row per claim; how many."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema, count = _schema(options), 0
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for rows in _groups(items, options):
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))
            count += len(rows)
    return count


def _schema(options: Options) -> pa.Schema:
    import pyarrow as pa

    span = pa.list_(pa.list_(pa.int32(), 2))
    fields = [pa.field(name, pa.string()) for name in _TEXT]
    fields += [pa.field(name, pa.list_(pa.string())) for name in _LISTS]
    fields += [pa.field(name, span) for name in _SPANS]
    fields.append(pa.field("words_left_out", pa.int32()))
    if options.full_text:
        fields.append(pa.field("document_text", pa.string()))
    return pa.schema(fields, metadata={"allegedly": options.note})


def _groups(items: Iterable[Item], options: Options) -> Iterator[list[dict[str, Any]]]:
    rows: list[dict[str, Any]] = []
    for item in items:
        text = {"document_text": item.report.document.text} if options.full_text else {}
        rows += [_cells(row) | text for row in claim_rows(item, options)]
        if len(rows) >= _GROUP:
            yield rows
            rows = []
    if rows:
        yield rows


def _cells(row: ClaimRow) -> dict[str, Any]:
    source, standing = row.source, row.standing
    return {
        "id": row.id, "attribution": row.attribution, "document": source.document, "speaker": row.speaker, "cue": row.cue,
        "kind": row.kind, "act": row.act, "words": row.words, "modality": row.modality, "polarity": row.polarity,
        "interest": row.interest, "said": row.said, "support": standing.support if standing else None,
        "response": standing.response if standing else None, "status": standing.line if standing else None, "outlet": source.outlet,
        "agency": source.agency, "published": source.published, "day": source.day, "title": source.title, "url": source.url,
        "language": source.language, "sha256": source.sha256, "speaker_names": [s.name for s in row.who if s.name],
        "speaker_roles": [s.role for s in row.who if s.role], "speaker_countries": [s.country for s in row.who if s.country],
        "origins": [s.origin for s in row.who if s.origin], "speaks_for": [s.speaks_for for s in row.who if s.speaks_for],
        "via": list(row.via), "about": list(row.about), "authors": list(source.authors),
        "answers": [f"{a.type} {a.speaker} {a.claim}" for a in row.answers],
        **{name: [[s.start, s.end] for s in getattr(row, name)] for name in _SPANS}, "words_left_out": row.left_out,
    }  # fmt: skip
