"""`kill -9` while reports are added, again and again; then the store must hold what an undisturbed run holds, nothing lost, nothing twice.

    python -m bench.kill REPORTS.jsonl --kills 50      lines of `allegedly read --json`

Each run is a process of its own, killed after a few outcomes and a random moment more: in the middle of a report, between two, or while
groups are brought up to date. After every kill the file is verified; at the end all derived tables are compared with those of one run
without a kill.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from allegedly.corpus import refresh
from allegedly.store import open_store
from allegedly.store.verify import verify
from tests.corpus.tables import derived_tables


def start(lines: Path, db: Path) -> subprocess.Popen[str]:
    """`allegedly add` of analysed reports, one line of output per outcome."""
    command = [sys.executable, "-m", "allegedly", "add", "--analysed", str(lines), "--db", str(db), "--json"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def kill_once(lines: Path, db: Path, draw: random.Random, most: int) -> bool:
    """Start a run and kill it; whether it was still adding then."""
    process = start(lines, db)
    assert process.stdout is not None
    wanted = draw.randint(1, most)
    for outcome in process.stdout:
        if '"state":"added"' in outcome:
            wanted -= 1
        if not wanted:
            break
    time.sleep(draw.random() * draw.choice((0.005, 0.05, 0.2)))
    alive = process.poll() is None
    process.kill()
    process.wait()
    process.stdout.close()
    return alive


def run(lines: Path, folder: Path, kills: int, seed: int, most: int = 2) -> dict[str, int]:
    """Kill `kills` runs on one file, verify after each, finish, compare. Raises `AssertionError` where anything differs."""
    draw, db, done = random.Random(seed), folder / "killed.db", 0
    while done < kills:
        alive = kill_once(lines, db, draw, most)
        done += alive
        if db.exists():
            with open_store(db) as store:
                assert not (lost := verify(store).problems), lost[:5]
                held = store.connection.execute("SELECT count(*) FROM document").fetchone()[0]
        assert alive or done == kills, f"everything was added after {done} kills: give more reports"
    assert start(lines, db).wait() in (0, 3)
    assert start(lines, folder / "calm.db").wait() in (0, 3)
    with open_store(db) as killed, open_store(folder / "calm.db") as calm:
        refresh(killed)
        assert verify(killed).problems == () and verify(killed).waiting == 0
        ours, theirs = derived_tables(killed.connection), derived_tables(calm.connection)
        assert all(ours[table] == theirs[table] for table in theirs), [t for t in theirs if ours[t] != theirs[t]]
        reports = [[tuple(r) for r in s.connection.execute("SELECT n, line FROM report ORDER BY n")] for s in (killed, calm)]
        assert reports[0] == reports[1]
        return {"kills": done, "held before the last run": held, "documents": len(reports[0]), "links": len(ours["link"])}


def main() -> None:
    """Kill and compare, and print what was held."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lines", type=Path)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(run(chosen.lines, Path(folder), chosen.kills, chosen.seed))


if __name__ == "__main__":
    main()
