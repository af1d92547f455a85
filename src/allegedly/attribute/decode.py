"""From the network's scores to words: which words are cues, and which belong to a cue's source and content.

Everything here is numpy on small arrays. A role is read as a path through two states, outside and inside; `inside` scores a
word, `begin` and `end` score the two changes of state, and the best path is found exactly (Viterbi 1967) for all cues at once.
Shapes: W words of a window, N cues, T words read around a cue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

REACH = 72
"""Words to each side of a cue that may belong to its source or content. Training imports this number."""
AHEAD = 1
"""Paragraphs after the cue's own that its content may run on into: a quotation often does, what stands before a paragraph never is."""
LONGEST_CUE = 12
"""Words; PolNeAR's longest cues are shorter."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue found: word range `[low, high)`, probability, and whether it lies inside another attribution's content."""

    low: int
    high: int
    nested: bool
    score: float


def reading_range(paragraph: NDArray[Any], low: int, high: int) -> tuple[int, int]:
    """The words `[a, b)` of a window to read around the cue `[low, high)`; `paragraph` `[W]` numbers the paragraph of each word."""
    import numpy as np

    first = int(np.searchsorted(paragraph, paragraph[low], side="left"))
    last = int(np.searchsorted(paragraph, paragraph[high - 1] + AHEAD, side="right"))
    return max(first, low - REACH), min(last, high + REACH)


def softmax(scores: NDArray[Any]) -> NDArray[Any]:
    """Turn scores into probabilities over the last axis."""
    import numpy as np

    raised = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True))


def find_cues(scores: NDArray[Any], lean: float, nested_lean: float) -> list[Cue]:
    """Find cues in `[W, 2, 3]` scores of outside, begins, inside for outer and for nested cues.

    `lean` and `nested_lean` (natural logarithms) are taken off the score of *outside*, so that more cues are proposed than
    are kept. Where the two kinds overlap the likelier is kept.
    """
    found = [cue for kind, bias in ((0, lean), (1, nested_lean)) for cue in _runs(scores[:, kind], bias, bool(kind))]
    found.sort(key=lambda cue: -cue.score)
    kept: list[Cue] = []
    for cue in found:
        if all(cue.high <= other.low or cue.low >= other.high for other in kept):
            kept.append(cue)
    return sorted(kept, key=lambda cue: cue.low)


def _runs(scores: NDArray[Any], lean: float, nested: bool) -> list[Cue]:
    """Runs of words that begin or continue a cue in `[W, 3]` scores; their score is the chance that their first word does."""
    chances = softmax(scores)
    begins, leant = 1 - chances[:, 0], scores.copy()
    leant[:, 0] -= lean
    labels = leant.argmax(-1)
    out: list[Cue] = []
    for word in labels.nonzero()[0].tolist():
        if labels[word] == 2 and out and out[-1].high == word and word - out[-1].low < LONGEST_CUE:
            out[-1] = Cue(out[-1].low, word + 1, nested, max(out[-1].score, float(begins[word])))
        else:
            out.append(Cue(word, word + 1, nested, float(begins[word])))
    return out


def bucket(distance: NDArray[Any]) -> NDArray[Any]:
    """Bucket signed distances in words: exact to 8, then by twos, fours and eights; 0 to 41, as the network was taught."""
    import numpy as np

    size = np.abs(distance)
    step = np.select([size <= 8, size <= 16, size <= 32], [size, 8 + (size - 7) // 2, 12 + (size - 13) // 4], 16 + (size - 25) // 8)
    step = np.minimum(step, 20)
    out: NDArray[Any] = np.where(distance < 0, 20 - step, 21 + step)
    return out


def best_paths(scores: NDArray[Any], mask: NDArray[Any], penalties: Sequence[float] = (0.0,)) -> NDArray[Any]:
    """Find the best outside/inside path of each row for R roles: `[N, T, 3 R]` inside, begin, end of each role and `[N, T]` mask to
    booleans `[R, N, T]`.

    `penalties`, one a role, are taken off for each fragment. A row may come out empty.
    """
    import numpy as np

    (count, wide), roles = mask.shape, len(penalties)
    # The roles are further rows: the walk over the words is one.
    scores = np.concatenate([scores[:, :, 3 * k : 3 * k + 3] for k in range(roles)])
    rows = roles * count
    inside = np.where(np.concatenate([mask] * roles), scores[:, :, 0], -1e9)
    begin, end = scores[:, :, 1] - np.repeat(np.array(penalties, dtype=scores.dtype), count)[:, None], scores[:, :, 2]
    came = np.zeros((wide, 2, rows), dtype=bool)  # was the state before this word "inside"?
    out_best, in_best = np.zeros(rows), np.full(rows, -1e9)
    for t in range(wide):
        leave = in_best + (end[:, t - 1] if t else 0)
        came[t, 0] = leave > out_best
        enter = out_best + begin[:, t]
        came[t, 1] = in_best > enter
        out_best, in_best = np.maximum(out_best, leave), np.maximum(in_best, enter) + inside[:, t]
    state = in_best + end[:, -1] > out_best
    path = np.zeros((rows, wide), dtype=bool)
    every = np.arange(rows)
    for t in range(wide - 1, -1, -1):
        path[:, t] = state
        state = came[t, state.astype(int), every]
    return path.reshape(roles, count, wide)


def fragments(words: NDArray[Any]) -> list[tuple[int, int]]:
    """Runs of true in a row of booleans."""
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate([[False], words, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]
