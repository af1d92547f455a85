"""Claims as an Atom feed (RFC 4287): the speaker opens every title, the report is the link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from allegedly.export.items import Item
from allegedly.export.linked import urn
from allegedly.export.rows import ClaimRow, Options, claim_rows

_UNDATED = "1970-01-01T00:00:00Z"


def write_atom(items: Iterable[Item], out: BinaryIO, options: Options) -> int:
    """One entry per claim, in the order given (a store gives the newest first); how many. The feed is as new as its first entry."""
    entries = ((row, updated_of(row)) for item in items for row in claim_rows(item, options))
    return write_feed(entries, out, options, "urn:allegedly:feed:claims")


def write_feed(entries: Iterable[tuple[ClaimRow, str]], out: BinaryIO, options: Options, feed_id: str) -> int:
    """A feed of claims, each with its time (RFC 3339); how many."""
    rows = iter(entries)
    first = next(rows, None)
    out.write(_head(options, feed_id, first[1] if first else _UNDATED).encode())
    count = 0
    for row, updated in chain([first] if first else [], rows):
        out.write("".join(_entry(row, updated)).encode())
        count += 1
    out.write(b"</feed>\n")
    return count


def updated_of(row: ClaimRow) -> str:
    """When the report of a claim was published, else the day it was added; 1970 where neither is known, never today."""
    stamp = row.source.published or row.source.day
    if not stamp or len(stamp) < 10:
        return _UNDATED
    if len(stamp) < 19:
        return f"{stamp[:10]}T00:00:00Z"
    return stamp if stamp.endswith("Z") or (stamp[19:20] in "+-" and stamp[19:]) else f"{stamp[:19]}Z"


def _head(options: Options, feed_id: str, updated: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>{_plain(feed_id)}</id><title>{_plain(options.title)}</title><subtitle>{_plain(options.note)}</subtitle>"
        f"<updated>{updated}</updated><generator>allegedly</generator>\n"
    )


def _entry(row: ClaimRow, updated: str) -> Iterator[str]:
    yield f"<entry><id>{urn('claim', row.id)}</id><title>{_plain(f'{row.opening}: {row.words}')}</title><updated>{updated}</updated>"
    yield f"<author><name>{_plain(row.source.outlet or row.source.source_id)}</name></author>"
    if row.source.url:
        yield f'<link rel="alternate" href={quoteattr(_xml(row.source.url))}/>'
    yield f'<category term="{row.act}"/><category term="{row.modality}"/>'
    yield f"<summary>{_plain(row.standing.line if row.standing else f'{row.modality}, {row.act}')}</summary>"
    yield f'<content type="text">{_plain(_content(row))}</content></entry>\n'


def _content(row: ClaimRow) -> str:
    lines = [f"{row.opening}: {row.words}"]
    lines += [f"passed on by {name}" for name in row.via]
    lines += [f"{a.speaker}: {a.type.replace('_', ' ')}" for a in row.answers]
    lines.append(f"{row.source.outlet or row.source.source_id}: {row.source.title or 'untitled'}, {row.source.published or 'no date'}")
    return "\n".join(lines)


def _plain(text: str) -> str:
    return escape(_xml(text))


def _xml(text: str) -> str:
    """Without the characters that XML 1.0 cannot hold."""
    return "".join(c if c in "\t\n" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff" else "\ufffd" for c in text)
