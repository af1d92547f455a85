"""Event coreference on ECB+ dev with the mentions given and the stories not: `python -m evals.coreference [--raise]`.

Mentions are grouped by average link over their likeness, which knows the trigger, the sentence and how alike the two documents are. CoNLL
F1 is the mean of MUC, B-cubed and CEAF-e, all by the reference definitions; singletons count.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from allegedly.link.groups import average_link
from allegedly.link.mentions import Mention, compare_mentions, compare_texts, how_telling, weigh_text
from allegedly.link.propositions import make_proposition
from allegedly.link.words import read_words, stem_of
from evals.clusters import b_cubed, ceaf_e, muc
from evals.gate import check, shared

LEAST = 0.18
"""The mean likeness at which groups join, chosen on the training part."""
WITHIN = 0.5
"""How alike a document counts to be to itself: as two reports of one story."""


def main() -> int:
    """Score the dev part, hold the floors."""
    parser = argparse.ArgumentParser(prog="evals.coreference")
    parser.add_argument("--raise", dest="raise_floors", action="store_true")
    arguments = parser.parse_args()
    folder = shared() / "data" / "crossdoc"
    paths = [folder / "ecbplus.mentions.jsonl.gz", folder / "ecbplus.docs.jsonl.gz"]
    if not paths[0].exists():
        print("coreference: no development data beside the checkout, nothing measured")
        return 0
    documents = {d["doc_id"]: d for d in _lines(paths[1]) if d["split"] == "dev"}
    rows = [m for m in _lines(paths[0]) if m["split"] == "dev"]
    groups = group_mentions(rows, documents)
    gold = {m["mention_id"]: m["cluster"] for m in rows}
    parts = {name: 100 * score(gold, groups) for name, score in (("MUC F1", muc), ("B-cubed F1", b_cubed), ("CEAF-e F1", ceaf_e))}
    print(f"{len(rows)} mentions, {len(set(gold.values()))} happenings, {len(groups)} groups")
    return check("coreference", paths, {"CoNLL F1": sum(parts.values()) / 3, **parts}, raise_floors=arguments.raise_floors)


def _lines(path: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).decode().splitlines()]


def group_mentions(rows: list[dict[str, Any]], documents: dict[str, dict[str, Any]]) -> tuple[tuple[str, ...], ...]:
    """Ids of mentions in groups, over all documents together."""
    weighed = {i: weigh_text(w for s in d["sentences"] for w in read_words(s)) for i, d in documents.items()}

    @cache
    def story(a: str, b: str) -> float:
        return WITHIN if a == b else compare_texts(weighed[a], weighed[b])

    read = sorted((m["mention_id"], m["doc_id"], read_mention(documents[m["doc_id"]]["sentences"][m["sent"]], m)) for m in rows)
    return average_link((i for i, _, _ in read), dict(_scores(read, story)), (), LEAST)


def _scores(read: list[tuple[str, str, Mention]], story: Any) -> Iterator[tuple[tuple[str, str], float]]:
    for k, (i, document, a) in enumerate(read):
        for j, other, b in read[k + 1 :]:
            score = compare_mentions(a, b, story(*sorted((document, other)))) if a.core & b.core else 0.0
            if score > 0:
                yield (i, j), score * how_telling(a, b)


def read_mention(sentence: str, row: dict[str, Any]) -> Mention:
    """A mention of one or several tokens (split at blanks) of a sentence."""
    spans, at = [], 0
    for k, token in enumerate(sentence.split(" ")):
        if k in row["tok"]:
            spans.append((at, at + len(token)))
        at += len(token) + 1
    words = read_words(sentence)
    trigger = [w for w in words if any(w.start < end and start < w.end for start, end in spans)]
    core = frozenset(k for w in trigger for k in (w.stem, *w.groups)) or frozenset({stem_of(row["text"].split()[-1])})
    return Mention(core, make_proposition(words))


if __name__ == "__main__":
    raise SystemExit(main())
