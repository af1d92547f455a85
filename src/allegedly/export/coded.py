"""PLOVER events as JSON, one a line, each with what event data usually drop: the attributions it stands under.

An event whose claims only allege, plan or deny it is written too; `attribution` says so, and a loader that counts events must read it.
Events without a PLOVER root are left out. Countries are ISO 3166-1 alpha-3, as event data write them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any, BinaryIO

from allegedly.export.features import geometry_of, precision_of
from allegedly.export.items import Item
from allegedly.export.rows import ClaimRow, EventRow, Options, event_rows, name_of
from allegedly.export.stream import write_lines
from allegedly.records import Document, Participant, Place


def write_plover(items: Iterable[Item], out: BinaryIO, options: Options) -> int:
    """One line per coded event; how many."""
    return write_lines(out, _records(items, options))


def _records(items: Iterable[Item], options: Options) -> Iterator[dict[str, Any]]:
    for item in items:
        for row in event_rows(item, options):
            if row.plover is not None:
                yield _record(row, item.report.document, options)


def _record(row: EventRow, document: Document, options: Options) -> dict[str, Any]:
    assert row.plover is not None
    return {
        "id": row.id,
        "date": row.first,
        "date_last": row.last,
        "event": row.plover.root,
        "mode": row.plover.mode,
        "quad": row.plover.quad,
        "context": [],
        "source": [_participant(p, document) for p in row.actors],
        "target": [_participant(p, document) for p in row.targets],
        "geo": _geo(row.place) if row.place and row.place.use == "literal" else None,
        "text": row.words,
        "report": {
            "publisher": row.source.outlet,
            "published": row.source.published,
            "title": row.source.title,
            "url": row.source.url,
            "document": row.source.document,
            "text_sha256": row.source.sha256,
        },
        "modality": row.modality,
        "polarity": row.polarity,
        "status": row.standing.line if row.standing else None,
        "attribution": [_attribution(claim) for claim in row.claims] or [{"speaker": row.speaker, "act": "report", "words": row.told}],
        "note": options.note,
    }


def _participant(participant: Participant, document: Document) -> dict[str, Any]:
    return {"text": name_of(document, participant), "name": participant.name, "country": alpha3(participant.country)}


def _geo(place: Place) -> dict[str, Any]:
    point = geometry_of(place)
    lon, lat = point["coordinates"] if point else (None, None)
    return {
        "name": place.name,
        "country": alpha3(place.country),
        "lat": lat,
        "lon": lon,
        "geonames_id": place.geonames_id,
        "precision": precision_of(place),
    }


def _attribution(row: ClaimRow) -> dict[str, Any]:
    return {
        "speaker": row.speaker,
        "roles": [s.role for s in row.who if s.role],
        "countries": [c for s in row.who if (c := alpha3(s.country))],
        "origins": [s.origin for s in row.who if s.origin],
        "via": list(row.via),
        "cue": row.cue,
        "act": row.act,
        "modality": row.modality,
        "polarity": row.polarity,
        "said": row.said,
        "words": row.words,
        "left_out": row.left_out,
        "spans": [[s.start, s.end] for s in row.spans],
        "answers": [{"type": a.type, "speaker": a.speaker} for a in row.answers],
        "claim": row.id,
    }


def alpha3(code: str | None) -> str | None:
    """ISO 3166-1 alpha-3 of an alpha-2 code; both sides of a border, joined by `|`."""
    if not code:
        return None
    return "|".join(_codes().get(part, part) for part in code.split("|"))


@cache
def _codes() -> dict[str, str]:
    lines = (files("allegedly") / "data" / "export" / "countries.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))
