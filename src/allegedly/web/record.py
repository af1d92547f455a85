"""A report's record in words, for the page: what stands beside the text. Nothing here without its speaker."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from allegedly.names import in_text_order, participant_words, speaker_words
from allegedly.records import Attribution, Claim, Event, Place, Relation, Report, Span, Spans, Status
from allegedly.web.layers import anchor_of, nesting_depths, row_anchor, speaker_hues

ANSWERS = {
    "denies": "denied by", "disputes": "disputed by", "concedes": "conceded by", "confirms": "vouched for by",
    "acknowledges_adjacent_fact": "adjacent fact acknowledged by", "comments_on": "commented on by",
    "contradicts": "a rival account from", "alternative_explanation_for": "explained otherwise by",
}  # fmt: skip
"""Relations that answer a claim, in the verbs the record supports."""

DEEPEST_NUMBER = 6
MOST_CARDS = 800
"""A report of news has some dozens of rows; a browser does not get through tens of thousands."""
LONGEST = 1_500
"""So many characters of a span are repeated beside the text; all of it stands in the text."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One who answers a claim: the verb, who, in which words; `claim` is the answering claim, `evidence` the words that show it."""

    verb: str
    speaker: str
    text: str
    claim: str
    evidence: tuple[str, ...] = ()


class ReportClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A claim with its speaker, in its own words."""

    id: str
    row: str
    number: str
    speaker: str
    text: str
    modality: str
    said: str | None = None


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """An attribution in words. `who` is source and cue as printed, `facts` act, cue class, kind, date, country."""

    id: str
    number: str
    depth: int
    hue: int
    speaker: str
    who: str
    content: str
    facts: tuple[str, ...]
    anchor: str
    continues: str | None = None
    continues_number: str | None = None
    goes_on: str | None = None
    resolved: str | None = None
    gloss: tuple[str, ...] = ()
    provenance: str = ""
    readings: tuple[str, ...] = ()


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a status line; `anchors` are the sentences it opens."""

    text: str
    anchors: tuple[str, ...] = ()


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """What is claimed to have happened (or a lone claim), who says it, who answers, and how it stands."""

    id: str
    is_event: bool
    claims: tuple[ReportClaim, ...]
    answers: tuple[Answer, ...]
    status: tuple[Part, ...]
    modality: str
    response: str
    facts: tuple[tuple[str, str, str | None], ...] = ()


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """All that stands beside a text. `left_out` rows beyond `MOST_CARDS` are in the twin alone, and the page says so."""

    cards: tuple[Card, ...]
    blocks: tuple[Block, ...]
    numbers: dict[str, str]
    hues: dict[str, int]
    left_out: int = 0


def make_record(report: Report) -> Record:
    """The record of a report in words."""
    numbers = number_rows(report.attributions)
    hues = _hues(report)
    depths = nesting_depths(report.attributions)
    rows = {r.id: r for r in report.attributions}
    goes_on = {r.continues: r.id for r in report.attributions if r.continues}
    shown = list(numbers)[:MOST_CARDS]
    cards = tuple(_card(report, rows[i], numbers, hues[i], depths[i], goes_on.get(i)) for i in shown)
    return Record(cards=cards, blocks=make_blocks(report, numbers), numbers=numbers, hues=hues, left_out=len(numbers) - len(cards))


def number_rows(rows: Sequence[Attribution]) -> dict[str, str]:
    """Ids → 1, 2, 2.1 ... in reading order: nested rows follow the row they lie in."""
    depths = nesting_depths(rows)
    inside: dict[str | None, list[str]] = {}
    for row in rows:
        inside.setdefault(row.parent if depths[row.id] else None, []).append(row.id)
    numbers: dict[str, str] = {}
    waiting = [(row_id, str(k)) for k, row_id in enumerate(inside.get(None, []), 1)][::-1]
    while waiting:
        row_id, number = waiting.pop()
        numbers[row_id] = number
        waiting += [(child, _number(number, k, depths[child])) for k, child in enumerate(inside.get(row_id, []), 1)][::-1]
    return numbers


def _number(parent: str, count: int, depth: int) -> str:
    """The number of a nested row. One as long as a chain of thousands would tell nobody anything."""
    return f"{parent}.{count}" if depth < DEEPEST_NUMBER else f"{parent.partition('…')[0]}…{depth + 1}"


def _hues(report: Report) -> dict[str, int]:
    """Row → hue of its speaker."""
    keys = {r.id: speaker_words(report, r) for r in report.attributions}
    hues = speaker_hues(keys.values())
    return {row: hues[key] for row, key in keys.items()}


# ---------------------------------------------------------------- cards


def _card(report: Report, row: Attribution, numbers: dict[str, str], hue: int, depth: int, goes_on: str | None) -> Card:
    text = report.document.text
    return Card(
        id=row.id,
        number=numbers[row.id],
        depth=min(depth, 6),
        hue=hue,
        speaker=speaker_words(report, row),
        who=_who(text, row, speaker_words(report, row)),
        content=words_of(text, row.content),
        facts=_facts(row),
        anchor=row_anchor(row.id),
        continues=row.continues if row.continues in numbers else None,
        continues_number=numbers.get(row.continues or ""),
        goes_on=goes_on,
        resolved=_resolved(text, row),
        gloss=tuple(s.read(text).strip(" ,") for s in row.gloss),
        provenance=_provenance(row),
        readings=_readings(row),
    )


def _who(text: str, row: Attribution, speaker: str) -> str:
    """Source and cue in the order of the text; the cue alone where the source says no more than the name."""
    source, cue = words_of(text, row.source), words_of(text, row.cue)
    if not source and row.continues:
        return "quotation goes on"
    if source.lower().removeprefix("the ") == speaker.lower().removeprefix("the "):
        source = ""
    return in_text_order(text, row, source, cue)


def _facts(row: Attribution) -> tuple[str, ...]:
    kind = row.kind if row.kind not in ("direct", "indirect", "mixed") else None
    country = "/".join(dict.fromkeys(s.country for s in row.speakers if s.country)) or None
    said = f"said {row.said.edtf}" if row.said else None
    cue = f"{row.cue_class} verb" if row.cue_class != "neutral" else None
    return tuple(f for f in (row.act.replace("_", " "), cue, kind, said, country) if f)


def _readings(row: Attribution) -> tuple[str, ...]:
    others = [] if row.said is None else [f"or said {a.edtf}{f' ({a.why})' if a.why else ''}" for a in row.said.alternatives if a.edtf]
    return tuple(dict.fromkeys(others))


def _resolved(text: str, row: Attribution) -> str | None:
    """Role and body, where they say more than the words of the source."""
    source = words_of(text, row.source).lower()
    known = [*(s.role for s in row.speakers), *(f"for {s.speaks_for}" for s in row.speakers if s.speaks_for)]
    return "; ".join(dict.fromkeys(k for k in known if k and k.lower().removeprefix("for ") not in source)) or None


def _provenance(row: Attribution) -> str:
    spans = " ".join(f"{name} {_offsets(s)}" for name, s in (("source", row.source), ("cue", row.cue), ("content", row.content)) if s)
    score = f" · score {row.score:.2f}" if row.score is not None else ""
    return f"{spans} · rule {row.rule}{score}"


def _offsets(spans: Spans) -> str:
    return ",".join(f"{s.start}–{s.end}" for s in spans)


# ---------------------------------------------------------------- blocks


def make_blocks(report: Report, numbers: dict[str, str]) -> tuple[Block, ...]:
    """One block per status: an event that claims carry, or a claim that carries none."""
    events = {e.id: e for e in report.events}
    claims = {c.id: c for c in report.claims}
    return tuple(b for s in report.statuses if (b := _block(report, s, events.get(s.of), claims, numbers)).claims)


def _block(report: Report, status: Status, event: Event | None, claims: dict[str, Claim], numbers: dict[str, str]) -> Block:
    ids = [c for c in status.inputs if c in event.claims] if event else [status.of]
    members = [claims[c] for c in dict.fromkeys(ids) if c in claims]
    rows = {r.id: r for r in report.attributions}
    return Block(
        id=status.of,
        is_event=event is not None,
        claims=tuple(report_claim(report, c, rows[c.attribution], numbers) for c in members),
        answers=tuple(_answers(report, members, claims, rows)),
        status=tuple(Part(text=p.text, anchors=tuple(anchor_of(s) for s in p.spans)) for p in status.parts),
        modality=status.modality,
        response=status.response,
        facts=tuple(event_facts(report, event)) if event else (),
    )


def report_claim(report: Report, claim: Claim, row: Attribution, numbers: dict[str, str]) -> ReportClaim:
    """A claim with its speaker."""
    said = row.said.edtf if row.said else None
    speaker, text = speaker_words(report, row), words_of(report.document.text, claim.spans)
    return ReportClaim(
        id=claim.id, row=row.id, number=numbers.get(row.id, ""), speaker=speaker, text=text, modality=claim.modality, said=said
    )


def _answers(report: Report, members: Iterable[Claim], claims: dict[str, Claim], rows: dict[str, Attribution]) -> Iterable[Answer]:
    """One per answering claim; the speaker's own restatements are no answers."""
    ids = {c.id for c in members}
    seen: set[tuple[str, str]] = set()
    for relation in report.relations:
        key = (relation.source, relation.type)
        if relation.target in ids and relation.type in ANSWERS and relation.source in claims and key not in seen:
            seen.add(key)
            yield _answer(report, relation, claims[relation.source], rows)


def _answer(report: Report, relation: Relation, claim: Claim, rows: dict[str, Attribution]) -> Answer:
    return Answer(
        verb=ANSWERS[relation.type],
        speaker=speaker_words(report, rows[claim.attribution]),
        text=words_of(report.document.text, claim.spans),
        claim=claim.id,
        evidence=tuple(anchor_of(s) for s in relation.evidence),
    )


def event_facts(report: Report, event: Event) -> Iterable[tuple[str, str, str | None]]:
    """Label, words, anchor of the evidence: what would have happened, by whom, when and where, as far as the text says."""
    code = f" [{event.plover.root}]" if event.plover else ""
    yield "what", f"{event.action}{code}", None
    if who := participant_words(report, event.actor):
        yield "by", who, None
    if target := participant_words(report, event.target):
        yield "to", target, None
    if event.when:
        yield "when", event.when.edtf, anchor_of(event.when.evidence[0]) if event.when.evidence else None
    if event.place:
        yield "where", place_words(report.document.text, event.place), anchor_of(event.place.span)


def place_words(text: str, place: Place) -> str:
    """The place with the words that narrow it: "northern Zhytomyr region"."""
    return f"{place.qualifier} {place.span.read(text)}" if place.qualifier else place.span.read(text)


def words_of(text: str, spans: Iterable[Span]) -> str:
    """The words of several spans, line breaks made blanks, an ellipsis where something lies between or the rest is left to the text."""
    return " … ".join(_words(text, span) for span in spans)


def _words(text: str, span: Span) -> str:
    words = " ".join(text[span.start : min(span.end, span.start + LONGEST)].split())
    return words if len(span) <= LONGEST else f"{words} …"
