"""Fit the doubt about codes of a report's events on labelled reports: `python -m training.plover.doubt GOLD TEXTS OUT.json`.

GOLD is a folder of compiled labels (`gold.standoff restore`), TEXTS that of the reports. Events are found by the whole pipeline; those
whose trigger shares characters with a labelled one are the sample. Each root proposed for an event's word is one row, right or wrong;
a logistic regression with a quadratic penalty learns from `rules.FEATURES` which are right. Prints accuracy with one report held out
at a time. Deterministic; needs the package alone.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from allegedly.annotate import annotate_document
from allegedly.events.plover.coder import Coder
from allegedly.events.plover.events import _outside, _tells_of_attack, describe_event, place_event
from allegedly.events.plover.lexicon import Entry
from allegedly.events.plover.rules import FEATURES, TURNS, Doubt, Happening, best_entry, features, propose
from allegedly.pipeline import analyse_annotated
from allegedly.read import document_from_text
from allegedly.records import Annotated, Event, Span

Case = tuple[str, str | None, Happening]
"""Report, labelled root, what the rules look at."""


def cases(gold: Path, texts: Path) -> Iterator[Case]:
    """The events of every labelled report that stand where a labelled one stands."""
    for file in sorted(gold.glob("*.json")):
        labels = json.loads(file.read_text(encoding="utf-8"))
        name = labels["document"]["id"]
        document = document_from_text((texts / f"{name}.txt").read_bytes().decode(), name, labels["document"].get("published"))
        annotated = annotate_document(document)
        events = analyse_annotated(annotated).events
        attack = any(map(_tells_of_attack, events))
        for event, root in matched(labels["events"], events):
            yield name, root, happening(annotated, event, attack)


def matched(rows: list[dict[str, Any]], events: tuple[Event, ...]) -> Iterator[tuple[Event, str | None]]:
    """Each event with the root of the first labelled one whose trigger it meets; a labelled event is used once."""
    used: set[str] = set()
    for event in events:
        for row in rows:
            spans = [Span(s["start"], s["end"]) for s in row["trigger"]]
            if row["id"] not in used and any(a.meets(b) for a in spans for b in event.trigger):
                used.add(row["id"])
                yield event, row["plover"]
                break


def happening(annotated: Annotated, event: Event, attack: bool) -> Happening:
    """What the rules look at, with the sentence coder's chances."""
    sentence, trigger, actors, targets = place_event(annotated, event)
    chances = Coder.load().chances(sentence.read(annotated.text), _outside(actors, trigger), _outside(targets, trigger))
    return msgspec.structs.replace(describe_event(annotated, event, attack), chances=chances)


def turned(entry: Entry, seen: Happening) -> str:
    """The root after the rules that turn it."""
    for turn in TURNS:
        entry = turn(entry, seen)
    return entry.root


def rows_of(sample: list[Case]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features `[N, F]`, right or wrong `[N]`, number of the case `[N]`."""
    rows = [(features(e, h), turned(e, h) == root, k) for k, (_, root, h) in enumerate(sample) for e in propose(h)]
    return np.array([r[0] for r in rows]), np.array([r[1] for r in rows]), np.array([r[2] for r in rows])


def fit(sample: list[Case], penalty: float = 0.3) -> Doubt:
    """Newton's method on the penalised likelihood; the bias is not penalised."""
    values, right, _ = rows_of(sample)
    x = np.hstack([np.ones((len(values), 1)), values])
    weights, ridge = np.zeros(x.shape[1]), np.diag([1e-6] + [penalty] * values.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (chance - right) + ridge @ weights
        weights = weights - np.linalg.solve((x * (chance * (1 - chance))[:, None]).T @ x + ridge, slope)
    return Doubt(round(float(weights[0]), 3), {name: round(float(w), 3) for name, w in zip(FEATURES, weights[1:], strict=True)})


def decide(doubt: Doubt, seen: Happening, threshold: float) -> str | None:
    """The root that a fitted regression lets pass."""
    found = best_entry(doubt, seen)
    return turned(found[1], seen) if found and found[0] >= threshold else None


def held_out(sample: list[Case], threshold: float) -> tuple[float, int]:
    """Accuracy and number of codes given, each report coded by a regression that has not seen it."""
    right = given = 0
    for name in sorted({n for n, _, _ in sample}):
        model = fit([c for c in sample if c[0] != name])
        for _, root, seen in (c for c in sample if c[0] == name):
            mine = decide(model, seen, threshold)
            right, given = right + (mine == root), given + (mine is not None)
    return right / len(sample), given


def main(arguments: list[str]) -> int:
    """Fit, print, write."""
    if len(arguments) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    gold, texts, out = map(Path, arguments)
    sample = list(cases(gold, texts))
    coded = sum(root is not None for _, root, _ in sample)
    print(f"{len(sample)} events, {coded} with a root; no code at all: {100 * (1 - coded / len(sample)):.1f} %")
    for threshold in (0.3, 0.4, 0.5, 0.6):
        accuracy, given = held_out(sample, threshold)
        print(f"threshold {threshold}: accuracy {100 * accuracy:.1f} %, {given} codes given")
    doubt = fit(sample)
    out.write_text(json.dumps(msgspec.to_builtins(doubt), indent=1) + "\n", encoding="utf-8")
    print(doubt)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
