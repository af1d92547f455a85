"""Write a checkpoint as one ONNX graph with int8 weights, and the files that go beside it.

python -m training.plover.export CHECKPOINT FOLDER [--float]
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from onnx import TensorProto
from torch import Tensor

from training.attribution.export import Graph
from training.attribution.train import minilm_folder
from training.plover.model import HEADS, WIDTH

WORDS = 0.35
"""Share of the linear model in the mixture; 0.1 to 0.4 are all better than none in cross-validation."""
POSITIONS = 128
"""Two marks and the pieces that `mask_pieces` lets through."""


def write_coder(weights: dict[str, np.ndarray], path: Path, layers: int, int8: bool) -> None:
    """Write the graph from one sentence to root scores `[1, R]`.

    Inputs: `pieces` and `roles` `[1, L]`; `pool` `[1, 3, L]`, the weights of the means over sentence, source and target.
    """
    g = Graph(weights, int8)
    zero, one = g.constant("zero", np.array([0])), g.constant("one", np.array([1]))
    length = g.op("Slice", g.op("Shape", "pieces"), one, g.constant("two", np.array([2])))
    where = g.op("Slice", g.weight("position.weight"), zero, length, zero)
    x = g.norm(g.op("Add", g.op("Add", g.table("word", "pieces"), where), g.table("role", "roles")), "norm")
    for i in range(layers):
        x = g.block(x, f"blocks.{i}", HEADS)
    flat = g.op("Reshape", g.op("MatMul", "pool", x), g.constant("flat", np.array([1, 3 * WIDTH])))
    index = (TensorProto.INT64, [1, "L"])
    inputs = {"pieces": index, "roles": index, "pool": (TensorProto.FLOAT, [1, 3, "L"])}
    g.save(path, inputs, {"scores": g.linear(flat, "head", int8=False)})


def write_folder(state: Mapping[str, Tensor], roots: Sequence[str], layers: int, folder: Path, int8: bool = True) -> None:
    """Write graph, tokenizer and the names of the roots into `folder`."""
    from tokenizers import Tokenizer

    weights = {name: value.float().numpy() for name, value in state.items()}
    weights["position.weight"] = weights["position.weight"][:POSITIONS]
    folder.mkdir(parents=True, exist_ok=True)
    write_coder(weights, folder / "coder.onnx", layers, int8)
    tokenizer = Tokenizer.from_file(str(minilm_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    (folder / "settings.json").write_text(json.dumps({"roots": list(roots), "words": WORDS}, indent=1) + "\n", encoding="utf-8")


def export(checkpoint: Path, folder: Path, int8: bool = True) -> None:
    """Write a checkpoint, and the linear model that lies beside it, into `folder`."""
    saved = torch.load(checkpoint, weights_only=True, map_location="cpu")
    write_folder(saved["model"], saved["roots"], saved["layers"], folder, int8)
    shutil.copy(checkpoint.with_suffix(".npz"), folder / "words.npz")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Write a checkpoint as ONNX.")
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--float", action="store_true", help="keep 32-bit weights")
    given = parser.parse_args()
    export(given.checkpoint, given.folder, int8=not given.float)
