"""Fit the coder's linear model over word pieces: logistic regression (scikit-learn), classes weighted by their rarity."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from allegedly.events.plover.words import terms_of


def fit_words(pieces: Sequence[Sequence[int]], roots: Sequence[int], path: Path, strength: float = 30.0) -> None:
    """Write the model of sentences (word pieces) and the numbers of their roots to `path`. Terms of one sentence only are left out."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    bags = [Counter(terms_of(row)) for row in pieces]
    seen = Counter(term for bag in bags for term in bag)
    terms = sorted(term for term, n in seen.items() if n > 1)
    index = {term: i for i, term in enumerate(terms)}
    idf = np.array([math.log((1 + len(bags)) / (1 + seen[term])) + 1 for term in terms])
    rows = [[(index[t], (1 + math.log(n)) * idf[index[t]]) for t, n in sorted(bag.items()) if t in index] for bag in bags]
    lengths = [math.sqrt(sum(v * v for _, v in row)) or 1.0 for row in rows]
    where = [(r, i) for r, row in enumerate(rows) for i, _ in row]
    values = [v / lengths[r] for r, row in enumerate(rows) for _, v in row]
    matrix = csr_matrix((values, tuple(zip(*where, strict=True))), shape=(len(rows), len(terms)))
    model = LogisticRegression(C=strength, max_iter=300, class_weight="balanced").fit(matrix, roots)
    np.savez_compressed(
        path,
        terms=np.array(terms, dtype=np.int32),
        idf=idf.astype(np.float32),
        weights=model.coef_.T.astype(np.float16),
        bias=model.intercept_.astype(np.float32),
    )
