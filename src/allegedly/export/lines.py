"""JSON lines: the very line of `allegedly read --json` with `--full-text`; without, the same line with the text taken out and the
words of each claim and attribution put in, within the limit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

import msgspec

from allegedly.export.items import Item
from allegedly.export.rows import Options, claim_rows
from allegedly.records import Report, encode_report


def write_jsonl(items: Iterable[Item], out: BinaryIO, options: Options) -> int:
    """One line per report; how many."""
    count = 0
    for item in items:
        out.write((encode_report(selected(item)) if options.full_text else _without_text(item, options)) + b"\n")
        count += 1
    return count


def selected(item: Item) -> Report:
    """The report with only the claims asked for, and the rows they need: their attributions with all that these hang on, their
    events, and the relations between them."""
    if item.only is None:
        return item.report
    report = item.report
    claims = tuple(c for c in report.claims if c.id in item.only)
    needed = _with_ancestors(report, {c.attribution for c in claims})
    events = tuple(msgspec.structs.replace(e, claims=kept) for e in report.events if (kept := tuple(c for c in e.claims if c in item.only)))
    ids = needed | item.only | {e.id for e in events}
    return msgspec.structs.replace(
        report,
        attributions=tuple(a for a in report.attributions if a.id in needed),
        claims=claims,
        events=events,
        relations=tuple(r for r in report.relations if r.source in ids and r.target in ids),
        statuses=tuple(s for s in report.statuses if s.of in ids),
    )


def _with_ancestors(report: Report, ids: set[str]) -> set[str]:
    by_id = {a.id: a for a in report.attributions}
    found, pending = set(), list(ids)
    while pending:
        row = by_id.get(pending.pop())
        if row is not None and row.id not in found:
            found.add(row.id)
            pending += [i for i in (row.parent, row.continues) if i]
    return found


def _without_text(item: Item, options: Options) -> bytes:
    line: dict[str, Any] = msgspec.to_builtins(selected(item))
    line["document"]["text"] = ""
    line["left_out"] = options.note
    rows = {row.id: row for row in claim_rows(item, options)}
    for claim in line["claims"]:
        row = rows[claim["id"]]
        claim |= {"speaker": row.speaker, "cue": row.cue, "words": row.words, "words_left_out": row.left_out}
        if row.standing:
            claim["status"] = row.standing.line
    return msgspec.json.encode(line)
