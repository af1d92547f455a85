"""Questions about who answers whom, inside reports and across them, and about conflicts."""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Iterator, Sequence

import msgspec

from allegedly.records import Span, make_id
from allegedly.store.filter import NEVER, Filter, cursor_number, number_range, select_numbers
from allegedly.store.ids import numbers_of
from allegedly.store.lines import claim_lines, read_spans
from allegedly.store.numbers import last_number
from allegedly.store.rows import AnswerLine, ClaimLine, ConflictLine, ConflictSide, Page
from allegedly.store.store import Store

ANSWERS = (
    "denies", "disputes", "concedes", "confirms", "contradicts", "alternative_explanation_for", "acknowledges_adjacent_fact",
    "comments_on", "answers", "declines_to_answer", "accuses", "revises",
)  # fmt: skip
"""Relations that answer, the strongest first."""

DISPUTES = ("denies", "disputes", "contradicts", "alternative_explanation_for")
"""Relations by which someone stands against a claim."""

_NO_FILTER = Filter()
_LOOK_AHEAD = 4000
"""Answers looked at for one page before it is given back short of full: a bound on the time of a page that few rows satisfy."""


def answers(store: Store, filter: Filter = _NO_FILTER, types: Sequence[str] = ANSWERS) -> Page[AnswerLine]:
    """Who answers whom, newest answer first. The conditions hold for the answer or for the claim answered; `as_of` for both."""
    low, high = number_range(filter)
    if filter.after:
        high = min(high, cursor_number(filter.after) - 1)
    rows: list[AnswerLine] = []
    last = None
    for looked, edge in enumerate(_edges(store.connection, types, low, high)):
        if last is not None and edge["n"] != last and (len(rows) >= filter.limit or looked > _LOOK_AHEAD):
            return Page(rows=tuple(rows), after=str(last))
        last = edge["n"]
        if _within(edge, filter) and _matches(store, edge, filter):
            rows += answer_lines(store, [edge], filter.day)
    return Page(rows=tuple(rows))


def _edges(connection: sqlite3.Connection, types: Sequence[str], low: int, high: int) -> Iterator[sqlite3.Row]:
    """Relations and links of these types, by the number of the answering claim, descending."""
    kinds = msgspec.json.encode(list(types)).decode()
    return heapq.merge(
        connection.execute(_RELATIONS, (kinds, low, high)), connection.execute(_LINKS, (kinds, low, high)), key=lambda r: -int(r["n"])
    )


_RELATIONS = """
SELECT c.n, r.n AS row, r.document, r.document AS other, r.source, r.type, r.target, r.evidence, '[]' AS to_evidence, 'same' AS polarity,
       r.rule, r.score, 0 AS across, '' AS id, d.day AS other_day
FROM claim c JOIN relation r ON r.source = c.id JOIN document d ON d.id = r.document
WHERE r.type IN (SELECT value FROM json_each(?)) AND c.n BETWEEN ? AND ? ORDER BY c.n DESC"""

_LINKS = """
SELECT c.n, 0 AS row, l.source_document AS document, l.target_document AS other, l.source, l.type, l.target, l.source_evidence AS evidence,
       l.target_evidence AS to_evidence, l.polarity, l.rule, l.score, 1 AS across, l.id, d.day AS other_day
FROM claim c JOIN link l ON l.source = c.id JOIN document d ON d.id = l.target_document
WHERE l.type IN (SELECT value FROM json_each(?)) AND c.n BETWEEN ? AND ? ORDER BY c.n DESC"""


def _within(edge: sqlite3.Row, filter: Filter) -> bool:
    return bool(filter.day == NEVER or edge["other_day"] <= filter.day)


def _matches(store: Store, edge: sqlite3.Row, filter: Filter) -> bool:
    """True if either end satisfies the conditions."""
    bare = msgspec.structs.replace(filter, after=None, limit=1, since=None, until=None)
    if bare == Filter(as_of=filter.as_of, limit=1, versions=filter.versions):
        return True
    ends = [edge["n"], *numbers_of(store.connection, "claim", [edge["target"]])]
    return any(select_numbers(store.connection, msgspec.structs.replace(bare, after=str(n + 1)), "claim", 1) == [n] for n in ends)


def answer_lines(store: Store, edges: Sequence[sqlite3.Row], day: str) -> list[AnswerLine]:
    """Relations or links as lines, both ends with their speakers."""
    ids = sorted({e[end] for e in edges for end in ("source", "target")})
    found = {c.id: c for c in claim_lines(store.connection, numbers_of(store.connection, "claim", ids), day)}
    return [_answer_line(store, e, found) for e in edges if e["source"] in found]


def _answer_line(store: Store, edge: sqlite3.Row, found: dict[str, ClaimLine]) -> AnswerLine:
    to = found.get(edge["target"])
    return AnswerLine(
        id=edge["id"] or make_id(edge["document"], "relation", edge["source"], edge["type"], edge["target"]),
        type=edge["type"],
        answer=found[edge["source"]],
        to=to,
        to_name=None if to else _end_name(store.connection, edge["target"]),
        evidence=read_spans(edge["evidence"]),
        to_evidence=read_spans(edge["to_evidence"]),
        across=bool(edge["across"]),
        polarity=edge["polarity"],
        rule=edge["rule"],
        score=edge["score"],
    )


def _end_name(connection: sqlite3.Connection, end: str) -> str:
    """What to call an end that is no claim: speaker and words of an attribution, an event with those who say so, the name of an actor."""
    row = connection.execute("SELECT speaker, content_text FROM attribution WHERE id = ?", (end,)).fetchone()
    if row:
        return f"{row['speaker']}: {' '.join(row['content_text'].split())}"
    number = connection.execute("SELECT n FROM event WHERE id = ?", (end,)).fetchone()
    if number:
        from allegedly.store.lines import event_lines

        event = event_lines(connection, [number["n"]], NEVER)[0]
        return f"{event.speaker}: {event.action}"
    return end


def answers_about(store: Store, ids: Sequence[str], as_of: str | None = None, types: Sequence[str] = ANSWERS) -> tuple[AnswerLine, ...]:
    """The answers to these claims and by them, as of a day: strongest type first, then newest."""
    connection, day = store.connection, Filter(as_of=as_of).day
    high = last_number(day) if day != NEVER else (1 << 63) - 1
    kinds, wanted = msgspec.json.encode(list(types)).decode(), msgspec.json.encode(list(ids)).decode()
    edges: dict[tuple[object, ...], sqlite3.Row] = {}
    for sql, alias in ((_RELATIONS, "r"), (_LINKS, "l")):
        for end in ("source", "target"):
            text = sql.replace("WHERE", f"WHERE {alias}.{end} IN (SELECT value FROM json_each(?)) AND")
            for e in connection.execute(text, (wanted, kinds, 0, high)):
                if e["other_day"] <= day:
                    edges.setdefault((e["source"], e["type"], e["target"], e["across"]), e)
    lines = answer_lines(store, list(edges.values()), day)
    return tuple(sorted(lines, key=lambda a: (ANSWERS.index(a.type) if a.type in ANSWERS else 99, a.answer.day, a.id)))


# ---------------------------------------------------------------- conflicts


class _Side(msgspec.Struct, frozen=True):
    value: str
    claims: tuple[str, ...]
    evidence: tuple[tuple[str, Span], ...] = ()


def conflicts(store: Store, filter: Filter = _NO_FILTER) -> Page[ConflictLine]:
    """Where reports disagree on a date, a place, a figure or a manner, by id; conditions hold for one of the claims."""
    rows = store.connection.execute(
        "SELECT * FROM conflict WHERE id > ? AND since <= ? AND (until IS NULL OR until > ?) ORDER BY id",
        (filter.after or "", filter.day, filter.day),
    )
    found: list[ConflictLine] = []
    for row in rows:
        if len(found) > filter.limit:
            break
        line = _conflict_line(store, row, filter.day)
        if _concerns(store, line, filter):
            found.append(line)
    more = len(found) > filter.limit
    return Page(rows=tuple(found[: filter.limit]), after=found[filter.limit - 1].id if more else None)


def _concerns(store: Store, line: ConflictLine, filter: Filter) -> bool:
    bare = msgspec.structs.replace(filter, after=None, limit=1)
    if bare == Filter(as_of=filter.as_of, limit=1, versions=filter.versions):
        return True
    numbers = numbers_of(store.connection, "claim", [c.id for side in line.sides for c in side.claims])
    return any(select_numbers(store.connection, msgspec.structs.replace(bare, after=str(n + 1)), "claim", 1) == [n] for n in numbers)


def conflicts_of(store: Store, subject: str, day: str) -> tuple[ConflictLine, ...]:
    """The conflicts that a claim or event is part of, as of a day."""
    rows = store.connection.execute(
        "SELECT c.* FROM conflict_subject x JOIN conflict c ON c.id = x.conflict"
        " WHERE x.subject = ? AND c.since <= ? AND (c.until IS NULL OR c.until > ?) ORDER BY c.id",
        (subject, day, day),
    ).fetchall()
    return tuple(_conflict_line(store, row, day) for row in rows)


def _conflict_line(store: Store, row: sqlite3.Row, day: str) -> ConflictLine:
    sides = msgspec.json.decode(row["body"], type=tuple[_Side, ...])
    lines = [
        ConflictSide(
            value=side.value,
            claims=tuple(claim_lines(store.connection, numbers_of(store.connection, "claim", side.claims), day)),
            evidence=side.evidence,
        )
        for side in sides
    ]
    return ConflictLine(id=row["id"], slot=row["slot"], sides=tuple(lines), rule=row["rule"])
