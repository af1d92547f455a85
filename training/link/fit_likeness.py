"""Fit the weights of the likeness of two propositions (`data/link/likeness.json`) on pairs of headlines.

    python -m training.link.fit_likeness SHARED

A pair is positive if both headlines carry one claim of the Emergent corpus. Only claims of the training part are read. A claim with many
headlines counts with the square root of its size; pairs of different claims, which are many, count little.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
from collections import Counter
from pathlib import Path

import numpy
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from allegedly.link.propositions import FEATURES, features, read_proposition, shared_words

OUT = Path(__file__).parent.parent.parent / "src" / "allegedly" / "data" / "link" / "likeness.json"
WEIGHT_OF_OTHERS = 0.2


def main() -> None:
    """Read the pairs, fit, write."""
    with gzip.open(Path(sys.argv[1]) / "data" / "crossdoc" / "emergent.headlines.jsonl.gz", "rt") as file:
        lines = [r for r in map(json.loads, file) if r["split"] == "train"]
    sizes = Counter(r["claim_id"] for r in lines)
    read = [read_proposition(r["headline"]) for r in lines]
    rows, labels, weights = [], [], []
    for i, a in enumerate(lines):
        for j in range(i):
            stems, groups = shared_words(read[i], read[j])
            if stems or groups:
                same = a["claim_id"] == lines[j]["claim_id"]
                rows.append(features(read[i], read[j], stems, groups))
                labels.append(same)
                weights.append(1 / math.sqrt(sizes[a["claim_id"]]) if same else WEIGHT_OF_OTHERS)
    scale = StandardScaler()
    model = LogisticRegression(C=1.0)
    make_pipeline(scale, model).fit(numpy.array(rows), labels, logisticregression__sample_weight=numpy.array(weights))
    coefficients = model.coef_[0] / scale.scale_
    bias = float(model.intercept_[0] - coefficients @ scale.mean_)
    named = {name: round(float(c), 4) for name, c in zip(FEATURES, coefficients, strict=True)}
    OUT.write_text(json.dumps({"bias": round(bias, 4), "weights": named}, indent=1) + "\n")
    print(f"{len(rows)} pairs", named)


if __name__ == "__main__":
    main()
