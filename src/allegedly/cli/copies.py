"""`allegedly copies`: which documents reprint which, passage by passage."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

import click

from allegedly.errors import DocumentError
from allegedly.records import CopyEdge, Document, Failure


@click.command()
@click.argument("source", metavar="FILE.jsonl|-")
@click.option("--minimum", type=click.FloatRange(0, 1, min_open=True), default=0.58, show_default=True,
              help="Share of the shorter one's own words that makes an edge.")  # fmt: skip
@click.option("--block", type=click.IntRange(8), default=120, show_default=True, help="Words of one passage that make an edge alone.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON per edge instead of the table.")
def copies(source: str, minimum: float, block: int, as_json: bool) -> None:
    """Print which documents copy one another: edges between two documents, with the passages that stand in both.

    FILE.jsonl holds one document a line (`id`, `text`); - is standard input. Quotations that both print do not count as copying.
    An edge joins two documents and no more: of three that hold one passage, each pair has its own edge. Offsets are code points of
    the texts, [start, end).
    """
    from allegedly.corpus import find_copies
    from allegedly.read import read_texts

    failures: list[Failure] = []
    edges = find_copies(_documents(read_texts(source), failures), minimum, block)
    write = _write_lines if as_json else _write_table
    write(edges)
    if failures:
        raise SystemExit(DocumentError.exit_code)


def _documents(items: Iterable[Document | Failure], failures: list[Failure]) -> Iterator[Document]:
    """The documents; a line that is none, or that repeats an id, is told at once and counted."""
    seen: set[str] = set()
    for item in items:
        if isinstance(item, Document) and item.id in seen:
            item = Failure(source_id=item.id, error="BadRecord", reason="another line has the same id; this one is left out")
        if isinstance(item, Failure):
            failures.append(item)
            click.echo(f"allegedly: {item.source_id}: {item.reason}", err=True)
            continue
        seen.add(item.id)
        yield item


def _write_lines(edges: Iterable[CopyEdge]) -> None:
    import msgspec

    encoder = msgspec.json.Encoder()
    for edge in edges:
        sys.stdout.buffer.write(encoder.encode(edge) + b"\n")


def _write_table(edges: Iterable[CopyEdge]) -> None:
    """The words themselves are not printed: they would stand here without their speaker."""
    rows = list(edges)
    wide_a, wide_b = (max((len(getattr(e, side)) for e in rows), default=0) for side in "ab")
    for edge in rows:
        shared = sum(len(p.a) for p in edge.passages)
        click.echo(f"{100 * edge.containment:5.0f} %  {edge.a:{wide_a}s}  {edge.b:{wide_b}s}  {_counted(edge)}, {shared} characters")
    click.echo(f"{len(rows)} edges; the share is of the shorter one's own words", err=True)


def _counted(edge: CopyEdge) -> str:
    return f"{len(edge.passages)} passage{'' if len(edge.passages) == 1 else 's'}"
