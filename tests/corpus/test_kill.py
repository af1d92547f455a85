"""A killed run loses nothing and doubles nothing; what follows ends where an undisturbed run ends."""

from __future__ import annotations

import signal

from allegedly.records import encode_report
from allegedly.store import counts, open_store
from bench.kill import run, start
from tests.store.made import made

PLACES = ("Zhytomyr", "Ovruch", "Yelsk", "Gomel", "Brest", "Pinsk")


def _lines(tmp_path):
    reports = [
        made(
            f"Kremlin|said|Ukraine massed troops and rockets near {PLACES[k % 6]}", f"Speaker {k}|denied|that rockets stood near {PLACES[k % 6]}",
            published=f"2024-07-{1 + k // 6:02}", publisher=f"Outlet {k}", relations=[(1, "denies", 0)],
        )
        for k in range(24)
    ]  # fmt: skip
    path = tmp_path / "reports.jsonl"
    path.write_bytes(b"".join(encode_report(r) + b"\n" for r in reports))
    return path


def test_killed_runs_end_where_an_undisturbed_run_ends(tmp_path):
    held = run(_lines(tmp_path), tmp_path, kills=3, seed=2)
    assert held["kills"] == 3 and held["documents"] == 24 and held["links"] > 0


def test_an_interrupted_run_keeps_what_it_added(tmp_path):
    process = start(_lines(tmp_path), tmp_path / "a.db")
    assert process.stdout is not None
    for _ in range(5):
        process.stdout.readline()
    process.send_signal(signal.SIGINT)
    process.communicate()
    with open_store(tmp_path / "a.db") as store:
        assert counts(store).documents >= 5 and store.connection.execute("SELECT count(*) FROM stale").fetchone()[0] == 0
