"""The quality gate: floors per measure, with the fingerprint of the corpus they were measured on.

`evals/floors/NAME.json` holds {"corpora": {file name: sha256}, "floors": {measure: value}}. A run prints each measure beside its
floor, fails where one falls below it, and refuses to compare numbers from another corpus. `--raise` writes the floors that were
beaten; nothing here lowers one.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path

HERE = Path(__file__).parent
TOLERANCE = 0.05


def shared() -> Path:
    """The folder of development data: `$ALLEGEDLY_SHARED`, else `shared` beside the checkout."""
    return Path(os.environ.get("ALLEGEDLY_SHARED") or HERE.parent.parent / "shared")


def fingerprint(files: list[Path]) -> dict[str, str]:
    """SHA-256 of each corpus file, by its name."""
    return {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


def check(name: str, corpora: list[Path], measures: dict[str, float], raise_floors: bool = False) -> int:
    """Print `measures` (percent or any number where more is better) beside the floors of `name`; 0 if none fell, else 1."""
    path = HERE / "floors" / f"{name}.json"
    stored = json.loads(path.read_text()) if path.exists() else {"corpora": fingerprint(corpora), "floors": {}}
    if stored["corpora"] != fingerprint(corpora):
        print(f"{name}: the corpus is not the one the floors were measured on; no comparison made", file=sys.stderr)
        return 1
    fallen = [m for m, floor in stored["floors"].items() if measures.get(m, float("-inf")) < floor - TOLERANCE]
    for measure, value in measures.items():
        floor = stored["floors"].get(measure)
        print(
            f"{name:12s} {measure:44s} {value:8.1f}   floor {floor if floor is not None else '-'}{'   FELL' if measure in fallen else ''}"
        )
    for measure in fallen:
        if measure not in measures:
            print(f"{name}: {measure} was not measured", file=sys.stderr)
    if raise_floors:
        _raise(path, stored, measures)
    return 1 if fallen else 0


def _raise(path: Path, stored: dict[str, dict[str, float]], measures: dict[str, float]) -> None:
    for measure, value in measures.items():
        stored["floors"][measure] = max(round(value, 1), stored["floors"].get(measure, float("-inf")))
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(stored, indent=1, sort_keys=True) + "\n")
