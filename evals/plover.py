"""PLOVER codes with the released weights: `python -m evals.plover [--raise] [--petr]`.

Two sets that no weight was trained on: the records of the PLOVER codebook (`plover_gsr`, marked actors) through the sentence coder,
and the expected codings of `petr2_gsr` (no marked actors) through the coder, its actors marked by the parse; `--petr` prints
each record beside what was coded.
The cross-validation on `plv.train` takes minutes of training and torch: `python -m training.plover.train --folds 5`; its figures
stand in the model card. Codes of the labelled reports' events are measured by `evals.record` (plover).
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from allegedly.events.plover import code_sentences
from allegedly.events.plover.roots import load_quads
from allegedly.records import Annotated, Coding, MarkedSentence, Span, Token
from allegedly.tree import is_passive, noun_phrase, subject_of
from evals.gate import check, shared

YOUNGER = {
    "CONCEDE": "YIELD", "RETREAT": "YIELD", "DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT",
}  # fmt: skip
"""Names of other versions of the manual → those of the coder."""
SAYING = frozenset({"say", "report", "announce", "claim", "tell", "state", "confirm"})
NOUNS = frozenset({"NOUN", "PROPN", "PRON"})


def main() -> int:
    """Score both sets and hold the floors."""
    parser = argparse.ArgumentParser(prog="evals.plover")
    parser.add_argument("--raise", dest="raise_floors", action="store_true")
    parser.add_argument("--petr", action="store_true", help="print every record of petr2_gsr beside what was coded")
    args = parser.parse_args()
    folder = shared() / "data" / "events"
    if not folder.exists():
        print("plover: no development data beside the checkout, nothing measured")
        return 0
    files = [folder / "plover_gsr.jsonl.gz", folder / "petr2_gsr.jsonl.gz"]
    measures = score_codebook(read_lines(files[0])) | score_petr(read_lines(files[1]), args.petr)
    return check("plover", files, measures, raise_floors=args.raise_floors)


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The rows of gzipped JSON lines."""
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).decode().split("\n") if line]


def younger(root: str | None) -> str | None:
    """A root under the name that the coder gives it."""
    return YOUNGER.get(root or "", root)


def score_codebook(rows: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Root and quad macro-F1 on the codebook's records; actors that are source and target at once are masked as both in turn."""
    marked = [MarkedSentence(id=r["id"], text=r["text"], source_spans=_spans(r, "SRC"), target_spans=_spans(r, "TAR")) for r in rows]
    codes = [c for c in code_sentences(marked) if isinstance(c, Coding)]
    roots = [(str(younger(r["event"])), c.root) for r, c in zip(rows, codes, strict=True)]
    quads = [(str(load_quads()[gold]), str(load_quads()[mine])) for gold, mine in roots]
    return {"codebook root macro-F1": 100 * macro_f1(roots), "codebook quad macro-F1": 100 * macro_f1(quads)}


def _spans(row: dict[str, Any], role: str) -> tuple[Span, ...]:
    spans = [(kind, Span(start, end)) for kind, start, end in row["spans"] if role in kind]
    both = [s for kind, s in spans if "/" in kind]
    mine = both[::2] if role == "SRC" else both[1::2]
    return tuple(sorted([s for kind, s in spans if "/" not in kind] + mine))


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Mean over the gold labels of F1, for pairs of gold and predicted label."""
    labels = sorted({gold for gold, _ in pairs})
    return sum(_f1(pairs, label) for label in labels) / len(labels)


def _f1(pairs: Sequence[tuple[str, str]], label: str) -> float:
    both = sum(gold == mine == label for gold, mine in pairs)
    either = sum(gold == label for gold, _ in pairs) + sum(mine == label for _, mine in pairs)
    return 2 * both / either if either else 0.0


def score_petr(rows: Iterable[dict[str, Any]], show: bool) -> dict[str, float]:
    """Share of PETRARCH's expected records with a root whose root the sentence coder gives to what `mark_clause` marks.

    With `show` every record is printed, beside it also the codes of the events that the whole pipeline finds in so short a text.
    """
    alike = []
    for row, annotated in _annotated(rows):
        wanted = {younger(e["plover"]) for e in row["expected"]} - {None}
        (found,) = code_sentences([mark_clause(annotated)])
        root = found.root if isinstance(found, Coding) else "-"
        alike += [root in wanted] if wanted else []
        if show:
            print(f"{row['id']:18s} {'+'.join(sorted(map(str, wanted))) or '-':16s} sentence {root:10s} events {_events(annotated)}")
    return {"petr2 root alike": 100 * sum(alike) / len(alike)}


def _annotated(rows: Iterable[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Annotated]]:
    """Each record that has a text, with its parse."""
    from allegedly.annotate import annotate_document
    from allegedly.read import document_from_text

    for row in rows:
        if row["text"].strip():
            published = f"{row['date'][:4]}-{row['date'][4:6]}-{row['date'][6:]}"
            yield row, annotate_document(document_from_text(row["text"], source_id=row["id"], published=published))


def mark_clause(annotated: Annotated) -> MarkedSentence:
    """The text with subject and object of its main clause marked; of a saying, those of what is said."""
    verb = next((t for t in annotated.tokens if t.head == t.i), annotated.tokens[0])
    said = next((c for c in annotated.children(verb) if c.dep == "ccomp"), None)
    while said is not None and verb.lemma in SAYING:
        verb, said = said, next((c for c in annotated.children(said) if c.dep == "ccomp"), None)
    subject = subject_of(annotated, verb)
    agent = _under(annotated, verb, ("agent",))
    done_to = subject if is_passive(annotated, verb) else _under(annotated, verb, ("dobj", "dative", "prep"))
    doer = agent if is_passive(annotated, verb) else subject
    spans = [(noun_phrase(annotated, t),) if t is not None else () for t in (doer, done_to)]
    return MarkedSentence(id=annotated.document.id, text=annotated.text, source_spans=spans[0], target_spans=spans[1])


def _under(annotated: Annotated, verb: Token, relations: tuple[str, ...]) -> Token | None:
    """The first noun that depends on the verb by one of `relations`, through a preposition or not, in their order."""
    for relation in relations:
        for child in annotated.children(verb):
            if child.dep == relation:
                return child if child.pos in NOUNS else next((c for c in annotated.children(child) if c.pos in NOUNS), None)
    return None


def _events(annotated: Annotated) -> str:
    """The codes of the events that the pipeline finds."""
    from allegedly.pipeline import analyse_annotated

    codes = [event.plover for event in analyse_annotated(annotated).events if event.plover is not None]
    return " ".join(f"{c.root}{'/' + c.mode if c.mode else ''}" for c in codes) or "-"


if __name__ == "__main__":
    raise SystemExit(main())
