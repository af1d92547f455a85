"""The whole pipeline over an archive, one worker and two, and what a million reports would cost: `python -m bench.bulk FILE.jsonl`.

Core hours are workers × time ÷ reports; a year of CC-NEWS is taken as PER_YEAR reports of the mean length of FILE's.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from allegedly.bulk import run_bulk

PER_YEAR = 150_000_000
"""Reports taken for a year of CC-NEWS: an assumption, to be replaced by a count of the year in question."""


def run(source: Path, workers: int) -> tuple[float, int, int]:
    """Seconds, reports and bytes written of one run, links between reports left out."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        reports = sum(m.documents for m in run_bulk([str(source)], folder, workers, size=25, across=False))
        took = time.perf_counter() - began
        return took, reports, sum(f.stat().st_size for f in Path(folder).rglob("*") if f.is_file())


def main() -> None:
    """Both runs, their ratio, and the costs computed from the run with two workers."""
    source = Path(sys.argv[1])
    words = sum(len(json.loads(line)["text"].split()) for line in source.read_bytes().splitlines() if line.strip())
    times = {}
    for workers in (1, 2):
        times[workers], reports, written = run(source, workers)
        print(
            f"{workers} worker(s): {reports} reports, {words} words, {times[workers]:.1f} s, {words / times[workers] / workers:.0f} words/s a core"
        )
    hours = 2 * times[2] / reports * 1e6 / 3600
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"two workers over one: {times[1] / times[2]:.2f}; peak memory of a worker {peak:.0f} MB")
    print(f"a million reports: {hours:.0f} core hours, {written / reports * 1e6 / 1e9:.1f} GB of Parquet")
    print(f"{PER_YEAR:,} reports (a year of CC-NEWS): {hours * PER_YEAR / 1e6:,.0f} core hours")


if __name__ == "__main__":
    main()
