"""Fit the weights of a denial (`data/link/denials.json`) on the headlines of the training claims of Emergent.

    python -m training.link.fit_denials SHARED

The cut that is best when each claim's headlines are judged by weights fitted without them is written as `least`.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import numpy
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from allegedly.link.stance import denial_features

OUT = Path(__file__).parent.parent.parent / "src" / "allegedly" / "data" / "link" / "denials.json"
STRENGTH = 0.3


def main() -> None:
    """Read the headlines, fit, write."""
    with gzip.open(Path(sys.argv[1]) / "data" / "crossdoc" / "emergent.headlines.jsonl.gz", "rt") as file:
        rows = [r for r in map(json.loads, file) if r["split"] == "train"]
    vectors = DictVectorizer()
    x = vectors.fit_transform([denial_features(r["headline"], r["claim"]) for r in rows])
    y = numpy.array([r["stance"] == "against" for r in rows])
    unseen = numpy.zeros(len(rows))
    for seen, rest in GroupKFold(8).split(x, y, [r["claim_id"] for r in rows]):
        unseen[rest] = LogisticRegression(C=STRENGTH, max_iter=2000).fit(x[seen], y[seen]).predict_proba(x[rest])[:, 1]
    score, least = max((f1_score(y, unseen >= t), float(t)) for t in numpy.arange(0.25, 0.65, 0.05))
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(x, y)
    weights = {n: round(float(c), 3) for n, c in zip(vectors.get_feature_names_out(), model.coef_[0], strict=True) if abs(c) >= 0.01}
    data = {"bias": round(float(model.intercept_[0]), 3), "least": round(least, 2), "weights": weights}
    OUT.write_text(json.dumps(data, indent=1) + "\n")
    print(f"F1 over training claims left out in turn {score:.3f} at {least:.2f}")


if __name__ == "__main__":
    main()
