"""Corrections by a person: rows that are added, with a note, and replayed over the facts. The facts stay as they were read.

`speaker`: an attribution's speaker is somebody else. `split`: a claim or event is not the same as another, or as any. `undo`: an earlier
correction does not hold.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Literal

import msgspec

from allegedly.errors import SetupError
from allegedly.records import Report, Speaker
from allegedly.store.ids import resolve_id
from allegedly.store.index import index_rows
from allegedly.store.rows import CorrectionLine, SpeakerLine
from allegedly.store.speakers import actor_id, speaker_label, speaker_name
from allegedly.store.standing import mark_stale
from allegedly.store.store import Store

Kind = Literal["speaker", "split", "undo"]


class SplitFrom(msgspec.Struct, frozen=True):
    """What a row is split from: the id of another, `None` for all."""

    other: str | None = None


def corrections(connection: sqlite3.Connection, target: str | None = None, active: bool = False) -> tuple[CorrectionLine, ...]:
    """The corrections of one row, else all, in the order they were made; `active`: only those that were not undone."""
    rows = connection.execute("SELECT id, kind, target, value, note, made, by FROM correction ORDER BY id").fetchall()
    undone = {r["target"] for r in rows if r["kind"] == "undo"} if active else set()
    return tuple(
        CorrectionLine(**dict(r))
        for r in rows
        if (target is None or r["target"] == target) and not (active and (r["kind"] == "undo" or str(r["id"]) in undone))
    )


# ---------------------------------------------------------------- making one


def set_speaker(store: Store, row: str, speaker: Speaker, note: str, by: str | None = None) -> int:
    """Say who speaks in an attribution, or in that of a claim (ids or their beginnings). The speaker's evidence stays the source as
    printed. Returns the number of the correction; refresh afterwards (`allegedly.corpus.refresh`)."""
    attribution = _attribution_of(store.connection, row)
    return _correct(store, "speaker", attribution, msgspec.json.encode(speaker).decode(), note, by, [_document_of(store, attribution)])


def split(store: Store, row: str, other: str | None, note: str, by: str | None = None) -> int:
    """Say that a claim or event is not the same as `other`, or as any. Returns the number of the correction; refresh afterwards."""
    kind, full = _row(store.connection, row)
    apart = resolve_id(store.connection, kind, other) if other else None
    documents = [_document_of(store, i, kind) for i in (full, apart) if i]
    return _correct(store, "split", full, msgspec.json.encode(SplitFrom(apart)).decode(), note, by, documents)


def undo(store: Store, number: int, note: str, by: str | None = None) -> int:
    """Say that a correction does not hold. Returns the number of this one; refresh afterwards."""
    found = next((c for c in corrections(store.connection, active=True) if c.id == number), None)
    if found is None:
        raise SetupError(f"{number}: there is no correction of that number that still holds: `allegedly review list` shows them")
    kind = "attribution" if found.kind == "speaker" else _row(store.connection, found.target)[0]
    return _correct(store, "undo", str(number), "{}", note, by, [_document_of(store, found.target, kind)])


def _correct(store: Store, kind: Kind, target: str, value: str, note: str, by: str | None, documents: Iterable[int]) -> int:
    if not note.strip():
        raise SetupError("a correction needs a note that says why: give it with --note")
    with store.transaction():
        before = dict(corrected_reports(store, documents))
        row = (kind, target, value, note, by, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
        number = store.connection.execute(
            "INSERT INTO correction (kind, target, value, note, by, made) VALUES (?, ?, ?, ?, ?, ?)", row
        ).lastrowid
        for n, report in corrected_reports(store, before):
            replay(store, n, before[n], report)
        mark_stale(store.connection, before)
    return int(number or 0)


def _row(connection: sqlite3.Connection, given: str) -> tuple[str, str]:
    """(table, id) of the claim or event meant."""
    try:
        return "claim", resolve_id(connection, "claim", given)
    except SetupError:
        return "event", resolve_id(connection, "event", given)


def _attribution_of(connection: sqlite3.Connection, given: str) -> str:
    try:
        return resolve_id(connection, "attribution", given)
    except SetupError:
        claim = resolve_id(connection, "claim", given)
        return str(connection.execute("SELECT attribution FROM claim WHERE id = ?", (claim,)).fetchone()[0])


def _document_of(store: Store, row: str, table: str = "attribution") -> int:
    return int(
        store.connection.execute(f"SELECT d.n FROM {table} k JOIN document d ON d.id = k.document WHERE k.id = ?", (row,)).fetchone()[0]
    )


# ---------------------------------------------------------------- replaying


def corrected_reports(store: Store, numbers: Iterable[int] | None = None) -> Iterator[tuple[int, Report]]:
    """(number, report) as corrected by the last word on each row."""
    speakers = {
        c.target: msgspec.json.decode(c.value, type=Speaker) for c in corrections(store.connection, active=True) if c.kind == "speaker"
    }
    for number, report in store.reports(numbers):
        yield number, _with_speakers(report, speakers) if speakers else report


def _with_speakers(report: Report, speakers: dict[str, Speaker]) -> Report:
    if not any(a.id in speakers for a in report.attributions):
        return report
    rows = tuple(
        msgspec.structs.replace(a, speaker=msgspec.structs.replace(speakers[a.id], evidence=a.source)) if a.id in speakers else a
        for a in report.attributions
    )
    return msgspec.structs.replace(report, attributions=rows)


def replay(store: Store, number: int, before: Report, after: Report) -> None:
    """Bring what is derived from one report from `before` to `after`: speakers, what claims and events can be asked for by."""
    old, new = index_rows(before, number), index_rows(after, number)
    store.derive.replace(old, new)
    raw = next(store.reports([number]))[1]
    connection = store.connection
    ids = [(a.id,) for a in raw.attributions]
    connection.executemany("DELETE FROM reviewed_speaker WHERE attribution = ?", ids)
    connection.executemany("INSERT INTO reviewed_speaker VALUES (?, ?, ?)", list(_reviewed(raw, after)))


def _reviewed(raw: Report, after: Report) -> Iterator[tuple[str, str, str]]:
    """Rows whose speaker is not the one read: also those that go on with a corrected quotation."""
    was, now = ({a.id: a for a in r.attributions} for r in (raw, after))
    for row in after.attributions:
        label = speaker_label(after.document, row, now)
        if row.speakers != was[row.id].speakers or label != speaker_label(raw.document, was[row.id], was):
            lines = tuple(_line(s, label) for s in row.speakers)
            yield row.id, label, msgspec.json.encode(lines).decode()


def _line(speaker: Speaker, label: str) -> SpeakerLine:
    name = speaker_name(speaker) or label
    return SpeakerLine(
        id=actor_id(name, speaker.country), name=name, role=speaker.role, speaks_for=speaker.speaks_for, country=speaker.country,
        origin=speaker.origin, evidence=speaker.evidence,
    )  # fmt: skip


def splits(connection: sqlite3.Connection) -> tuple[tuple[str, str | None], ...]:
    """(row, other or `None` for all) of the splits that hold."""
    found = [c for c in corrections(connection, active=True) if c.kind == "split"]
    return tuple((c.target, msgspec.json.decode(c.value, type=SplitFrom).other) for c in found)
