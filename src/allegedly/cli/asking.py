"""What the commands that ask the store share: its options, opening it, printing a page of rows."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import click

from allegedly.cli.filters import filter_options

if TYPE_CHECKING:
    from allegedly.store import Filter, Page, Store

Command = TypeVar("Command", bound=Callable[..., Any])
Ask = Callable[["Store", "Filter"], "Page[Any]"]


def store_options(command: Command) -> Command:
    """Which store, and in what form to print."""
    command = click.option("--json", "as_json", is_flag=True, help="Lines of JSON instead of text.")(command)
    return click.option("--db", metavar="FILE", help="The store. [default: allegedly.db, or as set]")(command)


def list_options(command: Command) -> Command:
    """The options of a command that lists rows."""
    command = click.option("--after", metavar="CURSOR", help="Go on where the list before ended.")(command)
    command = click.option("--limit", type=click.IntRange(0), default=50, show_default=True, help="Rows, at most; 0 for all.")(command)
    return filter_options(store_options(command))


def day_option(command: Command) -> Command:
    """As of which day."""
    return click.option("--as-of", metavar="DATE", help="Only what was known on this day.")(command)


def open_reader(db: str | None) -> Store:
    """The store of that name, else the one of the settings, for reading."""
    from allegedly.settings import load_settings
    from allegedly.store import read_store

    return read_store(load_settings(db=db).db)


def list_rows(
    db: str | None, as_json: bool, values: dict[str, Any], ask: Ask, show: Callable[[Any, int], Iterator[str]], none: str
) -> None:
    """Print what a question gives, page by page up to `--limit`; on standard error how to go on, or `none` where there is nothing."""
    import msgspec

    from allegedly.cli.filters import make_filter

    limit = values.pop("limit")
    with open_reader(db) as store:
        asked = msgspec.structs.replace(make_filter(values), after=values.get("after"), limit=limit or 500)
        printed, after = 0, asked.after
        while True:
            page = ask(store, msgspec.structs.replace(asked, after=after))
            for row in page.rows:
                print_row(row, as_json, show)
            printed, after = printed + len(page.rows), page.after
            if after is None or (limit and printed >= limit):
                break
    if not printed:
        click.echo(none, err=True)
    elif after is not None:
        click.echo(f"allegedly: there is more: --after {after}", err=True)


def print_row(row: Any, as_json: bool, show: Callable[[Any, int], Iterator[str]]) -> None:
    """One row, as a line of JSON or as text."""
    if as_json:
        import msgspec

        sys.stdout.buffer.write(msgspec.json.encode(row) + b"\n")
        sys.stdout.buffer.flush()
        return
    for line in show(row, width()):
        click.echo(line)


def width() -> int:
    """Columns to wrap at."""
    return min(shutil.get_terminal_size((100, 24)).columns, 120)
