"""`allegedly verify`: is everything still what was read."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import click

from allegedly.cli.asking import store_options


@click.command()
@store_options
@click.option("--rebuild", is_flag=True, help="First make everything derived again from the facts.")
def verify(db: str | None, as_json: bool, rebuild: bool) -> None:
    """Read the store again: every checksum, every span, every row against the report it came from, every edge. Any loss makes the exit code 1.

    A store of an older version is brought up to date on the way.
    """
    from pathlib import Path

    from allegedly.corpus import model_versions, rebuild_all
    from allegedly.errors import SetupError
    from allegedly.settings import load_settings
    from allegedly.store import open_store
    from allegedly.store.verify import verify as verify_store

    path = load_settings(db=db).db
    if not Path(path).is_file():
        raise SetupError(f"{path}: there is no such store: make one with `allegedly add --db {path} FILE`")
    with open_store(path) as store:
        if rebuild:
            rebuild_all(store)
        found = verify_store(store, _teller(), model_versions())
    if as_json:
        import msgspec

        sys.stdout.buffer.write(msgspec.json.encode(found) + b"\n")
    else:
        for problem in found.problems:
            click.echo(f"{problem.where}: {problem.what}")
        click.echo(
            f"{found.documents:,} documents, {found.spans:,} spans, {found.rows:,} rows, {found.links:,} links, {found.copies:,} copies read again: "
            + (f"{len(found.problems):,} problems" if found.problems else "nothing lost")
        )
    if found.failures:
        click.echo(f"allegedly: {found.failures:,} reports could not be read: they are in the table `failure`", err=True)
    if found.outdated:
        click.echo(f"allegedly: {found.outdated:,} documents were read by other weights or rules than those installed", err=True)
    if found.waiting:
        click.echo(f"allegedly: {found.waiting:,} documents wait to be compared: the next `allegedly add` goes on with them", err=True)
    if found.problems:
        raise SystemExit(1)


def _teller() -> Callable[[int], None] | None:
    """Progress on a terminal, twice a second."""
    if not sys.stderr.isatty():
        return None
    shown = [0.0]

    def tell(documents: int) -> None:
        if time.monotonic() - shown[0] > 0.5:
            shown[0] = time.monotonic()
            click.echo(f"\r{documents:,} documents read again", nl=False, err=True)

    return tell
