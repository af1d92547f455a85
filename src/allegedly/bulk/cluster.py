"""Parts on a Ray cluster that is there already: Ray Data moves them, an actor per worker holds the models.

The nodes must see the input files under the same paths and have this package installed. Shards come back to the one process that writes,
so a batch that Ray runs twice, because a worker or a node died, is still written once.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from allegedly.bulk.local import make_one_by_one
from allegedly.bulk.shard import Shard, make_shard, prepare_worker
from allegedly.errors import SetupError
from allegedly.read.parts import Part

_RETRIES = 3
"""Times Ray may do a part again, and we all that are missing, before the rest is done here, report by report."""


class _Task(msgspec.Struct, frozen=True):
    number: int
    part: Part


def run_on_ray(tasks: Iterable[tuple[int, Part]], address: str, workers: int | None = None) -> Iterator[Shard]:
    """The shards of numbered parts, as they are done, each once. `address` as `ray.init` takes it (`auto`: the cluster of this machine);
    `workers`: as many as the cluster has processors. Raises `SetupError` where there is no Ray or no cluster."""
    ray = attach(address)
    missing = dict(tasks)
    for _ in range(_RETRIES):
        if not missing:
            return
        try:
            for shard in _run(ray, list(missing.items()), workers):
                if missing.pop(shard.number, None) is not None:
                    yield shard
        except SetupError:
            raise
        except ray.exceptions.RayError as error:
            logging.getLogger(__name__).warning("Ray gave up on some parts, they are tried again: %s", error)
    for number, part in missing.items():
        yield make_one_by_one(number, part)


def attach(address: str) -> Any:
    """Ray, connected. It reports no usage to anyone. Raises `SetupError`."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
        import ray.data
        import ray.exceptions
    except ImportError:
        raise SetupError("Ray is not installed: pip install 'allegedly[ray]', or leave --ray out") from None
    if not ray.is_initialized():
        try:
            ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
        except (ConnectionError, RuntimeError, ValueError, OSError) as error:
            reason = " ".join(str(error).split())[:160]
            raise SetupError(f"no Ray cluster at {address} ({reason}): start one with `ray start --head`, or leave --ray out") from None
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    return ray


def _run(ray: Any, tasks: Sequence[tuple[int, Part]], workers: int | None) -> Iterator[Shard]:
    count = min(len(tasks), workers or max(1, int(ray.cluster_resources().get("CPU", 1))))
    rows = [{"task": msgspec.msgpack.encode(_Task(*task))} for task in tasks]
    # One block a part: what Ray does again after a death is one part.
    made = ray.data.from_items(rows, override_num_blocks=len(rows)).map_batches(
        _Worker,
        batch_size=1,
        compute=ray.data.ActorPoolStrategy(min_size=1, max_size=count, initial_size=count),
        num_cpus=1,
        max_restarts=-1,
        max_task_retries=_RETRIES,
    )
    for row in made.iter_rows():
        yield msgspec.msgpack.decode(row["shard"], type=Shard)


class _Worker:
    """An actor: the models, loaded once."""

    def __init__(self) -> None:
        prepare_worker()

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        tasks = (msgspec.msgpack.decode(bytes(task), type=_Task) for task in batch["task"])
        return {"shard": [msgspec.msgpack.encode(make_shard(t.number, t.part)) for t in tasks]}
