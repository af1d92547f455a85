"""How linking grows with the archive.

    python -m bench.link_growth REPORTS.jsonl --documents 10000      lines of `allegedly read --json`

The archive is made of copies of real records. In every copy the capitalised and the long words are other words of the same length, so
that it tells another story; `--story` copies tell the same one, and the stories are spread over the years. Offsets stay what they are. The
records are taken in a shuffled order, so that long ones stand in every stretch. Printed for every stretch of the archive: milliseconds
a report for storing, for comparing with what is there, for groups and standing; claims and links a report in it. `--digest` prints a digest of every table with what was derived: two versions of the code that link alike print the same.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec

from allegedly.corpus import refresh
from allegedly.corpus.compare import Comparer
from allegedly.records import Report
from allegedly.store import counts, open_store
from tests.corpus.tables import derived_tables

STEPS = (100, 300, 1_000, 2_000, 3_000, 4_000, 5_000, 7_000, 10_000, 30_000, 100_000)
REFRESH_EVERY = 500
_NAME = re.compile(r"[A-Z][a-z]{3,}")
_WORD = re.compile(r"\b(?:[A-Z][a-z]{3,}|[a-z]{6,})")
_ID = re.compile(r"[0-9a-f]{16}")
_LETTERS = "aeioubcdfghklmnprstvz"


def make_copy(record: dict[str, Any], story: int, teller: int) -> Report:
    """A record as another story, told by outlet number `teller`."""

    def rename(value: Any) -> Any:
        if isinstance(value, str):
            return (
                _digest(f"{value} {story} {teller}", 16) if _ID.fullmatch(value) else _NAME.sub(lambda m: _other_word(m[0], story), value)
            )
        if isinstance(value, list):
            return [rename(item) for item in value]
        return {key: rename(item) for key, item in value.items()} if isinstance(value, dict) else value

    document = dict(record["document"])
    text = _WORD.sub(lambda m: _other_word(m[0], story), document["text"]) + " " * (1 + teller)
    published = date(2000, 1, 1) + timedelta(days=story % 9_000 + teller)
    copied = {key: value for key, value in rename({**record, "document": None}).items() if key != "document"}
    document |= {
        "id": _digest(f"{document['id']} {story} {teller}", 16), "text": text, "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "published": published.isoformat(), "url": None, "publisher": f"Outlet {teller}", "source_id": f"{story}-{teller}", "agency": None,
    }  # fmt: skip
    return msgspec.convert({**copied, "document": document}, Report)


def _digest(text: str, length: int) -> str:
    return hashlib.blake2b(text.encode(), digest_size=length // 2).hexdigest()


def _other_word(word: str, story: int) -> str:
    """Another word of that length, the same for one story."""
    draw = random.Random(f"{word} {story}")
    other = "".join(draw.choice(_LETTERS) for _ in word)
    return other.capitalize() if word[0].isupper() else other


def make_archive(lines: Path, documents: int, story: int) -> Iterator[Report]:
    """That many reports; the tellers of a story follow one another at some distance."""
    records = [msgspec.json.decode(line) for line in lines.read_bytes().splitlines()]
    random.Random(1).shuffle(records)
    for k in range(documents):
        block, place = divmod(k, 50 * story)
        number = block * 50 + place % 50
        yield make_copy(records[number % len(records)], number, place // 50)


def main() -> None:
    """Fill a store and print where the time goes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lines", type=Path)
    parser.add_argument("--documents", type=int, default=1_000)
    parser.add_argument("--story", type=int, default=3, help="reports that tell one story")
    parser.add_argument("--digest", action="store_true")
    chosen = parser.parse_args()
    spent = {"store": 0.0, "compare": 0.0, "refresh": 0.0}
    before, last, held = dict(spent), 0, Counter[str]()
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "growth.db") as store:
        comparer = Comparer(store)
        print(
            f"{'reports':>9} {'store':>8} {'compare':>8} {'refresh':>8}   ms a report in this stretch, processor time; claims and links a report in it"
        )
        for count, report in enumerate(make_archive(chosen.lines, chosen.documents, chosen.story), start=1):
            began = time.process_time()
            with store.transaction():
                store.add_report(report)
                stored = time.process_time()
                comparer.compare(report)
            compared = time.process_time()
            if count % REFRESH_EVERY == 0 or count in STEPS or count == chosen.documents:
                refresh(store)
            ended = time.process_time()
            for name, seconds in zip(spent, (stored - began, compared - stored, ended - compared), strict=True):
                spent[name] += seconds
            if count in STEPS or count == chosen.documents:
                each = [1000 * (spent[name] - before[name]) / (count - last) for name in spent]
                now = counts(store)
                held = Counter(claims=now.claims, links=now.links) - held
                rows = f"{held['claims'] / (count - last):.1f} {held['links'] / (count - last):.1f}"
                print(f"{count:9,} {each[0]:8.1f} {each[1]:8.1f} {each[2]:8.1f}   {rows}", flush=True)
                before, last, held = dict(spent), count, Counter(claims=now.claims, links=now.links)
        for table, rows in derived_tables(store.connection).items() if chosen.digest else ():
            print(f"{table:18} {len(rows):9,} rows {_digest(repr(rows), 16)}")


if __name__ == "__main__":
    main()
