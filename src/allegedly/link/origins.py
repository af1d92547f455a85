"""Whose word a group of claims is: outlet ← agency ← utterance ← origin, and how many independent origins that makes.

Counting is cautious. Claims of one origin group are one, whoever printed them: a spokesman and his office, two organs of one state,
nine reports of one statement. A reprint, an outlet that has it from another outlet, a speaker who passes on another's word and one who
only reacts add nothing. The count is a range: `strict` needs a named origin that asserts the claim outright; `lenient` adds who only
alleges it or vouches for another's word, who is not named, and organs of a state that the text does not name, each for itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from allegedly.link.archive import Archive
from allegedly.link.outlets import listed_outlet, same_outlet
from allegedly.link.parties import Party
from allegedly.link.rows import Row, sentence_around
from allegedly.records import Citation, OriginNode, OriginTree, Span, Testimony, TestimonyRole, bounding

REACTING = frozenset({"deny", "dispute", "condemn", "praise", "express_concern", "express_emotion", "decline", "ask", "comment",
                      "answer", "support"})  # fmt: skip
"""Acts that react to a claim instead of making it."""

OUTRIGHT = frozenset({"asserted", "presupposed"})
COUNTED: tuple[TestimonyRole, ...] = ("asserts", "alleges", "vouches", "unnamed")


def find_origins(archive: Archive, of: str, claims: Iterable[str]) -> OriginTree:
    """The tree and the count for a group of claims; `of` is the group's id. Ids that are not in the archive are passed over. Kept with the
    archive: the standing of a group, that of its denials and its tree all ask."""
    ids = frozenset(claims)
    if (of, ids) not in archive.trees:
        archive.trees[of, ids] = _count(archive, of, ids)
    return archive.trees[of, ids]


def _count(archive: Archive, of: str, claims: frozenset[str]) -> OriginTree:
    rows = sorted((archive.rows[i] for i in claims if i in archive.rows), key=lambda r: _order(archive, r))
    parties = archive.parties
    testimonies = _seen_together(archive, [_testimony(archive, row, rows, parties) for row in rows], parties)
    strict, lenient = count_origins(archive, testimonies, parties)
    return OriginTree(of=of, strict=strict, lenient=lenient, roots=_tree(testimonies), testimonies=testimonies, rule="origins/1")


def _seen_together(archive: Archive, testimonies: Sequence[Testimony], parties: Mapping[str, Party | None]) -> tuple[Testimony, ...]:
    """Roles that only the whole group shows: who admits it in one place concedes it in others, who denies it in one supports it in none; a hedge without a source, and what an agency has from one not named
    here, is the word of whom the same report names; where nobody makes the claim but in reaction to another one (*such reports are lies*), reacting is how it is made."""
    deniers = {p.key for t in testimonies if t.role == "denies" and (p := parties[t.claim])}
    conceders = {p.key for t in testimonies if t.role == "concedes" and (p := parties[t.claim])}
    named = {t.document for t in testimonies if t.role in COUNTED and t.role != "unnamed"}
    lone = not any(t.role in COUNTED for t in testimonies)
    out = []
    for t in testimonies:
        row, party, role = archive.rows[t.claim], parties[t.claim], t.role
        if role in COUNTED and party is not None and party.key in conceders | deniers:
            role = "concedes" if party.key in conceders else "reaction"
        elif role == "unnamed" and t.document in named and (party is None or _speaks_for_itself(row)):
            role = "relayed"
        elif role == "reaction" and lone:
            role = _strength(row)
        out.append(msgspec.structs.replace(t, role=role))
    return tuple(out)


def _strength(row: Row) -> TestimonyRole:
    return "asserts" if row.claim.modality in OUTRIGHT else "alleges"


def count_origins(archive: Archive, testimonies: Sequence[Testimony], parties: Mapping[str, Party | None]) -> tuple[int, int]:
    """(strict, lenient): see the top of this module. Strict counting asks besides that the claims are tied one to one: a group may hold
    claims that only resemble each other over a third."""
    counted = [t for t in testimonies if t.role in COUNTED]
    lenient = {p.key if (p := parties[t.claim]) and p.named else f"{t.document} {t.speaker}" for t in counted}
    outright = [t.claim for t in counted if t.role == "asserts"]
    return max((_strictly(parties, part) for part in tied_parts(archive, outright)), default=0), len(lenient)


def _strictly(parties: Mapping[str, Party | None], claims: Iterable[str]) -> int:
    """How many origins assert the claims. An organ of a state that is not named may be one of any state that counts already."""
    found = {p for i in claims if (p := parties[i])}
    placed = {p.key for p in found if not p.unplaced}
    return len(placed) + (len(found) > len(placed) and not any(key.endswith("-state") for key in placed))


def tied_parts(archive: Archive, claims: Sequence[str]) -> list[list[str]]:
    """The claims in parts, each claim of a part tied to another of it: they assert one event of their report, events that are linked,
    or one proposition by a link of its own."""
    parts: list[list[str]] = []
    for claim in claims:
        near = [p for p in parts if any(_bear_out(archive, claim, other) for other in p)]
        parts = [p for p in parts if p not in near] + [[claim, *(c for p in near for c in p)]]
    return parts


def _bear_out(archive: Archive, a: str, b: str) -> bool:
    """Tied, and not each speaking of its own conduct: two armies that say *we strengthened the border* speak of two borders."""
    x, y = archive.rows[a], archive.rows[b]
    selves = x.claim.interest == y.claim.interest == "self"
    return archive.are_tied(a, b) and (not selves or _same_origins(x, y))


def _same_origins(x: Row, y: Row) -> bool:
    return bool({s.origin for s in x.attribution.speakers} & {s.origin for s in y.attribution.speakers})


def _order(archive: Archive, row: Row) -> tuple[int, Span, str]:
    return archive.rank[row.document.id], bounding(row.claim.spans), row.claim.id


# ---------------------------------------------------------------- one testimony


def _testimony(archive: Archive, row: Row, rows: Sequence[Row], parties: Mapping[str, Party | None]) -> Testimony:
    party = parties[row.claim.id]
    cited = citations_over(row)
    role, of = _role(archive, row, rows, party)
    return Testimony(
        claim=row.claim.id,
        document=row.document.id,
        role=role,
        speaker=speaker_words(archive, row),
        origin=party.key if party and party.named else None,
        utterance=archive.utterance_of[row.attribution.id],
        outlet=outlet_of(row),
        via=tuple(dict.fromkeys(c.outlet for c in cited)),
        of=of,
        spans=(sentence_around(row.document, row.claim.spans),),
    )


def _role(archive: Archive, row: Row, rows: Sequence[Row], party: Party | None) -> tuple[TestimonyRole, str | None]:
    """What the testimony adds to the count, and whom it goes back to where it adds nothing."""
    if _takes_back(row):
        return "reaction", None
    if is_denial(row) or (row.attribution.act != "dispute" and _sign(row) != _sign_of(rows)):
        return "denies", None
    inner = _within(row, rows)
    if inner is not None:
        return "relayed", inner.claim.id
    earlier = copied_from(archive, row, rows)
    if earlier is not None:
        return "copy", earlier
    if _speaks_for_itself(row):
        source = _report_of(row, rows)
        return ("cited", source) if source else ("unnamed", None)
    if "concede" in (row.claim.act, row.attribution.act):
        return "concedes", None
    if (row.claim.act or row.attribution.act) in REACTING:
        return "reaction", None
    if party is None or not party.named:
        return "unnamed", None
    if row.attribution.act == "confirm":
        return "vouches", None
    return _strength(row), None


def is_denial(row: Row) -> bool:
    """True where a word of denying governs the claim. Who dismisses a report disputes it: that is less than to deny it."""
    if row.attribution.act == "dispute":
        return False
    return row.attribution.cue_class == "denying" or row.attribution.act == "deny" or row.claim.modality == "negated"


def _takes_back(row: Row) -> bool:
    """*withdrew its denial*: no denial any more, and not yet an admission"""
    words = " ".join(s.read(row.document.text) for s in row.attribution.cue).lower()
    return any(w in words for w in ("withdr", "retract", "took back", "take back", "taken back"))


def _sign(row: Row) -> bool:
    """True where the claim says that it is so, false where it says that it is not."""
    return (row.claim.modality == "negated" or row.attribution.act == "deny") == (row.claim.polarity == "negative")


def _sign_of(rows: Sequence[Row]) -> bool:
    """What the group is taken to say: that it is so, unless more of those who do not deny say that it is not."""
    said = [_sign(r) for r in rows if not is_denial(r)]
    return 2 * sum(said) >= len(said)


def _within(row: Row, rows: Sequence[Row]) -> Row | None:
    """Another claim of the group that a speaker inside this one's content makes: this speaker passes it on."""
    return next((r for r in rows if r.attribution.parent == row.attribution.id), None)


def copied_from(archive: Archive, row: Row, rows: Sequence[Row]) -> str | None:
    """The earlier document that holds the passage with this claim, where it is a claim of the group there too."""
    own = row.document.id
    for edge in archive.copies_of(own):
        other = edge.b if edge.a == own else edge.a
        if not _came_first(archive, other, own):
            continue
        for passage in edge.passages:
            here, there = (passage.a, passage.b) if edge.a == own else (passage.b, passage.a)
            if here.meets(bounding(row.claim.spans)) and any(r.document.id == other and there.meets(bounding(r.claim.spans)) for r in rows):
                return other
    return None


def _came_first(archive: Archive, other: str, own: str) -> bool:
    """Who credits the other's outlet has it from there; else the one published first, else the first by id."""
    if other not in archive.report_of:
        return False
    a, b = archive.report_of[other], archive.report_of[own]
    credits = [any(same_outlet(c.outlet, x.document.publisher) for c in y.citations) for x, y in ((a, b), (b, a))]
    return credits[0] if credits[0] != credits[1] else archive.rank[other] < archive.rank[own]


def _speaks_for_itself(row: Row) -> bool:
    """True where the speaker is an outlet: it has the claim from somebody whom this report does not name."""
    speaker = row.attribution.speakers[0] if len(row.attribution.speakers) == 1 else None
    if speaker is None or not speaker.name:
        return False
    return speaker.type == "media" or listed_outlet(speaker.name) is not None or _is_cited(row, speaker.name)


def _is_cited(row: Row, name: str) -> bool:
    return any(c.kind in ("reported", "citing") and same_outlet(c.outlet, name) for c in citations_over(row))


def _report_of(row: Row, rows: Sequence[Row]) -> str | None:
    """The document of the group that the cited outlet itself published."""
    name = row.attribution.speakers[0].name
    return next((r.document.id for r in rows if r.document.id != row.document.id and same_outlet(outlet_of(r), name)), None)


def outlet_of(row: Row) -> str | None:
    """Who printed it: the publisher, else the agency, else the name it was read under."""
    document = row.document
    return document.publisher or document.agency or document.source_id


def citations_over(row: Row) -> tuple[Citation, ...]:
    """The citations that bear on a claim: those of its sentence, and the agency that the whole report is credited to."""
    sentence = sentence_around(row.document, row.claim.spans)
    return tuple(c for c in row.report.citations if c.kind == "credit" or sentence.covers(c.span))


def speaker_words(archive: Archive, row: Row) -> str:
    """Who speaks, in words: the name, else the role and body, else the source as printed, else that nobody is named."""
    labels = [s.name or (f"{s.role or 'unnamed source'}, {s.speaks_for}" if s.speaks_for else None) for s in row.attribution.speakers]
    if labels and all(labels):
        return " and ".join(label for label in labels if label)
    before = archive.attributions.get(row.attribution.continues or "")
    if before is not None and before.id != row.attribution.id:
        return speaker_words(archive, Row(row.report, before, row.claim))
    return " ".join(s.read(row.document.text) for s in row.attribution.source) or "no source named"


# ---------------------------------------------------------------- the tree

Level = Literal["origin", "utterance", "agency", "outlet"]
LEVELS: tuple[Level, ...] = ("origin", "utterance", "agency", "outlet")


def _tree(testimonies: Sequence[Testimony], levels: tuple[Level, ...] = LEVELS) -> tuple[OriginNode, ...]:
    """Origin groups, below each its utterances, the agencies they came through, the outlets that printed them; most claims first."""
    if not levels:
        return ()
    level, below = levels[0], levels[1:]
    nodes: list[OriginNode] = []
    for key, items in _by(testimonies, level).items():
        children = _tree(items, below)
        if level == "agency" and not key:
            nodes += children
        else:
            name = items[0].speaker if level == "utterance" else key or None
            nodes.append(OriginNode(kind=level, name=name, key=key or None, claims=tuple(t.claim for t in items), children=children))
    return tuple(sorted(nodes, key=lambda n: -len(n.claims)))


def _by(testimonies: Sequence[Testimony], level: Level) -> dict[str, list[Testimony]]:
    out: dict[str, list[Testimony]] = {}
    for t in testimonies:
        out.setdefault(_key(t, level), []).append(t)
    return out


def _key(t: Testimony, level: Level) -> str:
    if level == "origin":
        return t.origin or ""
    if level == "utterance":
        return t.utterance or ""
    return (t.via[-1] if t.via else "") if level == "agency" else t.outlet or ""
