"""Labelled reports without their text: `python -m gold.standoff strip FOLDER > labels.jsonl`, `... restore labels.jsonl TEXTS OUT`.

A compiled label file repeats the words of every span. Stripped, it keeps ids, checksums and offsets only; restored against a folder
of ID.txt files it is what it was. A text whose SHA-256 differs is refused: offsets into another text are worthless.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def strip(value: Any) -> Any:
    """The value with every span reduced to `[start, end]`."""
    if isinstance(value, dict):
        if {"start", "end"} <= value.keys():
            return [value["start"], value["end"]]
        return {k: strip(v) for k, v in value.items()}
    return [strip(v) for v in value] if isinstance(value, list) else value


def restore(value: Any, text: str) -> Any:
    """The value with every `[start, end]` pair written out as start, end and the words between."""
    if isinstance(value, dict):
        return {k: v if k == "paragraphs" else restore(v, text) for k, v in value.items()}
    if isinstance(value, list):
        if len(value) == 2 and all(isinstance(v, int) and not isinstance(v, bool) for v in value):
            return {"start": value[0], "end": value[1], "text": text[value[0] : value[1]]}
        return [restore(v, text) for v in value]
    return value


def restore_files(lines: Path, texts: Path, out: Path) -> Iterator[Path]:
    """Write one compiled file per line of `lines` into `out`. Raises `ValueError` where a text is not the one that was labelled."""
    out.mkdir(parents=True, exist_ok=True)
    for line in lines.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        name = record["document"]["id"]
        text = (texts / f"{name}.txt").read_bytes().decode("utf-8")
        if hashlib.sha256(text.encode()).hexdigest() != record["document"]["sha256"]:
            raise ValueError(f"{name}: the text is not the one that was labelled")
        path = out / f"{name}.json"
        path.write_text(json.dumps(restore(record, text), ensure_ascii=False), encoding="utf-8")
        yield path


def main(arguments: list[str]) -> int:
    """Run `strip` or `restore`."""
    if arguments[:1] == ["strip"] and len(arguments) == 2:
        for path in sorted(Path(arguments[1]).glob("*.json")):
            print(json.dumps(strip(json.loads(path.read_text(encoding="utf-8"))), ensure_ascii=False, separators=(",", ":")))
        return 0
    if arguments[:1] == ["restore"] and len(arguments) == 4:
        for path in restore_files(*map(Path, arguments[1:])):
            print(path)
        return 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
