"""Labelled reports as the trainer sees them: JSON lines in, windows of word labels out.

A line is `{"id", "text", "attributions": [{"source": [[s, e], ...], "cue": ..., "content": ..., "nested": false}]}` with
code-point offsets. Gold files of our own (`gold_version` in them) are read too.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from allegedly.attribute.windows import MAX_PIECES, Layout, lay_out, windows

Fragments = list[tuple[int, int]]
TRAILING = {".", ",", ";", ":"}


@dataclass
class Row:
    """One labelled attribution, in code points."""

    source: Fragments
    cue: Fragments
    content: Fragments
    nested: bool = False


@dataclass
class Report:
    """One labelled text. `complete`: its nested attributions are labelled, so an unlabelled cue in a content is no cue."""

    id: str
    text: str
    rows: list[Row]
    complete: bool = False
    layout: Layout | None = None


@dataclass
class Example:
    """One window of W words, P word pieces. Labels: 0 outside, 1 begins, 2 inside a cue, -100 not to be learnt from."""

    pieces: np.ndarray
    feature: np.ndarray
    owner_first: np.ndarray
    owner_last: np.ndarray
    paragraph: np.ndarray
    outer: np.ndarray
    nested: np.ndarray
    cues: list[tuple[int, int, bool, np.ndarray, np.ndarray]] = field(default_factory=list)
    """Cue word range, whether nested, source words, content words (booleans `[W]`)."""


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Read plain or gzipped JSON lines."""
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")
    with opened as lines:
        for line in lines:
            yield json.loads(line)


def read_reports(path: Path) -> list[Report]:
    """Read labelled reports of which only the outermost attributions are labelled, as in PolNeAR."""
    return [
        Report(line["id"], line["text"], [_row(item) for item in line["attributions"]], bool(line.get("complete")))
        for line in read_lines(path)
    ]


def _row(item: dict[str, Any]) -> Row:
    spans = {role: [(s, e) for s, e in item.get(role) or []] for role in ("source", "cue", "content")}
    return Row(spans["source"], spans["cue"], spans["content"], bool(item.get("nested")))


def _pieces(value: Any) -> Fragments:
    """Fragments of a gold value: null, one span, or a list of spans."""
    items = value if isinstance(value, list) else [value] if value else []
    return [(item["start"], item["end"]) for item in items]


def _without(fragments: Fragments, holes: Fragments) -> Fragments:
    """Cut `holes` out of `fragments`: the reporter's glosses out of a content."""
    for low, high in holes:
        cut: Fragments = []
        for s, e in fragments:
            cut += [(a, b) for a, b in ((s, min(e, low)), (max(s, high), e)) if a < b]
        fragments = cut
    return fragments


def read_gold(path: Path, texts: Path) -> list[Report]:
    """Read gold files of our own codebook (a folder or a file). Continued quotations join the row they continue."""
    out = []
    for file in sorted(path.glob("*.json")) if path.is_dir() else [path]:
        gold = json.loads(file.read_text(encoding="utf-8"))
        name = gold["document"]["id"]
        rows: dict[str, Row] = {}
        for item in gold["attributions"]:
            content = _without(_pieces(item["content"]), _pieces(item.get("gloss")))
            first = item.get("continues")
            if first in rows and not item.get("cue"):
                rows[first].content += content
                rows[item["id"]] = rows[first]
                continue
            source = _pieces(item.get("source_full") or item.get("source"))
            rows[item["id"]] = Row(source, _pieces(item.get("cue")), content, item.get("parent") is not None)
        kept = list({id(row): row for row in rows.values() if row.cue}.values())
        out.append(Report(name, (texts / f"{name}.txt").read_text(encoding="utf-8"), kept, complete=True))
    return out


def to_words(fragments: Fragments, layout: Layout, low: int, high: int) -> np.ndarray:
    """Mark the words of `[low, high)` that share a character with the fragments; final stops and commas are left out."""
    out = np.zeros(high - low, dtype=bool)
    for start, end in fragments:
        a = max(int(np.searchsorted(layout.end, start, side="right")), low)
        b = min(int(np.searchsorted(layout.start, end, side="left")), high)
        while b - a > 1 and layout.text[layout.start[b - 1] : layout.end[b - 1]] in TRAILING:
            b -= 1
        out[a - low : max(b, a) - low] = True
    return out


def examples(report: Report, tokenizer: Any, limit: int = MAX_PIECES) -> list[Example]:
    """Cut a report into windows and label their words."""
    layout = report.layout = report.layout or lay_out(report.text, tokenizer)
    return [_example(report, layout, low, high) for low, high in windows(layout, limit)]


def _example(report: Report, layout: Layout, low: int, high: int) -> Example:
    base, stop = int(layout.first[low]), int(layout.last[high - 1]) + 1
    size = high - low
    item = Example(
        layout.pieces[base:stop], _spread(layout, low, high), layout.first[low:high] - base, layout.last[low:high] - base,
        layout.paragraph[low:high], np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64),
    )  # fmt: skip
    if not report.complete:
        for row in report.rows:
            if not _holds_nested(row, report.rows):
                item.nested[to_words(row.content, layout, low, high)] = -100
    for row in report.rows:
        _add_row(item, row, layout, low, high)
    return item


def _holds_nested(row: Row, rows: list[Row]) -> bool:
    """Whether a nested row lies in this row's content: then what else lies there is known to be no cue."""
    inner = [r.cue[0] for r in rows if r.nested and r.cue and r is not row]
    return any(s <= a and b <= e for s, e in row.content for a, b in inner)


def _add_row(item: Example, row: Row, layout: Layout, low: int, high: int) -> None:
    cue = np.flatnonzero(to_words(row.cue, layout, low, high))
    if not len(cue):
        return
    a, b = int(cue[0]), int(cue[-1]) + 1
    labels = item.nested if row.nested else item.outer
    labels[a:b] = 2
    labels[a] = 1
    source, content = to_words(row.source, layout, low, high), to_words(row.content, layout, low, high)
    item.cues.append((a, b, row.nested, source, content))


def _spread(layout: Layout, low: int, high: int) -> np.ndarray:
    """Give every word piece of the words `[low, high)` its word's feature number."""
    base, stop = int(layout.first[low]), int(layout.last[high - 1]) + 1
    owner = np.searchsorted(layout.first[low:high], np.arange(base, stop), side="right") - 1
    return layout.feature[low:high][np.maximum(owner, 0)]


def batches(items: Iterable[Example], pieces: int, rng: random.Random) -> list[list[Example]]:
    """Group windows of like length, at most `pieces` padded word pieces a batch, in random order."""
    ordered = sorted(items, key=lambda x: len(x.pieces) + rng.random() * 8)
    out: list[list[Example]] = []
    for item in ordered:
        if out and (len(out[-1]) + 1) * (len(item.pieces) + 2) <= pieces:
            out[-1].append(item)
        else:
            out.append([item])
    rng.shuffle(out)
    return out
