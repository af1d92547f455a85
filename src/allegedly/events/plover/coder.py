"""The sentence coder: a sentence with marked source and target in, the chance of each PLOVER root out.

The lower layers of all-MiniLM-L6-v2 (Wang et al. 2020), the upper ones of them fine-tuned, as an ONNX graph with int8 weights
(`training/plover/model.py`), mixed with a linear model over word pieces (`words.py`). `onnxruntime`, `tokenizers` and `numpy` are imported when the coder is loaded, torch never.
Sentences run one at a time, unpadded: the codes of a sentence do not depend on its neighbours.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from allegedly.errors import SetupError
from allegedly.events.plover.mask import mask_pieces
from allegedly.events.plover.words import WordModel
from allegedly.records import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

FOLDER = Path(__file__).parents[2] / "data" / "plover"
FILES = ("coder.onnx", "words.npz", "tokenizer.json", "settings.json")

Chances = dict[str, float]
"""The chance of each root, summing to 1."""


class Coder:
    """Codes sentences. Make one with `Coder.load()`; it is safe to share between threads."""

    def __init__(self, folder: Path, threads: int) -> None:
        """Open the weights in `folder`. Raises `SetupError` when a file or a library is missing."""
        missing = [name for name in FILES if not (folder / name).exists()]
        if missing:
            raise SetupError(f"the PLOVER coder's weights are incomplete: {', '.join(missing)} not in {folder}; reinstall allegedly")
        try:
            from onnxruntime import InferenceSession, SessionOptions
            from tokenizers import Tokenizer
        except ImportError as error:
            raise SetupError(f"the PLOVER coder needs the package {error.name}; reinstall allegedly") from error
        options = SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
        self.roots: tuple[str, ...] = tuple(settings["roots"])
        self.share: float = settings["words"]
        self._words = WordModel(folder / "words.npz")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._session = InferenceSession(str(folder / "coder.onnx"), options, providers=["CPUExecutionProvider"])

    @classmethod
    def load(cls, folder: Path | None = None, threads: int = 1) -> Coder:
        """Load the coder once; later calls with the same arguments return the same one."""
        return _load(folder or FOLDER, threads)

    def chances(self, text: str, sources: Iterable[Span], targets: Iterable[Span]) -> Chances:
        """The chance of each root for what `sources` do to `targets` (spans in `text`) in this sentence."""
        import numpy as np

        pieces, roles = mask_pieces(text, sources, targets, self._tokenizer)
        where = np.array([roles])
        kept = np.stack([np.ones_like(where), where == 1, where == 2], axis=1).astype(np.float32)
        pool = kept / np.maximum(kept.sum(-1, keepdims=True), 1.0)
        scores = self._session.run(None, {"pieces": np.array([pieces]), "roles": where, "pool": pool})[0][0]
        chances = (1 - self.share) * softmax(scores) + self.share * softmax(self._words.scores(pieces))
        return dict(zip(self.roots, chances.tolist(), strict=True))


def softmax(scores: NDArray[Any]) -> NDArray[Any]:
    """Scores `[R]` as chances that sum to 1."""
    import numpy as np

    raised: NDArray[Any] = np.exp(scores - scores.max())
    chances: NDArray[Any] = raised / raised.sum()
    return chances


@lru_cache(maxsize=4)
def _load(folder: Path, threads: int) -> Coder:
    return Coder(folder, threads)
