"""Write a checkpoint as two ONNX graphs, with int8 weights or without, and the files that go beside them.

    python -m training.attribution.export CHECKPOINT FOLDER [--float]

The graphs are written out node by node, with onnxruntime's fused operators, so what runs is what is read here. Matrices of
the encoder are quantised by output column to seven bits: the eighth overflows in the 16-bit sums of processors without VNNI.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from .train import minilm_folder

BITS = 63


class Graph:
    """A growing ONNX graph; every method returns the name of a value."""

    def __init__(self, weights: dict[str, np.ndarray], int8: bool) -> None:
        self.weights = weights
        self.int8 = int8
        self.nodes: list[Any] = []
        self.constants: dict[str, Any] = {}

    def op(self, kind: str, *inputs: str, outputs: int = 1, domain: str = "", **attributes: Any) -> Any:
        """Add a node; gives its output's name, or a list of names."""
        names = [f"{kind}_{len(self.nodes)}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return names[0] if outputs == 1 else names

    def constant(self, name: str, value: np.ndarray) -> str:
        """Add a constant once."""
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def weight(self, name: str) -> str:
        """Add a tensor of the checkpoint as a constant."""
        return self.constant(name, self.weights[name])

    def linear(self, x: str, name: str, bias: bool = True, int8: bool | None = None) -> str:
        """Multiply by a weight matrix, quantised or not, and add its bias unless the next operator does."""
        matrix = self.weights[f"{name}.weight"].T
        if not (self.int8 if int8 is None else int8):
            y = self.op("MatMul", x, self.constant(f"{name}.matrix", matrix))
            return self.op("Add", y, self.weight(f"{name}.bias")) if bias else y
        scale = np.maximum(np.abs(matrix).max(0), 1e-8) / BITS
        whole = np.clip(np.round(matrix / scale), -BITS, BITS).astype(np.int8)
        inputs = [x, self.constant(f"{name}.int8", whole), self.constant(f"{name}.scale", scale.astype(np.float32)), ""]
        inputs += [self.weight(f"{name}.bias")] if bias else []
        return str(self.op("DynamicQuantizeMatMul", *inputs, domain="com.microsoft"))

    def norm(self, x: str, name: str) -> str:
        """Layer normalisation."""
        return str(self.op("LayerNormalization", x, self.weight(f"{name}.weight"), self.weight(f"{name}.bias"), epsilon=1e-12, axis=-1))

    def skip_norm(self, x: str, y: str, name: str) -> str:
        """Normalise the sum of `x` and `y`. Two plain operators: onnxruntime's fused one is slower than they are together."""
        return self.norm(self.op("Add", y, x), name)

    def gelu(self, x: str, name: str) -> str:
        """Add a bias and apply the exact GELU."""
        return str(self.op("BiasGelu", x, self.weight(f"{name}.bias"), domain="com.microsoft"))

    def block(self, x: str, name: str, heads: int, mask: str = "") -> str:
        """One transformer layer."""
        q, k, v = self.op("Split", self.linear(x, f"{name}.qkv"), outputs=3, axis=-1, num_outputs=3)
        y = self.op("MultiHeadAttention", q, k, v, "", mask, domain="com.microsoft", num_heads=heads)
        x = self.skip_norm(x, self.linear(y, f"{name}.out"), f"{name}.norm1")
        y = self.linear(self.gelu(self.linear(x, f"{name}.up", bias=False), f"{name}.up"), f"{name}.down")
        return self.skip_norm(x, y, f"{name}.norm2")

    def table(self, name: str, index: str) -> str:
        """Look rows up in an embedding table, kept as int8 with a scale for each row if the graph is int8."""
        value = self.weights[f"{name}.weight"]
        if not self.int8 or len(value) < 1000:
            return str(self.op("Gather", self.weight(f"{name}.weight"), index))
        scale = np.maximum(np.abs(value).max(1, keepdims=True), 1e-8) / 127
        whole = np.round(value / scale).astype(np.int8)
        rows = self.op("Cast", self.op("Gather", self.constant(f"{name}.int8", whole), index), to=TensorProto.FLOAT)
        return str(self.op("Mul", rows, self.op("Gather", self.constant(f"{name}.scale", scale.astype(np.float32)), index)))

    def save(self, path: Path, inputs: dict[str, tuple[int, list[Any]]], outputs: dict[str, str]) -> None:
        """Check and write the graph. `outputs` maps public names to values."""
        for public, value in outputs.items():
            self.nodes.append(helper.make_node("Identity", [value], [public]))
        graph = helper.make_graph(
            self.nodes, "attribution",
            [helper.make_tensor_value_info(name, kind, shape) for name, (kind, shape) in inputs.items()],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs],
            list(self.constants.values()),
        )  # fmt: skip
        sets = [helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)]
        onnx.save(helper.make_model(graph, opset_imports=sets, ir_version=9, producer_name="allegedly"), str(path))


def write_encoder(weights: dict[str, np.ndarray], path: Path, int8: bool, layers: int = 6, heads: int = 12) -> None:
    """Write the graph from word pieces to cue scores `[W, 6]`, the reader's two projections and the word states `[W, H]`."""
    g = Graph(weights, int8)
    zero, one = g.constant("zero", np.array([0])), g.constant("one", np.array([1]))
    length = g.op("Slice", g.op("Shape", "pieces"), one, g.constant("two", np.array([2])))
    where = g.op("Slice", g.weight("encoder.position.weight"), zero, length, zero)
    x = g.op("Add", g.op("Add", g.table("encoder.word", "pieces"), where), g.table("encoder.feature", "feature"))
    x = g.norm(x, "encoder.norm")
    for i in range(layers):
        x = g.block(x, f"encoder.blocks.{i}", heads)
    flat = g.op("Squeeze", x, zero)
    both = g.op("Add", g.op("Gather", flat, "first"), g.op("Gather", flat, "last"))
    words = g.op("Mul", both, g.constant("half", np.array(0.5, dtype=np.float32)))
    hidden = g.gelu(g.linear(words, "cue.0", bias=False, int8=False), "cue.0")
    index = (TensorProto.INT64, ["W"])
    g.save(
        path,
        {"pieces": (TensorProto.INT64, [1, "L"]), "feature": (TensorProto.INT64, [1, "L"]), "first": index, "last": index},
        {
            "cues": g.linear(hidden, "cue.3", int8=False), "words": g.linear(words, "reader.word", int8=False),
            "pairs": g.linear(words, "reader.word_pair", int8=False), "states": words,
        },
    )  # fmt: skip


def write_reader(weights: dict[str, np.ndarray], path: Path, layers: int = 2, heads: int = 4) -> None:
    """Write the graph from the words around each cue to role scores `[N, T, 7]`. Small, and sensitive: never int8."""
    g = Graph(weights, int8=False)
    one = g.constant("one", np.array([1]))
    whole = g.op("Unsqueeze", g.linear("cue", "reader.cue"), one)
    pair = g.op("Mul", "pair", g.op("Unsqueeze", g.linear("cue", "reader.cue_pair"), one))
    places = g.op("Add", g.table("reader.distance", "distance"), g.table("reader.part", "part"))
    x = g.norm(g.op("Add", g.op("Add", "word", whole), g.op("Add", pair, places)), "reader.norm")
    for i in range(layers):
        x = g.block(x, f"reader.blocks.{i}", heads, "mask")
    scores = g.op("Concat", g.linear(x, "reader.roles"), g.linear(x, "reader.valid"), axis=-1)
    wide, index = weights["reader.word.bias"].shape[0], (TensorProto.INT64, ["N", "T"])
    words = (TensorProto.FLOAT, ["N", "T", wide])
    inputs = {"word": words, "pair": words, "cue": (TensorProto.FLOAT, ["N", 2 * weights["reader.word.weight"].shape[1]])}
    g.save(path, {**inputs, "distance": index, "part": index, "mask": (TensorProto.INT32, ["N", "T"])}, {"scores": scores})


def export(checkpoint: Path, folder: Path, int8: bool = True, settings: dict[str, float] | None = None) -> None:
    """Write graphs, tokenizer and decoding settings of a checkpoint into `folder`."""
    from tokenizers import Tokenizer

    state = torch.load(checkpoint, weights_only=True, map_location="cpu")["ema"]
    weights = {name: value.float().numpy() for name, value in state.items()}
    folder.mkdir(parents=True, exist_ok=True)
    write_encoder(weights, folder / "encoder.onnx", int8)
    write_reader(weights, folder / "reader.onnx")
    tokenizer = Tokenizer.from_file(str(minilm_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    if settings is not None or not (folder / "settings.json").exists():
        (folder / "settings.json").write_text(json.dumps(settings or {}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Write a checkpoint as ONNX.")
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--float", action="store_true", help="keep 32-bit weights")
    given = parser.parse_args()
    export(given.checkpoint, given.folder, int8=not given.float)
