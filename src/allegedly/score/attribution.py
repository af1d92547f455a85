"""Attributions, predicted against gold: precision, recall and F1 over words, roles and whole relations.

Definitions follow the reference scorer of the PolNeAR comparison (CofeNet, COLING 2022, uses the fragment view). A *word* is a run
of letters or digits with inner apostrophes, stops and hyphens; punctuation and quotation marks never count. Two attributions are
aligned one to one, greedily, by the Jaccard overlap of cue plus content. A *relation* is right where source, cue and content each
overlap by a Jaccard of at least one half.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from allegedly.score.rates import Rate

WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
ROLES = ("source", "cue", "content")
QUOTES = "\"“”«»'‘’`"
DOUBLE = '"“”«»'

Fragments = Sequence[Sequence[int]]
Row = Mapping[str, Fragments]
WordSet = frozenset[int]


class AttributionScore(msgspec.Struct, frozen=True):
    """`relation` and `cue_found` over attributions, `exact` per role over distinct spans, `recall_by_kind`: direct, mixed, indirect
    → (relations right, gold)."""

    relation: Rate
    cue_found: Rate
    exact: Mapping[str, Rate]
    recall_by_kind: Mapping[str, Rate]


class _Words:
    """Where the words of a text are."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = [m.span() for m in WORD.finditer(text)]
        self.ends = [end for _, end in self.spans]

    def of(self, fragments: Fragments) -> WordSet:
        """Indices of the words that share a character with the fragments; of their characters (negative) if there is no word."""
        found: set[int] = set()
        for start, end in fragments:
            index = bisect.bisect_right(self.ends, start)
            while index < len(self.spans) and self.spans[index][0] < end:
                found.add(index)
                index += 1
        if not found:
            found = {-1 - i for start, end in fragments for i in range(start, end) if not self.text[i].isspace()}
        return frozenset(found)


def jaccard(a: WordSet, b: WordSet) -> float:
    """Shared over all; 1 for two empty sets."""
    return 1.0 if not a and not b else len(a & b) / len(a | b)


def merge_rows(rows: Iterable[Row]) -> list[Row]:
    """Rows with the same cue and source joined into one: for systems that give one row per quoted piece."""
    out: dict[object, dict[str, Fragments]] = {}
    for number, row in enumerate(rows):
        key: object = (str(row["cue"]), str(row["source"])) if row["cue"] and row["source"] else number
        if key in out:
            out[key]["content"] = sorted(list(f) for f in (*out[key]["content"], *row["content"]))
        else:
            out[key] = {role: list(row[role]) for role in ROLES}
    return list(out.values())


def align_rows(predicted: Sequence[Mapping[str, WordSet]], gold: Sequence[Mapping[str, WordSet]]) -> list[tuple[int, int]]:
    """Pairs (predicted, gold), one to one, best overlap of cue plus content first."""
    candidates = []
    for i, p in enumerate(predicted):
        for j, g in enumerate(gold):
            score = sum(jaccard(p[role], g[role]) for role in ("cue", "content") if p[role] and g[role])
            if score > 0:
                candidates.append((-(score + 0.001 * jaccard(p["source"], g["source"])), i, j))
    used: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for _, i, j in sorted(candidates):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append((i, j))
    return pairs


def kind_of_content(row: Row, text: str) -> str:
    """`direct` (quotation marks at both ends), `mixed` (some inside), `indirect`, `none`."""
    if not row["content"]:
        return "none"
    body = " ".join(text[start:end] for start, end in sorted(map(tuple, row["content"]))).strip().strip(",.;:").strip()
    if body and body[0] in QUOTES and body[-1] in QUOTES:
        return "direct"
    return "mixed" if any(c in DOUBLE for c in body) else "indirect"


def score_attributions(gold: Mapping[str, tuple[str, Sequence[Row]]], predicted: Mapping[str, Sequence[Row]]) -> AttributionScore:
    """Score `predicted` (document id → rows) against `gold` (document id → text and rows); a missing document counts as empty.

    Rows map source, cue and content to fragments `[start, end)` in code points of the text. Raises `ValueError` for a fragment
    outside the text.
    """
    tally: Counter[tuple[str, ...]] = Counter()
    for name, (text, rows) in gold.items():
        _score_document(text, rows, predicted.get(name, ()), tally)
    return AttributionScore(
        relation=Rate(tally["relation",], tally["predicted",], tally["gold",]),
        cue_found=Rate(tally["cue",], tally["predicted",], tally["gold",]),
        exact={r: Rate(tally["exact", r, "right"], tally["exact", r, "predicted"], tally["exact", r, "gold"]) for r in ROLES},
        recall_by_kind={k: Rate(tally["kind", k, "right"], 0, tally["kind", k, "gold"]) for k in ("direct", "mixed", "indirect")},
    )


def _score_document(text: str, gold_rows: Sequence[Row], predicted_rows: Sequence[Row], tally: Counter[tuple[str, ...]]) -> None:
    words = _Words(text)
    for row in predicted_rows:
        if any(not 0 <= start <= end <= len(text) for role in ROLES for start, end in row.get(role, ())):
            raise ValueError("a predicted fragment lies outside the text")
    gold = [{role: words.of(row.get(role, ())) for role in ROLES} for row in gold_rows]
    predicted = [{role: words.of(row.get(role, ())) for role in ROLES} for row in predicted_rows]
    tally["gold",] += len(gold)
    tally["predicted",] += len(predicted)
    for role in ROLES:
        wanted, given = {g[role] for g in gold} - {frozenset()}, {p[role] for p in predicted} - {frozenset()}
        tally["exact", role, "right"] += len(wanted & given)
        tally["exact", role, "predicted"] += len(given)
        tally["exact", role, "gold"] += len(wanted)
    kinds = [kind_of_content(row, text) for row in gold_rows]
    tally.update(("kind", k, "gold") for k in kinds)
    for i, j in align_rows(predicted, gold):
        tally["cue",] += bool(predicted[i]["cue"] & gold[j]["cue"])
        if all(jaccard(predicted[i][role], gold[j][role]) >= 0.5 for role in ROLES):
            tally["relation",] += 1
            tally["kind", kinds[j], "right"] += 1
