"""The questions that give lists: `claims`, `sources`, `answers`, `events`, `timeline`, `due`, `conflicts`, `search`."""

from __future__ import annotations

from typing import Any

import click

from allegedly.cli import lines
from allegedly.cli.asking import list_options, list_rows

NONE = "allegedly: nothing here answers that"


@click.command()
@list_options
def claims(db: str | None, as_json: bool, **values: Any) -> None:
    """List claims, newest report first, each with its speaker and how it stands."""
    from allegedly import store

    list_rows(db, as_json, values, store.claims, lines.show_claim, NONE)


@click.command()
@list_options
def events(db: str | None, as_json: bool, **values: Any) -> None:
    """List what would have happened, newest report first, with those who say so."""
    from allegedly import store

    list_rows(db, as_json, values, store.events, lines.show_event, NONE)


@click.command()
@list_options
def sources(db: str | None, as_json: bool, **values: Any) -> None:
    """List who speaks, those with most claims first. Counts are of claims as printed, not of independent origins."""
    from allegedly import store

    list_rows(db, as_json, values, store.sources, lines.show_source, NONE)


@click.command()
@click.option("--disputes", is_flag=True, help="Only denials, disputes and rival accounts.")
@list_options
def answers(db: str | None, as_json: bool, disputes: bool, **values: Any) -> None:
    """List who answers whom and how, inside reports and across them. Conditions hold for either side."""
    from allegedly import store

    types = store.DISPUTES if disputes else store.ANSWERS
    list_rows(db, as_json, values, lambda s, f: store.answers(s, f, types), lines.show_answer, NONE)


@click.command()
@list_options
def timeline(db: str | None, as_json: bool, **values: Any) -> None:
    """List claims by the day their event would have happened, else the day they were said. --since and --until are days of the timeline."""
    from allegedly import store

    list_rows(db, as_json, values, store.timeline, lines.show_moment, NONE)


@click.command()
@click.option("--today", metavar="DATE", help="The day that parts what is to come from what has passed. [default: --as-of, else today]")
@list_options
def due(db: str | None, as_json: bool, today: str | None, **values: Any) -> None:
    """List plans by the day they fall on: what falls due, and what has passed without a report here. --since and --until are such days."""
    from allegedly import store

    list_rows(db, as_json, values, lambda s, f: store.due(s, f, today), lines.show_due, "allegedly: no plan with a date answers that")


@click.command()
@list_options
def conflicts(db: str | None, as_json: bool, **values: Any) -> None:
    """List where reports disagree on a date, a place, a figure or a manner. None of the values is called right."""
    from allegedly import store

    list_rows(db, as_json, values, store.conflicts, lines.show_conflict, "allegedly: no conflict here answers that")


@click.command()
@click.argument("query")
@list_options
def search(query: str, db: str | None, as_json: bool, **values: Any) -> None:
    """Find claims that hold all words of QUERY, then reports whose text does. "Two words" in quotes stand together; -word must not stand."""
    from allegedly import store

    list_rows(db, as_json, values, lambda s, f: store.search(s, query, f), lines.show_hit, f"allegedly: nothing holds {query!r}")
