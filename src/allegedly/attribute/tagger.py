"""The attribution tagger: a text in, who said what out, as spans of the text.

A BERT encoder (all-MiniLM-L6-v2, Wang et al. 2020) tags cues word by word; a second, smaller reader looks at the words around
each cue and marks its source and its content (see `training/attribution/model.py`). Both run as ONNX graphs with int8 weights;
`onnxruntime`, `tokenizers` and `numpy` are imported when the tagger is loaded, torch never.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from allegedly.attribute import decode
from allegedly.attribute.windows import Layout, lay_out, windows
from allegedly.errors import SetupError
from allegedly.records import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

FOLDER = Path(__file__).parent.parent / "data" / "attribution"
FILES = ("encoder.onnx", "reader.onnx", "tokenizer.json", "settings.json")
CLS, SEP = 101, 102
CUES_AT_ONCE = 12
"""Cues read in one batch, of like length: the scores of a batch stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class TaggedAttribution:
    """One attribution as tagged: spans in code points of the text, in order; a role that is absent is an empty tuple.

    `nested` says that it lies inside the content of another attribution; `score` is between 0 and 1.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    nested: bool
    score: float


@dataclass(frozen=True, slots=True)
class Settings:
    """Decoding constants, tuned on development data and kept beside the weights (`settings.json`)."""

    lean: float = 1.5
    nested_lean: float = 0.0
    keep: float = 0.4
    keep_nested: float = 0.5
    valid_weight: float = 0.5
    penalty_source: float = 0.0
    penalty_content: float = 0.0


@dataclass(frozen=True, slots=True)
class _Found:
    """A cue with the window it was found in (its number and its first word) and the words `reach` of the window to read around it."""

    cue: decode.Cue
    base: int
    window: int
    reach: tuple[int, int]


class Tagger:
    """Tags attributions. Make one with `Tagger.load()`; it is safe to share between threads."""

    def __init__(self, folder: Path, threads: int | None = None) -> None:
        """Open the weights in `folder`. Raises `SetupError` when a file or a library is missing."""
        missing = [name for name in FILES if not (folder / name).exists()]
        if missing:
            raise SetupError(f"the tagger's weights are incomplete: {', '.join(missing)} not in {folder}; reinstall allegedly")
        try:
            from onnxruntime import GraphOptimizationLevel, InferenceSession, SessionOptions
            from tokenizers import Tokenizer
        except ImportError as error:
            raise SetupError(f"the tagger needs the package {error.name}; reinstall allegedly") from error
        options = SessionOptions()
        # The variable that numeric libraries share: workers of a bulk run set it to 1, each having a core of its own.
        options.intra_op_num_threads = threads or int(os.environ.get("OMP_NUM_THREADS") or 0)
        options.inter_op_num_threads = 1
        # The graphs are fused by hand where it pays; the optimiser would fuse the sums and norms too, into an operator that is slower.
        options.graph_optimization_level = GraphOptimizationLevel.ORT_ENABLE_BASIC
        self.settings = Settings(**json.loads((folder / "settings.json").read_text(encoding="utf-8")))
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._encoder = InferenceSession(str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"])
        self._reader = InferenceSession(str(folder / "reader.onnx"), options, providers=["CPUExecutionProvider"])

    @classmethod
    def load(cls, folder: Path | None = None, threads: int | None = None) -> Tagger:
        """Load the tagger once; later calls with the same arguments return the same one. `threads=1` for one core."""
        return _load(folder or FOLDER, threads)

    def tag(self, text: str, sentences: Sequence[Span] | None = None) -> tuple[TaggedAttribution, ...]:
        """Tag one text. `sentences` only help to cut paragraphs that are longer than the encoder reads at once."""
        ends = [span.end for span in sentences] if sentences else None
        layout = lay_out(text, self._tokenizer, ends)
        if not len(layout.pieces):
            return ()
        found, words, pairs, cues = self._find(layout)
        rows = sorted((row for batch in _chunks(found) for row in self._read(batch, words, pairs, cues)), key=lambda row: row.cue)
        return tuple(_settle([_to_spans(row, layout) for row in rows]))

    def tag_many(self, texts: Iterable[str]) -> Iterator[tuple[TaggedAttribution, ...]]:
        """Tag texts one after another, lazily; windows are never padded, so there is nothing to gain from larger batches."""
        for text in texts:
            yield self.tag(text)

    def _find(self, layout: Layout) -> tuple[list[_Found], list[Any], list[Any], list[Any]]:
        """Encode each window; give the cues found and, for each window, its words' projections and states."""
        found: list[_Found] = []
        words, pairs, states = [], [], []
        for number, (low, high) in enumerate(windows(layout)):
            scores, word, pair, state = self._encoder.run(None, window_inputs(layout, low, high))
            cues = decode.find_cues(scores.reshape(-1, 2, 3), self.settings.lean, self.settings.nested_lean)
            paragraph = layout.paragraph[low:high]
            found += [_Found(cue, low, number, decode.reading_range(paragraph, cue.low, cue.high)) for cue in cues]
            words.append(word)
            pairs.append(pair)
            states.append(state)
        return found, words, pairs, states

    def _read(self, batch: list[_Found], words: list[Any], pairs: list[Any], states: list[Any]) -> Iterator[_Row]:
        """Read around the cues of one batch and decode their roles; doubtful cues are dropped."""
        inputs, spans = reader_inputs(batch, words, pairs, states)
        scores = self._reader.run(None, inputs)[0]
        mask = inputs["mask"].astype(bool)
        source, content = decode.best_paths(scores[:, :, :6], mask, (self.settings.penalty_source, self.settings.penalty_content))
        for i, (item, low) in enumerate(zip(batch, spans, strict=True)):
            cue = item.cue
            score = self._score(cue, float(scores[i, cue.low - low : cue.high - low, 6].mean()))
            if score >= (self.settings.keep_nested if cue.nested else self.settings.keep):
                shift = item.base + low
                yield _Row(
                    [(a + shift, b + shift) for a, b in decode.fragments(source[i])],
                    (cue.low + item.base, cue.high + item.base),
                    [(a + shift, b + shift) for a, b in decode.fragments(content[i])],
                    cue.nested, score,
                )  # fmt: skip

    def _score(self, cue: decode.Cue, valid: float) -> float:
        """Mix the tagger's chance of a cue with the reader's second opinion; nested cues have no second opinion."""
        import math

        if cue.nested:
            return cue.score
        weight = self.settings.valid_weight
        logit = math.log(cue.score + 1e-6) - math.log1p(1e-6 - cue.score)
        return 1 / (1 + math.exp(-(1 - weight) * logit - weight * valid))


@dataclass(frozen=True, slots=True)
class _Row:
    """One attribution in word ranges of the whole text."""

    source: list[tuple[int, int]]
    cue: tuple[int, int]
    content: list[tuple[int, int]]
    nested: bool
    score: float


@lru_cache(maxsize=4)
def _load(folder: Path, threads: int | None) -> Tagger:
    return Tagger(folder, threads)


def _chunks(found: list[_Found]) -> Iterator[list[_Found]]:
    """Batches of cues around which about as many words are to be read, so that little is padded."""
    alike = sorted(found, key=lambda x: x.reach[1] - x.reach[0])
    for i in range(0, len(alike), CUES_AT_ONCE):
        yield alike[i : i + CUES_AT_ONCE]


def window_inputs(layout: Layout, low: int, high: int) -> dict[str, NDArray[Any]]:
    """Make the encoder's inputs for the words `[low, high)`; the two marks around a window have feature 0."""
    import numpy as np

    base, stop = int(layout.first[low]), int(layout.last[high - 1]) + 1
    pieces = np.empty((1, stop - base + 2), dtype=np.int64)
    pieces[0, 0], pieces[0, 1:-1], pieces[0, -1] = CLS, layout.pieces[base:stop], SEP
    owner = np.searchsorted(layout.first[low:high], np.arange(base, stop), side="right") - 1
    feature = np.zeros_like(pieces)
    feature[0, 1:-1] = layout.feature[low:high][np.maximum(owner, 0)] + 1
    first, last = (x[low:high].astype(np.int64) - base + 1 for x in (layout.first, layout.last))
    return {"pieces": pieces, "feature": feature, "first": first, "last": last}


def reader_inputs(batch: list[_Found], words: list[Any], pairs: list[Any], states: list[Any]) -> tuple[dict[str, NDArray[Any]], list[int]]:
    """Make the reader's inputs for N cues, and give the first word that is read for each (counted in its window)."""
    import numpy as np

    spans = [x.reach for x in batch]
    shape = (len(batch), max(b - a for a, b in spans))
    wide = words[0].shape[-1]
    word, pair = np.zeros((*shape, wide), dtype=np.float32), np.zeros((*shape, wide), dtype=np.float32)
    cue = np.empty((len(batch), 2 * states[0].shape[-1]), dtype=np.float32)
    distance, part, mask = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    for i, (x, (a, b)) in enumerate(zip(batch, spans, strict=True)):
        word[i, : b - a], pair[i, : b - a] = words[x.window][a:b], pairs[x.window][a:b]
        state = states[x.window][x.cue.low : x.cue.high]
        cue[i] = np.concatenate([state[0], state.mean(0)])
        where = np.arange(a, b)
        distance[i, : b - a] = np.minimum(where - x.cue.low, 0) + np.maximum(where - x.cue.high + 1, 0)
        mask[i, : b - a] = 1
        part[i, x.cue.low - a : x.cue.high - a] = 1 + x.cue.nested
    inputs = {"word": word, "pair": pair, "cue": cue, "distance": decode.bucket(distance), "part": part, "mask": mask.astype(np.int32)}
    return inputs, [a for a, _ in spans]


def _to_spans(row: _Row, layout: Layout) -> TaggedAttribution:
    """Turn word ranges into spans of the text."""

    def spans(ranges: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
        return tuple(Span(int(layout.start[a]), int(layout.end[b - 1])) for a, b in ranges)

    return TaggedAttribution(spans(row.source), spans([row.cue]), spans(row.content), row.nested, row.score)


def _settle(rows: list[TaggedAttribution]) -> list[TaggedAttribution]:
    """Make `nested` agree with the contents: a cue inside another row's content is nested, any other is not.

    A row that has neither source nor content says nothing and is dropped. Of two rows whose cues lie in each other's
    contents, the likelier counts as the outer one.
    """
    rows = [row for row in rows if row.source or row.content]
    out = []
    for row in rows:
        holders = [x for x in rows if x is not row and _holds(x, row)]
        nested = any(not (_holds(row, x) and row.score > x.score) for x in holders)
        out.append(TaggedAttribution(row.source, row.cue, row.content, nested, row.score) if nested != row.nested else row)
    return out


def _holds(outer: TaggedAttribution, inner: TaggedAttribution) -> bool:
    return any(span.covers(cue) for span in outer.content for cue in inner.cue)
