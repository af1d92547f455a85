"""Speed of the PLOVER coder on one thread: `python -m bench.plover_speed [FILE.jsonl[.gz]]`.

Without a file the cases of the tests' kind below are repeated. Prints sentences a second, the load of the machine before the run, and
the time until the first code, weights included.
"""

from __future__ import annotations

import gzip
import os
import sys
import time
from pathlib import Path

from allegedly.events.plover import code_sentences
from allegedly.read.marked import read_marked_lines
from allegedly.records import MarkedSentence, Span

INVENTED = MarkedSentence(
    id="a",
    text="The government of Osk on Tuesday accused the authorities in neighbouring Norvak of sheltering the men who burned the mill at Tarn.",
    source_spans=(Span(0, 21),),
    target_spans=(Span(41, 79),),
)


def main() -> None:
    """Measure twice, the faster run counts."""
    rows = [INVENTED] * 600
    if len(sys.argv) > 1:
        path = Path(sys.argv[1])
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        rows = [r for r in read_marked_lines(raw.splitlines(), str(path)) if isinstance(r, MarkedSentence)]
    began = time.perf_counter()
    list(code_sentences(rows[:1]))
    first = time.perf_counter() - began
    load = os.getloadavg()[0]
    times, spent = [], []
    for _ in range(2):
        began, worked = time.perf_counter(), time.process_time()
        list(code_sentences(rows, threads=1))
        times.append(time.perf_counter() - began)
        spent.append(time.process_time() - worked)
    print(f"{len(rows)} sentences, load {load:.1f} on {os.cpu_count()} cores; first code after {1000 * first:.0f} ms")
    print(f"{len(rows) / min(times):.0f} sentences/s by the clock, {len(rows) / min(spent):.0f} by processor time, one thread")


if __name__ == "__main__":
    main()
