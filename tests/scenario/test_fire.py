"""A warehouse fire over six days: tolls that converge, a denial withdrawn, a concession, a reprint, plans with a date."""

from __future__ import annotations

import pytest

from allegedly.corpus import add_reports
from allegedly.link.standing import find_standing
from allegedly.store import conflicts, open_store
from tests.scenario.conftest import Story, shows

DAYS = ["2021-03-09", "2021-03-10", "2021-03-11", "2021-03-12"]


def within(value: int, wanted: int | list[int]) -> bool:
    low, high = (wanted, wanted) if isinstance(wanted, int) else wanted
    return low <= value <= high


@pytest.mark.parametrize("day", DAYS)
def test_the_locked_gate_has_as_many_origins_as_the_day_allows(fire, day):
    expected = fire.group("gate locked")["as_of"][day]
    standing = fire.until(day).standing("gate locked")
    assert within(standing.strict, expected["strict"]) and within(standing.lenient, expected["lenient"]), standing.line
    assert standing.response == expected["response"], standing.line


@pytest.mark.parametrize("day", ["2021-03-09", "2021-03-10", "2021-03-11"])
def test_the_denial_of_the_solvents_holds_until_it_is_withdrawn(fire, day):
    standing = fire.until(day).standing("solvents stored")
    assert standing.response == fire.group("solvents stored")["as_of"][day]["response"], standing.line


@pytest.mark.parametrize("name", ["gate locked", "solvents stored"])
def test_every_report_that_carries_it_is_found(fire, name):
    assert fire.documents_of(fire.matter(name)) >= set(fire.group(name)["carried"])


def test_a_reprint_and_a_paper_that_cites_another_add_no_origin(fire):
    roles = {(fire.names[t.document], t.role) for t in fire.origins("gate locked").testimonies}
    assert ("M03", "copy") in roles and ("M06", "cited") in roles


def test_who_concedes_is_no_second_source(fire):
    tree = fire.origins("gate locked")
    assert {t.role for t in tree.testimonies if fire.names[t.document] == "M09"} <= {"concedes", "denies"}


def figure(story: Story):
    return next(c for c in story.conflicts if c.kind == "figure" and c.about == "killed")


def test_rival_tolls_are_a_conflict_of_figures(fire):
    wanted = next(c for c in fire.expected["conflicts"] if c["kind"] == "figure")["values"]
    found = fire.values(figure(fire))
    assert {v: set(d) for v, d in wanted.items()} == {v: found.get(v, set()) & {x for d in wanted.values() for x in d} for v in wanted}


@pytest.mark.parametrize("day", ["2021-03-09", "2021-03-12", "2021-03-14"])
def test_tolls_converge(fire, day):
    wanted = next(c for c in fire.expected["conflicts"] if c["kind"] == "figure")["as_of"][day]
    conflict = figure(fire.until(day))
    assert conflict.open == wanted["open"]
    latest = {origin: v.value for v in conflict.values for origin in v.latest}
    for name, value in wanted["latest"].items():
        (key,) = [o for o in latest if all(w in o for w in name.lower().split())]
        assert latest[key] == value


def test_when_the_fire_broke_out_is_a_conflict_of_days(fire):
    wanted = next(c for c in fire.expected["conflicts"] if c["kind"] == "happened")["values"]
    (found,) = [fire.values(c) for c in fire.conflicts if c.kind == "happened"]
    assert set(found) == set(wanted) and all(found[v] <= set(wanted[v]) for v in found)


def test_every_report_that_dates_the_fire_is_in_the_conflict(fire):
    wanted = next(c for c in fire.expected["conflicts"] if c["kind"] == "happened")["values"]
    assert any(shows(fire.values(c), wanted) for c in fire.conflicts if c.kind == "happened")


def test_a_plan_whose_day_is_over_says_so(fire):
    for plan in fire.expected["plans"]:
        claims = {i for ids in fire.claims_at(dict.fromkeys(plan["documents"], plan["words"])).values() for i in ids}
        matter = next(m for m in fire.matters if claims & set(m.claims))
        before = find_standing(fire.archive.until(plan["last_day"]), matter.id, matter.claims, matter.events)
        after = find_standing(fire.archive.until(plan["passed_as_of"]), matter.id, matter.claims, matter.events)
        assert before.due == plan["last_day"] and before.response == "no response in corpus"
        assert after.response == "date passed, no report in corpus"


def test_the_reprint_is_a_copy_and_the_citations_are_found(fire):
    pairs = {frozenset((fire.names[e.a], fire.names[e.b])) for e in fire.archive.copies}
    assert pairs == {frozenset(p) for p in fire.expected["copies"]}
    for name, outlets in fire.expected["citations"].items():
        assert {c.outlet for c in fire.reports[name].citations} == set(outlets)


def test_the_store_shows_a_figure_that_only_the_reporter_gives(fire, tmp_path):
    with open_store(tmp_path / "a.db") as store:
        list(add_reports(store, fire.archive.reports))
        found = next(c for c in conflicts(store).rows if c.kind == "figure")
    side = next(s for s in found.sides if s.value == "17")
    assert not side.claims and [e.outlet for e in side.events] == ["Radio Brindel"]
    assert not found.open
