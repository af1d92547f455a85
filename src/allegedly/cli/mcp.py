"""`allegedly mcp`: the store for assistants."""

from __future__ import annotations

import click


@click.command()
@click.option("--db", metavar="FILE", help="The store to answer from. [default: allegedly.db]")
def mcp(db: str | None) -> None:
    """Serve the store to assistants over the Model Context Protocol, on standard input and output.

    They can search claims, read one with its answers and evidence, ask who stands behind an event, and read a report's record. They
    cannot write, and nothing is fetched.
    """
    from allegedly.mcp.server import make_server
    from allegedly.settings import load_settings
    from allegedly.store import read_store

    path = load_settings(db=db).db
    read_store(path).close()
    make_server(path).run("stdio")
