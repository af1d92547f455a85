"""Time that places add to the parse, one thread: `python bench/place_speed.py FILE.jsonl[.gz]` (one document a line)."""

from __future__ import annotations

import gzip
import json
import sys
import time
from pathlib import Path

from allegedly.annotate import annotate_documents
from allegedly.records import Document
from allegedly.resolve.place import find_places


def main() -> None:
    """Parse, then find places, and print both times; the first look-up's loading time apart."""
    path = Path(sys.argv[1])
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    rows = [json.loads(line) for line in data.split(b"\n") if line]
    documents = [Document(id=r["id"], source_id=r["id"], text=r["text"], sha256="") for r in rows]
    list(annotate_documents(documents[:2]))
    start = time.perf_counter()
    parsed = list(annotate_documents(documents))
    parse = time.perf_counter() - start
    start = time.perf_counter()
    find_places(parsed[0])
    first = time.perf_counter() - start
    start = time.perf_counter()
    found = sum(len(find_places(a)) for a in parsed)
    places = time.perf_counter() - start
    print(f"{len(rows)} documents, {found} places; parse {parse:.2f} s, places {places:.2f} s: {100 * places / parse:.1f} % added")
    print(f"first document {1000 * first:.0f} ms, gazetteer included")


if __name__ == "__main__":
    main()
