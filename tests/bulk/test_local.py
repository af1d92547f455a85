"""Bulk runs on this machine: the same output whatever dies, a failure row for what cannot be done."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from allegedly.bulk import is_output, read_output, run_bulk
from allegedly.bulk.local import run_tasks
from allegedly.bulk.output import Folder
from allegedly.bulk.shard import make_shard
from allegedly.errors import SetupError
from allegedly.read.parts import split_sources
from allegedly.records import Failure
from tests.bulk.runs import REPORTS, children, contents, kill, write_archive

WORKS_ON_PROC = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are found in /proc")


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return write_archive(tmp_path_factory.mktemp("archive"))


@pytest.fixture(scope="module")
def finished(archive, tmp_path_factory):
    """A run of two workers, of which one is killed at work, and what it wrote."""
    out = tmp_path_factory.mktemp("run") / "out"
    run = run_bulk([str(archive)], str(out), workers=2, size=2)
    manifests = [next(run)]
    kill(next(p for p in children(os.getpid()) if b"spawn_main" in Path(f"/proc/{p}/cmdline").read_bytes()))
    manifests += run
    return out, manifests


@WORKS_ON_PROC
def test_a_worker_killed_at_work_loses_nothing_and_doubles_nothing(finished, archive):
    out, manifests = finished
    for number, part in enumerate(split_sources([str(archive)], 2)):
        assert Folder(out).shard_path(number).read_bytes() == make_shard(number, part).table
    assert sum(m.documents for m in manifests) == len(REPORTS) and sum(m.failures for m in manifests) == 1
    assert sorted(m.number for m in manifests if m.part) == [0, 1, 2, 3]


@WORKS_ON_PROC
def test_a_run_killed_at_any_point_goes_on_where_it_stopped(finished, archive, tmp_path):
    out = tmp_path / "out"
    command = [sys.executable, "-m", "allegedly", "bulk", str(archive), "--out", str(out), "--workers", "1", "--shard", "2"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _wait_for(out / "reports" / "00000.json")
    workers = children(process.pid)
    kill(process.pid)
    process.wait()
    done = [p.name for p in (out / "reports").glob("*.json")]
    # A file that was cut off in the middle is made again, even with its manifest.
    (out / "reports" / "00000.parquet").write_bytes(b"cut")
    for _ in run_bulk([str(archive)], str(out), workers=1, size=2):
        pass
    assert contents(out) == contents(finished[0]) and 1 <= len(done) <= 4
    assert not [p for p in workers if Path(f"/proc/{p}").exists() and b"spawn_main" in Path(f"/proc/{p}/cmdline").read_bytes()]


def _wait_for(path: Path, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < end, f"{path} did not come"
        time.sleep(0.05)


@WORKS_ON_PROC
def test_the_reports_come_back_in_the_order_of_the_input(finished):
    rows = list(read_output(finished[0]))
    assert [r.source_id if isinstance(r, Failure) else r.document.source_id for r in rows] == [
        "r0",
        "r1",
        "broken",
        *(f"r{k}" for k in range(2, 6)),
    ]
    assert rows[0].document.text == REPORTS[0] and rows[0].attributions


@WORKS_ON_PROC
def test_a_finished_run_has_nothing_left_to_do_and_another_input_is_another_run(finished, archive, tmp_path):
    before = contents(finished[0])
    assert sum(m.documents for m in run_bulk([str(archive)], str(finished[0]), workers=1, size=2)) == len(REPORTS)
    assert contents(finished[0]) == before and is_output(finished[0]) and not is_output(tmp_path)
    with pytest.raises(SetupError, match="another shard size"):
        next(run_bulk([str(archive)], str(finished[0]), size=3))
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(SetupError, match="other things"):
        next(run_bulk([str(archive)], str(tmp_path), size=2))


@WORKS_ON_PROC
def test_the_store_takes_a_finished_run(finished, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "allegedly", "add", str(finished[0]), "--db", str(tmp_path / "a.db")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3 and f"{len(REPORTS)} added" in done.stderr and "broken" in done.stderr


def test_a_missing_shard_is_told():
    with pytest.raises(SetupError, match="no output"):
        list(read_output("nowhere"))


def twice(task: int) -> int:
    return 2 * task


def die_at_seven(task: int) -> int:
    if task == 7:
        os.kill(os.getpid(), 9)
    return 2 * task


def die_at_zero(task: int) -> int:
    if task == 0:
        time.sleep(0.3)
        os.kill(os.getpid(), 9)
    time.sleep(0.2)
    return 2 * task


def fail(task: int) -> int:
    raise SetupError(f"task {task} cannot be done")


def test_a_task_that_kills_its_worker_is_done_another_way_and_the_others_once():
    made = list(run_tasks(die_at_seven, range(12), 2, lambda task: -task))
    assert sorted(made) == sorted([2 * k for k in range(12) if k != 7] + [-7])


def test_tasks_that_stand_beside_a_killer_again_and_again_are_still_done_as_they_should():
    made = list(run_tasks(die_at_zero, range(5), 2, lambda task: -1, ahead=3))
    assert sorted(made) == [-1, 2, 4, 6, 8]


def test_tasks_are_handed_out_as_they_are_wanted():
    asked = []

    def tasks():
        for k in range(1_000):
            asked.append(k)
            yield k

    results = run_tasks(twice, tasks(), 1, twice)
    next(results)
    assert len(asked) < 10
    results.close()


def test_a_set_up_error_of_a_worker_stops_the_run():
    with pytest.raises(SetupError, match="cannot be done"):
        list(run_tasks(fail, [1], 1, fail))
