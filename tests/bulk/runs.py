"""What the tests of bulk runs share: an archive of short reports, and what a finished folder holds."""

from __future__ import annotations

import json
import os
from pathlib import Path

REPORTS = [
    "KYIV, July 1 (Wire) - Belarus alleged on Monday that Ukraine had massed troops near the border. Ukraine denied it.",
    "MINSK, July 2 (Wire) - The defence ministry said that rockets stood in the Zhytomyr region.",
    "A fire broke out in a warehouse. The fire chief said that two people were hurt.",
    "“We did not do it,” the mayor of Alda told reporters. The union disputed the account.",
    "The bank will announce on Friday whether it cuts rates, a spokesman said.",
    "Police confirmed that the suspect was arrested in Lisbon on Sunday.",
]


def write_archive(folder: Path, copies: int = 1) -> Path:
    """Short reports, one line that is no report, and a text that is not English."""
    rows = [{"id": f"r{k}", "text": text, "published": "2024-07-02"} for k, text in enumerate(REPORTS * copies)]
    rows.insert(2, {"id": "broken"})
    path = folder / "archive.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def contents(folder: Path) -> dict[str, bytes]:
    """The files of an output that hold its result, but for the names of its input."""
    kept = (p for p in folder.rglob("*") if p.is_file() and p.name != "run.json")
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(kept)}


def children(pid: int) -> list[int]:
    """The processes that a process started, and those they started, from /proc."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents.setdefault(int(fields[1]), []).append(int(entry.name))
    found, queue = [], [pid]
    while queue:
        below = parents.get(queue.pop(), [])
        found += below
        queue += below
    return found


def is_named(pid: int, name: str) -> bool:
    """True if the command line of a process holds `name`."""
    try:
        return name.encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def kill(pid: int) -> None:
    """End a process of ours without asking it."""
    os.kill(pid, 9)
