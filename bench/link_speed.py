"""How fast two reports are compared: `python bench/link_speed.py REPORTS.jsonl [COUNT]`.

REPORTS are report lines (`allegedly read --json`). Prints milliseconds for the keys of a report and for the links of a pair: with the
reports' words read for the first time, and again.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import Any

from allegedly.link.blocks import block_keys
from allegedly.link.pairs import link_reports
from allegedly.link.words import read_words, weight_of
from allegedly.records import Report, decode_report


def main() -> None:
    """Time the first reports of the file, all pairs of them."""
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 40
    lines = Path(sys.argv[1]).read_bytes().splitlines()[:count]
    weight_of(read_words("warm")[0].stem)
    reports = [decode_report(line) for line in lines]
    pairs = list(combinations(reports, 2))
    print(f"{len(reports)} reports, {sum(len(r.claims) for r in reports) / len(reports):.0f} claims each")
    _tell("keys of a report, words read first", block_keys, ((r,) for r in reports))
    _tell("links of a pair, first time", link_reports, pairs)
    _tell("links of a pair, again", link_reports, pairs)


def _tell(what: str, work: Callable[..., Any], arguments: Iterable[tuple[Report, ...]]) -> None:
    taken = []
    for each in arguments:
        start = time.perf_counter()
        work(*each)
        taken.append(1000 * (time.perf_counter() - start))
    taken.sort()
    print(f"{what:36s} median {median(taken):6.2f} ms   mean {sum(taken) / len(taken):6.2f}   p95 {taken[int(0.95 * len(taken))]:6.2f}")


if __name__ == "__main__":
    main()
