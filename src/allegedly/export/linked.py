"""schema.org as JSON-LD: reports, speakers, claims, quotations, and the relations between claims that schema.org has no word for.

The context of our own terms travels in the file (and lies in `allegedly/data/export/context.jsonld`), so that it can be read offline.
A claim can be the `itemReviewed` of anybody's ClaimReview; there is no rating here and never will be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from itertools import chain
from typing import Any, BinaryIO

import msgspec

from allegedly.export.items import Item
from allegedly.export.rows import ClaimRow, Options, Source, claim_rows, cut, extent, joined, source_of
from allegedly.export.stream import write_collection
from allegedly.records import Report, Speaker
from allegedly.store.speakers import actor_id, speaker_name

_KINDS = {"person": "Person", "body": "GovernmentOrganization", "office": "GovernmentOrganization", "igo": "Organization",
          "company": "Corporation", "media": "NewsMediaOrganization", "group": "Organization"}  # fmt: skip
_QUOTED = {"direct", "mixed"}


def load_context() -> dict[str, Any]:
    """The context of our terms."""
    data = (files("allegedly") / "data" / "export" / "context.jsonld").read_bytes()
    context: dict[str, Any] = msgspec.json.decode(data)["@context"]
    return context


def write_jsonld(items: Iterable[Item], out: BinaryIO, options: Options) -> int:
    """One graph; how many nodes."""
    about = {"@id": "urn:allegedly:export", "@type": "Dataset", "name": options.title, "description": options.note}
    return write_collection(out, {"@context": load_context()}, "@graph", chain([about], _nodes(items, options)))


def urn(kind: str, id_: str) -> str:
    """The name of a row outside the store."""
    return f"urn:allegedly:{kind}:{id_}"


def _nodes(items: Iterable[Item], options: Options) -> Iterator[dict[str, Any]]:
    known: set[str] = set()
    for item in items:
        yield _report_node(source_of(item), item, options)
        ends = _ends(item.report)
        for row in claim_rows(item, options):
            for node in _speaker_nodes(row):
                if node["@id"] not in known:
                    known.add(node["@id"])
                    yield node
            yield _claim_node(row, item.report, ends)
        yield from _quotations(item, options)


def _report_node(source: Source, item: Item, options: Options) -> dict[str, Any]:
    publisher = {"@type": "NewsMediaOrganization", "name": source.outlet} if source.outlet else None
    return _filled(
        {
            "@id": urn("document", source.document),
            "@type": "NewsArticle",
            "headline": source.title,
            "publisher": publisher,
            "author": [{"@type": "Person", "name": name} for name in source.authors],
            "datePublished": source.published,
            "url": source.url,
            "inLanguage": source.language,
            "textDigest": source.sha256,
            "articleBody": item.report.document.text if options.full_text else None,
        }
    )


def _speaker_nodes(row: ClaimRow) -> Iterator[dict[str, Any]]:
    if not _named(row):
        yield {"@id": _speaker_ids(row)[0], "@type": "Thing", "name": row.speaker}
    for speaker in _named(row):
        yield _filled(
            {
                "@id": _speaker_id(speaker),
                "@type": _KINDS.get(speaker.type or "", "Thing"),
                "name": speaker_name(speaker),
                "country": speaker.country,
                "origin": speaker.origin,
                "speaksFor": speaker.speaks_for,
            }
        )


def _named(row: ClaimRow) -> list[Speaker]:
    return [s for s in row.who if speaker_name(s)]


def _speaker_id(speaker: Speaker) -> str:
    return urn("actor", actor_id(speaker_name(speaker) or "", speaker.country))


def _speaker_ids(row: ClaimRow) -> list[str]:
    """The speakers; one without a name is a node of its own report."""
    return [_speaker_id(s) for s in _named(row)] or [urn("source", row.attribution)]


def _claim_node(row: ClaimRow, report: Report, ends: Mapping[str, str]) -> dict[str, Any]:
    node: dict[str, Any] = {
        "@id": urn("claim", row.id),
        "@type": "Claim",
        "text": row.words,
        "leftOut": row.left_out or None,
        "speaker": _speaker_ids(row),
        "author": [{"@id": speaker} for speaker in _speaker_ids(row)],
        "name": row.opening,
        "role": [s.role for s in row.who if s.role],
        "via": list(row.via),
        "cue": row.cue,
        "act": row.act,
        "modality": row.modality,
        "polarity": row.polarity,
        "interest": row.interest,
        "said": row.said,
        "about": [{"@type": "Thing", "name": name} for name in row.about],
        "appearance": {"@id": urn("document", row.source.document)},
        "span": extent(row.spans),
        "speakerSpan": extent(row.speaker_spans) or None,
        "cueSpan": extent(row.cue_spans) or None,
        "support": row.standing.support if row.standing else None,
        "response": row.standing.response if row.standing else None,
        "status": row.standing.line if row.standing else None,
    }
    for relation in report.relations:
        if relation.source in (row.id, row.attribution) and relation.target in ends:
            node.setdefault(relation.type, []).append(ends[relation.target])
    across: dict[str, list[dict[str, str]]] = {}
    for answer in row.answers:
        if answer.across:
            across.setdefault(answer.type, []).append({"@id": urn("claim", answer.claim)})
    return _filled(node | ({"@reverse": across} if across else {}))


def _ends(report: Report) -> dict[str, str]:
    """The names of the rows a relation may end at: an attribution stands for its first claim."""
    ends = {c.attribution: urn("claim", c.id) for c in reversed(report.claims)}
    ends |= {c.id: urn("claim", c.id) for c in report.claims}
    return ends | {e.id: urn("event", e.id) for e in report.events}


def _quotations(item: Item, options: Options) -> Iterator[dict[str, Any]]:
    """One Quotation per directly quoted attribution of the claims asked for."""
    rows = {row.attribution: row for row in claim_rows(item, options)}
    for attribution in item.report.attributions:
        row = rows.get(attribution.id)
        if row is None or attribution.kind not in _QUOTED:
            continue
        words, left_out = cut(joined(item.report.document, attribution.content), options)
        yield _filled(
            {
                "@id": urn("quotation", attribution.id),
                "@type": "Quotation",
                "text": words,
                "leftOut": left_out or None,
                "speaker": _speaker_ids(row),
                "spokenByCharacter": [{"@id": speaker} for speaker in _speaker_ids(row)],
                "name": row.opening,
                "isPartOf": {"@id": urn("document", row.source.document)},
                "span": extent(attribution.content),
            }
        )


def _filled(node: dict[str, Any]) -> dict[str, Any]:
    """The node without what is unknown."""
    return {key: value for key, value in node.items() if value not in (None, [], "")}
