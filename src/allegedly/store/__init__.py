"""`store`: one SQLite file that keeps what was read, finds it, and replays it as of any day.

`open_store` writes, `read_store` reads; the questions take a `Store` and a `Filter` and give `Page`s of lines that name their speaker.
"""

from allegedly.store.filter import Filter
from allegedly.store.query import claim, claims, claims_of_document, counts, document, documents, search
from allegedly.store.query_answers import answers, answers_about, conflicts
from allegedly.store.query_events import due, event, events, timeline
from allegedly.store.query_places import places
from allegedly.store.query_sources import sources, who
from allegedly.store.review import corrections
from allegedly.store.rows import (
    ANSWERS,
    DISPUTES,
    Added,
    AnswerLine,
    ClaimLine,
    ClaimView,
    ConflictLine,
    ConflictSide,
    CorrectionLine,
    Counts,
    DocumentLine,
    DueLine,
    EventLine,
    EventView,
    Page,
    PlaceLine,
    SearchLine,
    SourceLine,
    SpeakerLine,
    StatusLine,
    TimelineLine,
    WhoView,
)
from allegedly.store.store import Store, open_store, read_store

__all__ = [
    "ANSWERS", "DISPUTES", "Added", "AnswerLine", "ClaimLine", "ClaimView", "ConflictLine", "ConflictSide", "CorrectionLine", "Counts",
    "DocumentLine", "DueLine", "EventLine", "EventView", "Filter", "Page", "PlaceLine", "SearchLine", "SourceLine", "SpeakerLine",
    "StatusLine", "Store", "TimelineLine", "WhoView", "answers", "answers_about", "claim", "claims", "claims_of_document", "conflicts",
    "corrections", "counts", "document", "documents", "due", "event", "events", "open_store", "places", "read_store", "search", "sources",
    "timeline", "who",
]  # fmt: skip
