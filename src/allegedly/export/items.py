"""What is exported: reports with their claims, from a store as of any day or from report lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from allegedly.errors import BadRecord
from allegedly.records import Failure, Report, Speaker, decode_report
from allegedly.store import (
    AnswerLine,
    ClaimLine,
    Filter,
    Store,
    answers_about,
    claims,
    claims_of_document,
    documents,
)
from allegedly.store.query import status_of

_PAGE = 200


class Standing(msgspec.Struct, frozen=True):
    """How a claim or event stands: the two facets and the line of the status."""

    support: str
    response: str
    line: str


class Answer(msgspec.Struct, frozen=True):
    """Somebody's answer to a claim: its type (`denies`, `comments_on` ...), who gives it, the id of the answering claim, who that is as
    far as resolved, and whether it stands in another report (`across`)."""

    type: str
    speaker: str
    claim: str
    who: tuple[Speaker, ...] = ()
    across: bool = False


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One report to export. `only` are the claims asked for (`None`: all, and the reporter's own events too). `standing`, `speakers`
    and `answers` go by id of claim (`standing` also by id of event): what the corpus knows beyond the report, corrections included.
    `day` is the day from which the report is known, `added` where it is not published but added then."""

    report: Report
    only: frozenset[str] | None = None
    standing: dict[str, Standing] = {}
    speakers: dict[str, str] = {}
    answers: dict[str, tuple[Answer, ...]] = {}
    day: str | None = None


# ---------------------------------------------------------------- report lines


def items_from_lines(lines: Iterable[bytes], name: str, as_of: str | None = None) -> Iterator[Item | Failure]:
    """Items of lines that `allegedly read --json` wrote; a line that is none is a `Failure`. With `as_of` only reports published up
    to that day: one without a date is left out, for nothing says when it was known."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            report = decode_report(line)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            reason = f"not the line of a report ({' '.join(str(error).split())[:200]}): make it with `allegedly read --json`"
            yield Failure(source_id=f"{name}:{number}", error=BadRecord.__name__, reason=reason)
            continue
        published = report.document.published
        if as_of is None or (published is not None and published[: len(as_of)] <= as_of):
            yield Item(report=report, standing=_own_standing(report), day=published[:10] if published else None)


def _own_standing(report: Report) -> dict[str, Standing]:
    return {s.of: Standing(s.support, s.response, s.line) for s in report.statuses}


# ---------------------------------------------------------------- store


def items_from_store(store: Store, filter: Filter) -> Iterator[Item]:
    """Items of a store, newest report first: with conditions only the claims that satisfy them, else everything."""
    paged = msgspec.structs.replace(filter, limit=_PAGE, after=None)
    bare = Filter(since=filter.since, until=filter.until, as_of=filter.as_of, versions=filter.versions, limit=_PAGE)
    if paged == bare:
        for document_id in _document_ids(store, paged):
            yield item_of_document(store, document_id, filter.as_of)
        return
    for lines in _by_document(store, paged):
        yield _item(store, lines[0].document, lines, filter.day, frozenset(line.id for line in lines))


def item_of_document(store: Store, document_id: str, as_of: str | None = None) -> Item:
    """One whole report of a store. Raises `SetupError` where there is none of that id."""
    return _item(store, document_id, claims_of_document(store, document_id, as_of), Filter(as_of=as_of).day, None)


def _document_ids(store: Store, filter: Filter) -> Iterator[str]:
    while True:
        page = documents(store, filter)
        yield from (line.id for line in page.rows)
        if page.after is None:
            return
        filter = msgspec.structs.replace(filter, after=page.after)


def _by_document(store: Store, filter: Filter) -> Iterator[tuple[ClaimLine, ...]]:
    """The matching claims, those of one document together: the store gives them in that order."""
    pending: list[ClaimLine] = []
    while True:
        page = claims(store, filter)
        for line in page.rows:
            if pending and pending[0].document != line.document:
                yield tuple(pending)
                pending = []
            pending.append(line)
        if page.after is None:
            break
        filter = msgspec.structs.replace(filter, after=page.after)
    if pending:
        yield tuple(pending)


def _item(store: Store, document_id: str, lines: tuple[ClaimLine, ...], day: str, only: frozenset[str] | None) -> Item:
    report = store.report(document_id)
    ids = [line.id for line in lines]
    as_of = None if day.startswith("9999") else day
    known = store.connection.execute("SELECT day FROM document WHERE id = ?", (document_id,)).fetchone()
    return Item(
        report=report,
        only=only,
        standing=_stored_standing(store, report, lines, day),
        speakers={line.id: line.speaker for line in lines},
        answers=_stored_answers(answers_about(store, ids, as_of), set(ids)),
        day=str(known["day"]) if known else None,
    )


def _stored_standing(store: Store, report: Report, lines: tuple[ClaimLine, ...], day: str) -> dict[str, Standing]:
    found = {c.id: Standing(c.support, c.response, c.status or "") for c in lines if c.support and c.response}
    for event in report.events:
        if status := status_of(store.connection, event.id, day):
            found[event.id] = Standing(status.support, status.response, status.line)
    return found


def _stored_answers(edges: Iterable[AnswerLine], ids: set[str]) -> dict[str, tuple[Answer, ...]]:
    found: dict[str, list[Answer]] = {}
    for edge in edges:
        if edge.to is not None and edge.to.id in ids:
            found.setdefault(edge.to.id, []).append(_answer(edge))
    return {claim: tuple(answers) for claim, answers in found.items()}


def _answer(edge: AnswerLine) -> Answer:
    who = tuple(
        Speaker(name=s.name, country=s.country, role=s.role, speaks_for=s.speaks_for, origin=s.origin) for s in edge.answer.speakers
    )
    return Answer(edge.type, edge.answer.speaker, edge.answer.id, who, edge.across)
