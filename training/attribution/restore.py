"""Make a checkpoint of exported weights, to go on training from them: `python -m training.attribution.restore FOLDER CHECKPOINT`.

Matrices that were written as int8 come back with the precision they have there; the word-piece table, which training leaves as it
is, comes from the published encoder.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from .model import Tagger
from .train import minilm_folder


def constants_of(path: Path) -> dict[str, np.ndarray]:
    """The constants of a graph by name."""
    return {item.name: numpy_helper.to_array(item) for item in onnx.load(str(path)).graph.initializer}


def weight_of(name: str, found: dict[str, np.ndarray]) -> np.ndarray | None:
    """One tensor of the checkpoint from the constants of the graphs: as it is, or a matrix turned or scaled back."""
    stem = name.removesuffix(".weight")
    if name in found:
        return found[name]
    if f"{stem}.matrix" in found:
        return found[f"{stem}.matrix"].T
    if f"{stem}.int8" in found and stem != "encoder.word":
        return (found[f"{stem}.int8"].astype(np.float32) * found[f"{stem}.scale"]).T
    return None


def restore(folder: Path) -> Tagger:
    """The tagger whose graphs lie in `folder`. Raises `KeyError` for a tensor that is in neither."""
    model = Tagger()
    model.encoder.load_minilm(minilm_folder())
    found = constants_of(folder / "encoder.onnx") | constants_of(folder / "reader.onnx")
    state = model.state_dict()
    for name in state:
        value = weight_of(name, found)
        if value is not None:
            state[name] = torch.from_numpy(np.array(value, dtype=np.float32)).reshape(state[name].shape)
        elif name != "encoder.word.weight":
            raise KeyError(name)
    model.load_state_dict(state)
    return model


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Make a checkpoint of exported weights.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("checkpoint", type=Path)
    given = parser.parse_args()
    torch.save({"ema": restore(given.folder).state_dict(), "epoch": 0}, given.checkpoint)
