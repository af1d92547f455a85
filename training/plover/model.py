"""The network: a few layers of a BERT encoder over a sentence whose source and target are masked, and one linear layer.

Shapes: B sentences, L word pieces, H = 384, R roots. The states of the source, of the target and the mean over the sentence
stand side by side before the last layer. The encoder starts from all-MiniLM-L6-v2 (Wang et al. 2020), lower layers only.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.attribution.model import Block, Dropout, Encoder, Shape

WIDTH, HEADS, INNER = 384, 12, 1536


class Coder(nn.Module):
    """Scores the roots of masked sentences."""

    def __init__(self, roots: int, layers: int = 4, dropout: float = 0.1, vocabulary: int = 30522) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, WIDTH)
        self.position = nn.Embedding(512, WIDTH)
        self.role = nn.Embedding(3, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.blocks = nn.ModuleList(Block(WIDTH, HEADS, INNER, dropout) for _ in range(layers))
        self.drop, self.late = Dropout(dropout), nn.Dropout(0.2)
        self.head = nn.Linear(3 * WIDTH, roots)
        nn.init.zeros_(self.role.weight)
        nn.init.normal_(self.head.weight, std=0.02)
        self.word.weight.requires_grad_(False)

    def forward(self, pieces: Tensor, roles: Tensor, mask: Tensor) -> Tensor:
        """`pieces`, `roles` (0 word, 1 source, 2 target) and `mask`, all `[B, L]`, to `[B, R]`."""
        return self.upper(self.lower(pieces, roles, mask, len(self.blocks)), roles, mask, len(self.blocks))

    def lower(self, pieces: Tensor, roles: Tensor, mask: Tensor, layers: int) -> Tensor:
        """States after the first `layers` layers, `[B, L, H]`."""
        where = torch.arange(pieces.shape[1])
        x = self.drop(self.norm(self.word(pieces) + self.position(where) + self.role(roles)))
        for block in self.blocks[:layers]:
            x = block(x, mask[:, None, None, :])
        return x

    def upper(self, x: Tensor, roles: Tensor, mask: Tensor, layers: int) -> Tensor:
        """Scores from the states after the first `layers` layers."""
        for block in self.blocks[layers:]:
            x = block(x, mask[:, None, None, :])
        parts = [mean_state(x, kept) for kept in (mask, roles == 1, roles == 2)]
        return self.head(self.late(torch.cat(parts, -1)))

    def load_minilm(self, folder: Path) -> None:
        """Take the published weights of the lower layers from `model.safetensors` of a sentence-transformers folder."""
        whole = Encoder(Shape())
        whole.load_minilm(folder)
        for name in ("word", "position", "norm"):
            getattr(self, name).load_state_dict(getattr(whole, name).state_dict())
        for mine, theirs in zip(self.blocks, whole.blocks, strict=False):
            mine.load_state_dict(theirs.state_dict())


def mean_state(x: Tensor, kept: Tensor) -> Tensor:
    """Mean of `x` `[B, L, H]` over the places `kept` `[B, L]`; zero where there is none."""
    weight = kept.float()[:, :, None]
    return (x * weight).sum(1) / weight.sum(1).clamp(min=1.0)


def smooth_loss(scores: Tensor, wanted: Tensor) -> Tensor:
    """Cross-entropy with a little label smoothing: the labels of one sentence in twenty are doubtful."""
    return F.cross_entropy(scores, wanted, label_smoothing=0.1)
