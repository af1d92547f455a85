"""Questions about who answers whom, inside reports and across them, and about conflicts."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from allegedly.records import Conflict, ConflictValue, make_id
from allegedly.store.filter import NEVER, Filter, number_range
from allegedly.store.ids import numbers_of
from allegedly.store.lines import claim_lines, event_lines, read_spans
from allegedly.store.rows import ANSWERS, AnswerLine, ClaimLine, ConflictLine, ConflictSide, Page
from allegedly.store.select import ANSWERING, Question, as_json, make_question, matching, select_numbers
from allegedly.store.store import Store

_NO_FILTER = Filter()
_AT_ONCE = 100


def answers(store: Store, filter: Filter = _NO_FILTER, types: Sequence[str] = ANSWERS) -> Page[AnswerLine]:
    """Who answers whom, by the newest claim that satisfies the conditions, whichever end it is; both ends known as of the day."""
    rows: list[sqlite3.Row] = []
    question = make_question(store.connection, filter, "claim")
    asked = msgspec.structs.replace(filter, limit=_AT_ONCE)
    while numbers := select_numbers(store.connection, asked, "claim", _AT_ONCE, extra=[ANSWERING]):
        edges = _once(store.connection, _edges_of(store.connection, numbers, types, filter), question)
        for number in numbers:
            rows += edges[number]
            if len(rows) >= filter.limit:
                return Page(rows=tuple(answer_lines(store, rows, filter.day)), after=str(number))
        asked = msgspec.structs.replace(asked, after=str(numbers[-1]))
    return Page(rows=tuple(answer_lines(store, rows, filter.day)))


def _once(connection: sqlite3.Connection, edges: dict[int, list[sqlite3.Row]], question: Question) -> dict[int, list[sqlite3.Row]]:
    """The edges without those that stand under a newer claim of theirs already."""
    newer = {other for n, rows in edges.items() for e in rows for other in (e["n"], e["t"]) if other is not None and other > n}
    listed = set(matching(connection, sorted(newer), question))
    return {
        n: [e for e in rows if not any(other in listed and other > n for other in (e["n"], e["t"]) if other)] for n, rows in edges.items()
    }


def _edges_of(connection: sqlite3.Connection, numbers: Sequence[int], types: Sequence[str], filter: Filter) -> dict[int, list[sqlite3.Row]]:
    """Relations and links at which these claims are an end, each under the newest such claim of the two."""
    kinds, wanted = msgspec.json.encode(list(types)).decode(), as_json(numbers)
    _, high = number_range(filter, dated=False)
    found: dict[int, list[sqlite3.Row]] = {n: [] for n in numbers}
    for edge in (_RELATION, _LINK):
        for n, order in (("n", _BY_SOURCE), ("t", _BY_TARGET)):
            sql = f"SELECT c.n, t.n AS t, {edge.columns} FROM {order.format(table=edge.table)} WHERE {_KNOWN} ORDER BY c.n DESC, {edge.key}"
            for row in connection.execute(sql, (wanted, kinds, high, high)):
                found[row[n]].append(row)
    return found


class _Edge(NamedTuple):
    table: str
    key: str
    columns: str


_RELATION = _Edge(
    "relation", "e.n DESC",
    "e.document, e.source, e.type, e.target, e.evidence, '[]' AS to_evidence, 'same' AS polarity, e.rule, e.score, 0 AS across, '' AS id",
)  # fmt: skip
_LINK = _Edge(
    "link", "e.id",
    "e.source_document AS document, e.source, e.type, e.target, e.source_evidence AS evidence, e.target_evidence AS to_evidence,"
    " e.polarity, e.rule, e.score, 1 AS across, e.id",
)  # fmt: skip
# CROSS JOIN keeps the order: from the claims asked for to their edges, never over all edges.
_BY_SOURCE = (
    "json_each(?) j CROSS JOIN claim c ON c.n = j.value CROSS JOIN {table} e ON e.source = c.id LEFT JOIN claim t ON t.id = e.target"
)
_BY_TARGET = (
    "json_each(?) j CROSS JOIN claim t ON t.n = j.value CROSS JOIN {table} e ON e.target = t.id CROSS JOIN claim c ON c.id = e.source"
)
_KNOWN = "e.type IN (SELECT value FROM json_each(?)) AND c.n <= ? AND coalesce(t.n, 0) <= ?"


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
    filter = Filter(as_of=as_of)
    day = filter.day
    found = _edges_of(store.connection, numbers_of(store.connection, "claim", list(ids)), types, filter)
    edges = {(e["source"], e["type"], e["target"], e["across"]): e for rows in found.values() for e in rows}
    lines = answer_lines(store, list(edges.values()), day)
    return tuple(sorted(lines, key=lambda a: (ANSWERS.index(a.type) if a.type in ANSWERS else 99, a.answer.day, a.id)))


# ---------------------------------------------------------------- conflicts


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
    question = make_question(store.connection, filter, "claim")
    if not question.sets and not filter.text and not filter.since and not filter.until:
        return True
    numbers = numbers_of(store.connection, "claim", [c.id for side in line.sides for c in side.claims])
    return bool(matching(store.connection, numbers, question))


def conflicts_of(store: Store, subject: str, day: str) -> tuple[ConflictLine, ...]:
    """The conflicts that a claim or event is part of, as of a day."""
    rows = store.connection.execute(
        "SELECT c.* FROM conflict_subject x JOIN conflict c ON c.id = x.conflict"
        " WHERE x.subject = ? AND c.since <= ? AND (c.until IS NULL OR c.until > ?) ORDER BY c.id",
        (subject, day, day),
    ).fetchall()
    return tuple(_conflict_line(store, row, day) for row in rows)


def _conflict_line(store: Store, row: sqlite3.Row, day: str) -> ConflictLine:
    found = msgspec.json.decode(row["body"], type=Conflict)
    sides = tuple(_side(store, value, day) for value in found.values)
    return ConflictLine(id=found.id, kind=found.kind, about=found.about, open=found.open, sides=sides, rule=found.rule)


def _side(store: Store, value: ConflictValue, day: str) -> ConflictSide:
    """A value with the claims whose words give it: the evidence names a claim, an attribution or an event."""
    rows = msgspec.json.encode(sorted({e.row for e in value.evidence if e.row})).decode()
    numbers = [r["n"] for r in store.connection.execute(_CLAIMS_OF_ROWS, {"rows": rows})]
    return ConflictSide(
        value=value.value,
        claims=tuple(claim_lines(store.connection, numbers, day)),
        events=tuple(event_lines(store.connection, [r["n"] for r in store.connection.execute(_VOICE_OF_ROWS, {"rows": rows})], day)),
        evidence=value.evidence,
        origins=value.origins,
        latest=value.latest,
    )


_VOICE_OF_ROWS = """
SELECT e.n FROM json_each(:rows) j CROSS JOIN event e ON e.id = j.value
WHERE NOT EXISTS (SELECT 1 FROM event_claim x WHERE x.event = e.id) ORDER BY e.n DESC"""
_CLAIMS_OF_ROWS = """
SELECT n FROM claim WHERE id IN (SELECT value FROM json_each(:rows))
UNION SELECT c.n FROM json_each(:rows) j CROSS JOIN claim c ON c.attribution = j.value
UNION SELECT c.n FROM json_each(:rows) j CROSS JOIN event_claim x ON x.event = j.value CROSS JOIN claim c ON c.id = x.claim
ORDER BY n DESC"""
