"""`allegedly add`: reports into the store."""

from __future__ import annotations

import contextlib
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from allegedly.errors import DocumentError, SetupError

if TYPE_CHECKING:
    from allegedly.corpus import Outcome
    from allegedly.records import Document, Failure, Report


@click.command()
@click.argument("sources", metavar="FILE|FOLDER|URL|-...", nargs=-1, required=True)
@click.option("--db", metavar="FILE", help="The store; made where there is none. [default: allegedly.db, or as set]")
@click.option("--published", metavar="DATE", help="Publication date (YYYY-MM-DD) of reports that do not print one.")
@click.option("--analysed", is_flag=True, help="The sources are lines of `read --json` or `bulk`: stored as they are.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON per report: what became of it.")
def add(sources: tuple[str, ...], db: str | None, published: str | None, analysed: bool, as_json: bool) -> None:
    """Store reports: analyse each, link it with the reports near it, keep how every claim stands. A folder that `bulk` wrote is stored as
    it was analysed there.

    A report that is there already is passed over, so a run that was broken off goes on when it is started again. What cannot be read is
    kept as a failure and the run goes on; the exit code is then 3.
    """
    from allegedly.corpus import add_reports, catch_up
    from allegedly.settings import load_settings
    from allegedly.store import open_store

    settings = load_settings(db=db)
    items = _items(sources, published, analysed)
    with open_store(settings.db) as store:
        catch_up(store)
        # Closed before the file is: a run that is interrupted still brings groups and standing up to date.
        with contextlib.closing(add_reports(store, items)) as outcomes:
            told = _told(outcomes, as_json)
    _summary(told, settings.db)
    if told["failed"]:
        raise SystemExit(DocumentError.exit_code)


def _items(sources: Iterable[str], published: str | None, analysed: bool) -> Iterator[Document | Report | Failure]:
    """What the sources hold, the folders that `bulk` wrote first."""
    from allegedly.bulk import is_output, read_output

    rest = []
    for source in sources:
        if is_output(source):
            yield from read_output(source)
        else:
            rest.append(source)
    if rest:
        yield from _reports(rest) if analysed else _documents(rest, published)


def _documents(sources: Iterable[str], published: str | None) -> Iterator[Document | Failure]:
    """The documents of all sources. A name that leads nowhere stops the run before anything is read."""
    from allegedly.cli.fetching import fetch_rules
    from allegedly.read import read_sources
    from allegedly.settings import load_settings

    listed = list(sources)
    _check(listed)
    settings = load_settings()
    yield from read_sources(listed, published, settings.max_characters, fetch_rules(settings))


def _check(sources: Iterable[str]) -> None:
    missing = [s for s in sources if s != "-" and "://" not in s and not Path(s).exists()]
    if missing:
        raise SetupError(f"{missing[0]}: there is no such file: check the path")


def _reports(sources: Iterable[str]) -> Iterator[Report | Failure]:
    """Reports from lines of JSON; a line that is none is a failure."""
    listed = list(sources)
    _check(listed)
    for source in listed:
        with contextlib.nullcontext(sys.stdin.buffer) if source == "-" else Path(source).open("rb") as stream:
            for number, line in enumerate(stream, start=1):
                if line.strip():
                    yield _report(line, f"{source}:{number}")


def _report(line: bytes, name: str) -> Report | Failure:
    import msgspec

    from allegedly.records import Failure, decode_report

    try:
        return decode_report(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        return Failure(source_id=name, error="BadRecord", reason=f"not a line of `read --json`: {str(error).splitlines()[0]}")


def _told(outcomes: Iterable[Outcome], as_json: bool) -> Counter[str]:
    """Count what became of the items; tell of failures at once and of progress twice a second on a terminal."""
    counted: Counter[str] = Counter()
    shows = sys.stderr.isatty() and not as_json
    shown = 0.0
    for outcome in outcomes:
        counted[outcome.state] += 1
        counted["links"] += outcome.links
        if as_json:
            _print_json(outcome)
        if outcome.failure is not None:
            click.echo(f"{chr(13) if shows else ''}allegedly: {outcome.source_id}: {outcome.failure.reason}", err=True)
        if shows and time.monotonic() - shown > 0.5:
            shown = time.monotonic()
            click.echo(f"\r{counted['added']:,} added, {counted['known']:,} known, {counted['failed']:,} failed", nl=False, err=True)
    if shows and shown:
        click.echo("\r", nl=False, err=True)
    return counted


def _print_json(outcome: Outcome) -> None:
    import msgspec

    sys.stdout.buffer.write(msgspec.json.encode(outcome) + b"\n")
    sys.stdout.buffer.flush()


def _summary(told: Counter[str], db: str) -> None:
    known = f", {told['known']:,} were there already" if told["known"] else ""
    failed = f", {told['failed']:,} failed" if told["failed"] else ""
    links = f", {told['links']:,} links to other reports" if told["links"] else ""
    click.echo(f"allegedly: {told['added']:,} added to {db}{known}{failed}{links}", err=True)
