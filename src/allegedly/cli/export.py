"""`allegedly export`: what was read, in the forms other tools take."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from allegedly.cli.filters import NAMES, filter_options, make_filter
from allegedly.errors import DocumentError, SetupError

if TYPE_CHECKING:
    from allegedly.export import Item

_FORMS = ["csv", "xlsx", "jsonl", "parquet", "jsonld", "annotation", "ftm", "geojson", "plover", "mentions", "atom"]


@click.command()
@click.argument("source", metavar="[FILE|-]", required=False)
@click.option("--format", "form", type=click.Choice(_FORMS), required=True, help="The form to write.")
@click.option("--out", required=True, metavar="PATH", help="File to write; - for standard output.")
@click.option("--db", metavar="FILE", help="The store to export. [default: allegedly.db]")
@click.option("--full-text", is_flag=True, help="With the article's text, and quotations whole: mind whose they are.")
@click.option("--quote-limit", type=click.IntRange(1), default=300, show_default=True, help="Characters of one quotation, at most.")
@click.option("--title", default="Claims in the news", show_default=True, help="Title of a feed, a data set or a workbook.")
@filter_options
def export(
    source: str | None, form: str, out: str, db: str | None, full_text: bool, quote_limit: int, title: str, **filters: str | None
) -> None:
    """Write claims and events in the forms other tools take.

    From the store, or from FILE with lines of `allegedly read --json` (- for standard input). Article text is left out and quotations
    are cut unless --full-text asks for them; every row keeps its speaker, and none says what is true.
    """
    from allegedly.export import FORMATS, Options, write_export

    if not FORMATS[form].text and out == "-" and sys.stdout.isatty():
        raise SetupError(f"{form} is no text for a terminal: give --out a file")
    options = Options(quote_limit=quote_limit, full_text=full_text, title=title)
    failures: list[str] = []
    with _items(source, db, filters, failures) as items, _output(out) as stream:
        count = write_export(_told(items, sys.stderr.isatty()), form, stream, options)
    click.echo(f"allegedly: {count:,} rows ({form}) in {'standard output' if out == '-' else out}", err=True)
    for line in failures:
        click.echo(f"allegedly: {line}", err=True)
    if failures:
        raise SystemExit(DocumentError.exit_code)


@contextlib.contextmanager
def _items(source: str | None, db: str | None, filters: dict[str, Any], failures: list[str]) -> Iterator[Iterable[Item]]:
    """The items of a store, or of report lines; what is no line is told in `failures`."""
    if source is None:
        from allegedly.export import items_from_store
        from allegedly.settings import load_settings
        from allegedly.store import read_store

        with read_store(load_settings(db=db).db) as store:
            yield items_from_store(store, make_filter(filters))
        return
    asked = [name for name in NAMES if filters.get(name) and name != "as_of"]
    if asked:
        raise SetupError(f"--{asked[0]} asks the store: leave it out, or add the reports to a store first")
    if db:
        raise SetupError("give a file of report lines or --db, not both")
    with _lines(source) as lines:
        yield _good(lines, source, filters.get("as_of"), failures)


def _good(lines: Iterable[bytes], name: str, as_of: str | None, failures: list[str]) -> Iterator[Item]:
    from allegedly.export import items_from_lines
    from allegedly.records import Failure

    for item in items_from_lines(lines, name, as_of):
        if isinstance(item, Failure):
            failures.append(f"{item.source_id}: {item.reason}")
        else:
            yield item


@contextlib.contextmanager
def _lines(source: str) -> Iterator[BinaryIO]:
    from allegedly.read.files import open_source

    with open_source(source) as stream:
        yield stream


@contextlib.contextmanager
def _output(out: str) -> Iterator[BinaryIO]:
    """Standard output, or a file that is there whole or not at all."""
    if out == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(out)
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as stream:
            yield stream
        part.replace(path)
    except OSError as error:
        raise SetupError(f"{out}: it cannot be written ({error.strerror or error}): check the path and the room on the disk") from None
    finally:
        part.unlink(missing_ok=True)


def _told(items: Iterable[Item], telling: bool) -> Iterator[Item]:
    """The items, with a count on the terminal while they pass."""
    for number, item in enumerate(items, start=1):
        yield item
        if telling and number % 200 == 0:
            click.echo(f"\r{number:,} reports", nl=False, err=True)
    if telling:
        click.echo("\r", nl=False, err=True)
