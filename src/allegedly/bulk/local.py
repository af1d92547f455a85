"""Parts on the cores of this machine: processes that hold the models, replaced when they die."""

from __future__ import annotations

import os
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from multiprocessing import get_context, parent_process
from typing import TypeVar

from allegedly.bulk.shard import Shard, analyse, make_shard, pack_rows, prepare_worker
from allegedly.read.parts import Part, read_part
from allegedly.records import Document, Failure, Report

Task = TypeVar("Task")
Made = TypeVar("Made")

_DEATHS = 3
"""Times the workers may die under a task before it is tried alone: once is the machine, three times is one of the tasks at work."""
_AHEAD = 2
"""Tasks handed out for each worker: the next one waits beside the one at work."""


def run_local(tasks: Iterable[tuple[int, Part]], workers: int) -> Iterator[Shard]:
    """The shards of numbered parts, in the order they are done. A part whose worker dies again and again is done one report at a time,
    and the report that kills becomes a failure row."""
    return run_tasks(_make, tasks, workers, lambda task: make_one_by_one(*task))


def run_tasks(
    make: Callable[[Task], Made], tasks: Iterable[Task], workers: int, otherwise: Callable[[Task], Made], ahead: int = _AHEAD
) -> Iterator[Made]:
    """`make` of each task in `workers` processes, as they are done; `otherwise`, here, of a task that kills its worker also alone.

    A dead worker breaks the whole pool and does not tell which of the tasks at work killed it, so the suspects are tried one by one."""
    waiting: deque[Task] = deque()
    source = iter(tasks)
    deaths: Counter[Task] = Counter()
    while True:
        running: dict[Future[Made], Task] = {}
        try:
            with _pool(workers) as pool:
                while _hand_out(pool, make, waiting, source, running, workers * ahead):
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        made = future.result()
                        del running[future]
                        yield made
                return
        except BrokenProcessPool:
            waiting.extendleft(reversed(running.values()))
            deaths.update(running.values())
        for task in [t for t in waiting if deaths[t] >= _DEATHS]:
            waiting.remove(task)
            try:
                yield _alone(make, task)
            except BrokenProcessPool:
                deaths.clear()
                yield otherwise(task)
                break


def _alone(make: Callable[[Task], Made], task: Task) -> Made:
    with _pool(1) as pool:
        return pool.submit(make, task).result()


def _hand_out(
    pool: ProcessPoolExecutor,
    make: Callable[[Task], Made],
    waiting: deque[Task],
    source: Iterator[Task],
    running: dict[Future[Made], Task],
    most: int,
) -> bool:
    """Give the pool tasks until it has `most`; whether it has any. What is handed out stands in `running` even if the pool is broken."""
    while len(running) < most:
        task = waiting.popleft() if waiting else next(source, None)
        if task is None:
            break
        placeholder: Future[Made] = Future()
        running[placeholder] = task
        future = pool.submit(make, task)
        running[future] = running.pop(placeholder)
    return bool(running)


def _pool(workers: int) -> ProcessPoolExecutor:
    # A fresh interpreter: the runtimes that hold the models do not survive a fork.
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_die_with_parent)


def _die_with_parent() -> None:
    """A worker whose parent was killed would wait for ever."""
    threading.Thread(target=_exit_after_parent, daemon=True).start()


def _exit_after_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@cache
def _prepare() -> None:
    prepare_worker()


def _make(task: tuple[int, Part]) -> Shard:
    _prepare()
    return make_shard(*task)


def make_one_by_one(number: int, part: Part) -> Shard:
    """The shard of a part, each report in a process that may die for it alone."""
    return pack_rows(number, part, _each(read_part(part)))


def _each(items: Iterable[Document | Failure]) -> Iterator[Report | Failure]:
    """One pool serves until it breaks; who broke it is known, for it held one report."""
    pool = _pool(1)
    for item in items:
        try:
            yield pool.submit(_analyse, item).result()
        except BrokenProcessPool:
            yield Failure(source_id=item.source_id, error="WorkerDied", reason="the process that analysed it died: memory may have run out")
            pool = _pool(1)
    pool.shutdown()


def _analyse(item: Document | Failure) -> Report | Failure:
    _prepare()
    return analyse(item)
