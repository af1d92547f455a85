"""The events of a whole report with their codes."""

import msgspec
import pytest

from allegedly.events.plover import code_event, code_events
from allegedly.pipeline import analyse_document
from allegedly.records import Span
from tests.marked import make_document, read_marked


def codes(text):
    report = analyse_document(make_document(text, published="2024-07-01"))
    return {event.action: event.plover.root for event in report.events if event.plover}


def test_what_fits_is_coded_and_what_does_not_is_left():
    found = codes("Rebels shelled the harbour of Tarn on Monday. Police arrested forty protesters. A bridge collapsed in the storm.")
    assert found.get("shell") == "ASSAULT" and found.get("arrest") == "COERCE" and "collapse" not in found


def test_a_death_in_an_accident_is_no_assault():
    assert "ASSAULT" not in codes("A bus crashed near Tarn on Monday. Three people were killed.").values()


def test_coding_changes_nothing_else_and_is_stable():
    from allegedly.annotate import annotate_document

    document = make_document("The army attacked Tarn on Monday. The president met the king of Osk.", published="2024-07-01")
    events = analyse_document(document).events
    again = code_events(annotate_document(document), events)
    assert [msgspec.structs.replace(e, plover=None) for e in again] == [msgspec.structs.replace(e, plover=None) for e in events]
    assert [e.plover for e in again] == [e.plover for e in events]


@pytest.mark.parametrize(
    ("line", "lemma", "root"),
    [
        ("{Troops of Osk|actor} {attacked|trigger} {Norvak|target} at dawn.", "attack", "ASSAULT"),
        ("{The minister|actor} {met|trigger} {the king of Norvak|target} in Tarn.", "meet", "CONSULT"),
        ("{The river|actor} {rose|trigger} by a metre.", "rise", None),
    ],
)
def test_one_event_can_be_coded_by_itself(line, lemma, root):
    text, roles = read_marked(line)
    found = code_event(text, roles["trigger"][0], roles["actor"], roles.get("target", ()), lemma)
    assert (found.root if found else None) == root


def test_a_trigger_inside_its_actor_stays_readable():
    assert code_event("An attack by Osk", Span(3, 9), (Span(0, 16),), (), "attack") is not None
