"""The file itself: every older version opens, the documentation is the schema, what is no store is refused in one line."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from allegedly.errors import SetupError
from allegedly.store import open_store, read_store
from allegedly.store.connect import APPLICATION_ID, migrations, newest_version, statements, version_of
from tests.store.made import made

SCHEMA = Path(__file__).parents[2] / "src" / "allegedly" / "store" / "schema.sql"


def _objects(connection: sqlite3.Connection) -> dict[str, str]:
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '%\\_text\\_%' ESCAPE '\\'")
    return {name: " ".join(line.split("--")[0].strip() for line in sql.splitlines()) for name, sql in rows}


def test_the_documentation_of_the_schema_is_the_schema(tmp_path):
    written = sqlite3.connect(":memory:")
    for statement in statements(SCHEMA.read_text(encoding="utf-8")):
        written.execute(statement)
    with open_store(tmp_path / "a.db") as store:
        assert _objects(written) == _objects(store.connection)


def test_migrations_are_numbered_without_a_gap():
    assert [version for version, _ in migrations()] == list(range(1, newest_version() + 1))


@pytest.mark.parametrize("version", range(1, newest_version() + 1))
def test_a_store_of_every_version_opens_with_its_facts(tmp_path, version):
    report = made("Kremlin|said|troops massed at the border")
    path = tmp_path / "old.db"
    _write_version(path, version, report)
    with open_store(path) as store:
        assert version_of(store.connection) == newest_version()
        assert store.report(report.document.id) == report
        assert store.connection.execute("SELECT claims FROM actor").fetchall()[0]["claims"] == 1
        assert store.connection.execute("PRAGMA foreign_key_check").fetchall() == []


def _write_version(path: Path, version: int, report) -> None:
    """A file of that version: a store of today with the facts copied into the tables of the first `version` migrations."""
    with open_store(path if version == newest_version() else path.with_name("today.db")) as store:
        store.add_report(report)
    if version == newest_version():
        return
    connection = sqlite3.connect(path, isolation_level=None)
    for number, sql in migrations():
        if number <= version:
            for statement in statements(sql):
                connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.execute("ATTACH ? AS today", (str(path.with_name("today.db")),))
    for table in ("activity", "document", "report", "attribution", "speaker", "claim", "event", "event_claim"):
        connection.execute(f"INSERT INTO main.{table} SELECT * FROM today.{table}")
    connection.close()


def test_the_file_is_in_wal_mode_with_foreign_keys(tmp_path):
    with open_store(tmp_path / "a.db") as store:
        assert store.connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert store.connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_a_database_of_another_program_is_refused(tmp_path):
    connection = sqlite3.connect(tmp_path / "other.db")
    connection.execute("CREATE TABLE t (x)")
    connection.commit()
    with pytest.raises(SetupError, match="another program"):
        open_store(tmp_path / "other.db")


def test_a_store_of_a_version_to_come_is_refused(tmp_path):
    with open_store(tmp_path / "a.db") as store:
        store.connection.execute(f"PRAGMA user_version = {newest_version() + 1}")
    with pytest.raises(SetupError, match="newer version"):
        read_store(tmp_path / "a.db")


@pytest.mark.parametrize("content", [b"not a database, but long enough to be looked at " * 40, b"x"])
def test_a_file_that_is_no_database_is_refused_in_one_line(tmp_path, content):
    (tmp_path / "a.db").write_bytes(content)
    with pytest.raises(SetupError) as caught:
        read_store(tmp_path / "a.db")
    assert "\n" not in str(caught.value) and "--db" in str(caught.value)


def test_reading_where_there_is_no_store_says_how_to_make_one(tmp_path):
    with pytest.raises(SetupError, match="allegedly add"):
        read_store(tmp_path / "none.db")


def test_a_reader_cannot_write(tmp_path):
    open_store(tmp_path / "a.db").close()
    with read_store(tmp_path / "a.db") as store, pytest.raises(sqlite3.OperationalError):
        store.connection.execute("DELETE FROM document")


def test_pandas_reads_the_views_with_a_speaker_in_every_row(tmp_path):
    import pandas

    with open_store(tmp_path / "a.db") as store:
        store.add_report(made("Kremlin|said|troops left", "Ana Ruiz|denied|that they had", relations=[(1, "denies", 0)], when="2024-06-30"))
    connection = sqlite3.connect(tmp_path / "a.db")
    claims, events, disputes = (pandas.read_sql(f"SELECT * FROM {view}", connection) for view in ("claim_line", "event_line", "dispute"))
    assert list(claims["speaker"]) == ["Kremlin", "Ana Ruiz"] and list(claims["support"]) == ["single-source"] * 2
    assert list(events["speaker"]) == ["Kremlin", "Ana Ruiz"] and list(events["when"]) == ["2024-06-30"] * 2
    assert disputes.iloc[0][["answer_by", "type", "claim_by"]].tolist() == ["Ana Ruiz", "denies", "Kremlin"]
