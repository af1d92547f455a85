"""Saved queries, and the claims of a store that newly match them.

    # queries.toml
    [[query]]
    name = "denials by the harbour board"
    actor = "Harbour Board"
    act = "deny"
    webhook = "https://desk.example/hook"       # optional: a POST of JSON
    command = "notify-desk --quiet"             # optional: JSON on its standard input; no shell

The keys are those of the store's filter. A claim can match late, when another report answers it; it is told of then.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from allegedly.errors import SetupError
from allegedly.store import ClaimLine, Filter, Store, claims
from allegedly.watch.state import QueryState

_LOOKED_AT = 2_000
_PAGE = 200
_TOLD = 20_000


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """A saved query: its name, what it asks, and whom to tell."""

    name: str
    filter: Filter
    webhook: str | None = None
    command: str | None = None


def load_queries(path: str | Path) -> tuple[Query, ...]:
    """The queries of a TOML file. Raises `SetupError`."""
    try:
        tables = tomllib.loads(Path(path).read_text(encoding="utf-8")).get("query", [])
        return tuple(_query(table) for table in tables)
    except OSError as error:
        raise SetupError(f"{path}: the queries cannot be read ({error.strerror}): check the path") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError, KeyError, TypeError, AttributeError) as error:
        raise SetupError(f"{path}: {error}: a query is a table [[query]] with a name and what to match") from None


def _query(table: dict[str, object]) -> Query:
    asked = {key: value for key, value in table.items() if key not in ("name", "webhook", "command")}
    unknown = set(asked) - set(Filter.__struct_fields__)
    if unknown or not asked:
        raise KeyError(f"{sorted(unknown)[0]!r} is nothing to match by" if unknown else "a query that matches everything")
    rest = {key: value for key, value in table.items() if key not in asked}
    return msgspec.convert(rest | {"filter": asked}, Query)


def find_matches(store: Store, query: Query, known: QueryState, documents: Iterable[str] | None = None) -> tuple[ClaimLine, ...]:
    """The claims that match and were not told of, oldest first: in these documents, or (`None`) among the newest of the store."""
    told = {*known.told, *known.pending}
    if documents is None:
        lines: Iterable[ClaimLine] = _lines(store, query.filter, _LOOKED_AT)
    else:
        lines = (line for document in documents for line in _of_document(store, query.filter, document))
    found = {line.id: line for line in lines if line.id not in told}
    return tuple(sorted(found.values(), key=lambda line: (line.day, line.document, line.spans)))


def _lines(store: Store, filter: Filter, most: int) -> Iterator[ClaimLine]:
    asked, given = msgspec.structs.replace(filter, limit=_PAGE, after=None), 0
    while given < most:
        page = claims(store, asked)
        yield from page.rows
        given += len(page.rows)
        if page.after is None:
            return
        asked = msgspec.structs.replace(asked, after=page.after)


def _of_document(store: Store, filter: Filter, document: str) -> Iterator[ClaimLine]:
    """The matching claims of one document, which may be older than the newest of the store."""
    row = store.connection.execute("SELECT day FROM document WHERE id = ?", (document,)).fetchone()
    day = str(row["day"]) if row else None
    if day is None or (filter.since and day < filter.since) or (filter.until and day > filter.until):
        return
    for line in _lines(store, msgspec.structs.replace(filter, since=day, until=day), _LOOKED_AT * 10):
        if line.document == document:
            yield line


def note_told(known: QueryState, ids: Iterable[str]) -> None:
    """These claims are told of."""
    done = list(ids)
    known.pending = [claim for claim in known.pending if claim not in set(done)]
    known.told = list(dict.fromkeys([*known.told, *done]))[-_TOLD:]
