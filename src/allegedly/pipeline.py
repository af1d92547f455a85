"""The order of work: read this first.

    read → annotate → attribute → resolve (places · speakers · times · utterances · claims) → events → link → Report

Only this module knows the order. Each stage is a plain function from records to records.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from allegedly.annotate import annotate_documents
from allegedly.attribute import attribute_document
from allegedly.errors import DocumentError
from allegedly.events import agents_of, find_events
from allegedly.events.plover import code_sentences
from allegedly.link import Scene, find_citations, find_relations, find_statuses
from allegedly.read import require_english
from allegedly.records import Annotated, Attribution, Document, Event, Failure, Report, ReporterVoice, Span, Speaker
from allegedly.resolve.actor import resolve_participant, resolve_speakers
from allegedly.resolve.claims import group_utterances, split_claims
from allegedly.resolve.place import find_places, place_dateline
from allegedly.resolve.time import attach_events, resolve_times

__all__ = ["analyse_annotated", "analyse_document", "analyse_documents", "code_sentences", "silent_sentences"]


def analyse_document(document: Document) -> Report:
    """The report of one document. Raises `DocumentError` where it cannot be analysed."""
    require_english(document)
    return analyse_annotated(next(annotate_documents([document])))


def analyse_documents(documents: Iterable[Document | Failure]) -> Iterator[Report | Failure]:
    """Reports in the order of `documents`; one that cannot be analysed gives a failure row and the run goes on."""
    for item in documents:
        if isinstance(item, Failure):
            yield item
            continue
        try:
            yield analyse_document(item)
        except DocumentError as error:
            yield Failure(source_id=item.source_id, error=type(error).__name__, reason=error.reason)


def analyse_annotated(annotated: Annotated, attributions: tuple[Attribution, ...] | None = None) -> Report:
    """The report of an annotated document; `attributions` replace the attribute stage (to score what follows on its own)."""

    def resolve(span: Span) -> Speaker | None:
        return resolve_participant(annotated, span, rows)

    places = find_places(annotated)
    rows = resolve_speakers(annotated, attribute_document(annotated) if attributions is None else attributions)
    timexes, rows = resolve_times(annotated, rows)
    rows = group_utterances(annotated, rows)
    claims = split_claims(annotated, rows)
    events, voice = find_events(annotated, rows, claims, places, resolve)
    timexes, events = attach_events(annotated, timexes, rows, events)
    scene = Scene(annotated, rows, claims, events, voice)
    relations = find_relations(scene, resolve, agents_of(annotated, rows, resolve))
    return Report(
        document=place_dateline(annotated.document, places),
        timexes=timexes,
        places=places,
        attributions=rows,
        claims=claims,
        events=events,
        relations=relations,
        reporter_voice=voice,
        statuses=find_statuses(scene, relations),
        silent=silent_sentences(annotated, rows, events, voice),
        citations=find_citations(annotated),
    )


def silent_sentences(
    annotated: Annotated, rows: Sequence[Attribution], events: Sequence[Event], voice: Sequence[ReporterVoice]
) -> tuple[Span, ...]:
    """The sentences in which nothing was found: no attribution, no event, no reporter's row."""
    found = [s for a in rows for s in (*a.source, *a.cue, *a.content)]
    found += [s for e in events for s in e.trigger] + [v.span for v in voice]
    found.sort()
    starts, ends = [s.start for s in found], [0, *accumulate((s.end for s in found), max)]
    # Of what begins before a sentence ends, the furthest end tells whether any of it reaches into the sentence.
    return tuple(s for s in annotated.sentences if ends[bisect_left(starts, s.end)] <= s.start)
