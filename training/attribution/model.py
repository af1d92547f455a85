"""The network: a BERT encoder over word pieces, a cue tagger over words, and a second reader for each cue.

Shapes: B windows, L word pieces, W words, N cues, T words around a cue, H = 384. The second reader takes the words around
one cue and gives two linear-chain conditional random fields (Lafferty et al. 2001) over outside/inside, one for the source
and one for the content; their scores lie on the states (inside) and on the two transitions (begin, end). The cue tagger and
the pairwise scoring follow the biaffine parser (Dozat and Manning 2017); the encoder is all-MiniLM-L6-v2 (Wang et al. 2020).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from allegedly.attribute.windows import FEATURES

OFF = -1e4
BUCKETS = 42


@dataclass(frozen=True)
class Shape:
    """Sizes of the network; those of the encoder are fixed by its published weights."""

    layers: int = 6
    width: int = 384
    heads: int = 12
    inner: int = 1536
    reader: int = 128
    reader_layers: int = 2
    reader_heads: int = 4
    dropout: float = 0.1


class Dropout(nn.Module):
    """Dropout that cuts its masks from one pool made in advance: drawing them anew costs a third of a step on a CPU."""

    pool: dict[float, Tensor] = {}  # noqa: RUF012 - shared on purpose

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        """Zero a share of `x` and scale the rest, while training."""
        if not self.training:
            return x
        size = x.numel()
        pool = self.pool.get(self.rate)
        if pool is None or len(pool) < 2 * size:
            pool = self.pool[self.rate] = (torch.rand(max(2 * size, 1 << 23)) >= self.rate).float() / (1 - self.rate)
        at = int(torch.randint(len(pool) - size, ()))
        return x * pool[at : at + size].view_as(x)


class Block(nn.Module):
    """One post-norm transformer layer, as in BERT."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.drop = Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """`x` `[B, L, width]`; `mask` `[B, 1, 1, L]` true where there is something to attend to."""
        b, n, d = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.drop(self.out(y.transpose(1, 2).reshape(b, n, d))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """all-MiniLM-L6-v2 with one more embedding: letter shape, quotation marks and paragraph starts of each word."""

    def __init__(self, shape: Shape, vocabulary: int = 30522) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, shape.width)
        self.position = nn.Embedding(512, shape.width)
        self.feature = nn.Embedding(FEATURES + 1, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.drop = Dropout(shape.dropout)
        self.blocks = nn.ModuleList(Block(shape.width, shape.heads, shape.inner, shape.dropout) for _ in range(shape.layers))
        nn.init.zeros_(self.feature.weight)
        self.word.weight.requires_grad_(False)

    def forward(self, pieces: Tensor, feature: Tensor, mask: Tensor) -> Tensor:
        """`pieces`, `feature`, `mask` `[B, L]` (feature 0 for the marks around a window) to `[B, L, H]`."""
        where = torch.arange(pieces.shape[1])
        x = self.drop(self.norm(self.word(pieces) + self.position(where) + self.feature(feature)))
        for block in self.blocks:
            x = block(x, mask[:, None, None, :])
        return x

    def load_minilm(self, folder: Path) -> None:
        """Take the published weights from `model.safetensors` of a sentence-transformers folder."""
        from safetensors.torch import load_file

        w = load_file(folder / "model.safetensors")
        w = {key.removeprefix("bert."): value for key, value in w.items()}
        e = "embeddings."
        self.word.weight.data.copy_(w[e + "word_embeddings.weight"])
        self.position.weight.data.copy_(w[e + "position_embeddings.weight"] + w[e + "token_type_embeddings.weight"][0])
        self.norm.weight.data.copy_(w[e + "LayerNorm.weight"])
        self.norm.bias.data.copy_(w[e + "LayerNorm.bias"])
        for i, block in enumerate(self.blocks):
            p = f"encoder.layer.{i}."
            for kind in ("weight", "bias"):
                qkv = torch.cat([w[f"{p}attention.self.{x}.{kind}"] for x in ("query", "key", "value")])
                getattr(block.qkv, kind).data.copy_(qkv)
                getattr(block.out, kind).data.copy_(w[f"{p}attention.output.dense.{kind}"])
                getattr(block.norm1, kind).data.copy_(w[f"{p}attention.output.LayerNorm.{kind}"])
                getattr(block.up, kind).data.copy_(w[f"{p}intermediate.dense.{kind}"])
                getattr(block.down, kind).data.copy_(w[f"{p}output.dense.{kind}"])
                getattr(block.norm2, kind).data.copy_(w[f"{p}output.LayerNorm.{kind}"])


def buckets(distance: Tensor) -> Tensor:
    """Bucket signed distances in words: exact to 8, then by twos, fours, eights; below `BUCKETS`."""
    size = distance.abs()
    step = torch.where(
        size <= 8, size, torch.where(size <= 16, 8 + (size - 7) // 2, torch.where(size <= 32, 12 + (size - 13) // 4, 16 + (size - 25) // 8))
    )
    step = step.clamp(max=20)
    return torch.where(distance < 0, 20 - step, 21 + step)


class Reader(nn.Module):
    """Reads the words around one cue and scores which of them are its source and its content."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        d = shape.reader
        self.word = nn.Linear(shape.width, d)
        self.word_pair = nn.Linear(shape.width, d)
        self.cue = nn.Linear(2 * shape.width, d)
        self.cue_pair = nn.Linear(2 * shape.width, d)
        self.distance = nn.Embedding(BUCKETS, d)
        self.part = nn.Embedding(3, d)
        self.norm = nn.LayerNorm(d, eps=1e-12)
        self.drop = Dropout(shape.dropout)
        self.blocks = nn.ModuleList(Block(d, shape.reader_heads, 2 * d, shape.dropout) for _ in range(shape.reader_layers))
        self.roles = nn.Linear(d, 6)
        self.valid = nn.Linear(d, 1)

    def forward(self, words: Tensor, pair: Tensor, cue: Tensor, distance: Tensor, part: Tensor, mask: Tensor) -> Tensor:
        """Score each word for each role.

        `words`, `pair` `[N, T, d]` are the projected words, `cue` `[N, 2H]` the cue (its first word, its mean), `distance`
        `[N, T]` signed words to the cue (0 in it), `part` `[N, T]` 0 no cue, 1 outer cue, 2 nested cue, `mask` `[N, T]`.
        Returns `[N, T, 7]`: inside, begin, end of source; the same of content; whether this is an attribution (read at
        the cue's words).
        """
        x = words + self.cue(cue)[:, None] + pair * self.cue_pair(cue)[:, None] + self.distance(buckets(distance)) + self.part(part)
        x = self.drop(self.norm(x))
        for block in self.blocks:
            x = block(x, mask[:, None, None, :])
        return torch.cat([self.roles(x), self.valid(x)], -1)


class Tagger(nn.Module):
    """Encoder, cue tagger and reader."""

    def __init__(self, shape: Shape | None = None) -> None:
        super().__init__()
        self.shape = shape or Shape()
        self.encoder = Encoder(self.shape)
        self.drop = Dropout(self.shape.dropout)
        self.cue = nn.Sequential(nn.Linear(self.shape.width, 256), nn.GELU(), Dropout(self.shape.dropout), nn.Linear(256, 6))
        self.reader = Reader(self.shape)

    def words(self, batch: dict[str, Tensor]) -> Tensor:
        """Encode a batch and pool its word pieces to words, `[B, W, H]`: the mean of each word's first and last piece."""
        x = self.encoder(batch["pieces"], batch["feature"], batch["mask"])
        rows = torch.arange(len(x))[:, None]
        return self.drop((x[rows, batch["first"]] + x[rows, batch["last"]]) * 0.5)

    def cues(self, words: Tensor) -> Tensor:
        """Score outside, begins, inside for outer cues and for nested cues: `[B, W, 2, 3]`."""
        return self.cue(words).unflatten(-1, (2, 3))

    def read(self, words: Tensor, at: Tensor, low: Tensor, high: Tensor, nested: Tensor, mask: Tensor, where: Tensor) -> Tensor:
        """Read around cues. `at` `[N]` window, `low`, `high` `[N]` cue words, `where`, `mask` `[N, T]` the words to read."""
        running = F.pad(words.cumsum(1), (0, 0, 1, 0))
        mean = (running[at, high] - running[at, low]) / (high - low)[:, None]
        cue = torch.cat([words[at, low], mean], -1)
        flat = words.flatten(0, 1)
        index = where + (at * words.shape[1])[:, None]
        word, pair = self.reader.word(flat)[index], self.reader.word_pair(flat)[index]
        distance = (where - low[:, None]).clamp(max=0) + (where - high[:, None] + 1).clamp(min=0)
        part = (distance == 0).long() * (1 + nested.long())[:, None]
        return self.reader(word, pair, cue, distance, part, mask)


def chain_score(scores: Tensor, states: Tensor) -> Tensor:
    """Score state sequences. `scores` `[N, T, 3]` inside, begin, end; `states` `[N, T]` of 0 and 1; gives `[N]`."""
    y = states.to(scores.dtype)
    before, after = F.pad(y[:, :-1], (1, 0)), F.pad(y[:, 1:], (0, 1))
    return (scores * torch.stack([y, y * (1 - before), y * (1 - after)], -1)).sum((1, 2))


def chain_total(scores: Tensor, mask: Tensor) -> Tensor:
    """Sum over all state sequences, in logarithms, `[N]`; words outside `mask` `[N, T]` are outside. Products in a tree."""
    inside, begin, end = scores.unbind(-1)
    off = torch.where(mask, 0.0, OFF)
    leave = F.pad(end[:, :-1], (1, 0))
    step = torch.stack([torch.zeros_like(inside), inside + begin + off, leave, inside + off], -1).unflatten(-1, (2, 2))
    final = torch.stack([torch.zeros_like(end[:, -1]), torch.full_like(end[:, -1], OFF), end[:, -1], torch.full_like(end[:, -1], OFF)], -1)
    step = torch.cat([step, final.unflatten(-1, (2, 2))[:, None]], 1)
    same = torch.tensor([[0.0, OFF], [OFF, 0.0]])
    while step.shape[1] > 1:
        if step.shape[1] % 2:
            step = torch.cat([step, same.expand(len(step), 1, 2, 2)], 1)
        step = torch.logsumexp(step[:, 0::2, :, :, None] + step[:, 1::2, None, :, :], -2)
    return step[:, 0, 0, 0]
