"""Events in claims and in the reporter's voice: triggers, actors, modality, one row per happening."""

from __future__ import annotations

from allegedly.pipeline import analyse_document
from allegedly.read import document_from_text


def analyse(text):
    report = analyse_document(document_from_text(text, "test", published="2024-07-01"))
    read = lambda spans: [s.read(text) for s in spans]  # noqa: E731
    return report, {tuple(read(e.trigger)): e for e in report.events}


def test_a_plan_is_not_recorded_as_done():
    _, events = analyse("The minister said he would visit Osk on Friday.")
    assert [e.modality for t, e in events.items() if t == ("visit",)] == ["planned"]


def test_an_allegation_stays_alleged():
    _, events = analyse("The ministry alleged that Osk had shelled the town.")
    assert [e.modality for t, e in events.items() if t == ("shelled",)] == ["alleged"]


def test_a_passive_without_agent_has_no_actor():
    _, events = analyse("Three soldiers were killed near the river on Sunday.")
    (event,) = [e for t, e in events.items() if "killed" in t]
    assert event.actor is None


def test_brought_down_is_never_shot_down():
    report, events = analyse("The service said its forces had brought down a drone on Wednesday.")
    assert any("brought down" in t for t in events)
    assert all("shot" not in e.action for e in report.events)


def test_the_condition_makes_a_plan_conditional():
    _, events = analyse("The envoy said the two leaders would discuss the matter if they deemed it necessary.")
    assert [e.modality for t, e in events.items() if t == ("discuss",)] == ["conditional"]


def test_the_reporters_own_statements_are_the_reporters():
    report, _ = analyse("Three soldiers were killed near the river on Sunday. The army said it was an accident.")
    assert any("Three soldiers were killed" in v.span.read(report.document.text) for v in report.reporter_voice)


def test_triggers_lie_in_claims_or_in_the_reporters_voice():
    report, _ = analyse("Osk attacked the town. The mayor said the attack had destroyed two houses and that help would come.")
    owned = [s for c in report.claims for s in c.spans] + [v.span for v in report.reporter_voice]
    assert report.events and all(any(o.meets(t) for o in owned) for e in report.events for t in e.trigger)
