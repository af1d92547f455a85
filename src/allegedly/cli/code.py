"""`allegedly code`: PLOVER codes for sentences with marked source and target."""

from __future__ import annotations

import sys

import click

from allegedly.errors import DocumentError


@click.command()
@click.argument("source", metavar="FILE.jsonl|-")
@click.option("--json", "as_json", is_flag=True, help="JSON lines: id, root, quad, score.")
def code(source: str, as_json: bool) -> None:
    """Print the PLOVER root of each sentence: what its source does to its target.

    SOURCE holds one sentence a line, as JSON with id, text, source_spans and target_spans ([start, end] in characters of the text),
    or is - for standard input. Quad: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    """
    from msgspec import json

    from allegedly.pipeline import code_sentences
    from allegedly.read import read_marked
    from allegedly.records import Failure

    failed = 0
    for item in code_sentences(read_marked(source)):
        if isinstance(item, Failure):
            failed += 1
            click.echo(f"allegedly: {item.source_id}: {item.reason}", err=True)
        elif as_json:
            sys.stdout.buffer.write(json.encode(item) + b"\n")
            sys.stdout.buffer.flush()
        else:
            click.echo(f"{item.root:<10} {item.quad}  {item.score:.2f}  {item.id}")
    if failed:
        raise SystemExit(DocumentError.exit_code)
