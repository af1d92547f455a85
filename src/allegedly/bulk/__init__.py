"""`bulk`: the same analysis over an archive, in shards, on the cores of this machine or on a Ray cluster.

parts of the input (read/parts) → a shard each: reports and failures (shard) → links and copies between shards (near, across)

run_bulk      all of it, going on where an earlier run stopped
read_output   the reports of a finished run, e.g. to add them to a store
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from typing import TYPE_CHECKING

from allegedly.bulk.output import Folder, Manifest, Run, is_output, read_edges, read_links, read_output

if TYPE_CHECKING:
    from allegedly.bulk.shard import Shard
    from allegedly.read.parts import Part

__all__ = ["Folder", "Manifest", "is_output", "read_edges", "read_links", "read_output", "run_bulk"]

SIZE = 200
"""Reports in a shard: a minute or so of work, which is what a death can cost."""


def run_bulk(
    sources: Iterable[str], out: str, workers: int | None = None, ray: str | None = None, size: int = SIZE, across: bool = True
) -> Iterator[Manifest]:
    """Analyse `sources` into the folder `out`, a manifest for each shard as it is done, first those that were done before. `ray` is the
    address of a cluster, `None` for this machine; `workers` as many as there are processors if it is `None`.
    Then, if `across`, the links and copies between reports, here: a manifest for each shard with their numbers. Whatever dies, the output is that of an undisturbed run. Raises `SetupError`."""
    from allegedly.read.parts import split_sources

    parts = tuple(split_sources(sources, size))
    folder = Folder(out)
    folder.begin(Run(version=version("allegedly"), parts=parts))
    done = {n: manifest for n in range(len(parts)) if (manifest := folder.manifest(n))}
    yield from done.values()
    for shard in _shards([(n, part) for n, part in enumerate(parts) if n not in done], workers, ray):
        yield folder.put_shard(shard)
    if across:
        yield from _across(folder, len(parts), workers or cores())


def _shards(tasks: list[tuple[int, Part]], workers: int | None, ray: str | None) -> Iterator[Shard]:
    if ray is not None:
        from allegedly.bulk.cluster import run_on_ray

        return run_on_ray(tasks, ray, workers)
    from allegedly.bulk.local import run_local

    return run_local(tasks, workers or cores())


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _across(folder: Folder, shards: int, workers: int) -> Iterator[Manifest]:
    from allegedly.bulk.across import link_shards

    for made in link_shards(folder, shards, workers):
        manifest = folder.manifest(made.number, "links")
        if manifest is not None:
            yield manifest
