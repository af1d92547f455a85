"""Reuse between documents: `python -m evals.copies [--raise]`.

Labelled pairs of news bodies ('copy' against the rest), whole and in two halves by the parity of the SHA-256 of the pair's ids, so that
limits that serve one half alone would show. Synthetic copies (dressed, cut, reordered, reworded, two stories in one): edges, and
carriers of single passages. A passage is a sentence of a base text; a document truly carries it if half of its word trigrams stand
there, and does not if fewer than a tenth do; what lies between is not counted.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from allegedly.link.copies import find_carriers, find_copies
from allegedly.records import CopyEdge, Document, Span
from evals.gate import check, shared

WORD = re.compile(r"\w+")
SENTENCE = re.compile(r"[^\s.!?][^.!?\n]{60,400}[.!?]")
CARRIES, LACKS = 0.5, 0.1
FILES = ("reuse.pairs.jsonl.gz", "reuse.bodies.jsonl.gz", "reuse.synthetic.jsonl.gz")


def main() -> int:
    """Measure both sets and hold the floors."""
    pairs, bodies, synthetic = (shared() / "data" / "crossdoc" / name for name in FILES)
    labelled = {frozenset((e.a, e.b)) for e in find_copies(_documents(bodies, "body_id"))}
    measures = dict(_labelled(_lines(pairs), labelled))
    rows = _lines(synthetic)
    edges = list(find_copies(_documents(synthetic, "id")))
    measures |= _edges(rows, {frozenset((e.a, e.b)) for e in edges}) | _carriers(rows, edges)
    return check("copies", [pairs, bodies, synthetic], measures, raise_floors="--raise" in sys.argv)


def _lines(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _documents(path: Path, key: str) -> Iterator[Document]:
    return (Document(id=row[key], source_id=row[key], text=row["text"], sha256="") for row in _lines(path))


def _half(pair: frozenset[str]) -> int:
    return int(hashlib.sha256("|".join(sorted(pair)).encode()).hexdigest(), 16) % 2


def _labelled(pairs: list[dict[str, Any]], edges: set[frozenset[str]]) -> Iterator[tuple[str, float]]:
    gold = {frozenset((p["a"], p["b"])): p["label"] == "copy" for p in pairs}
    for name, halves in (("labelled", (0, 1)), ("labelled even", (0,)), ("labelled odd", (1,))):
        copies = {key for key, is_copy in gold.items() if is_copy and _half(key) in halves}
        found = {key for key in gold if key in edges and _half(key) in halves}
        yield f"{name} precision", 100 * len(copies & found) / max(1, len(found))
        yield f"{name} recall", 100 * len(copies & found) / max(1, len(copies))


def _stories(row: dict[str, Any]) -> set[str]:
    return {row["cluster"], row["also"]} - {None}


def _edges(rows: list[dict[str, Any]], edges: set[frozenset[str]]) -> dict[str, float]:
    by_id = {row["id"]: row for row in rows}
    right = sum(bool(set.intersection(*(_stories(by_id[i]) for i in edge))) for edge in edges)
    copies = [frozenset((row["id"], row["cluster"])) for row in rows if row["op"] != "base"]
    return {
        "synthetic edge precision": 100 * right / max(1, len(edges)),
        "synthetic edge recall": 100 * sum(c in edges for c in copies) / len(copies),
    }


def _trigrams(text: str) -> set[tuple[str, ...]]:
    words = WORD.findall(text.lower())
    return set(zip(words, words[1:], words[2:], strict=False))


def _carriers(rows: list[dict[str, Any]], edges: Iterable[CopyEdge]) -> dict[str, float]:
    """Recall of true carriers and the share of passages with no false one, over every sentence of every base text."""
    trigrams = {row["id"]: _trigrams(row["text"]) for row in rows}
    family, of = defaultdict(set), defaultdict(list)
    for row in rows:
        for story in _stories(row):
            family[story].add(row["id"])
    for edge in edges:
        of[edge.a].append(edge)
        of[edge.b].append(edge)
    true = found = false = passages = 0
    for base in (row for row in rows if row["op"] == "base"):
        for sentence in SENTENCE.finditer(base["text"]):
            wanted = _trigrams(sentence[0])
            share = {i: len(wanted & trigrams[i]) / max(1, len(wanted)) for i in family[base["id"]] - {base["id"]}}
            carriers = set(find_carriers(of[base["id"]], base["id"], Span(*sentence.span())))
            passages += 1
            true += sum(s >= CARRIES for s in share.values())
            found += sum(share[i] >= CARRIES for i in carriers & share.keys())
            false += sum(share.get(i, 0.0) < LACKS for i in carriers)
    print(f"copies: {passages} passages, {true} true carriers, {found} found; {false} false carriers")
    return {"passage carriers recall": 100 * found / max(1, true), "no false carrier": 0.0 - false}


if __name__ == "__main__":
    sys.exit(main())
