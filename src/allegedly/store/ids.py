"""Finding a row by its id or by the beginning of it."""

from __future__ import annotations

import re
import sqlite3

from allegedly.errors import SetupError

SHORTEST = 4


def resolve_id(connection: sqlite3.Connection, table: str, given: str) -> str:
    """The full id of the one row of `table` whose id begins with `given`. Raises `SetupError` where there is none or several."""
    prefix = given.strip().lower()
    if not re.fullmatch(rf"[0-9a-f]{{{SHORTEST},}}", prefix):
        raise SetupError(f"{given}: not an id: {SHORTEST} or more of the signs 0-9 a-f, as the lists print them")
    found = connection.execute(f"SELECT id FROM {table} WHERE id >= ? AND id < ? LIMIT 3", (prefix, prefix + "g")).fetchall()
    if not found:
        raise SetupError(f"{given}: there is no {table} with that id here")
    if len(found) > 1:
        raise SetupError(f"{given}: several {table}s begin so ({', '.join(r['id'] for r in found)} ...): give more of it")
    return str(found[0]["id"])


def number_of(connection: sqlite3.Connection, table: str, row_id: str) -> int:
    """The number of a row by its full id. Raises `KeyError`."""
    row = connection.execute(f"SELECT n FROM {table} WHERE id = ?", (row_id,)).fetchone()
    if row is None:
        raise KeyError(row_id)
    return int(row["n"])


def numbers_of(connection: sqlite3.Connection, table: str, ids: tuple[str, ...] | list[str]) -> list[int]:
    """The numbers of rows by their ids, newest first; unknown ids are left out."""
    import msgspec

    sql = f"SELECT n FROM {table} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY n DESC"
    return [r["n"] for r in connection.execute(sql, (msgspec.json.encode(list(ids)).decode(),))]
