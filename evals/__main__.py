"""Run every measure of the gate: `python -m evals [NAME ...] [--raise]`. Exit status 1 if one fell below its floor.

A measure needs the development data (`shared` beside the checkout, or `$ALLEGEDLY_SHARED`); without it nothing is measured.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from evals.gate import HERE, shared

PLUMBING = {"__init__", "__main__", "gate", "clusters", "agreement"}


def measures() -> list[str]:
    """The names of the measures: every module of this folder that is no plumbing."""
    return sorted(p.stem for p in Path(HERE).glob("*.py") if p.stem not in PLUMBING)


def main(arguments: list[str]) -> int:
    """Run the named measures, or all, each in a process of its own so that none warms another's caches."""
    if not shared().exists():
        print("evals: no development data beside the checkout, nothing measured")
        return 0
    options = [a for a in arguments if a.startswith("-")]
    names = [a for a in arguments if not a.startswith("-")] or measures()
    failed = [n for n in names if subprocess.run([sys.executable, "-m", f"evals.{n}", *options], check=False).returncode]
    print(f"evals: {len(names) - len(failed)} of {len(names)} measures hold" + (f"; fell: {', '.join(failed)}" if failed else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
