"""The whole pipeline over an archive, one worker and two, and what a million reports would cost: `python -m bench.bulk FILE.jsonl [SHARD] [RAY]`.

First the ceiling: a plain process that analyses all of FILE, then two at once that have half of it each, timed from when their models are
loaded; what a report costs more beside another process is the machine's share (memory, threads of one core). Then `allegedly bulk` itself
with one worker and two, on this machine or on the Ray cluster at the address RAY (`auto`); with SHARD reports in a shard (default 10: the
last shards leave a worker idle, the fewer the longer). Core hours are processor time, on Ray workers × time; a year of CC-NEWS is taken
as PER_YEAR reports of the mean length of FILE's.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

from allegedly.bulk import run_bulk

PER_YEAR = 150_000_000
"""Reports taken for a year of CC-NEWS: an assumption, to be replaced by a count of the year in question."""


class Run(NamedTuple):
    """Seconds by the clock and of processors, reports, bytes written."""

    clock: float
    processor: float
    reports: int
    written: int = 0


def analyse_part(path: str, part: int, parts: int, start: Any, out: Any) -> None:
    """Every `parts`-th report of a file, in this process, once all that wait at `start` have their models."""
    from allegedly.bulk.shard import analyse, prepare_worker
    from allegedly.read import read_documents

    prepare_worker()
    documents = list(read_documents(path))[part::parts]
    start.wait()
    used = time.process_time()
    for document in documents:
        analyse(document)
    out.put((time.process_time() - used, len(documents)))


def run_plain(path: str, count: int) -> Run:
    """`count` processes at once that share the reports of a file and know nothing of each other."""
    context = get_context("spawn")
    start, out = context.Barrier(count + 1), context.Queue()
    processes = [context.Process(target=analyse_part, args=(path, k, count, start, out)) for k in range(count)]
    for process in processes:
        process.start()
    start.wait()
    began = time.perf_counter()
    done = [out.get() for _ in processes]
    took = time.perf_counter() - began
    for process in processes:
        process.join()
    return Run(took, sum(used for used, _ in done), sum(n for _, n in done))


def run_workers(path: str, workers: int, size: int, ray: str | None) -> Run:
    """One run of `allegedly bulk`, links between reports left out. Processor time is that of this machine's processes, not of Ray's."""
    before = _used()
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        reports = sum(m.documents for m in run_bulk([path], folder, workers, ray, size=size, across=False))
        took = time.perf_counter() - began
        return Run(took, _used() - before, reports, sum(f.stat().st_size for f in Path(folder).rglob("*") if f.is_file()))


def _used() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in usages)


def main() -> None:
    """The ceiling, both runs, their ratios, and the costs computed from the run with two workers."""
    path, size = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10
    ray = sys.argv[3] if len(sys.argv) > 3 else None
    words = sum(len(json.loads(line)["text"].split()) for line in Path(path).read_bytes().splitlines() if line.strip())
    print(f"{words} words; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    plain = {count: run_plain(path, count) for count in (1, 2)}
    for count, run in plain.items():
        print(f"{count} plain process(es): {run.reports} reports in {run.clock:.1f} s, {run.processor:.1f} s of processors")
    print(
        f"the ceiling: {plain[1].clock / plain[2].clock:.2f}; a report costs {plain[2].processor / plain[1].processor - 1:+.0%} beside another"
    )
    bulk = {workers: run_workers(path, workers, size, ray) for workers in (1, 2)}
    for workers, run in bulk.items():
        print(
            f"{workers} worker(s): {run.reports} reports in {run.clock:.1f} s, {run.processor:.1f} s of processors, {words / run.clock:.0f} words/s"
        )
    if ray is None:
        first, second = (bulk[n].processor - plain[n].processor for n in (1, 2))
        print(f"starting, packing and writing: {first:.1f} s of processors with one worker, {second:.1f} with two, however many reports")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"two workers over one: {bulk[1].clock / bulk[2].clock:.2f}; peak memory of a worker {peak:.0f} MB")
    spent = bulk[2].processor if ray is None else 2 * bulk[2].clock
    hours, most = spent / bulk[2].reports * 1e6 / 3600, bulk[2].written / bulk[2].reports * 1e6 / 1e9
    print(f"a million reports: {hours:.0f} core hours, {most:.1f} GB of Parquet")
    print(f"{PER_YEAR:,} reports (a year of CC-NEWS): {hours * PER_YEAR / 1e6:,.0f} core hours")


if __name__ == "__main__":
    main()
