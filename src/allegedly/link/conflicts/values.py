"""From sightings of values to a conflict: who gives which value where, who gave it last, and whether it is still open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from allegedly.link.archive import Archive
from allegedly.records import Conflict, ConflictKind, ConflictValue, Evidence, Spans, make_id


class Sighting(NamedTuple):
    """A value as one report gives it: on whose word (`origin`, an origin group, `None` for nobody named), by which row and words."""

    value: str
    document: str
    row: str
    spans: Spans
    origin: str | None


def origin_in(archive: Archive, claim: str) -> str | None:
    """The origin group whose word a claim is, as it is counted over the whole archive."""
    party = archive.parties.get(claim)
    return party.key if party and party.named else None


def make_conflict(
    archive: Archive, kind: ConflictKind, of: str, about: str, sightings: Iterable[Sighting], differ: Callable[[str, str], bool], rule: str
) -> Conflict | None:
    """The conflict between sightings, or `None` where no two reports differ. Values that differ from no other are left out; `differ`
    says which two cannot both hold."""
    listed = sorted(set(sightings), key=lambda s: (archive.rank[s.document], s.spans, s.value, s.row or ""))
    values = list(dict.fromkeys(s.value for s in listed))
    rival = [v for v in values if any(differ(v, other) for other in values)]
    kept = [s for s in listed if s.value in rival]
    if len({s.document for s in kept}) < 2 or len(rival) < 2:
        return None
    latest = _latest(kept)
    return Conflict(
        id=make_id(of, "conflict", kind, min(rival)),
        of=of,
        kind=kind,
        about=about,
        values=tuple(_value(v, [s for s in kept if s.value == v], latest) for v in rival),
        open=kind != "figure" or not _is_settled(archive, kept),
        rule=rule,
    )


def _value(value: str, sightings: Sequence[Sighting], latest: dict[str, Sighting]) -> ConflictValue:
    evidence = tuple(Evidence(document=s.document, spans=s.spans, row=s.row) for s in sightings)
    origins = tuple(dict.fromkeys(s.origin for s in sightings if s.origin))
    return ConflictValue(value=value, evidence=evidence, origins=origins, latest=tuple(o for o in origins if latest[o].value == value))


def _latest(sightings: Sequence[Sighting]) -> dict[str, Sighting]:
    """Origin → the value that the latest report has from it; of two in one report the one that comes later in the text."""
    return {s.origin: s for s in sightings if s.origin}


def _is_settled(archive: Archive, sightings: Sequence[Sighting]) -> bool:
    """True where figures have come to one: a lone origin has put its own right, or two at least agree since nobody gave another."""
    last = {s.origin or f"? {s.document}": s for s in sightings}
    agreed = [archive.rank[s.document] for s in last.values() if s.value == sightings[-1].value]
    others = [archive.rank[s.document] for s in last.values() if s.value != sightings[-1].value]
    if not others:
        return True
    return len(agreed) > 1 and max(others) < min(agreed)
