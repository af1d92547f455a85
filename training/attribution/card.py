"""The model card, the notice and the checksums beside the weights: `python -m training.attribution.card COMMANDS.txt FOLDER [DATA ...]`.

COMMANDS.txt holds the commands that made the weights, one a line; DATA are the files they were trained on. Scores are taken from
the quality gate's floors (`evals/floors/attribution.json`), which a run of `python -m evals.attribution --raise` writes.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable
from pathlib import Path

WEIGHTS = ("encoder.onnx", "reader.onnx", "tokenizer.json", "settings.json")
FLOORS = Path(__file__).parents[2] / "evals" / "floors" / "attribution.json"

NOTICE = """The weights in this folder were trained from two sources.

all-MiniLM-L6-v2 (sentence-transformers; Apache License 2.0), the encoder they start from.

PolNeAR (Newell, Margolin and Ruths 2018), news articles labelled with attributions, which ships no licence statement. None of its
text is in this repository. Until weights trained on cleared text alone match these, they are for research use.

The labelled reports of this project (`gold/`, stand-off labels of Wikinews reports, CC BY 2.5, Wikinews contributors).
"""


def checksum(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def card(commands: str, data: Iterable[Path]) -> str:
    """The model card as Markdown."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))["floors"] if FLOORS.exists() else {}
    scores = "\n".join(f"| {measure} | {value} |" for measure, value in sorted(floors.items()))
    prints = "\n".join(f"| `{p.name}` | `{checksum(p)}` |" for p in data)
    return f"""# The attribution tagger

What it does: marks the cue, the source and the content of every attribution of an English news report, nested ones included. Encoder
all-MiniLM-L6-v2 (22 million parameters), a cue tagger on words, and a reader that scores every (cue, word) pair for source and
content with begin, inside and end states; int8 ONNX, no torch at run time.

What it is not: a judge of what is said. It was taught on American political news of 2015 and 2016 and on 24 Wikinews reports; other
registers, and other varieties of English, will be read less well.

## Made by

```
{commands.strip()}
```

| trained on | SHA-256 |
|---|---|
{prints}

Nested examples are made from flat ones by putting labelled sentences into invented speakers' mouths (`training/attribution/wrap.py`).

## Scores

PolNeAR development part, percent, by `python -m evals.attribution` (decoding constants in `settings.json` were chosen on the same
part):

| measure | |
|---|---|
{scores}

## Terms

See `NOTICE`. Checksums of the files are in `checksums.txt`.
"""


def main(arguments: list[str]) -> int:
    """Write `README.md`, `NOTICE` and `checksums.txt` into the folder."""
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    commands, folder, *data = map(Path, arguments)
    (folder / "README.md").write_text(card(commands.read_text(encoding="utf-8"), data), encoding="utf-8")
    (folder / "NOTICE").write_text(NOTICE, encoding="utf-8")
    lines = "".join(f"{checksum(folder / name)}  {name}\n" for name in WEIGHTS)
    (folder / "checksums.txt").write_text(lines, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
