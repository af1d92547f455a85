"""`allegedly bulk`: an archive analysed in shards, here or on a Ray cluster."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from allegedly.errors import DocumentError

if TYPE_CHECKING:
    from allegedly.bulk import Manifest


@click.command()
@click.argument("sources", metavar="INPUT...", nargs=-1, required=True)
@click.option("--out", required=True, metavar="DIR", help="Folder of the output; a run that was broken off goes on in it.")
@click.option("--workers", type=click.IntRange(1), help="Processes, or Ray actors. [default: one a processor]")
@click.option("--ray", is_flag=False, flag_value="auto", metavar="[ADDRESS]", help="Use the Ray cluster at ADDRESS, or this machine's.")
@click.option("--shard", "size", type=click.IntRange(1), default=200, show_default=True, help="Reports in a shard.")
@click.option("--no-links", is_flag=True, help="Leave out the links and copies between reports.")
@click.option("--json", "as_json", is_flag=True, help="Print the manifest of each shard as a line of JSON.")
def bulk(sources: tuple[str, ...], out: str, workers: int | None, ray: str | None, size: int, no_links: bool, as_json: bool) -> None:
    """Analyse an archive: JSON lines, folders, web archives, Parquet tables.

    DIR gets Parquet tables of reports, links and copies, each shard with a manifest. A report that cannot be analysed is a row with its
    reason. What dies is done again; nothing is lost or written twice. `allegedly add DIR` puts the result into a store.
    """
    from allegedly.bulk import run_bulk

    failures = 0
    for manifest in _told(run_bulk(sources, out, workers, ray, size, not no_links)):
        failures += manifest.failures
        if as_json:
            _write(manifest)
    if failures:
        click.echo(f"allegedly: {failures} reports could not be analysed: see the column `reason` in {out}/reports", err=True)
        raise SystemExit(DocumentError.exit_code)


def _write(manifest: Manifest) -> None:
    import msgspec

    sys.stdout.buffer.write(msgspec.json.encode(manifest) + b"\n")
    sys.stdout.buffer.flush()


def _told(manifests: Iterator[Manifest]) -> Iterator[Manifest]:
    """The manifests, with a line of progress on standard error: rewritten on a terminal, at the end otherwise."""
    began, shards, reports, failures, links, copies = time.monotonic(), 0, 0, 0, 0, 0
    live = sys.stderr.isatty()
    line = ""
    for manifest in manifests:
        shards += manifest.part is not None
        reports, failures = reports + manifest.documents, failures + manifest.failures
        links, copies = links + manifest.links, copies + manifest.copies
        line = f"{shards} shards, {reports} reports, {failures} failures, {links} links, {copies} copies, {time.monotonic() - began:.0f} s"
        if live:
            click.echo(f"\r{line}", nl=False, err=True)
        yield manifest
    click.echo(("\r" if live else "") + (line or "nothing to do"), err=True)
