"""A report made ready to be compared: its claims, events and rows with their words, slots, speakers and days."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from functools import cached_property, update_wrapper
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from allegedly.link.mentions import weigh_text
from allegedly.link.propositions import Proposition, make_proposition
from allegedly.link.slots import Days, Slots, participants, read_days, slots_of
from allegedly.link.words import Word, groups_of, read_words
from allegedly.records import Attribution, Claim, Event, Relation, Report, Span, bounding

CACHED = 512
ANSWERS = frozenset(
    {"denies", "disputes", "confirms", "concedes", "acknowledges_adjacent_fact", "comments_on", "alternative_explanation_for"}
)
ABOUT_NONE = re.compile(r"[“\"‘']?(?:that\s+)?(?:there\s+(?:was|were|is|are|had been|has been)\s+)?(?:no|none|neither)\b", re.I)
WITHDRAWN = re.compile(r"\b(?:withdr[ae]w\w*|retract\w*|recant\w*|took back|taken back|dropp\w+)\s+(?:[\w’'-]+\s+){0,3}?denials?\b", re.I)
AROUND = 90
"""Characters on each side of a trigger that count as its surroundings, cut at the end of the paragraph."""


class ClaimView(NamedTuple):
    """A claim with what it is compared by. `core` are the stems and groups of the happenings it tells of, `cores` the same word by word, `stance` the groups of
    feelings, `happenings` its events, each with its own trigger and slots."""

    claim: Claim
    row: Attribution
    proposition: Proposition
    core: frozenset[str]
    cores: tuple[frozenset[str], ...]
    stance: frozenset[str]
    slots: Slots
    happenings: tuple[tuple[frozenset[str], Slots], ...]
    negative: bool
    origins: frozenset[str]


class EventView(NamedTuple):
    """An event with what it is compared by: `core` of its trigger, the words around it, and its slots."""

    event: Event
    core: frozenset[str]
    around: Proposition
    slots: Slots


class RowView(NamedTuple):
    """An attribution that no other encloses, with its content's words and the days on which it may have been said."""

    row: Attribution
    proposition: Proposition
    names: frozenset[str]
    origins: frozenset[str]
    said: Days | None


class View:
    """What `link_reports` reads of a report. Built once; nothing is computed before it is asked for."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.id = report.document.id
        self.text = report.document.text
        self.rows: Mapping[str, Attribution] = {a.id: a for a in report.attributions}
        self.published = read_days(report.document.published) if report.document.published else None
        self.kept: dict[tuple[object, ...], Any] = {}

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The content words of the whole text."""
        return read_words(self.text)

    def words_in(self, spans: Iterable[Span]) -> tuple[Word, ...]:
        """The content words inside the spans."""
        return tuple(w for s in spans for w in self._slice(s))

    def _slice(self, span: Span) -> tuple[Word, ...]:
        words, starts = self.words, self._starts
        first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
        if last > first and words[last - 1].end > span.end:
            last -= 1
        return words[first:last]

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        """Where the content words begin."""
        return tuple(w.start for w in self.words)

    @cached_property
    def events_of(self) -> Mapping[str, tuple[Event, ...]]:
        """Claim id → events it tells of."""
        out: dict[str, list[Event]] = {}
        for event in self.report.events:
            for claim in event.claims:
                out.setdefault(claim, []).append(event)
        return {k: tuple(v) for k, v in out.items()}

    @cached_property
    def claims(self) -> tuple[ClaimView, ...]:
        """The claims that have words of their own."""
        return tuple(v for c in self.report.claims if c.attribution in self.rows and (v := self._claim(c)).proposition.words)

    @cached_property
    def claim_by_id(self) -> Mapping[str, ClaimView]:
        """Claim id → claim."""
        return {v.claim.id: v for v in self.claims}

    @cached_property
    def answers_to(self) -> Mapping[str, tuple[Relation, ...]]:
        """Claim id → the answers that its own report gives to it."""
        out: dict[str, list[Relation]] = {}
        for relation in self.report.relations:
            if relation.type in ANSWERS:
                out.setdefault(relation.target, []).append(relation)
        return {k: tuple(v) for k, v in out.items()}

    @cached_property
    def weighed(self) -> Mapping[str, float]:
        """The words of the whole text by weight."""
        return weigh_text(self.words)

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """In how many claims each stem stands; the stems of one country or group count as one word."""
        counts: Counter[str] = Counter()
        for view in self.claims:
            counts.update({k for w in view.proposition.words for k in (w.stem, *w.groups)})
        return counts

    @cached_property
    def keys_of_stem(self) -> Mapping[str, tuple[str, ...]]:
        """Stem → itself and the groups of the last word with that stem."""
        return {w.stem: (w.stem, *w.groups) for w in self.words}

    @cached_property
    def stems_of_key(self) -> Mapping[str, tuple[str, ...]]:
        """Stem or group → the stems that stand for it."""
        out: dict[str, list[str]] = {}
        for stem, keys in self.keys_of_stem.items():
            for key in keys:
                out.setdefault(key, []).append(stem)
        return {k: tuple(v) for k, v in out.items()}

    def _claim(self, claim: Claim) -> ClaimView:
        row, words = self.rows[claim.attribution], self.words_in(claim.spans)
        events = [e for e in self.events_of.get(claim.id, ()) if any(s.covers(t) for s in claim.spans for t in e.trigger)]
        happenings = tuple((self._core(e), slots_of(self.text, (), [e])) for e in events)
        triggers = set(self.words_in([t for e in events for t in e.trigger]))
        cores = tuple(frozenset({w.stem, *w.groups}) for w in words if w in triggers or w.groups & groups_of("happenings"))
        core = frozenset(k for own in cores for k in own)
        denied = claim.modality == "negated" and not self._is_withdrawn(row)
        negative = denied != (claim.polarity == "negative" or self._is_about_none(claim))
        stance = frozenset(g for w in words for g in w.groups & groups_of("stances"))
        slots = slots_of(self.text, words, events)
        return ClaimView(claim, row, make_proposition(words), core, cores, stance, slots, happenings, negative, origins_of(row))

    def _is_about_none(self, claim: Claim) -> bool:
        """*No dangerous goods had been stored*: negative in its subject."""
        return bool(ABOUT_NONE.match(self.text, claim.spans[0].start, claim.spans[0].end))

    def _is_withdrawn(self, row: Attribution) -> bool:
        """*Withdrew its denial that*: denied no more."""
        return any(WITHDRAWN.search(self.text, max(0, c.start - 40), c.end) for c in row.cue)

    def _core(self, event: Event) -> frozenset[str]:
        return frozenset(k for w in self.words_in(event.trigger) for k in (w.stem, *w.groups))

    @cached_property
    def events(self) -> tuple[EventView, ...]:
        """The events whose trigger is a content word."""
        return tuple(v for e in self.report.events if (v := self._event(e)).core)

    def _event(self, event: Event) -> EventView:
        spans = [self.surroundings(t) for t in event.trigger]
        people = [s for p in (*participants(event.actor), *participants(event.target), *participants(event.object)) for s in p.spans]
        words = tuple(dict.fromkeys(self.words_in([*spans, *people])))
        own = self.words_in([bounding(event.trigger)] if len(event.trigger) == 1 else event.trigger[:1])
        return EventView(event, self._core(event), make_proposition(words), slots_of(self.text, own, [event]))

    def surroundings(self, trigger: Span) -> Span:
        """The text about a trigger: some words on each side, within its paragraph."""
        start = self.text.rfind("\n", 0, trigger.start) + 1
        end = self.text.find("\n", trigger.end)
        return Span(max(start, trigger.start - AROUND), min(len(self.text) if end < 0 else end, trigger.end + AROUND))

    @cached_property
    def utterances(self) -> tuple[RowView, ...]:
        """The outermost rows with a speaker and content."""
        return tuple(
            self._row(a) for a in self.report.attributions if a.content and a.speakers and a.kind != "question" and self._is_outermost(a)
        )

    def _is_outermost(self, row: Attribution) -> bool:
        """True for a row that no speaker's content encloses; an outlet that passes it on (*as quoted by TASS*) is no speaker."""
        outer = self.rows.get(row.parent or "")
        return outer is None or (bool(outer.speakers) and all(s.type == "media" for s in outer.speakers))

    def _row(self, row: Attribution) -> RowView:
        return RowView(row, make_proposition(self.words_in(row.content)), names_of(row), origins_of(row), self.said(row))

    def said(self, row: Attribution) -> Days | None:
        """The days on which a row may have been said: as printed, else the day of publication and the two before it."""
        if row.said is not None:
            return read_days(row.said.edtf)
        return (self.published[0] - timedelta(days=2), self.published[1]) if self.published else None


def origins_of(row: Attribution) -> frozenset[str]:
    """Whose word a row is: origin groups, else names."""
    return frozenset(o for s in row.speakers for o in (s.origin or s.name,) if o)


def names_of(row: Attribution) -> frozenset[str]:
    """The names under which the speaker, or the body he speaks for, may be met elsewhere: whole names, and a person's last name."""
    names = {n for s in row.speakers for n in (s.name, s.speaks_for) if n}
    return frozenset(n.lower() for n in names) | frozenset(
        s.name.split()[-1].lower() for s in row.speakers if s.name and s.type == "person"
    )


_VIEWS: OrderedDict[str, View] = OrderedDict()


def view_of(report: Report) -> View:
    """The view of a report, kept for the next comparison with the same report."""
    found = _VIEWS.get(report.document.id)
    if found is None or found.report is not report:
        found = View(report)
        _VIEWS[report.document.id] = found
        if len(_VIEWS) > CACHED:
            _VIEWS.popitem(last=False)
    return found


Rest = ParamSpec("Rest")
Found = TypeVar("Found")


def once_a_report(work: Callable[Concatenate[Report, Rest], Found]) -> Callable[Concatenate[Report, Rest], Found]:
    """Keep what `work` reads off a report alone, with the report's view: every day of a story, and every matter in it, asks again. The
    other arguments must be hashable, and nobody may change what is returned."""

    def kept(report: Report, /, *rest: Rest.args, **named: Rest.kwargs) -> Found:
        known, key = view_of(report).kept, (work, *rest, *named.items())
        if key not in known:
            known[key] = work(report, *rest, **named)
        return known[key]  # type: ignore[no-any-return]

    update_wrapper(kept, work)
    return kept
