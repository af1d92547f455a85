"""Attribution against PolNeAR's development part: `python -m evals.attribution [--raise]`.

Two rows of ours: the tagger alone (outermost spans as it was taught), and the record (`attribute_document`, spans by the codebook,
nested rows dropped and continued quotations joined to the row they continue). Beside them the peers' stored outputs, scored anew.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from allegedly.annotate import annotate_documents
from allegedly.attribute import attribute_document
from allegedly.attribute.tagger import Tagger
from allegedly.records import Attribution, Document, Spans
from allegedly.score.attribution import AttributionScore, merge_rows, score_attributions
from evals.gate import check, shared

PEERS = {"textacy (per paragraph)": "textacy_para", "GenderGapTracker": "ggt", "Citron, retrained": "citron", "spaCy rules": "rules"}


def read_lines(path: Path) -> list[Any]:
    """Gzipped JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def pairs(spans: Iterable[Any]) -> list[list[int]]:
    """Spans as `[start, end]` lists."""
    return [[s.start, s.end] for s in spans]


def outermost(rows: tuple[Attribution, ...]) -> list[dict[str, list[list[int]]]]:
    """Rows as PolNeAR has them: nested ones dropped, continued quotations joined, adverbs and labels (never labelled there) left out."""
    by_id = {r.id: r for r in rows}
    more: dict[str, Spans] = {}
    for row in rows:
        first = row
        while first.continues in by_id:
            first = by_id[first.continues]
        if first is not row:
            more[first.id] = (*more.get(first.id, ()), *row.content)
    kept = [r for r in rows if not r.parent and not r.continues and (r.tier == "core" or r.rule == "tagger")]
    return [{"source": pairs(r.source), "cue": pairs(r.cue), "content": pairs((*r.content, *more.get(r.id, ())))} for r in kept]


def main() -> int:
    """Print the table, then hold the floors."""
    corpus = shared() / "data" / "attribution" / "polnear.dev.jsonl.gz"
    documents = read_lines(corpus)
    gold = {d["id"]: (d["text"], d["attributions"]) for d in documents}
    results = {name: _peer(gold, stem) for name, stem in PEERS.items()}
    tagger = Tagger.load()
    parsed = list(annotate_documents(Document(id=d["id"], source_id=d["id"], text=d["text"], sha256="") for d in documents))
    tagged = {a.document.id: [t for t in tagger.tag(a.text, a.sentences) if not t.nested] for a in parsed}
    alone = {k: [{"source": pairs(t.source), "cue": pairs(t.cue), "content": pairs(t.content)} for t in v] for k, v in tagged.items()}
    results["allegedly, tagger alone"] = _score(gold, alone)
    results["allegedly, the record"] = _score(gold, {a.document.id: outermost(attribute_document(a)) for a in parsed})
    _print(results)
    ours, record = results["allegedly, tagger alone"], results["allegedly, the record"]
    measures = {f"tagger {k}": v for k, v in _measures(ours).items()} | {f"record {k}": v for k, v in _measures(record).items()}
    return check("attribution", [corpus], measures, raise_floors="--raise" in sys.argv)


def _peer(gold: dict[str, Any], stem: str) -> AttributionScore:
    rows = read_lines(shared() / "data" / "peers" / f"attribution.{stem}.dev.jsonl.gz")
    return _score(gold, {d["id"]: d["attributions"] for d in rows})


def _score(gold: dict[str, Any], predicted: dict[str, Any]) -> AttributionScore:
    return score_attributions(gold, {k: merge_rows(v) for k, v in predicted.items()})


def _measures(score: AttributionScore) -> dict[str, float]:
    exact = {f"exact {role} F1": 100 * rate.f1 for role, rate in score.exact.items()}
    return {"relation F1": 100 * score.relation.f1, **exact, "indirect recall": 100 * score.recall_by_kind["indirect"].recall}


def _print(results: dict[str, AttributionScore]) -> None:
    print(f"{'':28s}{'relation P / R / F1':>24s}{'exact source / cue / content F1':>36s}{'recall direct / mixed / indirect':>36s}")
    for name, score in results.items():
        relation = f"{100 * score.relation.precision:.1f} / {100 * score.relation.recall:.1f} / {100 * score.relation.f1:.1f}"
        exact = " / ".join(f"{100 * rate.f1:.1f}" for rate in score.exact.values())
        recall = " / ".join(f"{100 * rate.recall:.1f}" for rate in score.recall_by_kind.values())
        print(f"{name:28s}{relation:>24s}{exact:>36s}{recall:>36s}")


if __name__ == "__main__":
    sys.exit(main())
