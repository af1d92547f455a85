"""Speakers and claims against gold records: `python -m evals.record [--gold-attributions] [--unseen] [--diff] [FILE ...]`.

Runs the stages over the labelled reports beside the checkout (`shared/gold/dev` and `shared/seed`, or the compiled gold files
named) and prints the layers of the reference scorer. With `--gold-attributions` the stages are fed gold's own attributions, so
that only speakers, utterances and claims are measured; without it the whole pipeline runs. A quarter of the reports is held out:
no rule was written by looking at them. `--unseen` scores the reports of `gold/unseen.jsonl` instead, on which nothing was ever
trained or tuned; their annotator was another (`gold/README.md`).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from allegedly.annotate import annotate_document
from allegedly.records import Attribution, Document, Report, Span, encode_report
from allegedly.resolve.actor import resolve_speakers
from allegedly.resolve.claims import group_utterances, split_claims
from evals.gate import check, shared
from gold.standoff import restore_files

HELD_OUT = (
    "gum-korea",
    "wn20190124-car-bomb-ramming-attack-kills-dozens",
    "wn20190923-iran-s-president-rouhani-tells-foreign",
    "wn20200803-belarussian-opposition-presidential-candidate-sviatlana-tsikhanouskaya",
)
UNSEEN = Path(__file__).parent.parent / "gold" / "unseen.jsonl"
MEASURES = (
    ("relation core", "F1"), ("relation", "F1"), ("parent links", "F1"), ("said", "acc"), ("times", "F1"), ("places named", "F1"),
    ("events", "F1"), ("event mode", "acc"), ("plover", "acc"), ("actor", "acc"), ("relations", "F1"), ("answers by attribution", "F1"),
    ("country", "acc"), ("origin", "acc"), ("origin groups", "F1"), ("claims", "F1"), ("claims linked", "F1"),
    ("modality", "acc"), ("polarity", "acc"), ("interest", "acc"),
)  # fmt: skip


def main() -> int:
    """Score the tuned and the held-out reports, or the files given."""
    args = _arguments()
    scorer = load_scorer()
    if scorer is None:
        print("record: no labelled reports beside the checkout, nothing measured")
        return 0
    if args.unseen:
        return _score_unseen(scorer, args)
    files = args.files or [shared() / "seed" / "seed.json", *sorted((shared() / "gold" / "dev").glob("*.json"))]
    held = [f for f in files if f.stem in HELD_OUT and not args.files]
    measures = {}
    for name, group in (("tuned", [f for f in files if f not in held]), ("held out", held)):
        if group:
            measures |= score_group(scorer, name, group, args)
    if args.files:
        print("\n".join(f"record       {measure.removeprefix('tuned: '):44s} {value:8.1f}" for measure, value in measures.items()))
        return 0
    gate = "record.gold-attributions" if args.gold_attributions else "record"
    fell = check(gate, files, measures, raise_floors=args.raise_floors)
    return fell if args.gold_attributions else max(fell, _score_unseen(scorer, args))


def _score_unseen(scorer: ModuleType, args: argparse.Namespace) -> int:
    """The reports nothing was trained on, restored against their texts."""
    with tempfile.TemporaryDirectory() as folder:
        files = list(restore_files(UNSEEN, shared() / "pool", Path(folder)))
        measures = score_group(scorer, "unseen", files, args)
    return check("record.unseen", [UNSEEN], measures, raise_floors=args.raise_floors)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="evals.record", description="Speakers and claims against gold records.")
    parser.add_argument("files", nargs="*", type=Path, help="compiled gold files (default: the development data)")
    parser.add_argument("--gold-attributions", action="store_true", help="feed gold attributions")
    parser.add_argument("--unseen", action="store_true", help="score the labelled reports nothing was trained on")
    parser.add_argument("--diff", action="store_true", help="print each disagreement of speakers and claims")
    parser.add_argument("--raise", dest="raise_floors", action="store_true", help="write the floors that were beaten")
    return parser.parse_args()


def load_scorer() -> ModuleType | None:
    """The reference scorer, which lives with the labelled data."""
    path = shared() / "gold" / "score_record.py"
    spec = importlib.util.spec_from_file_location("score_record", path) if path.exists() else None
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score_group(scorer: ModuleType, name: str, files: Iterable[Path], args: argparse.Namespace) -> dict[str, float]:
    """The measures over `files`, in percent."""
    tally = scorer.Tally()
    for file in files:
        gold = json.loads(file.read_text())
        text = _text_of(gold["document"]["id"])
        report = predict(gold, text, args.gold_attributions)
        line = json.loads(encode_report(report))
        before = len(tally.diff)
        scorer.score_document(scorer.from_gold(gold, text), scorer.from_line(line, text), scorer.Words(text), tally, gold["document"]["id"])
        if args.diff:
            _print_diff(tally.diff[before:])
    result = tally.result()
    return {f"{name}: {m} {kind}": 100 * (result[m][kind] or 0.0) for m, kind in MEASURES}


def _print_diff(lines: list[str]) -> None:
    for line in lines:
        if any(f"\t{what}" in line for what in ("country:", "origin", "claim ", "modality:", "interest:")):
            print(line)


def _text_of(document_id: str) -> str:
    path = shared() / "pool" / f"{document_id}.txt"
    return (path if path.exists() else shared() / "seed" / "report.txt").read_bytes().decode()


def predict(gold: dict[str, Any], text: str, from_gold: bool) -> Report:
    """The report, by the whole pipeline or from gold's attributions."""
    from allegedly.read import document_from_text

    published = gold["document"].get("published")
    document = document_from_text(text, source_id=gold["document"]["id"], published=published)
    if not from_gold:
        from allegedly.pipeline import analyse_document

        return analyse_document(document)
    return from_attributions(document, tuple(map(attribution_of, gold["attributions"])))


def from_attributions(document: Document, attributions: tuple[Attribution, ...]) -> Report:
    """The stages of speakers, utterances and claims alone."""
    annotated = annotate_document(document)
    spoken = group_utterances(annotated, resolve_speakers(annotated, attributions))
    return Report(document=document, attributions=spoken, claims=split_claims(annotated, spoken))


def attribution_of(row: dict[str, Any]) -> Attribution:
    """A gold row as a record, without its speaker, date and utterance."""
    return Attribution(
        id=row["id"],
        source=_spans(row["source_full"]),
        cue=_spans(row["cue"]),
        content=_spans(row["content"]),
        kind=row["kind"],
        gloss=_spans(row["gloss"]),
        recipient=_spans(row["recipient"]),
        parent=row["parent"],
        continues=row["continues"],
        cue_class=row["cue_class"] or "neutral",
        act=row["act"],
        tier=row["tier"],
    )


def _spans(value: Any) -> tuple[Span, ...]:
    rows = value if isinstance(value, list) else [value] if value else []
    return tuple(Span(r["start"], r["end"]) for r in rows)


if __name__ == "__main__":
    sys.exit(main())
