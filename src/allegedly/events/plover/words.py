"""The coder's second opinion: a linear model over single word pieces and pairs of neighbours.

It knows no word that it was not taught, but what it knows it knows plainly; mixed with the network it mends one error in twelve.
Weights are a compressed numpy archive: `terms` int32 `[T, 2]` (second column -1 for a single piece), `idf` `[T]`, `weights` `[T, R]`,
`bias` `[R]`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

Term = tuple[int, int]
ALONE = -1


def terms_of(pieces: Sequence[int]) -> Iterator[Term]:
    """The single pieces and the pairs of neighbours of a sentence."""
    for i, piece in enumerate(pieces):
        yield piece, ALONE
        if i + 1 < len(pieces):
            yield piece, pieces[i + 1]


class WordModel:
    """Scores roots from terms weighted by frequency (1 + log) and rarity, at unit length."""

    def __init__(self, path: Path) -> None:
        import numpy as np

        with np.load(path) as stored:
            self._index: dict[Term, int] = {(a, b): i for i, (a, b) in enumerate(stored["terms"].tolist())}
            self._idf: NDArray[Any] = stored["idf"].astype(np.float32)
            self._weights: NDArray[Any] = stored["weights"].astype(np.float32)
            self._bias: NDArray[Any] = stored["bias"].astype(np.float32)

    def scores(self, pieces: Sequence[int]) -> NDArray[Any]:
        """Root scores before the softmax, `[R]`."""
        import numpy as np

        counted = Counter(self._index[term] for term in terms_of(pieces) if term in self._index)
        if not counted:
            return self._bias
        rows = np.fromiter(counted, dtype=np.int64)
        values = np.array([1 + math.log(n) for n in counted.values()], dtype=np.float32) * self._idf[rows]
        scores: NDArray[Any] = values @ self._weights[rows] / np.sqrt((values * values).sum()) + self._bias
        return scores
