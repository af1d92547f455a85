"""Train the PLOVER coder: one seeded command.

python -m training.plover.train --out CHECKPOINT.pt [--lines FILE] [--seed 1]
python -m training.plover.train --folds 5 --out PREDICTIONS.jsonl       cross-validation, for the reference scorer

The lower layers are frozen, so what they make of each sentence is computed once and only the upper ones are trained: two minutes on
one core. Our own predicates (`phrases.toml`) join in the first epochs; the last ones are the labelled sentences alone.
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import os
import random
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F
from torch.nn.utils.rnn import pad_sequence

from training.attribution.train import minilm_folder
from training.plover.corpus import Sentence, draw_sentences, read_sentences
from training.plover.model import Coder, smooth_loss
from training.plover.words import fit_words


@dataclass(frozen=True)
class Example:
    """One sentence: `states` `[L, H]` are those after the frozen layers, `roles` `[L]`, the number of the root."""

    states: Tensor
    roles: Tensor
    root: int


def folds_of(sentences: Sequence[Sentence], folds: int, seed: int = 0) -> np.ndarray:
    """The fold of each sentence: stratified by root, copies of one text together."""
    from sklearn.model_selection import StratifiedGroupKFold

    out = np.zeros(len(sentences), dtype=int)
    split = StratifiedGroupKFold(folds, shuffle=True, random_state=seed)
    for number, (_, held) in enumerate(split.split(sentences, [s.root for s in sentences], [s.text for s in sentences])):
        out[held] = number
    return out


@torch.no_grad()
def examples(model: Coder, sentences: Sequence[Sentence], tokenizer: Any, roots: Sequence[str], frozen: int) -> list[Example]:
    """Sentences as the layers that learn see them: what the frozen ones make of a sentence never changes."""
    out = []
    model.eval()
    for sentence in sentences:
        pieces, roles = (torch.tensor([row]) for row in sentence.pieces(tokenizer))
        states = model.lower(pieces, roles, torch.ones_like(pieces).bool(), frozen)
        out.append(Example(states[0], roles[0], roots.index(sentence.root) if sentence.root in roots else -1))
    return out


def collate(items: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """States `[B, L, H]`, roles and mask `[B, L]`, roots `[B]`."""
    states = pad_sequence([item.states for item in items], batch_first=True)
    roles = pad_sequence([item.roles for item in items], batch_first=True, padding_value=-1)
    return states, roles, roles >= 0, torch.tensor([item.root for item in items])


def batches(items: Sequence[Example], size: int, rng: random.Random) -> list[list[Example]]:
    """Sentences of like length together, in random order."""
    ordered = sorted(items, key=lambda x: len(x.roles) + rng.random() * 12)
    out = [ordered[i : i + size] for i in range(0, len(ordered), size)]
    rng.shuffle(out)
    return out


def groups(model: Coder, rate: float, head_rate: float, decay: float, frozen: int) -> list[dict[str, Any]]:
    """Parameter groups: lower layers learn slower, the head faster; no weight decay on vectors."""
    out = []
    depth = len(model.blocks)
    for name, value in [*model.blocks.named_parameters(), *model.head.named_parameters(prefix="head")]:
        layer = int(name.split(".")[0]) if name[0].isdigit() else depth
        if layer < frozen:
            continue
        lr = head_rate if layer == depth else rate * decay ** (depth - 1 - layer)
        out.append({"params": [value], "lr": lr, "weight_decay": 0.01 if value.ndim > 1 else 0.0})
    return out


def train(real: Sequence[Example], own: Sequence[Example], model: Coder, args: argparse.Namespace, seed: int) -> Coder:
    """Train the upper layers of `model`; the same seed gives the same ones. Our own sentences count in the first epochs only."""
    torch.manual_seed(seed)
    live = [p for block in model.blocks[args.frozen :] for p in block.parameters()] + list(model.head.parameters())
    optimiser = torch.optim.AdamW(groups(model, args.rate, args.head_rate, 0.9, args.frozen), fused=True)
    base = [group["lr"] for group in optimiser.param_groups]
    plan = [batches([*real, *(own if e < args.own_epochs else [])], args.batch, random.Random(seed * 1000 + e)) for e in range(args.epochs)]
    total = sum(map(len, plan))
    model.train()
    for step, items in enumerate(items for todo in plan for items in todo):
        shape = min((step + 1) / (0.08 * total), 0.5 * (1 + math.cos(math.pi * step / total)) * 0.98 + 0.02)
        for group, lr in zip(optimiser.param_groups, base, strict=True):
            group["lr"] = lr * shape
        states, roles, mask, wanted = collate(items)
        scores = model.upper(F.dropout(states, 0.1), roles, mask, args.frozen)
        optimiser.zero_grad(set_to_none=True)
        smooth_loss(scores.float(), wanted).backward()
        torch.nn.utils.clip_grad_norm_(live, 1.0)
        optimiser.step()
    return model.eval()


def predict(model: Coder, words: Path, sentences: Sequence[Sentence], roots: Sequence[str]) -> list[dict[str, float]]:
    """Chances of the roots as the released form of the network gives them: int8, by onnxruntime."""
    from allegedly.events.plover.coder import Coder as Released
    from training.plover.export import write_folder

    with TemporaryDirectory() as folder:
        write_folder(model.state_dict(), roots, len(model.blocks), Path(folder))
        shutil.copy(words, Path(folder) / "words.npz")
        released = Released(Path(folder), 1)
        return [released.chances(s.text, s.sources, s.targets) for s in sentences]


def main() -> None:
    """Train once and save, or cross-validate."""
    args = arguments()
    os.environ.setdefault("MALLOC_TRIM_THRESHOLD_", str(1 << 32))
    torch.set_num_threads(args.threads)
    torch.set_flush_denormal(True)
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(minilm_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    sentences = read_sentences(args.lines)
    roots = sorted({s.root for s in sentences})
    fresh = Coder(len(roots), args.layers)
    fresh.load_minilm(minilm_folder())
    real = examples(fresh, sentences, tokenizer, roots, args.frozen)
    own = examples(fresh, list(draw_sentences(random.Random(args.seed), args.own)), tokenizer, roots, args.frozen)
    print(f"{len(real)} labelled sentences, {len(own)} of our own", flush=True)
    if args.folds:
        cross_validate(sentences, roots, tokenizer, real, own, fresh, args)
        return
    model = train(real, own, fresh, args, args.seed)
    torch.save({"model": model.state_dict(), "roots": roots, "layers": args.layers}, args.out)
    fit_words(*words_of(sentences, tokenizer, roots), args.out.with_suffix(".npz"))


def words_of(sentences: Sequence[Sentence], tokenizer: Any, roots: Sequence[str]) -> tuple[list[list[int]], list[int]]:
    """Word pieces and numbers of the roots, for the linear model."""
    return [s.pieces(tokenizer)[0] for s in sentences], [roots.index(s.root) for s in sentences]


def cross_validate(
    sentences: Sequence[Sentence],
    roots: Sequence[str],
    tokenizer: Any,
    real: Sequence[Example],
    own: Sequence[Example],
    fresh: Coder,
    args: argparse.Namespace,
) -> None:
    """Write the root of each sentence as the coder that was trained without its fold gives it, for the reference scorer."""
    fold = folds_of(sentences, args.folds)
    found: dict[str, dict[str, object]] = {}
    for number in range(args.folds) if args.only is None else [args.only]:
        began = time.time()
        kept = [item for item, f in zip(real, fold, strict=True) if f != number]
        model = train(kept, own, copy.deepcopy(fresh), args, args.seed)
        held = [s for s, f in zip(sentences, fold, strict=True) if f == number]
        words = args.out.with_suffix(".npz")
        fit_words(*words_of([s for s, f in zip(sentences, fold, strict=True) if f != number], tokenizer, roots), words)
        for sentence, chances in zip(held, predict(model, words, held, roots), strict=True):
            best = max(roots, key=lambda root: chances[root])
            found[sentence.id] = {"id": sentence.id, "root": best, "fold": number, "score": round(chances[best], 4), "chances": chances}
        right = np.mean([found[s.id]["root"] == s.root for s in held])
        print(f"fold {number}: accuracy {100 * right:.1f}, {time.time() - began:.0f} s", flush=True)
    args.out.write_text("".join(json.dumps(found[s.id]) + "\n" for s in sentences if s.id in found), encoding="utf-8")


def arguments() -> argparse.Namespace:
    """Read the command line."""
    shared = Path(os.environ.get("ALLEGEDLY_SHARED", Path(__file__).parents[3] / "shared"))
    parser = argparse.ArgumentParser(description="Train the PLOVER coder.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--lines", type=Path, default=shared / "data/events/plv.train.jsonl.gz")
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--own", type=int, default=2, help="how often each of our own predicates counts in an epoch")
    parser.add_argument("--own-epochs", type=int, default=3, help="the first epochs, in which they count")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--head-rate", type=float, default=2e-3)
    parser.add_argument("--frozen", type=int, default=2, help="lower layers that do not learn")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--only", type=int, help="one fold alone, to try things out")
    return parser.parse_args()


if __name__ == "__main__":
    main()
