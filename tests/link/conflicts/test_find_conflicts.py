"""Conflicts between reports, on reports made by hand: what is flagged, and what is not."""

import random

from allegedly.link.archive import Archive
from allegedly.link.conflicts import find_conflicts
from allegedly.link.matters import find_matters
from allegedly.records import Conflict, Link, Place, Report, Span, When
from tests.link.stories import Maker, line, same

make = Maker()


def conflicts(reports: list[Report], *links: Link, as_of: str | None = None) -> tuple[Conflict, ...]:
    archive = Archive(reports, links)
    archive = archive.until(as_of) if as_of else archive
    return find_conflicts(archive, find_matters(archive))


def values(conflict: Conflict) -> dict[str, list[str]]:
    return {v.value: sorted({e.document for e in v.evidence}) for v in conflict.values}


def of_kind(kind: str, reports: list[Report], *links: Link, as_of: str | None = None) -> list[dict[str, list[str]]]:
    return [values(c) for c in conflicts(reports, *links, as_of=as_of) if c.kind == kind]


# ---------------------------------------------------------------- said


def two_days(first: str, second: str, published: str = "2024-07-01", origin: str = "OS-state") -> tuple[list[Report], Link]:
    reports = [
        make.report("a", line("Osk is massing troops", "Ministry", "OS-state", said=first), published=published),
        make.report("b", line("Osk is massing troops", "Ministry", origin, said=second), published=published),
    ]
    return reports, same("same_claim", "a.1", "b.1")


def test_one_claim_of_one_origin_said_on_two_days_is_a_conflict():
    reports, link = two_days("2024-06-29", "2024-06-30")
    assert of_kind("said", reports, link) == [{"2024-06-29": ["a"], "2024-06-30": ["b"]}]


def test_a_week_that_holds_the_day_is_no_conflict():
    reports, link = two_days("2024-06-24/2024-06-30", "2024-06-29")
    assert of_kind("said", reports, link) == []


def test_two_reports_each_on_the_day_of_the_statement_tell_of_two_statements():
    reports = [
        make.report("a", line("Osk is massing troops", "Ministry", "OS-state", said="2024-06-29"), published="2024-06-29"),
        make.report("b", line("Osk is massing troops", "Ministry", "OS-state", said="2024-06-30"), published="2024-06-30"),
    ]
    assert of_kind("said", reports, same("same_claim", "a.1", "b.1")) == []


def test_two_origins_may_say_it_on_two_days():
    reports, link = two_days("2024-06-29", "2024-06-30", origin="NO-state")
    assert of_kind("said", reports, link) == []


def test_what_is_said_again_a_month_later_is_no_conflict():
    reports, link = two_days("2024-05-29", "2024-06-30")
    assert of_kind("said", reports, link) == []


# ---------------------------------------------------------------- happened, place


def fire(
    name: str, when: str | None = None, place: Place | None = None, words: str = "the big fire broke out in the old harbour warehouse"
) -> Report:
    event = {"trigger": "fire broke out", "action": "break out"}
    if when:
        event["when"] = When(edtf=when, evidence=(Span(0, 3),))
    if place:
        event["place"] = place
    return make.report(name, line(words, f"{name} brigade", event=event))


def test_one_event_on_two_days_is_a_conflict():
    assert of_kind("happened", [fire("a", "2021-03-08"), fire("b", "2021-03-09")]) == [{"2021-03-08": ["a"], "2021-03-09": ["b"]}]


def test_a_month_that_holds_the_day_is_none():
    assert of_kind("happened", [fire("a", "2021-03"), fire("b", "2021-03-09")]) == []


def test_two_different_events_on_two_days_are_none():
    other = "the school fire broke out among holiday camps of Norvak"
    assert of_kind("happened", [fire("a", "2021-03-08"), fire("b", "2021-03-09", words=other)]) == []


def place(name: str, lat: float, lon: float) -> Place:
    return Place(span=Span(0, 3), name=name, kind="city", country="NO", lat=lat, lon=lon)


def test_one_event_in_two_towns_is_a_conflict_and_in_one_town_none():
    far, near = place("Osk", 60.0, 10.0), place("Tarn", 69.0, 18.0)
    assert of_kind("place", [fire("a", place=far), fire("b", place=near)]) == [{"Osk": ["a"], "Tarn": ["b"]}]
    assert of_kind("place", [fire("a", place=far), fire("b", place=far)]) == []


# ---------------------------------------------------------------- figures


def toll(name: str, words: str, who: str, published: str, origin: str | None = None) -> Report:
    event = {"trigger": "killed", "action": "kill"}
    return make.report(name, line(words, who, origin, event=event), published=published)


def rival_tolls() -> tuple[list[Report], list[Link]]:
    reports = [
        toll("a", "nine people were killed", "Osk Ministry", "2021-03-09"),
        toll("b", "at least 31 people were killed", "Dock Union", "2021-03-09"),
        toll("c", "24 people were killed, two of them children", "Osk Ministry", "2021-03-12"),
        toll("d", "25 people were killed", "Osk Ministry", "2021-03-14"),
        toll("e", "25 people were killed", "Dock Union", "2021-03-14"),
    ]
    events = [f"{r.document.id}.e1" for r in reports]
    return reports, [same("same_event", x, y) for k, x in enumerate(events) for y in events[k + 1 :]]


def test_rival_tolls_are_a_conflict_of_figures_with_who_stands_by_which():
    reports, links = rival_tolls()
    (found,) = conflicts(reports, *links, as_of="2021-03-12")
    assert (found.kind, found.about, found.open) == ("figure", "killed", True)
    assert {v.value: v.latest for v in found.values} == {"9": (), "31": ("dock-union",), "24": ("osk-ministry",)}


def test_tolls_that_have_come_to_one_are_settled():
    reports, links = rival_tolls()
    (found,) = conflicts(reports, *links)
    assert not found.open
    assert next(v.latest for v in found.values if v.value == "25") == ("osk-ministry", "dock-union")


def test_one_origin_that_puts_its_own_figure_right_leaves_nothing_open():
    reports, links = rival_tolls()
    own = [r for r in reports if r.document.id in "acd"]
    (found,) = conflicts(own, *[k for k in links if {k.source_document, k.target_document} <= set("acd")])
    assert not found.open


def test_the_same_figure_is_no_conflict():
    reports, links = rival_tolls()
    assert conflicts(reports[3:], *links[-1:]) == ()


# ---------------------------------------------------------------- manner, unit


def ended(name: str, words: str, origin: str = "OS-state", published: str = "2024-06-28") -> Report:
    return make.report(name, line(words, "Border Guard", origin), published=published)


def test_three_manners_of_one_end_are_one_conflict():
    reports = [ended("a", "it brought down a drone"), ended("b", "it has shot down a quadcopter"), ended("c", "it forced a drone to land")]
    links = [same("same_claim", "a.1", "b.1"), same("same_claim", "b.1", "c.1")]
    assert of_kind("manner", reports, *links) == [{"brought down": ["a"], "shot down": ["b"], "forced to land": ["c"]}]


def test_two_things_may_end_in_two_manners():
    reports = [ended("a", "it brought down a drone"), ended("b", "it has shot down a helicopter")]
    assert of_kind("manner", reports, same("same_claim", "a.1", "b.1")) == []


def test_forces_that_bring_down_a_drone_force_nothing_to_land():
    reports = [ended("a", "its forces had brought down a drone"), ended("b", "it has brought down a drone")]
    assert of_kind("manner", reports, same("same_claim", "a.1", "b.1")) == []


def test_what_is_only_planned_or_denied_is_no_account():
    reports = [
        ended("a", "it brought down a drone"),
        make.report("b", line("it will have shot down a drone", "Border Guard", "OS-state", claim={"modality": "planned"})),
        make.report("c", line("it has shot down no drone", "Border Guard", "OS-state", claim={"polarity": "negative"})),
    ]
    assert of_kind("manner", reports, same("same_claim", "a.1", "b.1"), same("same_claim", "a.1", "c.1")) == []


def test_reports_that_share_no_story_are_not_set_against_each_other():
    reports = [ended("a", "it brought down a drone"), ended("b", "it has shot down a drone")]
    assert of_kind("manner", reports) == []


def test_a_person_who_resigned_and_was_dismissed():
    reports = [
        make.report("a", line("Ana Reed has resigned", "Cabinet", claim={"about": ("Ana Reed",)})),
        make.report("b", line("Ana Reed was dismissed", "Palace", claim={"about": ("Ana Reed",)})),
    ]
    assert of_kind("manner", reports, same("same_claim", "a.1", "b.1")) == [{"resigned": ["a"], "was dismissed": ["b"]}]


def test_a_division_and_a_squadron_are_a_conflict_of_unit():
    event = {"trigger": "deployed", "action": "deploy"}
    reports = [
        make.report(n, line(f"it deployed a {u} of rocket launchers", "Army", "OS-state", event=event))
        for n, u in (("a", "division"), ("b", "squadron"))
    ]
    assert of_kind("unit", reports, same("same_event", "a.e1", "b.e1")) == [{"division": ["a"], "squadron": ["b"]}]


# ---------------------------------------------------------------- all


def test_every_value_opens_its_words_and_arrival_leaves_no_trace():
    reports, links = rival_tolls()
    first = conflicts(reports, *links)
    texts = {r.document.id: r.document.text for r in reports}
    for value in first[0].values:
        assert value.evidence and all("killed" in s.read(texts[e.document]) for e in value.evidence for s in e.spans)
    for seed in range(5):
        random.Random(seed).shuffle(reports)
        random.Random(seed).shuffle(links)
        assert conflicts(reports, *links) == first
