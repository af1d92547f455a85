"""Questions about claims and documents. Every list is a `Page` of lines that name their speaker; every question takes `as_of`."""

from __future__ import annotations

import sqlite3
from itertools import groupby, islice
from typing import Any

import msgspec

from allegedly.errors import SetupError
from allegedly.records import Evidence, OriginTree, Span, Standing, StandingPart, Status, bounding
from allegedly.store.filter import NEVER, Filter, cursor_number, day_or_refuse, match_expression, number_range
from allegedly.store.ids import number_of, resolve_id
from allegedly.store.lines import claim_lines, document_lines, event_lines, read_spans
from allegedly.store.numbers import LAST_ROW, document_of, last_number
from allegedly.store.query_answers import answers_about, conflicts_of
from allegedly.store.review import corrections
from allegedly.store.rows import ClaimLine, ClaimView, Counts, DocumentLine, Page, SearchLine, StatusLine
from allegedly.store.select import FEW, Question, current_only, make_question, select_numbers
from allegedly.store.store import Store

NO_FILTER = Filter()


def claims(store: Store, filter: Filter = NO_FILTER) -> Page[ClaimLine]:
    """The claims that match, newest document first, in the order of the text."""
    numbers = select_numbers(store.connection, filter, "claim")
    return Page(rows=tuple(claim_lines(store.connection, numbers[: filter.limit], filter.day)), after=_next(numbers, filter.limit))


def _next(numbers: list[int], limit: int) -> str | None:
    return str(numbers[limit - 1]) if len(numbers) > limit else None


def claims_of_document(store: Store, document_id: str, as_of: str | None = None) -> tuple[ClaimLine, ...]:
    """All claims of one document, in the order of the text."""
    number = number_of(store.connection, "document", resolve_id(store.connection, "document", document_id))
    rows = store.connection.execute("SELECT n FROM claim WHERE n BETWEEN ? AND ? ORDER BY n DESC", (number, number + LAST_ROW))
    return tuple(claim_lines(store.connection, [r["n"] for r in rows], Filter(as_of=as_of).day))


def claim(store: Store, claim_id: str, as_of: str | None = None) -> ClaimView:
    """Everything about one claim, by its id or the beginning of it. Raises `SetupError` where there is no such claim."""
    connection, day = store.connection, Filter(as_of=as_of).day
    full = resolve_id(connection, "claim", claim_id)
    number = number_of(connection, "claim", full)
    line = claim_lines(connection, [number], day)[0]
    if line.day > day:
        raise SetupError(f"{claim_id}: not known on {day}: its report is of {line.day}")
    answers = answers_about(store, [full], as_of)
    context = bounding((*line.source, *line.cue, *line.spans))
    text = connection.execute("SELECT text FROM document WHERE id = ?", (line.document,)).fetchone()["text"]
    return ClaimView(
        claim=line,
        context=context,
        context_text=context.read(text),
        chain=_chain(connection, line.attribution),
        status=status_of(connection, full, day),
        origins=origins_of(connection, line.group or full, day),
        answers=tuple(a for a in answers if a.to is not None and a.to.id == full),
        answering=tuple(a for a in answers if a.answer.id == full),
        same=same_claims(store, number, line.group, day),
        utterance=_utterance(connection, full, number, day),
        events=tuple(event_lines(connection, _events_of(connection, full), day)),
        conflicts=conflicts_of(store, full, day),
        corrections=corrections(connection, full),
    )


def _chain(connection: sqlite3.Connection, attribution: str) -> tuple[tuple[str, str, Span | None], ...]:
    """(speaker, cue words, cue) from the reporter inwards."""
    found: list[tuple[str, str, Span | None]] = []
    wanted: str | None = attribution
    while wanted and len(found) < LAST_ROW:
        row = connection.execute(
            "SELECT coalesce(r.speaker, a.speaker) AS speaker, a.cue_text, a.cue, a.parent FROM attribution a"
            " LEFT JOIN reviewed_speaker r ON r.attribution = a.id WHERE a.id = ?", (wanted,)
        ).fetchone()  # fmt: skip
        if row is None:
            break
        found.append((row["speaker"], row["cue_text"], next(iter(read_spans(row["cue"])), None)))
        wanted = row["parent"]
    return tuple(reversed(found))


def _events_of(connection: sqlite3.Connection, claim_id: str) -> list[int]:
    sql = "SELECT e.n FROM event_claim x JOIN event e ON e.id = x.event WHERE x.claim = ? ORDER BY e.n DESC"
    return [r["n"] for r in connection.execute(sql, (claim_id,))]


def same_claims(store: Store, number: int, group: str | None, day: str, limit: int = 200) -> tuple[ClaimLine, ...]:
    """The other claims of a group as of a day, newest first."""
    if group is None:
        return ()
    rows = store.connection.execute(
        'SELECT claim FROM claim_group WHERE "group" = ? AND since <= ? AND (until IS NULL OR until > ?) AND claim <> ?'
        " ORDER BY claim DESC LIMIT ?", (group, day, day, number, limit)
    )  # fmt: skip
    return tuple(claim_lines(store.connection, [r["claim"] for r in rows], day))


def _utterance(connection: sqlite3.Connection, claim_id: str, number: int, day: str) -> tuple[ClaimLine, ...]:
    """The claims of other wordings of one utterance: rows linked as `same_utterance`, by claim or by attribution."""
    own = connection.execute("SELECT attribution FROM claim WHERE id = ?", (claim_id,)).fetchone()["attribution"]
    linked = {
        end
        for key in (claim_id, own)
        for r in connection.execute(
            "SELECT source, target FROM link WHERE type = 'same_utterance' AND (source = ? OR target = ?)", (key, key)
        )
        for end in (r["source"], r["target"])
    } - {claim_id, own}
    found = [r["n"] for end in linked for r in connection.execute("SELECT n FROM claim WHERE id = ? OR attribution = ?", (end, end))]
    high = last_number(day) if day != NEVER else None
    return tuple(claim_lines(connection, sorted((n for n in found if n != number and (high is None or n <= high)), reverse=True), day))


def status_of(connection: sqlite3.Connection, subject: str, day: str) -> StatusLine | None:
    """How a claim or event stood on a day; `None` where no status was computed."""
    row = connection.execute(
        "SELECT * FROM status WHERE subject = ? AND since <= ? AND (until IS NULL OR until > ?)", (subject, day, day)
    ).fetchone()
    if row is None:
        return None
    return _standing_line(row) if row["scope"] == "corpus" else _status_line(connection, row)


def _standing_line(row: sqlite3.Row) -> StatusLine:
    s = msgspec.json.decode(row["body"], type=Standing)
    return StatusLine(
        of=s.of, scope="corpus", modality=s.modality, support=s.support, response=s.response, line=row["line"], parts=s.parts,
        origins=s.origins, inputs=s.inputs, strict=s.strict, lenient=s.lenient, documents=s.documents, due=s.due, rule=s.rule,
        since=row["since"],
    )  # fmt: skip


def _status_line(connection: sqlite3.Connection, row: sqlite3.Row) -> StatusLine:
    s = msgspec.json.decode(row["body"], type=Status)
    found = connection.execute(
        "SELECT document FROM claim WHERE id = :id UNION SELECT document FROM event WHERE id = :id", {"id": row["subject"]}
    ).fetchone()
    parts = tuple(
        StandingPart(text=p.text, evidence=(Evidence(document=found["document"], spans=p.spans),) if p.spans else ()) for p in s.parts
    )
    return StatusLine(
        of=s.of, scope="report", modality=s.modality, support=s.support, response=s.response, line=row["line"], parts=parts,
        origins=s.origins, inputs=s.inputs, rule=s.rule, since=row["since"],
    )  # fmt: skip


def origins_of(connection: sqlite3.Connection, group: str | None, day: str) -> OriginTree | None:
    """The tree of origins of a group as of a day; `None` where the group is one claim."""
    row = connection.execute(
        'SELECT body FROM origin WHERE "group" = ? AND since <= ? AND (until IS NULL OR until > ?)', (group, day, day)
    ).fetchone()
    return msgspec.json.decode(row["body"], type=OriginTree) if row else None


# ---------------------------------------------------------------- documents


def documents(store: Store, filter: Filter = NO_FILTER) -> Page[DocumentLine]:
    """The documents that match, newest first. `text` searches their whole text; other conditions hold for one of their claims."""
    connection, limit = store.connection, filter.limit
    question = make_question(connection, filter, "claim")
    numbers = [] if question.empty else _document_numbers(connection, question)
    return Page(rows=tuple(document_lines(connection, numbers[:limit], filter.day)), after=_next(numbers, limit))


def _document_numbers(connection: sqlite3.Connection, question: Question) -> list[int]:
    """The documents of one page and one more, newest first. The rarest condition drives: words where no condition has few rows, else
    the claims that have it, else the days."""
    filter, sets = question.filter, question.sets
    low, high = number_range(filter)
    high = min(high, cursor_number(filter.after) - 1) if filter.after else high
    by_words = bool(filter.text) and not (sets and sets[0].rows <= FEW)
    conditions, values = ["{n} BETWEEN ? AND ?"], list[object]([low, high])
    if by_words:
        source, number, rest = "document_text", "document_text.rowid", sets
    else:
        source, number, rest = ("claim_facet x", "x.n", sets[1:]) if sets else ("document x", "x.n", ())
        conditions += [f"x.facet {sets[0].among}"] if sets else []
    document = f"({number} & ~{LAST_ROW})"
    if filter.text:
        own = "document_text MATCH ?"
        conditions.append(own if by_words else f"EXISTS (SELECT 1 FROM document_text WHERE {own} AND document_text.rowid = {document})")
        values.append(match_expression(filter.text))
    conditions += [
        f"EXISTS (SELECT 1 FROM claim_facet y WHERE y.facet {s.among} AND y.n BETWEEN {document} AND {document} + {LAST_ROW})" for s in rest
    ]
    conditions += [] if filter.versions else [current_only(number, filter.day)]
    where = " AND ".join(conditions).format(n=number)
    rows = connection.execute(f"SELECT {document} FROM {source} WHERE {where} ORDER BY {number} DESC", values)
    # Claims of one document stand next to each other: it is listed once, and reading ends with the page.
    return list(islice((n for n, _ in groupby(r[0] for r in rows)), filter.limit + 1))


def document(store: Store, document_id: str, as_of: str | None = None) -> DocumentLine:
    """One document, by its id or the beginning of it. Raises `SetupError` where there is none. Its report: `Store.report(id)`."""
    full = resolve_id(store.connection, "document", document_id)
    return document_lines(store.connection, [number_of(store.connection, "document", full)], Filter(as_of=as_of).day)[0]


def search(store: Store, query: str, filter: Filter = NO_FILTER) -> Page[SearchLine]:
    """Claims in which all words stand, newest first, then documents whose text holds them where no claim of theirs does."""
    asked = msgspec.structs.replace(filter, text=query)
    if asked.after is None or not asked.after.startswith("d"):
        numbers = select_numbers(store.connection, asked, "claim")
        lines = claim_lines(store.connection, numbers[: asked.limit], asked.day)
        rows = tuple(SearchLine(claim=line) for line in lines)
        if len(numbers) > asked.limit:
            return Page(rows=rows, after=_next(numbers, asked.limit))
        return Page(rows=rows, after="d" if _document_hits(store, msgspec.structs.replace(asked, limit=0, after=None)) else None)
    found = _document_hits(store, msgspec.structs.replace(asked, after=asked.after[1:] or None))
    hits = document_lines(store.connection, found[: asked.limit], asked.day)
    after = f"d{found[asked.limit - 1]}" if len(found) > asked.limit else None
    return Page(rows=tuple(SearchLine(document=line) for line in hits), after=after)


def _document_hits(store: Store, filter: Filter) -> list[int]:
    """Documents that hold the words, of which no claim does."""
    low, high = number_range(filter)
    if filter.after:
        high = min(high, cursor_number(filter.after) - 1)
    words = match_expression(filter.text or "")
    sql = (
        "SELECT rowid FROM document_text WHERE document_text MATCH ? AND rowid BETWEEN ? AND ? AND NOT EXISTS"
        f" (SELECT 1 FROM claim_text WHERE claim_text MATCH ? AND claim_text.rowid BETWEEN document_text.rowid AND document_text.rowid + {LAST_ROW})"
        f" AND {current_only('document_text.rowid', filter.day)} ORDER BY rowid DESC LIMIT ?"
    )
    return [r[0] for r in store.connection.execute(sql, (words, low, high, words, filter.limit + 1))]


def counts(store: Store, as_of: str | None = None) -> Counts:
    """How much the store holds, as of a day."""
    day = day_or_refuse(as_of, "as-of", end=True) if as_of else NEVER
    # Without a condition, and of one end at a time, SQLite counts pages and looks at an end: a hundred times faster than over rows.
    known, values = ("WHERE n <= ?", (last_number(day),)) if as_of else ("", ())

    def one(sql: str, *values: object) -> Any:
        return store.connection.execute(sql, values).fetchone()[0]

    return Counts(
        documents=one(f"SELECT count(*) FROM document {known}", *values),
        attributions=one(f"SELECT count(*) FROM attribution {known}", *values),
        claims=one(f"SELECT count(*) FROM claim {known}", *values),
        events=one(f"SELECT count(*) FROM event {known}", *values),
        sources=one("SELECT count(*) FROM actor WHERE claims > 0"),
        links=one("SELECT count(*) FROM link"),
        copies=one("SELECT count(*) FROM copy"),
        failures=one("SELECT count(*) FROM failure"),
        first=_day_text(one(f"SELECT min(n) FROM document {known}", *values)),
        last=_day_text(one(f"SELECT max(n) FROM document {known}", *values)),
    )


def _day_text(number: int | None) -> str | None:
    from allegedly.store.numbers import day_of

    return day_of(document_of(number)) if number is not None else None
