"""Opening the file: WAL, foreign keys, migrations. Raises `SetupError` for what is no store."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from allegedly.errors import SetupError

APPLICATION_ID = 0x616C6C67
"""ASCII "allg" in the header of the file, so that another program's database is not taken for a store."""

_WAIT_MILLISECONDS = 30_000


def migrations() -> tuple[tuple[int, str], ...]:
    """(version, SQL) of every migration, in order."""
    found = [p for p in files("allegedly.store").joinpath("migrations").iterdir() if re.match(r"\d{4}_.*\.sql$", p.name)]
    return tuple(sorted((int(p.name[:4]), p.read_text(encoding="utf-8")) for p in found))


def connect_writer(path: str | Path) -> tuple[sqlite3.Connection, bool]:
    """A connection that may write, the file made or brought to the newest version; and whether facts of an older version are now
    without their derived rows."""
    name = str(path)
    try:
        connection = _configure(sqlite3.connect(name, isolation_level=None, check_same_thread=False))
        _check(connection, name)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA wal_autocheckpoint = 4000")
        return connection, migrate(connection)
    except sqlite3.Error as error:
        raise _refusal(name, error) from None


def connect_reader(path: str | Path) -> sqlite3.Connection:
    """A connection that cannot write. The file must be there; one of an older version is first brought up to date."""
    name = str(path)
    if not Path(name).is_file():
        raise SetupError(f"{name}: there is no such store: make one with `allegedly add --db {name} FILE`")
    try:
        connection = _open_reader(name)
        _check(connection, name)
    except sqlite3.Error as error:
        raise _refusal(name, error) from None
    if version_of(connection) < newest_version():
        connection.close()
        raise SetupError(f"{name}: written by an older version: bring it up to date with `allegedly verify --db {name}`")
    return connection


def _open_reader(name: str) -> sqlite3.Connection:
    uri = f"{Path(name).resolve().as_uri()}?mode=ro"
    try:
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        # A folder that cannot be written holds no WAL index: the file is then read as it stands.
        connection = sqlite3.connect(f"{uri}&immutable=1", uri=True, isolation_level=None, check_same_thread=False)
    return _configure(connection)


def _configure(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.row_factory = sqlite3.Row
    connection.execute(f"PRAGMA busy_timeout = {_WAIT_MILLISECONDS}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def _check(connection: sqlite3.Connection, name: str) -> None:
    """Refuse a database of another program, and one of a version to come."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != APPLICATION_ID and tables:
        raise SetupError(f"{name}: a database of another program: choose another name with --db")
    if version_of(connection) > newest_version():
        raise SetupError(f"{name}: written by a newer version of allegedly: update the program")


def version_of(connection: sqlite3.Connection) -> int:
    """The version of the schema in the file."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def newest_version() -> int:
    """The version of the last migration."""
    return migrations()[-1][0]


def migrate(connection: sqlite3.Connection) -> bool:
    """Run the migrations that are missing, each in a transaction of its own that also counts up. True where there were facts before,
    whose derived rows are now to be made again."""
    before = version_of(connection)
    for version, sql in migrations():
        if version > before:
            _run_migration(connection, version, sql)
    return 0 < before < newest_version()


def _run_migration(connection: sqlite3.Connection, version: int, sql: str) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        if version_of(connection) < version:  # another process may have been faster
            for statement in statements(sql):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def statements(sql: str) -> Iterator[str]:
    """The statements of a script, comments inside them kept: `CREATE` text is what `.schema` shows a reader of the file."""
    pending = ""
    for line in sql.splitlines(keepends=True):
        if not pending and (not line.strip() or line.startswith("--")):
            continue
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending.strip().rstrip(";")
            pending = ""


def _refusal(name: str, error: sqlite3.Error) -> SetupError:
    return SetupError(f"{name}: it cannot be opened as a store ({error}): check the path or name another file with --db")
