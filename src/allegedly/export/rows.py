"""The rows behind most forms: one per claim, one per event, each with its speaker, its evidence and how it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from allegedly.export.items import Answer, Item, Standing
from allegedly.records import Attribution, Claim, Document, Event, Participant, Place, Plover, Report, Spans, Speaker, bounding
from allegedly.store.speakers import source_row, speaker_label

QUOTE_LIMIT = 300
_ANSWERS = frozenset(
    str.split(
        "denies disputes concedes confirms contradicts alternative_explanation_for acknowledges_adjacent_fact comments_on answers "
        "declines_to_answer"
    )
)


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How to export. `quote_limit`: the most characters of one quotation. `full_text`: with the article's text, quotations whole."""

    quote_limit: int = QUOTE_LIMIT
    full_text: bool = False
    title: str = "Claims in the news"

    @property
    def note(self) -> str:
        """What was left out, in one line: every form says it somewhere."""
        if self.full_text:
            return "With article text. Each claim is its speaker's, not ours."
        return f"Article text is left out; quotations are cut at {self.quote_limit} characters. Each claim is its speaker's, not ours."


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """The report a row comes from."""

    document: str
    source_id: str
    sha256: str
    outlet: str | None
    agency: str | None
    authors: tuple[str, ...]
    published: str | None
    day: str | None
    title: str | None
    url: str | None
    language: str | None


class ClaimRow(msgspec.Struct, frozen=True, kw_only=True):
    """One claim. `speaker` is never empty; `who` are the resolved speakers; `via` those it passed through, innermost first. `words`
    are the claim's own, of which `left_out` characters are cut. Spans are those of the text of `source.document`."""

    id: str
    attribution: str
    source: Source
    speaker: str
    who: tuple[Speaker, ...]
    via: tuple[str, ...]
    cue: str
    kind: str
    act: str
    words: str
    left_out: int
    modality: str
    polarity: str
    interest: str | None
    about: tuple[str, ...]
    said: str | None
    spans: Spans
    speaker_spans: Spans
    cue_spans: Spans
    standing: Standing | None
    answers: tuple[Answer, ...]

    @property
    def opening(self) -> str:
        """Who says it, cue and speaker in the order of the text: "Calder said", "According to Calder"."""
        turned = self.speaker_spans and self.cue_spans and self.cue_spans[0].start < self.speaker_spans[0].start
        return f"{self.cue} {self.speaker}" if turned else f"{self.speaker} {self.cue}".strip()


class EventRow(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a report with the claims that carry it. `speaker` joins their speakers, or says that the reporter tells it; `told`
    are then the reporter's words, else empty."""

    id: str
    source: Source
    speaker: str
    claims: tuple[ClaimRow, ...]
    told: str
    words: str
    action: str
    actors: tuple[Participant, ...]
    targets: tuple[Participant, ...]
    object: Participant | None
    place: Place | None
    when: str | None
    first: str | None
    last: str | None
    modality: str
    polarity: str
    plover: Plover | None
    trigger: Spans
    standing: Standing | None


def source_of(item: Item) -> Source:
    """The report of an item as its rows name it."""
    d = item.report.document
    return Source(
        document=d.id, source_id=d.source_id, sha256=d.sha256, outlet=d.publisher or d.agency, agency=d.agency, authors=d.authors,
        published=d.published, day=item.day, title=d.title, url=d.url, language=d.language,
    )  # fmt: skip


# ---------------------------------------------------------------- claims


def claim_rows(item: Item, options: Options) -> Iterator[ClaimRow]:
    """The claims of an item, in the order of the text."""
    report, source = item.report, source_of(item)
    by_id = {row.id: row for row in report.attributions}
    for claim in report.claims:
        if item.only is None or claim.id in item.only:
            yield _claim_row(item, claim, by_id, source, options)


def _claim_row(item: Item, claim: Claim, by_id: Mapping[str, Attribution], source: Source, options: Options) -> ClaimRow:
    document, row = item.report.document, by_id[claim.attribution]
    named = source_row(row, by_id)
    words, left_out = cut(joined(document, claim.spans), options)
    return ClaimRow(
        id=claim.id,
        attribution=row.id,
        source=source,
        speaker=item.speakers.get(claim.id) or speaker_label(document, row, by_id),
        who=named.speakers,
        via=tuple(_via(document, row, by_id)),
        cue=joined(document, row.cue),
        kind=row.kind,
        act=claim.act or row.act,
        words=words,
        left_out=left_out,
        modality=claim.modality,
        polarity=claim.polarity,
        interest=claim.interest,
        about=claim.about,
        said=row.said.edtf if row.said else None,
        spans=claim.spans,
        speaker_spans=named.source,
        cue_spans=row.cue,
        standing=item.standing.get(claim.id),
        answers=item.answers.get(claim.id, ()) or tuple(_own_answers(item.report, claim, by_id)),
    )


def _via(document: Document, row: Attribution, by_id: Mapping[str, Attribution]) -> Iterator[str]:
    """Who passed it on, innermost first."""
    seen = {row.id}
    while row.parent and row.parent in by_id and row.parent not in seen:
        row = by_id[row.parent]
        seen.add(row.id)
        yield speaker_label(document, row, by_id)


def _own_answers(report: Report, claim: Claim, by_id: Mapping[str, Attribution]) -> Iterator[Answer]:
    """The answers to a claim within its report."""
    claims = {c.id: c for c in report.claims}
    for relation in report.relations:
        if relation.type in _ANSWERS and relation.target in (claim.id, claim.attribution):
            answering = claims.get(relation.source)
            row = by_id.get(answering.attribution if answering else relation.source)
            if row is not None:
                yield Answer(relation.type, speaker_label(report.document, row, by_id), relation.source, source_row(row, by_id).speakers)


# ---------------------------------------------------------------- events


def event_rows(item: Item, options: Options) -> Iterator[EventRow]:
    """The events of an item: those of its claims, and where all is asked for, the reporter's own too."""
    claims = {row.id: row for row in claim_rows(item, options)}
    for event in item.report.events:
        carried = tuple(claims[c] for c in event.claims if c in claims)
        if carried or (item.only is None and not event.claims):
            yield _event_row(item, event, carried, options)


def _event_row(item: Item, event: Event, carried: tuple[ClaimRow, ...], options: Options) -> EventRow:
    document, source = item.report.document, source_of(item)
    reporter = f"{source.outlet or source.source_id} (reporter's own words)"
    first, last = days_of(item.report, event)
    return EventRow(
        id=event.id,
        source=source,
        speaker="; ".join(dict.fromkeys(row.speaker for row in carried)) or reporter,
        claims=carried,
        told="" if carried else _told(item.report, event, options),
        words=joined(document, event.trigger),
        action=event.action,
        actors=_several(event.actor),
        targets=_several(event.target),
        object=event.object,
        place=event.place,
        when=event.when.edtf if event.when else None,
        first=first,
        last=last,
        modality=event.modality,
        polarity=event.polarity,
        plover=event.plover,
        trigger=event.trigger,
        standing=item.standing.get(event.id),
    )


def days_of(report: Report, event: Event) -> tuple[str | None, str | None]:
    """First and last day on which an event would have happened; `None` where the text does not say."""
    if event.when is None:
        return None, None
    timex = next((t for t in report.timexes if t.edtf == event.when.edtf and t.first), None)
    if timex:
        return timex.first, timex.last
    day = event.when.edtf if len(event.when.edtf) == 10 else None
    return day, day


def _told(report: Report, event: Event, options: Options) -> str:
    """The reporter's statement that carries an event; the trigger's words where it has no row."""
    spans = [v.span for v in report.reporter_voice if v.id in event.voice]
    return cut(joined(report.document, tuple(spans[:1]) or event.trigger), options)[0]


def _several(participant: Participant | tuple[Participant, ...] | None) -> tuple[Participant, ...]:
    if participant is None:
        return ()
    return participant if isinstance(participant, tuple) else (participant,)


# ---------------------------------------------------------------- words


def name_of(document: Document, participant: Participant) -> str:
    """A participant's name, else the words of the text."""
    return participant.name or joined(document, participant.spans)


def joined(document: Document, spans: Spans) -> str:
    """The words of several spans, blanks evened out, pieces parted by an ellipsis."""
    return " … ".join(" ".join(span.read(document.text).split()) for span in spans)


def cut(words: str, options: Options) -> tuple[str, int]:
    """Words within the limit, cut between two of them, and how many characters were left out."""
    if options.full_text or len(words) <= options.quote_limit:
        return words, 0
    kept = words[: options.quote_limit].rsplit(" ", 1)[0].rstrip()
    return f"{kept} …", len(words) - len(kept)


def extent(spans: Spans) -> str:
    """The whole extent of spans as `start-end`; empty for none."""
    return f"{bounding(spans).start}-{bounding(spans).end}" if spans else ""
