"""Fit the weights of the event stage by logistic regression on labelled reports.

    python -m training.events GOLD.json ... [--also GOLD.json ...] --texts DIR [--text NAME=FILE] [--folds 6]

GOLD are compiled label files of the codebook; their texts lie in DIR as `ID.txt`. Those given with `--also`, by other annotators, count
half. Each report is analysed up to its claims by the
package itself, so that the weights learn from the attributions they will meet. Before fitting on all reports, prints the average
precision of cross-validation over reports. Only weights of feature names are written, no text. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from allegedly.annotate import annotate_document
from allegedly.attribute import attribute_document
from allegedly.events.evidence import Surroundings, trigger_features
from allegedly.events.triggers import is_candidate
from allegedly.read import document_from_text
from allegedly.records import Annotated, Span
from allegedly.resolve.actor import resolve_speakers
from allegedly.resolve.claims import group_utterances, split_claims

OUT = Path(__file__).parent.parent.parent / "src" / "allegedly" / "data" / "events" / "weights.json"
LEAST = 3
"""A feature must hold for this many words to be given a weight."""
STRENGTH = 0.2
FULL = 2.0
"""The weight of a report of GOLD; one of `--also` has 1."""
THRESHOLD = 0.42
"""Where F1 of events peaked in cross-validation over the labelled reports."""

Rows = tuple[list[frozenset[str]], list[bool], list[int]]


def main() -> None:
    """Read the labels, measure by cross-validation, fit on all, write."""
    parser = argparse.ArgumentParser(prog="training.events", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--also", nargs="*", type=Path, default=[], help="labelled reports that count half")
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--text", action="append", default=[], metavar="ID=FILE", help="where the text of one report lies instead")
    parser.add_argument("--folds", type=int, default=6)
    args = parser.parse_args()
    elsewhere = dict(pair.split("=", 1) for pair in args.text)
    reports = [json.loads(path.read_text()) for path in (*args.gold, *args.also)]
    texts = [Path(elsewhere.get(g["document"]["id"]) or args.texts / f"{g['document']['id']}.txt").read_bytes().decode() for g in reports]
    features, labels, groups = collect(reports, texts)
    weights = [FULL if group < len(args.gold) else 1.0 for group in groups]
    table = fit(features, labels, groups, weights, args.folds)
    tables = json.loads(OUT.read_text()) if OUT.exists() else {}
    OUT.write_text(json.dumps(tables | {"trigger": table}, indent=1, sort_keys=True) + "\n")


def collect(reports: Sequence[dict[str, Any]], texts: Sequence[str]) -> Rows:
    """The features of every candidate word, whether it heads a gold trigger, the number of its report."""
    features: list[frozenset[str]] = []
    labels: list[bool] = []
    groups: list[int] = []
    for number, (gold, text) in enumerate(zip(reports, texts, strict=True)):
        document = document_from_text(text, source_id=gold["document"]["id"], published=gold["document"].get("published"))
        annotated = annotate_document(document)
        rows = group_utterances(annotated, resolve_speakers(annotated, attribute_document(annotated)))
        around = Surroundings(annotated, rows, split_claims(annotated, rows))
        heads = set(gold_heads(annotated, gold))
        for token in annotated.tokens:
            if is_candidate(around, token):
                features.append(trigger_features(around, token))
                labels.append(token.i in heads)
                groups.append(number)
    return features, labels, groups


def gold_heads(annotated: Annotated, gold: dict[str, Any]) -> Iterable[int]:
    """Token indices of the heads of the labelled triggers."""
    for event in gold["events"]:
        for span in event["trigger"]:
            head = annotated.head_of(Span(span["start"], span["end"]))
            if head is not None:
                yield head.i


def fit(
    features: Sequence[frozenset[str]], labels: Sequence[bool], groups: Sequence[int], weights: Sequence[float], folds: int
) -> dict[str, Any]:
    """The table of weights; prints how well it does on reports it has not seen."""
    vectors = DictVectorizer()
    matrix = vectors.fit_transform([dict.fromkeys(f, 1) for f in features])
    kept = matrix.getnnz(axis=0) >= LEAST
    model = LogisticRegression(C=STRENGTH, max_iter=1000)
    splits = GroupKFold(folds, shuffle=True, random_state=1)
    chances = cross_val_predict(model, matrix[:, kept], labels, groups=groups, cv=splits, method="predict_proba")[:, 1]
    print(
        f"{len(labels)} words, {sum(labels)} triggers; average precision {average_precision_score(labels, chances):.3f} over {folds} folds"
    )
    model.fit(matrix[:, kept], labels, sample_weight=weights)
    names = [name for name, keep in zip(vectors.feature_names_, kept, strict=True) if keep]
    rounded = {n: [round(float(w), 3)] for n, w in zip(names, model.coef_[0], strict=True) if abs(w) >= 0.02}
    return {"labels": ["yes"], "bias": [round(float(model.intercept_[0]), 3)], "weights": rounded, "threshold": THRESHOLD}


if __name__ == "__main__":
    main()
