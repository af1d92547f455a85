"""PLOVER codes for the events of a report: what `rules` ask for, gathered from the annotated text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from allegedly.events.plover.coder import Coder
from allegedly.events.plover.lexicon import load_lexicon
from allegedly.events.plover.rules import Happening, choose_code, could_be_coded
from allegedly.records import Annotated, Event, Participant, Plover, Span, Spans


def code_event(text: str, trigger: Span, actors: Spans, targets: Spans, lemma: str, known: Happening | None = None) -> Plover | None:
    """The code of one event of a sentence, or `None` where it fits no root.

    `text` is the sentence; `trigger`, `actors` and `targets` are spans in it; `lemma` is the event's word, a particle or a light verb's
    noun behind it. `known` is what the report tells of the event beyond its sentence; without it the words given must do.
    """
    happening = known or Happening(action=lemma, body=names_body(text), attack=True, actor=bool(actors), target=_named(text, targets))
    if not could_be_coded(happening):
        return None
    chances = Coder.load().chances(text, _outside(actors, trigger), _outside(targets, trigger))
    return choose_code(msgspec.structs.replace(happening, chances=chances))


def code_events(annotated: Annotated, events: Sequence[Event]) -> tuple[Event, ...]:
    """The events of one report with their codes, in the same order; the other fields are unchanged."""
    attack = any(_tells_of_attack(event) for event in events)
    return tuple(msgspec.structs.replace(event, plover=_code(annotated, event, attack)) for event in events)


def _code(annotated: Annotated, event: Event, attack: bool) -> Plover | None:
    sentence, trigger, actors, targets = place_event(annotated, event)
    return code_event(sentence.read(annotated.text), trigger, actors, targets, event.action, describe_event(annotated, event, attack))


def place_event(annotated: Annotated, event: Event) -> tuple[Span, Span, Spans, Spans]:
    """The sentence of an event's first mention, and in it the trigger, who acts and who is acted on."""
    number = annotated.sentence_at(event.trigger[0].start)
    sentence = annotated.sentences[number] if number is not None else event.trigger[0]

    def inside(participants: Iterable[Participant]) -> Spans:
        return tuple(_shift(s, sentence) for p in participants for s in p.spans if sentence.covers(s))

    return sentence, _shift(event.trigger[0], sentence), inside(_people(event.actor)), inside(_acted_on(event))


def describe_event(annotated: Annotated, event: Event, attack: bool) -> Happening:
    """What the rules look at, without the sentence coder's chances."""
    actors, others = _people(event.actor), _acted_on(event)
    return Happening(
        action=event.action,
        modality=event.modality,
        polarity=event.polarity,
        body=any(_is_public(annotated, p) for p in (*actors, *others)),
        attack=attack,
        actor=bool(actors),
        target=any(_named(annotated.text, p.spans) for p in others),
    )


def _people(value: Participant | tuple[Participant, ...] | None) -> tuple[Participant, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _acted_on(event: Event) -> tuple[Participant, ...]:
    return (*_people(event.target), *_people(event.object))


def _shift(span: Span, sentence: Span) -> Span:
    return Span(span.start - sentence.start, span.end - sentence.start)


def _outside(spans: Iterable[Span], trigger: Span) -> Spans:
    """The spans that leave the trigger readable."""
    return tuple(s for s in spans if not s.meets(trigger))


def _named(text: str, spans: Iterable[Span]) -> bool:
    """Whether one of the spans holds a proper name."""
    return any(word[:1].isupper() for span in spans for word in span.read(text).split())


def _is_public(annotated: Annotated, participant: Participant) -> bool:
    """A state, or one whose words name a public body."""
    return participant.country is not None or names_body(f"{participant.name or ''} {annotated.read(participant.spans)}")


def names_body(words: str) -> bool:
    """Whether words name a state's organ, an official, an armed group, a crowd with a cause."""
    return not load_lexicon().bodies.isdisjoint(words.lower().replace("'s", "").replace("’s", "").strip(".,").split())


def _tells_of_attack(event: Event) -> bool:
    """Whether an event is an attack by its word alone."""
    return any(entry.root == "ASSAULT" and entry.tier == "strong" for entry in load_lexicon().entries(event.action))
