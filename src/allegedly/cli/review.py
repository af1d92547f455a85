"""`allegedly review`: putting right what was read wrongly, with a note; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import click

from allegedly.cli.asking import print_row, store_options
from allegedly.cli.lines import wrap

if TYPE_CHECKING:
    from allegedly.store import CorrectionLine, Store

Command = TypeVar("Command", bound=Callable[..., Any])


@click.group()
def review() -> None:
    """Put right a speaker or a link, with a note. Corrections are kept beside the facts and replayed over them; each can be undone."""


def _options(command: Command) -> Command:
    command = click.option("--by", metavar="NAME", help="Who corrects.")(command)
    command = click.option("--note", required=True, metavar="WORDS", help="Why: kept with the correction.")(command)
    return click.option("--db", metavar="FILE", help="The store. [default: allegedly.db, or as set]")(command)


@review.command()
@click.argument("row", metavar="CLAIM|ATTRIBUTION")
@click.option("--name", metavar="NAME", help="The speaker's name; leave out for one the text does not name.")
@click.option("--role", metavar="WORDS", help="Role, as printed.")
@click.option("--speaks-for", metavar="BODY", help="The body whose mouth the speaker is.")
@click.option("--country", metavar="CODE", help="ISO 3166-1 alpha-2.")
@click.option("--origin", metavar="KEY", help="The origin group, as `allegedly sources --json` gives it.")
@_options
def speaker(
    row: str, name: str | None, role: str | None, speaks_for: str | None, country: str | None, origin: str | None, **made: Any
) -> None:
    """Say who speaks in a row."""
    from allegedly.errors import SetupError
    from allegedly.records import Speaker

    if not (name or role or speaks_for):
        raise SetupError("nothing to correct: give --name, --role or --speaks-for")
    who = Speaker(name=name, role=role, speaks_for=speaks_for, country=country.upper() if country else None, origin=origin, rule="review")
    _make(made, lambda store, note, by: _review().set_speaker(store, row, who, note, by))


@review.command()
@click.argument("row", metavar="CLAIM|EVENT")
@click.argument("other", metavar="[OTHER]", required=False)
@_options
def split(row: str, other: str | None, **made: Any) -> None:
    """Say that a claim or event is not the same as OTHER, or as any."""
    _make(made, lambda store, note, by: _review().split(store, row, other, note, by))


@review.command()
@click.argument("number", type=int)
@_options
def undo(number: int, **made: Any) -> None:
    """Take a correction back, by its number."""
    _make(made, lambda store, note, by: _review().undo(store, number, note, by))


@review.command("list")
@store_options
def list_corrections(db: str | None, as_json: bool) -> None:
    """List the corrections in the order they were made."""
    from allegedly.cli.asking import open_reader

    with open_reader(db) as store:
        for line in _review().corrections(store.connection):
            print_row(line, as_json, _show)


def _show(line: CorrectionLine, width: int) -> Iterator[str]:
    by = f" by {line.by}" if line.by else ""
    yield f"{line.id}  {line.kind} of {line.target}{by}, {line.made}"
    yield from wrap(f"{line.note}  {line.value}", width, "    ")


def _review() -> Any:
    from allegedly.store import review as module

    return module


def _make(made: dict[str, Any], correct: Callable[[Store, str, str | None], int]) -> None:
    """Make a correction in the store that must be there, then bring groups and standing up to date."""
    from pathlib import Path

    from allegedly.corpus import refresh
    from allegedly.errors import SetupError
    from allegedly.settings import load_settings
    from allegedly.store import open_store

    path = load_settings(db=made["db"]).db
    if not Path(path).is_file():
        raise SetupError(f"{path}: there is no such store: make one with `allegedly add --db {path} FILE`")
    with open_store(path) as store:
        store.command = "review"
        number = correct(store, made["note"], made["by"])
        refresh(store)
    click.echo(f"allegedly: correction {number} is kept; `allegedly review undo {number}` takes it back", err=True)
