"""One part of an archive → one Parquet table of reports and failures. The same part gives the same bytes on any machine.

A report is the same line of JSON as everywhere; beside it stand columns to look at, and the keys under which it meets others.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from allegedly.errors import DocumentError, SetupError
from allegedly.read.parts import Part, read_part
from allegedly.records import Document, Failure, Report, decode_report, encode_report

if TYPE_CHECKING:
    import pyarrow as pa

_TEXTS = ("document", "source_id", "url", "title", "publisher", "agency", "published", "language")
_COUNTS = ("words", "attributions", "claims", "events", "relations")
_KEYS = ("block", "sample")


class Shard(msgspec.Struct, frozen=True, kw_only=True):
    """What was made of a part: the table as bytes, and what a manifest says of it (`sha256` of the bytes)."""

    number: int
    part: Part
    table: bytes
    sha256: str
    documents: int
    failures: int
    words: int
    claims: int


def prepare_worker() -> None:
    """Load the models, each on one thread: a worker has a core of its own. Raises `SetupError` where one is missing."""
    os.environ["OMP_NUM_THREADS"] = "1"
    from allegedly.pipeline import analyse_document
    from allegedly.read import document_from_text

    analyse_document(document_from_text("The mayor said on Monday that the bridge would be closed.", "-"))


def make_shard(number: int, part: Part) -> Shard:
    """Read and analyse a part. Raises `SetupError`, nothing else."""
    return pack_rows(number, part, map(analyse, read_part(part)))


def analyse(item: Document | Failure) -> Report | Failure:
    """The report of a document. What the analysis cannot do, or does wrong, is a `Failure`: one report never ends a run."""
    from allegedly.pipeline import analyse_document

    if isinstance(item, Failure):
        return item
    try:
        return analyse_document(item)
    except SetupError:
        raise
    except DocumentError as error:
        return Failure(source_id=item.source_id, error=type(error).__name__, reason=error.reason)
    except Exception as error:
        reason = f"the analysis failed ({type(error).__name__}: {' '.join(str(error).split())[:200]}): please report it"
        return Failure(source_id=item.source_id, error="AnalysisFailed", reason=reason)


def pack_rows(number: int, part: Part, items: Iterable[Report | Failure]) -> Shard:
    """The shard of these reports and failures, in their order."""
    rows = [_row(item) for item in items]
    table = _write(rows)
    return Shard(
        number=number,
        part=part,
        table=table,
        sha256=hashlib.sha256(table).hexdigest(),
        documents=sum(row["error"] is None for row in rows),
        failures=sum(row["error"] is not None for row in rows),
        words=sum(row["words"] or 0 for row in rows),
        claims=sum(row["claims"] or 0 for row in rows),
    )


def _row(item: Report | Failure) -> dict[str, Any]:
    if isinstance(item, Failure):
        return dict.fromkeys((*_TEXTS, *_COUNTS, *_KEYS, "report")) | msgspec.structs.asdict(item)
    from allegedly.corpus.pairs import report_keys

    document = item.document
    block, sample = report_keys(item)
    return {name: getattr(document, name) for name in _TEXTS if name != "document"} | {
        "document": document.id,
        "words": len(document.text.split()),
        "attributions": len(item.attributions),
        "claims": len(item.claims),
        "events": len(item.events),
        "relations": len(item.relations),
        "error": None,
        "reason": None,
        "block": block,
        "sample": sample,
        "report": encode_report(item).decode("utf-8"),
    }


def schema() -> pa.Schema:
    """The columns of a shard, in order."""
    import pyarrow as pa

    fields = [(name, pa.string()) for name in _TEXTS] + [(name, pa.int32()) for name in _COUNTS]
    fields += [("error", pa.string()), ("reason", pa.string())]
    return pa.schema([*fields, *((name, pa.list_(pa.int64())) for name in _KEYS), ("report", pa.large_string())])


def _write(rows: list[dict[str, Any]]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema=schema()), sink, compression="zstd")
    return sink.getvalue()


def read_rows(path: str) -> Iterator[Report | Failure]:
    """The reports and failures of a shard, in order, a few in memory at a time."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as table:
        for batch in table.iter_batches(batch_size=32, columns=["source_id", "error", "reason", "report"]):
            for row in batch.to_pylist():
                if row["error"] is None:
                    yield decode_report(row["report"])
                else:
                    yield Failure(source_id=row["source_id"], error=row["error"], reason=row["reason"])
