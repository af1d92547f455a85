"""Which reports of an archive are worth comparing, in bounded memory: keys on disk, sorted a share of them at a time.

The rule is that of the store (`store/neighbours.py`): the reports that share a key are a list in order of publication; two are near if they
stand within `WINDOW` places of each other in one of these lists, and share `LEAST` keys. The first half is decided here. In memory at once
are some forty bytes a report and one sixty-fourth of the keys.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from allegedly.bulk.output import Folder
from allegedly.store.neighbours import WINDOW
from allegedly.store.numbers import document_number, last_day

Kind = Literal["block", "sample"]
KINDS: tuple[Kind, ...] = ("block", "sample")
_SHARES = 64
_NEVER = "2800-01-01"
_KEYED = np.dtype([("key", np.int64), ("rank", np.uint32)])
_PAIR = np.dtype([("row", np.uint32), ("shard", np.uint32), ("other", np.uint32)])


class Order(NamedTuple):
    """The reports in the order of a store, each once: `shard` and `row` (n,) say where each lies. `ranks[shard][row]` is its place, -1 for
    a failure or a report that came before."""

    shard: NDArray[np.uint32]
    row: NDArray[np.uint32]
    ranks: list[NDArray[np.int64]]


def find_near(folder: Folder, shards: int, work: Path) -> None:
    """Write the pairs to compare into `work`, a file a shard and kind; see `pairs_of`."""
    order = _order(folder, shards)
    for kind in KINDS:
        _scatter_keys(folder, order, kind, work)
        for path in sorted(work.glob("keys.*")):
            _pair(np.fromfile(path, _KEYED), order, kind, work)
            path.unlink()


def pairs_of(work: Path, kind: Kind, shard: int) -> NDArray[np.void]:
    """The pairs of a shard, each once: `row` of this shard with row `other` of `shard`, in that order of shards."""
    path = work / f"{kind}.{shard:05}"
    pairs = np.fromfile(path, _PAIR) if path.exists() else np.zeros(0, _PAIR)
    return np.unique(pairs[["shard", "row", "other"]])


def _order(folder: Folder, shards: int) -> Order:
    import pyarrow as pa
    import pyarrow.parquet as pq

    tables = []
    for number in range(shards):
        table = pq.read_table(folder.shard_path(number), columns=["published", "document"])
        place = [pa.array(np.full(len(table), number, np.uint32)), pa.array(np.arange(len(table), dtype=np.uint32))]
        tables.append(table.append_column("shard", place[0]).append_column("row", place[1]))
    sizes = [len(t) for t in tables]
    whole = pa.concat_tables(tables)
    whole = whole.filter(whole.column("document").is_valid())
    whole = whole.sort_by([("document", "ascending"), ("shard", "ascending"), ("row", "ascending")])
    ids = whole.column("document").to_numpy()
    whole = whole.filter(pa.array(np.append(True, ids[1:] != ids[:-1]) if len(ids) else np.zeros(0, np.bool_)))
    numbers = map(_number, whole.column("published").to_pylist(), whole.column("document").to_pylist())
    order = np.argsort(np.fromiter(numbers, np.int64, len(whole)), kind="stable")
    whole = whole.take(pa.array(order))
    shard, row = whole.column("shard").to_numpy(), whole.column("row").to_numpy()
    ranks = [np.full(size, -1, np.int64) for size in sizes]
    for rank, (s, r) in enumerate(zip(shard.tolist(), row.tolist(), strict=True)):
        ranks[s][r] = rank
    return Order(shard, row, ranks)


def _number(published: str | None, document: str) -> int:
    """Where a store puts a report; one without a date is the last, as if added today."""
    return document_number(last_day(published) or _NEVER, document)


def _scatter_keys(folder: Folder, order: Order, kind: Kind, work: Path) -> None:
    """Every key with the rank of its report, into files by the last bits of the key."""
    import pyarrow.parquet as pq

    for number, ranks in enumerate(order.ranks):
        keys = pq.read_table(folder.shard_path(number), columns=[kind]).column(kind).combine_chunks()
        lengths = np.diff(keys.offsets.to_numpy()) if len(keys) else np.zeros(0, np.int64)
        owner = np.repeat(ranks, lengths)
        flat = keys.flatten().to_numpy(zero_copy_only=False)[owner >= 0]
        rows = np.empty(len(flat), _KEYED)
        rows["key"], rows["rank"] = flat, owner[owner >= 0]
        share = rows["key"] % _SHARES
        for k in np.unique(share).tolist():
            _append(work / f"keys.{k:02}", rows[share == k])


def _pair(keyed: NDArray[np.void], order: Order, kind: Kind, work: Path) -> None:
    keyed = keyed[np.lexsort((keyed["rank"], keyed["key"]))]
    key, rank = keyed["key"], keyed["rank"]
    for step in range(1, min(WINDOW, len(key) - 1) + 1):
        same = np.flatnonzero(key[step:] == key[:-step])
        if not len(same):
            break
        _keep(rank[same], rank[same + step], order, kind, work)


def _keep(a: NDArray[np.uint32], b: NDArray[np.uint32], order: Order, kind: Kind, work: Path) -> None:
    """Pairs of ranks, each at the shard that comes first."""
    later = (order.shard[a] > order.shard[b]) | ((order.shard[a] == order.shard[b]) & (order.row[a] > order.row[b]))
    a, b = np.where(later, b, a), np.where(later, a, b)
    rows = np.empty(len(a), _PAIR)
    rows["row"], rows["shard"], rows["other"] = order.row[a], order.shard[b], order.row[b]
    home = order.shard[a]
    for shard in np.unique(home).tolist():
        _append(work / f"{kind}.{shard:05}", np.unique(rows[home == shard]))


def _append(path: Path, rows: NDArray[np.void]) -> None:
    with path.open("ab") as file:
        rows.tofile(file)


def by_shard(pairs: NDArray[np.void]) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """The pairs of a shard with each other shard: its number, and (row, other row) in order."""
    for shard in np.unique(pairs["shard"]).tolist():
        some = pairs[pairs["shard"] == shard]
        yield shard, list(zip(some["row"].tolist(), some["other"].tolist(), strict=True))
