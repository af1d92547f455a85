"""Memory over many reports that all tell of other things: `python -m bench.memory FILE|FOLDER [REPORTS] [WORDS]` (default 2000 reports).

The reports are copies of those given, cut to WORDS words if that is said, in which capitalised and long words are other, invented words of
the same length, so that names never come to an end: more new words than an archive has. Every report is read, analysed and written as
`allegedly bulk` does. Prints resident memory at every twentieth of the way, and what a thousand reports added over the second half.
"""

from __future__ import annotations

import itertools
import random
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from allegedly.bulk.shard import analyse, prepare_worker
from allegedly.read import document_from_text, read_documents
from allegedly.records import Document, Report, encode_report

LETTERS = "aeioubcdfghklmnprstvz"
WORD = re.compile(r"\b(?:[A-Z][a-z]{3,}|[a-z]{9,})\b")


def invent(text: str, draw: random.Random) -> str:
    """The text with other names and long words; the same word is the same again."""
    table: dict[str, str] = {}

    def other(match: re.Match[str]) -> str:
        word = match.group()
        if word not in table:
            new = "".join(draw.choices(LETTERS, k=len(word)))
            table[word] = new.capitalize() if word[0].isupper() else new
        return table[word]

    return WORD.sub(other, text)


def cut(text: str, words: int) -> str:
    """The first `words` words of a text with the white space between them."""
    return "".join(re.findall(r"\S+\s*", text)[:words])


def make_documents(texts: list[str], count: int) -> Iterator[Document]:
    """`count` documents, each with words of its own."""
    draw = random.Random(1)
    for k, text in enumerate(itertools.islice(itertools.cycle(texts), count)):
        yield document_from_text(invent(text, draw), f"copy-{k}")


def resident() -> float:
    """Resident memory now, MB (Linux)."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096 / 1e6


def main() -> None:
    """A line at every twentieth of the way; then the slope of the second half."""
    from allegedly.annotate.parse import load_parser

    count = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    words = int(sys.argv[3]) if len(sys.argv) > 3 else 100_000
    texts = [cut(d.text, words) for d in read_documents(sys.argv[1]) if isinstance(d, Document)]
    prepare_worker()
    vocabulary = load_parser().vocab.strings
    began, written, marks = time.monotonic(), 0, []
    for k, document in enumerate(make_documents(texts, count), 1):
        report = analyse(document)
        written += len(encode_report(report)) if isinstance(report, Report) else 0
        if k % max(1, count // 20) == 0:
            marks.append((k, resident()))
            print(f"{k:8d} reports {marks[-1][1]:7.0f} MB {len(vocabulary):9d} strings {time.monotonic() - began:7.0f} s", flush=True)
    (k0, half), (k1, end) = marks[len(marks) // 2 - 1], marks[-1]
    print(f"{written / 1e6:.0f} MB of records; {1000 * (end - half) / (k1 - k0):+.1f} MB a thousand reports over the second half")


if __name__ == "__main__":
    main()
