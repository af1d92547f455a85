"""How a group of claims stands over the whole corpus: modality · support · response · scope.

The wording is that of a single report's status (`status.py`); here the origins are counted over all reports, answers may come from
other documents, and a plan whose day is over says so. Derived from reports, links and copies, so that it can be computed again for any
day: give it `archive.until(day)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from allegedly.link.archive import Archive
from allegedly.link.days import last_day
from allegedly.link.origins import COUNTED, find_origins, is_denial, speaker_words
from allegedly.link.parties import Party
from allegedly.link.rows import Happening, Row, sentence_around
from allegedly.link.status import MODAL_WORDS, RESPONSES, VERBS
from allegedly.records import Evidence, Modality, OriginTree, Standing, StandingPart, Testimony

AS_ROLE = {"denies": "denies", "concedes": "concedes"}
AS_ACT = {"dispute": "disputes", "confirm": "confirms"}
FUTURE = frozenset({"planned", "conditional", "hypothetical"})
NO_RESPONSE = "no response in corpus"
DATE_PASSED = "date passed, no report in corpus"
WEAKEST_LAST: tuple[Modality, ...] = ("alleged", "asserted", "presupposed", "planned", "conditional", "hypothetical", "attitude", "negated")
"""Of several modalities the first that anyone gives: a charge stays alleged however many repeat it."""


class Answer(NamedTuple):
    """One answer to the group: the relation, the claim that gives it, the id it was read from."""

    kind: str
    row: Row
    read_from: str


def find_standing(archive: Archive, of: str, claims: Iterable[str], events: Iterable[str] = ()) -> Standing:
    """The standing of a group of claims and of the events they tell of; `of` is the group's id."""
    ids = sorted(i for i in set(claims) if i in archive.rows)
    happenings = [archive.happenings[i] for i in sorted(set(events)) if i in archive.happenings]
    tree, voice = find_origins(archive, of, ids), _voice(happenings)
    support, support_parts = _support(archive, tree, voice)
    told = [h.event.modality for h in happenings if h.event.voice] if support == "reporter-stated" else []
    modality = _modality(archive, tree, told)
    due = _due(archive, ids, happenings) if modality in FUTURE else None
    modality = "planned" if due else modality
    answers = find_answers(archive, tree)
    response, response_parts = _response(archive, answers, _has_passed(archive, due))
    documents = sorted(archive.carriers(ids, (h.event.id for h in happenings)))
    head = StandingPart(text=_modal_words(modality, due), evidence=evidence_of(_backing(tree)))
    return Standing(
        of=of,
        modality=modality,
        support=support,
        response=response,
        strict=tree.strict,
        lenient=tree.lenient,
        documents=len(documents),
        parts=(head, *support_parts, *response_parts, _scope(archive, documents)),
        origins=tuple(dict.fromkeys(t.origin for t in _backing(tree) if t.origin)),
        inputs=tuple(dict.fromkeys([*ids, *(h.event.id for h in happenings), *(a.read_from for a in answers)])),
        as_of=archive.as_of,
        due=due,
        rule="standing/1",
    )


def _voice(happenings: Iterable[Happening]) -> tuple[Evidence, ...]:
    """Where reporters tell of it in their own words."""
    return tuple(Evidence(document=h.report.document.id, spans=h.event.trigger, row=h.event.id) for h in happenings if h.event.voice)


def _backing(tree: OriginTree) -> tuple[Testimony, ...]:
    """The testimonies that make the claim: those that count, else all."""
    return tuple(t for t in tree.testimonies if t.role in COUNTED) or tree.testimonies


def evidence_of(testimonies: Iterable[Testimony]) -> tuple[Evidence, ...]:
    """The sentences of testimonies, each with its document and claim."""
    return tuple(Evidence(document=t.document, spans=t.spans, row=t.claim) for t in testimonies)


# ---------------------------------------------------------------- modality


def _modality(archive: Archive, tree: OriginTree, told: Sequence[Modality]) -> Modality:
    """The strongest commitment that anyone makes; two origins that assert outright outweigh a third that only alleges. `told` are the
    modalities of the reporters' own words, where most reports tell of it in them."""
    if "asserted" in told or tree.strict >= 2:
        return "asserted"
    given = {*told, *(archive.rows[t.claim].claim.modality for t in _backing(tree))}
    return next((m for m in WEAKEST_LAST if m in given), "asserted")


def _modal_words(modality: Modality, due: str | None) -> str:
    return f"{MODAL_WORDS[modality]} for {due}" if due and modality == "planned" else MODAL_WORDS[modality]


def _due(archive: Archive, claims: Sequence[str], happenings: Iterable[Happening]) -> str | None:
    """The last day on which the planned event may fall, where the reports give one."""
    told = {e for e, own in archive.asserting.items() if not set(own).isdisjoint(claims)}
    events = [*(h.event for h in happenings), *(archive.happenings[e].event for e in sorted(told))]
    days = [d for e in events if e.when is not None and e.modality in ("planned", "conditional") and (d := last_day(e.when.edtf))]
    return max(days, default=None)


def _has_passed(archive: Archive, due: str | None) -> bool:
    seen = _last_seen(archive)
    return due is not None and seen is not None and seen > due


def _last_seen(archive: Archive) -> str | None:
    return archive.as_of or max((d for r in archive.reports if (d := archive.day(r.document))), default=None)


# ---------------------------------------------------------------- support


def _support(archive: Archive, tree: OriginTree, voice: tuple[Evidence, ...]) -> tuple[str, tuple[StandingPart, ...]]:
    """The facet, and its parts of the line with the names of those behind it."""
    backing = [t for t in tree.testimonies if t.role in COUNTED]
    names = join_names(t.speaker for t in backing)
    party = ", party to the dispute" if any(archive.rows[t.claim].claim.interest == "adverse" for t in backing) else ""
    facet, words = _facet(archive, tree, backing)
    # A reading that missed one attribution must not turn nine reports of a charge into the reporters' word.
    if len({e.document for e in voice}) > len({t.document for t in backing}):
        text = f"reporter-stated; also said by {names}" if backing else "reporter-stated"
        return "reporter-stated", (StandingPart(text=text, evidence=(*voice, *evidence_of(backing))),)
    part = StandingPart(text=f"{words} ({names}{party})" if names else words, evidence=evidence_of(backing or tree.testimonies))
    return facet, (part, _also(voice)) if voice else (part,)


def _also(voice: tuple[Evidence, ...]) -> StandingPart:
    count = len({e.document for e in voice})
    return StandingPart(text=f"in the reporter's own words in {count} report{'' if count == 1 else 's'}", evidence=voice)


def _facet(archive: Archive, tree: OriginTree, backing: Sequence[Testimony]) -> tuple[str, str]:
    """Support as a facet and in words."""
    reports = len({t.document for t in backing})
    if not backing:
        return "no origin", "no origin asserts it"
    if tree.strict >= 2:
        more = f", up to {tree.lenient}" if tree.lenient > tree.strict else ""
        return f"corroborated by {tree.strict}", f"corroborated by {tree.strict} origins{more}"
    if tree.lenient >= 2:
        return f"claimed by {tree.lenient}", f"claimed by up to {tree.lenient} origins, {tree.strict} of them outright"
    if reports > 1:
        return f"same-origin ×{reports}", f"same-origin ×{reports}, 1 origin"
    if all(archive.rows[t.claim].claim.interest == "self" for t in backing):
        return "self-reported", "self-reported"
    return "single-source", "single source"


def join_names(speakers: Iterable[str], most: int = 4) -> str:
    """The names once each, the first `most` of them and how many more there are."""
    names = list({s.casefold(): s for s in reversed(list(speakers))}.values())[::-1]
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


# ---------------------------------------------------------------- response


def find_answers(archive: Archive, tree: OriginTree) -> tuple[Answer, ...]:
    """Who answers the group, from any report: never one who makes the claim himself, except to concede what he denied."""
    parties = archive.parties
    makers = {p.key for t in tree.testimonies if t.role in COUNTED and (p := parties.get(t.claim))}
    members = {t.claim for t in tree.testimonies}
    found = [*_from_members(archive, tree), *_from_relations(archive, members)]
    kept = [a for a in found if _may_answer(a, parties, makers)]
    return tuple(sorted(kept, key=lambda a: (archive.rank[a.row.document.id], a.row.claim.id, a.kind)))


def _may_answer(answer: Answer, parties: Mapping[str, Party | None], makers: set[str]) -> bool:
    """One who is named or described, makes no such claim himself, and is no outlet that passes on what another answered."""
    row = answer.row
    party = parties.get(row.claim.id)
    outlet = bool(row.attribution.speakers) and all(s.type == "media" for s in row.attribution.speakers)
    return not outlet and party is not None and party.key not in makers


def _from_members(archive: Archive, tree: OriginTree) -> Iterable[Answer]:
    """Members of the group that deny, dispute, confirm or concede it."""
    for t in tree.testimonies:
        row = archive.rows[t.claim]
        kind = AS_ROLE.get(t.role) or (AS_ACT.get(row.attribution.act) if t.role in ("reaction", "vouches") else None)
        if kind:
            yield Answer(kind, row, t.claim)


def _from_relations(archive: Archive, members: set[str]) -> Iterable[Answer]:
    """Claims outside the group that a relation or a link ties to one inside."""
    for member in sorted(members):
        for relation in archive.answers.get(member, ()):
            row = archive.rows[relation.source]
            if relation.type in VERBS and relation.source not in members:
                dismissed = relation.type == "denies" and not is_denial(row) and row.attribution.act == "dispute"
                yield Answer("disputes" if dismissed else relation.type, row, relation.source)


def _response(archive: Archive, answers: Sequence[Answer], passed: bool) -> tuple[str, tuple[StandingPart, ...]]:
    """The facet that tells most, and one part for each kind of answer."""
    parts = []
    for kind, verb in VERBS.items():
        of_kind = [a for a in answers if a.kind == kind]
        if of_kind:
            names = join_names(speaker_words(archive, a.row) for a in of_kind)
            parts.append(StandingPart(text=f"{verb} {names}", evidence=tuple(_answer_evidence(a) for a in of_kind)))
    facet = next((facet for kind, facet in RESPONSES if any(a.kind == kind for a in answers)), NO_RESPONSE)
    if passed:
        parts.append(StandingPart(text=DATE_PASSED))
    elif not parts:
        parts.append(StandingPart(text=NO_RESPONSE))
    return (DATE_PASSED if passed and facet == NO_RESPONSE else facet), tuple(parts)


def _answer_evidence(answer: Answer) -> Evidence:
    claim = answer.row.claim
    return Evidence(document=answer.row.document.id, spans=(sentence_around(answer.row.document, claim.spans),), row=claim.id)


# ---------------------------------------------------------------- scope


def _scope(archive: Archive, documents: Sequence[str]) -> StandingPart:
    """*9 documents as of 2024-07-01*"""
    count = f"{len(documents)} document{'' if len(documents) == 1 else 's'}"
    days = [d for i in documents if (d := archive.day(archive.report_of[i].document))]
    as_of = archive.as_of or max(days, default=None)
    return StandingPart(text=f"{count} as of {as_of}" if as_of else f"{count}, undated")
