"""Links and copies between the reports of an archive, a shard at a time: in memory are two shards' worth of those to compare."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from allegedly.bulk.local import run_tasks
from allegedly.bulk.output import Folder, pack
from allegedly.records import CopyEdge, Link, Report, decode_report
from allegedly.store.neighbours import LEAST

if TYPE_CHECKING:
    from allegedly.bulk.near import Kind


class Task(NamedTuple):
    """A shard whose reports are compared with those of the same and later shards."""

    path: str
    work: str
    number: int


class Across(NamedTuple):
    """What was found for a shard: two tables as Parquet bytes, and how many rows each has."""

    number: int
    links: bytes
    copies: bytes
    counts: tuple[int, int]


class _Row(NamedTuple):
    report: Report
    keys: dict[str, frozenset[int]]


def link_shards(folder: Folder, shards: int, workers: int) -> Iterator[Across]:
    """Compare what is near, in `workers` processes; what is done already is passed over."""
    todo = [n for n in range(shards) if folder.manifest(n, "links") is None]
    if not todo:
        return
    from allegedly.bulk.near import find_near

    work = folder.path / ".work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    find_near(folder, shards, work)
    for made in run_tasks(compare_shard, (Task(str(folder.path), str(work), n) for n in todo), workers, compare_shard):
        folder.put_across(made.number, made.links, made.copies, made.counts)
        yield made
    shutil.rmtree(work)


def compare_shard(task: Task) -> Across:
    """The links and copy edges of one shard, in order of id."""
    from allegedly.bulk.near import KINDS, by_shard, pairs_of

    links: list[Link] = []
    copies: list[CopyEdge] = []
    pairs = {kind: dict(by_shard(pairs_of(Path(task.work), kind, task.number))) for kind in KINDS}
    for other in sorted(pairs["block"].keys() | pairs["sample"].keys()):
        near = {kind: pairs[kind].get(other, []) for kind in pairs}
        found = _compare(Folder(task.path), task.number, other, near)
        links += found[0]
        copies += found[1]
    return Across(task.number, _pack_links(links), _pack_copies(copies), (len(links), len(copies)))


def _compare(folder: Folder, number: int, other: int, near: Mapping[Kind, list[tuple[int, int]]]) -> tuple[list[Link], list[CopyEdge]]:
    from allegedly.corpus.pairs import compare_all, link_reports

    here = _load(folder, number, (a for pairs in near.values() for a, _ in pairs))
    there = _load(folder, other, (b for pairs in near.values() for _, b in pairs))
    near = {kind: [(a, b) for a, b in pairs if len(here[a].keys[kind] & there[b].keys[kind]) >= LEAST] for kind, pairs in near.items()}
    links = [link for a, b in near["block"] for link in link_reports(here[a].report, there[b].report)]
    others = defaultdict(list)
    for a, b in near["sample"]:
        others[a].append(there[b].report.document)
    return links, [edge for a, documents in others.items() for edge in compare_all(here[a].report.document, documents)]


def _load(folder: Folder, number: int, rows: Iterable[int]) -> dict[int, _Row]:
    """Some reports of a shard with their keys, by row."""
    import pyarrow.parquet as pq

    wanted = sorted(set(rows))
    columns = ["report", "block", "sample"]
    found: dict[int, _Row] = {}
    with pq.ParquetFile(folder.shard_path(number)) as table:
        first = 0
        for batch in table.iter_batches(batch_size=32, columns=columns):
            inside = [k for k in wanted if first <= k < first + len(batch)]
            for k, row in zip(inside, batch.take([k - first for k in inside]).to_pylist(), strict=True) if inside else ():
                found[k] = _Row(decode_report(row["report"]), {kind: frozenset(row[kind]) for kind in ("block", "sample")})
            first += len(batch)
    return found


def _pack_links(links: list[Link]) -> bytes:
    rows = sorted(links, key=lambda k: k.id)
    names = ("id", "source", "source_document", "type", "target", "target_document", "polarity")
    return pack({name: [getattr(k, name) for k in rows] for name in names} | {"line": _lines(rows)})


def _pack_copies(edges: list[CopyEdge]) -> bytes:
    rows = sorted(edges, key=lambda e: (e.a, e.b))
    return pack({name: [getattr(e, name) for e in rows] for name in ("a", "b", "containment")} | {"line": _lines(rows)})


def _lines(rows: Iterable[msgspec.Struct]) -> list[str]:
    return [msgspec.json.encode(row).decode() for row in rows]
