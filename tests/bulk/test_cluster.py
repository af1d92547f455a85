"""Bulk on a real Ray cluster of two nodes on this machine: a node and a worker die at work, the output is that of a local run."""

from __future__ import annotations

import os

import pytest

from allegedly.bulk import run_bulk
from allegedly.bulk.output import Folder
from allegedly.bulk.shard import make_shard
from allegedly.read.parts import split_sources
from tests.bulk.runs import REPORTS, children, is_named, kill, write_archive

ray = pytest.importorskip("ray", reason="Ray is not installed: pip install 'allegedly[ray]'")
# Not yet reliable where processors are short: the death of a worker and of its node together is not always survived in time.
pytestmark = pytest.mark.skipif(not os.environ.get("ALLEGEDLY_TEST_RAY"), reason="a cluster is started only with ALLEGEDLY_TEST_RAY=1")
MEMORY = 80 * 1024 * 1024


@pytest.fixture
def cluster(monkeypatch):
    """Two nodes of one processor each, on loopback, without dashboard and usage reports."""
    from ray.cluster_utils import Cluster

    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    head = {"num_cpus": 1, "object_store_memory": MEMORY, "include_dashboard": False}
    made = Cluster(initialize_head=True, head_node_args=head)
    made.add_node(num_cpus=1, object_store_memory=MEMORY)
    yield made
    ray.shutdown()
    made.shutdown()


def workers_of(node) -> list[int]:
    """The processes of a node that hold the models."""
    started = [info.process.pid for infos in node.all_processes.values() for info in infos]
    return [p for s in started for p in children(s) if is_named(p, "MapWorker") or is_named(p, "_Worker")]


def test_a_node_and_a_worker_die_and_the_output_is_that_of_one_machine(cluster, tmp_path):
    source = str(write_archive(tmp_path, copies=3))
    out = tmp_path / "out"
    run = run_bulk([source], str(out), workers=2, ray=cluster.address, size=2, across=False)
    manifests = [next(run)]
    (killed, *_) = [p for node in (cluster.head_node, *cluster.worker_nodes) for p in workers_of(node)]
    kill(killed)
    manifests.append(next(run))
    cluster.remove_node(cluster.worker_nodes.copy().pop(), allow_graceful=False)
    manifests += run
    parts = list(split_sources([source], 2))
    assert sorted(m.number for m in manifests) == list(range(len(parts)))
    assert sum(m.documents for m in manifests) == 3 * len(REPORTS) and sum(m.failures for m in manifests) == 1
    for number, part in enumerate(parts):
        assert Folder(out).shard_path(number).read_bytes() == make_shard(number, part).table
