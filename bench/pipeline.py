"""The whole pipeline on one core, stage by stage, beside spaCy alone: `python -m bench.pipeline FILE|FOLDER [ROUNDS]`.

Reports are read and analysed one after the other, models loaded before; the fastest round counts. Each function that `pipeline` calls is
timed under the stage it is from, so what a stage asks of another (who a phrase is) counts for the one asked. Seconds of processor time,
those inside spaCy and the networks (onnxruntime) apart from our own. `write` is the line of JSON, `rest` what the order of work itself
takes. spaCy alone: its model as it comes, on the same texts.
"""

from __future__ import annotations

import importlib.util
import os
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import wraps
from inspect import isgeneratorfunction
from typing import Any

os.environ["OMP_NUM_THREADS"] = "1"

from allegedly import pipeline
from allegedly.annotate.parse import MODELS
from allegedly.bulk.shard import prepare_worker
from allegedly.errors import DocumentError
from allegedly.read import read_documents
from allegedly.records import Document, encode_report

STAGES = ("read", "annotate", "attribute", "resolve", "events", "link")


LIBRARIES = ("spaCy", "networks")


class Clock:
    """Seconds of processor time by stage and library (`""`: our own), what is asked of another not counted twice."""

    def __init__(self) -> None:
        self.seconds: dict[tuple[str, str], float] = defaultdict(float)
        self._names: list[str] = []
        self._since = time.process_time()

    def _turn(self) -> None:
        now = time.process_time()
        if self._names:
            library = self._names[-1] if self._names[-1] in LIBRARIES else ""
            stage = next((n for n in reversed(self._names) if n not in LIBRARIES), "rest")
            self.seconds[stage, library] += now - self._since
        self._since = now

    def start(self, name: str) -> None:
        """From here on time counts for `name`."""
        self._turn()
        self._names.append(name)

    def stop(self) -> None:
        """Back to the name before."""
        self._turn()
        self._names.pop()

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """`function`, its time counted for `name`; of a generator the time it is at work."""

        @wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            self.start(name)
            try:
                return function(*args, **kwargs)
            finally:
                self.stop()

        return (lambda *args, **kwargs: self.each(name, function(*args, **kwargs))) if isgeneratorfunction(function) else call

    def each(self, name: str, items: Iterator[Any]) -> Iterator[Any]:
        """`items`, the time of making each counted for `name`."""
        while True:
            self.start(name)
            try:
                item = next(items, None)
            finally:
                self.stop()
            if item is None:
                return
            yield item


def time_stages(clock: Clock) -> None:
    """Let `clock` time every function that `pipeline` takes from a stage."""
    for name, value in list(vars(pipeline).items()):
        stage = str(getattr(value, "__module__", "")).removeprefix("allegedly.").split(".")[0]
        if stage in STAGES and callable(value):
            setattr(pipeline, name, clock.timed(stage, value))


def time_libraries(clock: Clock) -> None:
    """Let `clock` time spaCy's parses and the runs of the networks."""
    from onnxruntime import InferenceSession
    from spacy.language import Language

    Language.pipe = clock.timed("spaCy", Language.pipe)
    InferenceSession.run = clock.timed("networks", InferenceSession.run)


def run(source: str, clock: Clock) -> tuple[list[Document], int]:
    """The documents that could be analysed, and how many could not be."""
    done, failed = [], 0
    for item in clock.each("read", read_documents(source)):
        clock.start("rest")
        try:
            report = pipeline.analyse_document(item) if isinstance(item, Document) else None
        except DocumentError:
            report = None
        finally:
            clock.stop()
        if report is None:
            failed += 1
            continue
        clock.start("write")
        encode_report(report)
        clock.stop()
        done.append(report.document)
    return done, failed


def parse_alone(documents: list[Document]) -> float:
    """Seconds of processor time in which spaCy's model parses the texts."""
    name = next(n for n in MODELS if importlib.util.find_spec(n))
    nlp = importlib.import_module(name).load()
    began = time.process_time()
    for document in documents:
        nlp(document.text)
    return time.process_time() - began


def peak() -> float:
    """Largest resident memory so far, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """A line for each stage, the whole, and spaCy alone."""
    source, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 2
    prepare_worker()
    loaded = peak()
    clock = Clock()
    time_stages(clock)
    time_libraries(clock)
    best: dict[tuple[str, str], float] = {}
    for _ in range(rounds):
        clock.seconds.clear()
        documents, failed = run(source, clock)
        if not best or sum(clock.seconds.values()) < sum(best.values()):
            best = dict(clock.seconds)
    most = peak()
    words, total = sum(len(d.text.split()) for d in documents), sum(best.values())
    print(f"{len(documents)} reports of {words} words, {failed} failures; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"{'seconds':12s}{'our own':>9s}{'spaCy':>9s}{'networks':>9s}{'together':>9s}{'share':>8s}{'words/s':>10s}")
    for stage in (*STAGES, "write", "rest"):
        _print_row(stage, {key: value for key, value in best.items() if key[0] == stage}, words, total)
    _print_row("whole", best, words, total)
    alone = parse_alone(documents)
    print(f"{'spaCy alone':12s}{alone:36.2f}{'':8s}{words / alone:10.0f}")
    print(f"{1000 * total / len(documents):.0f} ms a report; peak memory {most:.0f} MB, {loaded:.0f} of it once the models are loaded")


def _print_row(name: str, seconds: dict[tuple[str, str], float], words: int, total: float) -> None:
    parts = [sum(s for (_, library), s in seconds.items() if library == wanted) for wanted in ("", *LIBRARIES)]
    whole = sum(parts)
    print(f"{name:12s}" + "".join(f"{s:9.2f}" for s in (*parts, whole)) + f"{whole / total:8.1%}{words / whole:10.0f}")


if __name__ == "__main__":
    main()
