"""Speed of the attribution tagger, text in to attributions out, without the parse, one thread: `python bench/tagger_speed.py FILE...`

FILE: text files, or .jsonl[.gz] with a `text` a line.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from pathlib import Path

from allegedly.attribute.tagger import Tagger

ROUNDS = 3


def read_texts(path: Path) -> list[str]:
    """The texts of one file."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    if ".jsonl" in path.suffixes:
        return [json.loads(line)["text"] for line in data.splitlines() if line.strip()]
    return [data.decode("utf-8", "replace")]


def main() -> None:
    """Tag every text several times; rates by the clock and by processor time."""
    texts = [text for name in sys.argv[1:] for text in read_texts(Path(name))]
    tagger = Tagger.load(threads=1)
    words = sum(len(text.split()) for text in texts)
    clock, processor = [], []
    for _ in range(ROUNDS):
        began, used = time.perf_counter(), time.process_time()
        rows = sum(len(tagger.tag(text)) for text in texts)
        clock.append(words / (time.perf_counter() - began))
        processor.append(words / (time.process_time() - used))
    print(f"{len(texts)} texts, {words} words, {rows} attributions")
    print(f"{max(clock):.0f} words/s by the clock, {max(processor):.0f} by processor time (best of {ROUNDS})")


if __name__ == "__main__":
    main()
