"""Places on TR-News and LGL, beside population rank and the peers' outputs: `python -m evals.place [--raise] [--corpus NAME]`.

Each corpus is split by the parity of the SHA-256 of its document ids; errors were looked at in the even half only, and both halves
are printed. Population rank takes the same rows and for each the most populous entry of its name.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from allegedly.annotate import annotate_documents
from allegedly.records import Annotated, Document
from allegedly.resolve.place import find_places
from allegedly.resolve.place.recognise import recognise_places
from allegedly.score.place import place_rows, score_places
from evals.gate import check, shared

Rows = dict[str, list[dict[str, Any]]]


def main() -> int:
    """Score both corpora and hold the floors."""
    parser = argparse.ArgumentParser(prog="evals.place")
    parser.add_argument("--raise", dest="raise_floors", action="store_true")
    parser.add_argument("--corpus", choices=("trnews", "lgl"), action="append")
    args = parser.parse_args()
    folder = shared() / "data" / "place"
    names = args.corpus or ["trnews", "lgl"]
    if not folder.exists():
        print("place: no development data beside the checkout, nothing measured")
        return 0
    measures: dict[str, float] = {}
    for name in names:
        measures |= _measure(name, folder / f"{name}.jsonl.gz")
    _print_peers(folder / "trnews.jsonl.gz")
    if args.corpus:
        print(json.dumps(measures, indent=1))
        return 0
    return check("place", [folder / f"{n}.jsonl.gz" for n in names], measures, raise_floors=args.raise_floors)


def _measure(name: str, path: Path) -> dict[str, float]:
    rows = _lines(path)
    gold = {row["id"]: row["places"] for row in rows}
    mine, ranked = {}, {}
    for annotated in annotate_documents(Document(id=r["id"], source_id=r["id"], text=r["text"], sha256="") for r in rows):
        mine[annotated.document.id] = place_rows(find_places(annotated))
        ranked[annotated.document.id] = list(_population_rank(annotated, mine[annotated.document.id]))
    out = {}
    for part, wanted in (("", (0, 1)), (" even", (0,)), (" odd", (1,))):
        some = {i: g for i, g in gold.items() if _half(i) in wanted}
        score, rank = score_places(some, mine), score_places(some, ranked)
        out[f"{name}{part} recognition"] = 100 * score.exact.f1
        out[f"{name}{part} end to end"] = 100 * score.end_to_end.f1
        out[f"{name}{part} gain over population"] = 100 * (score.end_to_end.f1 - rank.end_to_end.f1)
    return out


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).decode().split("\n") if line]


def _half(identifier: str) -> int:
    return int(hashlib.sha256(identifier.encode()).hexdigest(), 16) % 2


def _population_rank(annotated: Annotated, mine: list[Any]) -> Iterator[dict[str, Any]]:
    """The same rows with the most populous entry of each name; a row that has no pin, as a government, has none here either."""
    bare = {(row["start"], row["end"]) for row in mine if row["lat"] is None}
    for toponym in recognise_places(annotated):
        best = max(toponym.candidate.found.entries, key=lambda e: e.population, default=None)
        row: dict[str, Any] = {"start": toponym.candidate.span.start, "end": toponym.candidate.span.end}
        pinned = best is not None and (row["start"], row["end"]) not in bare
        yield row | ({"lat": best.lat, "lon": best.lon, "geonames_id": best.number} if best and pinned else {})


def _print_peers(path: Path) -> None:
    gold = {row["id"]: row["places"] for row in _lines(path)}
    for peer in sorted((shared() / "data" / "peers").glob("place.*.trnews.jsonl.gz")):
        theirs = {row["id"]: row["places"] for row in _lines(peer)}
        score = score_places(gold, theirs)
        print(f"peer  {peer.name:44s} recognition {100 * score.exact.f1:5.1f}   end to end {100 * score.end_to_end.f1:5.1f}")


if __name__ == "__main__":
    raise SystemExit(main())
