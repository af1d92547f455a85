"""The model card, the notice and the checksums beside the weights: `python -m training.plover.card FOLDER`.

The commands that made the weights and the figures of the cross-validation stand in `training/plover/scores.json`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from training.attribution.card import checksum

WEIGHTS = ("coder.onnx", "words.npz", "tokenizer.json", "settings.json", "doubt.json")
SCORES = Path(__file__).parent / "scores.json"

NOTICE = """The weights in this folder were trained from these sources.

all-MiniLM-L6-v2 (sentence-transformers; Apache License 2.0), whose lower layers they start from.

PLV, training part: sentences with source, target and PLOVER root (Hu, Skorupa Parolin, Khan, Osorio and D'Orazio 2024), which state
no licence. None of their text is in this repository. The weights are for research use until weights from cleared text match them.

Predicates of our own (`training/plover/phrases.toml`).

The weights of `doubt.json` were fitted on the labelled reports of this project (`gold/`, Wikinews, CC BY 2.5, Wikinews contributors).

The records of the PLOVER codebook (CC BY-SA 4.0) were not trained on.
"""


def card(scores: dict[str, Any]) -> str:
    """The model card as Markdown."""
    rows = "\n".join(f"| {name} | {value} |" for name, value in scores["figures"].items())
    commands = "\n".join(scores["commands"])
    return f"""# The PLOVER coder

What it does: gives the PLOVER root of what a marked source does to a marked target in one English sentence. The lower four layers of
all-MiniLM-L6-v2, the upper two of them fine-tuned, int8 ONNX, mixed with a linear model over
word pieces and pairs of them; names are masked, so who they are does not decide. Fifteen roots, as in
its data: YIELD stands for the manual's CONCEDE and RETREAT.

What it is not: it never refuses a sentence. Whether something that happened fits a root at all is decided by the lexicon and the rules
of `events/plover/rules.py` with the weights of `doubt.json`. Some conventions are its data's: announced deeds are AGREE, calls for sanctions THREATEN or ACCUSE,
financial sanctions COERCE, suspended aid SANCTION.

Files made by hand here: `roots.toml` (root → quad, with its version), `lexicon.toml` (which words of a report may fit which root).

## Made by

```
{commands}
```

Trained on `plv.train.jsonl.gz`, SHA-256 `{scores["data"]}`.

## Scores

Five-fold cross-validation on the same sentences, stratified by root, copies of one text in one fold, seed 0; percent, by the
reference scorer:

| measure | |
|---|---|
{rows}

## Terms

See `NOTICE`. Checksums of the files are in `checksums.txt`.
"""


def main(arguments: list[str]) -> int:
    """Write `README.md`, `NOTICE` and `checksums.txt` into the folder."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    (folder / "README.md").write_text(card(json.loads(SCORES.read_text(encoding="utf-8"))), encoding="utf-8")
    (folder / "NOTICE").write_text(NOTICE, encoding="utf-8")
    lines = "".join(f"{checksum(folder / name)}  {name}\n" for name in WEIGHTS)
    (folder / "checksums.txt").write_text(lines, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
