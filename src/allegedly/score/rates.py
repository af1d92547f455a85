"""Precision, recall and F1 from counts: what every scorer gives."""

from __future__ import annotations

import msgspec


class Rate(msgspec.Struct, frozen=True):
    """Counts of right, predicted and gold, and the rates they make. All rates 0 to 1; 0 where nothing was predicted or labelled."""

    right: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """Right over predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Right over gold."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __add__(self, other: Rate) -> Rate:
        """The counts of two samples together."""
        return Rate(self.right + other.right, self.predicted + other.predicted, self.gold + other.gold)
