"""Count in how many news documents each stem stands (`data/link/frequency.tsv`).

    python -m training.link.count_words SHARED

SHARED is the folder of development data. Read are the Wikinews pool and the training parts of PolNeAR and ECB+; counts of stems are
written, no text. A stem of fewer than three documents is left out.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from allegedly.link.words import read_words

OUT = Path(__file__).parent.parent.parent / "src" / "allegedly" / "data" / "link" / "frequency.tsv"
LEAST = 3


def main() -> None:
    """Count and write."""
    counts: Counter[str] = Counter()
    total = 0
    for text in _texts(Path(sys.argv[1])):
        counts.update({s for w in read_words(text) if w.number is None for s in w.stem.split()})
        total += 1
    rows = sorted((s, n) for s, n in counts.items() if n >= LEAST)
    lines = ["# stem\tnumber of news documents it stands in", f"*documents*\t{total}", *(f"{s}\t{n}" for s, n in rows)]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{total} documents, {len(rows)} stems")


def _texts(shared: Path) -> Iterator[str]:
    for path in sorted((shared / "pool").glob("*.txt")):
        yield path.read_text(encoding="utf-8")
    yield from (d["text"] for d in _lines(shared / "data" / "attribution" / "polnear.train.jsonl.gz"))
    yield from (d["text"] for d in _lines(shared / "data" / "crossdoc" / "ecbplus.docs.jsonl.gz") if d["split"] == "train")


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from (json.loads(line) for line in file)


if __name__ == "__main__":
    main()
