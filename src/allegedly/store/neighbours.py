"""Which reports are worth comparing: neighbours in the lists of their keys.

The reports that share a key are a list in order of publication. Two are *near* if they share `LEAST` keys or more and stand within
`WINDOW` places of each other in the list of one of these. So the work a report brings is bounded however common its keys are, and which
pairs are near depends on the reports alone: a report that arrives late and parts two others ends their being near, if no other key holds
them together.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import Literal

from allegedly.store.select import as_json

List = Literal["block", "shingle"]
LISTS: tuple[List, ...] = ("block", "shingle")
WINDOW = 20
LEAST = 2


def key_number(key: str) -> int:
    """A key as a signed integer of 64 bits."""
    return int.from_bytes(blake2b(key.encode("utf-8"), digest_size=8).digest(), "big", signed=True)


def add_keys(connection: sqlite3.Connection, number: int, blocks: Iterable[int], samples: Iterable[int]) -> None:
    """Put a document into the lists of its keys."""
    keys = {"block": sorted(set(blocks)), "shingle": sorted(set(samples))}
    for table, found in keys.items():
        connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES (?, ?)", [(key, number) for key in found])
    row = (number, array("q", keys["block"]).tobytes(), array("q", keys["shingle"]).tobytes())
    connection.execute("INSERT OR REPLACE INTO sketch VALUES (?, ?, ?)", row)


def keys_of(connection: sqlite3.Connection, number: int, table: List) -> frozenset[int]:
    """The keys of a document; none where it has no lists."""
    row = connection.execute(f"SELECT {table} FROM sketch WHERE document = ?", (number,)).fetchone()
    return frozenset(array("q", row[0])) if row else frozenset()


def near(connection: sqlite3.Connection, number: int, table: List) -> list[int]:
    """The documents near one, in order of publication."""
    own = keys_of(connection, number, table)
    met = {other for sides in _sides(connection, table, number).values() for side in sides for other in side}
    shared = _keys_of_several(connection, met, table)
    return [other for other in sorted(met) if len(own & shared.get(other, frozenset())) >= LEAST]


def _keys_of_several(connection: sqlite3.Connection, numbers: Iterable[int], table: List) -> dict[int, frozenset[int]]:
    sql = f"SELECT j.value, s.{table} FROM json_each(?) j CROSS JOIN sketch s ON s.document = j.value"
    return {r[0]: frozenset(array("q", r[1])) for r in connection.execute(sql, (as_json(numbers),))}


def _sides(connection: sqlite3.Connection, table: List, number: int) -> dict[int, tuple[list[int], list[int]]]:
    """Key → the neighbours of a document before and after its place in the list of that key, nearest first; keys with none are left
    out. One statement for all keys: most lists hold nobody else."""
    edge = f"SELECT x.document FROM {table} x WHERE x.key = j.value AND x.document {{}} :n ORDER BY x.document {{}} LIMIT 1 OFFSET {WINDOW - 1}"
    sql = (
        f"SELECT j.value, k.document FROM json_each(:keys) j CROSS JOIN {table} k ON k.key = j.value"
        f" AND k.document BETWEEN coalesce(({edge.format('<', 'DESC')}), 0) AND coalesce(({edge.format('>', 'ASC')}), {(1 << 63) - 1})"
        " WHERE k.document <> :n ORDER BY j.value, k.document"
    )
    found: dict[int, tuple[list[int], list[int]]] = {}
    for key, other in connection.execute(sql, {"keys": as_json(sorted(keys_of(connection, number, table))), "n": number}):
        below, above = found.setdefault(key, ([], []))
        if other < number:
            below.insert(0, other)
        else:
            above.append(other)
    return found


def parted(connection: sqlite3.Connection, number: int, table: List) -> Iterator[tuple[int, int]]:
    """Pairs of documents that were near before this one came between them and are not any more."""
    tried: set[tuple[int, int]] = set()
    for below, above in _sides(connection, table, number).values():
        if len(below) + len(above) < WINDOW + 1:
            continue
        for pair in _moved_out(below, above):
            if pair not in tried:
                tried.add(pair)
                if not _is_near(connection, table, *pair):
                    yield pair


def _moved_out(below: Sequence[int], above: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The pairs across a new place that now stand `WINDOW` + 1 apart."""
    for i, a in enumerate(below):
        j = WINDOW - i - 1
        if 0 <= j < len(above):
            yield a, above[j]


def _is_near(connection: sqlite3.Connection, table: List, a: int, b: int) -> bool:
    shared = keys_of(connection, a, table) & keys_of(connection, b, table)
    if len(shared) < LEAST:
        return False
    sql = f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE key = ? AND document > ? AND document < ? LIMIT {WINDOW})"
    return any(connection.execute(sql, (key, a, b)).fetchone()[0] < WINDOW for key in sorted(shared))
