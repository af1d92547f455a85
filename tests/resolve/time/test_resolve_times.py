"""What a time dates: the utterance or the event; the other reading is kept."""

from allegedly.annotate import annotate_document
from allegedly.records import Attribution
from allegedly.resolve.time import resolve_times
from tests.marked import make_document, read_marked


def resolve(line, published="2024-07-01"):
    text, roles = read_marked(line)
    annotated = annotate_document(make_document(text, published=published))
    row = Attribution(id="a", source=roles.get("source", ()), cue=roles["cue"], content=roles["content"])
    timexes, (dated,) = resolve_times(annotated, (row,))
    return timexes, dated


def test_a_day_between_cue_and_content_dates_the_utterance():
    timexes, row = resolve("{The Office|source} {said|cue} on Monday {that the report was a worry|content}.")
    assert row.said is not None and row.said.edtf == "2024-07-01" and timexes[0].to == "a"


def test_a_day_after_a_progressive_dates_the_saying_and_keeps_the_other_reading():
    timexes, row = resolve("{The ministry|source} {alleged|cue} {that Osk was building up its forces|content} on Saturday.")
    assert row.said is not None and row.said.edtf == "2024-06-29"
    assert timexes[0].alternatives or row.said.alternatives


def test_a_day_inside_the_content_dates_the_deed():
    timexes, row = resolve("{The service|source} {said|cue} {its forces had brought down a drone on Wednesday|content}.")
    assert row.said is None or row.said.edtf != "2024-06-26"


def test_without_a_date_the_utterance_stays_undated():
    _, row = resolve("{The service|source} {said|cue} {the road was closed|content}.")
    assert row.said is None
