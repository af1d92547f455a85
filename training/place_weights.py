"""Fit the recogniser's weights (`data/place/weights.json`) by logistic regression on labelled documents.

    python training/place_weights.py FILE.msgpack:GOLD.jsonl.gz ...

Each FILE holds the annotated documents of GOLD (`msgspec`-encoded, made once). Half of the documents, by the parity of the SHA-256
of their ids, is used; the other half stays unseen. Only weights of feature names are written, no text.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from pathlib import Path

import msgspec
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from allegedly.records import Annotated
from allegedly.resolve.place.evidence import Context, features
from allegedly.resolve.place.scan import find_candidates, split_words

OUT = Path(__file__).parent.parent / "src" / "allegedly" / "data" / "place" / "weights.json"
LEAST = 5
"""A feature must hold for this many candidates to be given a weight."""


def is_tuning(identifier: str) -> bool:
    """True for the half of the documents that may be looked at."""
    return int(hashlib.sha256(identifier.encode()).hexdigest(), 16) % 2 == 0


def main() -> None:
    """Read the pairs, fit, write."""
    rows, labels = [], []
    for pair in sys.argv[1:]:
        parsed, gold = pair.split(":")
        documents = {d.document.id: d for d in msgspec.msgpack.decode(Path(parsed).read_bytes(), type=list[Annotated])}
        for line in gzip.decompress(Path(gold).read_bytes()).decode().splitlines():
            row = json.loads(line)
            if is_tuning(row["id"]):
                _collect(documents[row["id"]], {(p["start"], p["end"]) for p in row["places"]}, rows, labels)
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(rows)
    model = LogisticRegression(C=0.5, max_iter=2000).fit(matrix, labels)
    counts = matrix.getnnz(axis=0)
    weights = {n: round(float(w), 3) for n, w, k in zip(vectors.feature_names_, model.coef_[0], counts, strict=True) if k >= LEAST}
    bias = round(float(model.intercept_[0]), 3)
    OUT.write_text(json.dumps({"bias": bias, "weights": weights}, indent=1, sort_keys=True) + "\n")
    print(len(labels), "candidates", sum(labels), "places", len(weights), "weights")


def _collect(annotated: Annotated, gold: set[tuple[int, int]], rows: list[dict[str, int]], labels: list[int]) -> None:
    words = split_words(annotated.text)
    candidates = find_candidates(annotated, words)
    context = Context(annotated, words, candidates)
    for candidate in candidates:
        rows.append(dict.fromkeys(features(candidate, context), 1))
        labels.append(int((candidate.span.start, candidate.span.end) in gold))


if __name__ == "__main__":
    main()
