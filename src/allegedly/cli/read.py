"""`allegedly read`: one report in, its record out."""

from __future__ import annotations

import sys

import click

from allegedly.errors import DocumentError


@click.command()
@click.argument("source", metavar="FILE|URL|-")
@click.option("--published", metavar="DATE", help="Publication date (YYYY-MM-DD) of a report that does not print one.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON per report instead of the page.")
@click.option("-v", "--verbose", is_flag=True, help="Show the rule, the score and the offsets behind every row.")
def read(source: str, published: str | None, as_json: bool, verbose: bool) -> None:
    """Print the record of one report: who says what, on whose word.

    SOURCE is a text file, a saved web page (.html), a web address, an archive (.warc), a table (.parquet), a .jsonl file with one
    report a line, a folder of these, or - for standard input. All but tables may be gzipped.
    """
    from allegedly.cli.fetching import fetch_rules
    from allegedly.cli.page import format_report
    from allegedly.pipeline import analyse_documents
    from allegedly.read import read_documents
    from allegedly.records import Failure, encode_report

    failed = 0
    for item in analyse_documents(read_documents(source, published=published, rules=fetch_rules())):
        if isinstance(item, Failure):
            failed += 1
            click.echo(f"allegedly: {item.source_id}: {item.reason}", err=True)
        elif as_json:
            sys.stdout.buffer.write(encode_report(item) + b"\n")
            sys.stdout.buffer.flush()
        else:
            click.echo(format_report(item, verbose=verbose))
    if failed:
        raise SystemExit(DocumentError.exit_code)
