"""Speed of the time resolver on plain text, one thread: `python bench/time_speed.py FILE.jsonl[.gz]` (one document a line)."""

from __future__ import annotations

import gzip
import json
import sys
import time
from pathlib import Path

from allegedly.resolve.time import find_timexes

ROUNDS = 5


def main() -> None:
    """Read every document several times and print the median and the best rate."""
    path = Path(sys.argv[1])
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    rows = [json.loads(line) for line in data.split(b"\n") if line]
    rates = []
    for _ in range(ROUNDS):
        start = time.process_time()
        found = sum(len(find_timexes(r["text"], r.get("dct") or r.get("published"))) for r in rows)
        rates.append(len(rows) / (time.process_time() - start))
    words = sum(len(r["text"].split()) for r in rows) / len(rows)
    print(f"{len(rows)} documents of {words:.0f} words, {found} expressions")
    print(f"{sorted(rates)[ROUNDS // 2]:.0f} documents per second of processor time (best {max(rates):.0f})")


if __name__ == "__main__":
    main()
