"""`allegedly watch`: follow feeds into the store."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from allegedly.errors import BrokenFile, DocumentError, SetupError

if TYPE_CHECKING:
    from allegedly.watch import Query, Told


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="OPML|URL...")
@click.option("--db", metavar="FILE", help="The store to fill. [default: allegedly.db]")
@click.option("--once", is_flag=True, help="One round, then stop: for cron. Exit code 3 if anything failed.")
@click.option("--every", type=click.FloatRange(1), default=15.0, show_default=True, metavar="MINUTES", help="Time between two rounds.")
@click.option("--queries", metavar="FILE.toml", help="Saved queries whose new matches are told of.")
@click.option("--match", "words", multiple=True, metavar="WORDS", help="A query by words; repeatable.")
@click.option("--webhook", metavar="URL", help="Where to POST the matches of queries that name no webhook.")
@click.option("--command", metavar="COMMAND", help="What to run with the matches on standard input; no shell.")
@click.option("--matches", metavar="FILE.atom", help="Keep the newest matches in this Atom file.")
@click.option("--state", metavar="FILE", help="Where to remember what was seen. [default: the store's name with .watch.json]")
@click.option("--json", "as_json", is_flag=True, help="JSON lines instead of text.")
def watch(
    sources: tuple[str, ...], db: str | None, once: bool, every: float, queries: str | None, words: tuple[str, ...], webhook: str | None,
    command: str | None, matches: str | None, state: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Follow feeds: fetch new articles politely, store them, and tell of claims that newly match a saved query.

    RSS, Atom, JSON Feed and news sitemaps; OPML is a file of feeds. What was seen is remembered, so the watch can be broken off.
    """
    from allegedly.cli.fetching import fetch_rules
    from allegedly.read.fetch import Fetcher
    from allegedly.settings import load_settings
    from allegedly.store import open_store
    from allegedly.watch import Follower, load_state, save_state

    settings = load_settings(db=db)
    asked = _queries(queries, words, webhook, command)
    path = state or f"{settings.db}.watch.json"
    memory, feeds = load_state(path), list_feeds(sources)
    with open_store(settings.db) as store, Fetcher(fetch_rules(settings)) as fetcher:
        store.command = "watch"
        follower = Follower(
            store, fetcher, memory, asked, lambda: save_state(memory, path), matches, every * 60, settings.max_characters
        )  # fmt: skip
        try:
            _rounds(follower, feeds, once, every * 60, as_json)
        except KeyboardInterrupt:
            click.echo("allegedly: stopped; what was seen is remembered", err=True)


def _rounds(follower: object, feeds: list[str], once: bool, seconds: float, as_json: bool) -> None:
    from allegedly.watch import Follower

    assert isinstance(follower, Follower)
    while True:
        begun = time.monotonic()
        failed = sum([_tell(told, as_json) for told in follower.round(feeds)])
        if once:
            if failed:
                raise SystemExit(DocumentError.exit_code)
            return
        time.sleep(max(1.0, seconds - (time.monotonic() - begun)))


def _tell(told: Told, as_json: bool) -> bool:
    """Print one thing; true for a failure. Nothing is shown without its speaker."""
    import msgspec

    if as_json:
        sys.stdout.buffer.write(msgspec.json.encode(told) + b"\n")
        sys.stdout.buffer.flush()
    elif told.claim is not None:
        line = told.claim
        click.echo(f"{told.query}: {line.speaker} {line.cue_text}: {' '.join(line.text.split())}")
        click.echo(f"    {line.status or line.modality} {line.outlet or ''} {line.day} {line.url or ''}".rstrip())
    elif told.kind == "failed":
        click.echo(f"allegedly: {told.name}: {told.reason}", err=True)
    else:
        click.echo(f"{told.kind} {told.name}")
    return told.kind == "failed"


def list_feeds(sources: Iterable[str]) -> list[str]:
    """The addresses of the feeds that the sources name, each once. Raises `SetupError` for a file that is no list of feeds."""
    from allegedly.read.address import is_address
    from allegedly.read.feeds import read_opml

    feeds: list[str] = []
    for source in sources:
        if is_address(source):
            feeds.append(source)
            continue
        try:
            feeds += read_opml(Path(source).read_bytes())
        except OSError as error:
            raise SetupError(f"{source}: it cannot be read ({error.strerror}): give an OPML file or addresses of feeds") from None
        except BrokenFile as error:
            raise SetupError(f"{source}: {error.reason}: give an OPML file or addresses of feeds") from None
    return list(dict.fromkeys(feeds))


def _queries(file: str | None, words: Iterable[str], webhook: str | None, command: str | None) -> list[Query]:
    """The queries of a file and of the command line; those that name no webhook or command get the ones given."""
    import msgspec

    from allegedly.store import Filter
    from allegedly.watch import Query, load_queries

    found = [*(load_queries(file) if file else ()), *(Query(name=w, filter=Filter(text=w)) for w in words)]
    if (webhook or command) and not found:
        raise SetupError("there is nothing to tell of: give --queries or --match")
    return [msgspec.structs.replace(q, webhook=q.webhook or webhook, command=q.command or command) for q in found]
