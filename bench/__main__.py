"""The benchmarks and how each is called: `python -m bench`. Each is a program of its own, since each needs other data."""

from __future__ import annotations

import ast
from pathlib import Path


def main() -> None:
    """Print the name and the first line of each benchmark's docstring."""
    for path in sorted(Path(__file__).parent.glob("*.py")):
        doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        if path.stem != "__main__" and doc:
            print(f"{path.stem:14s} {doc.splitlines()[0]}")


if __name__ == "__main__":
    main()
