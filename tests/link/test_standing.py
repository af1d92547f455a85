"""How a group of claims stands over the corpus, on any day."""

import re

import pytest

from allegedly.link.archive import Archive
from allegedly.link.standing import find_standing
from allegedly.records import Speaker, Standing, When
from tests.link.stories import Maker, line, same

SAID = "the gate was locked"
make = Maker()


def standing(archive: Archive, *claims: str, events: tuple[str, ...] = ()) -> Standing:
    return find_standing(archive, "g", claims or list(archive.rows), events)


def test_one_who_says_it_is_a_single_source():
    found = standing(Archive([make.report("a", line(SAID, "Ana Reed"))]))
    assert (found.support, found.response) == ("single-source", "no response in corpus")
    assert found.line == "Stated · single source (Ana Reed) · no response in corpus · 1 document as of 2024-07-01."


def test_nine_reports_of_one_origin_are_said_to_be_one():
    reports = [make.report(f"d{k}", line(SAID, "Defence Ministry", "BY-state", claim={"modality": "alleged"})) for k in range(9)]
    found = standing(Archive(reports))
    assert found.support == "same-origin ×9" and "1 origin" in found.line and found.line.startswith("Alleged")


def test_two_origins_that_assert_corroborate():
    reports = [make.report("a", line(SAID, "Ana Reed")), make.report("b", line(SAID, "Osk Fire Brigade"))]
    found = standing(Archive(reports, [same("same_claim", "a.1", "b.1")]))
    assert found.support == "corroborated by 2" and found.modality == "asserted"


def test_two_origins_that_only_allege_do_not_corroborate():
    lines = [line(SAID, name, claim={"modality": "alleged"}) for name in ("Ana Reed", "Osk Union")]
    found = standing(Archive([make.report("a", lines[0]), make.report("b", lines[1])]))
    assert found.support == "claimed by 2" and found.modality == "alleged" and "corroborated" not in found.line


def test_what_one_says_of_himself_is_self_reported():
    assert standing(Archive([make.report("a", line(SAID, "Norling", claim={"interest": "self"}))])).support == "self-reported"


def test_a_denial_in_another_report_answers_and_a_concession_outweighs_it():
    reports = [
        make.report("a", line(SAID, "Osk Union"), published="2024-07-01"),
        make.report("b", line(SAID, "Norling", act="deny", cue_class="denying", claim={"modality": "negated"}), published="2024-07-02"),
        make.report("c", line(SAID, "Erik Maas", "norling", act="concede"), published="2024-07-03"),
    ]
    archive, claims = Archive(reports), ("a.1", "b.1", "c.1")
    on = {day: standing(archive.until(f"2024-07-0{day}"), *claims) for day in (1, 2, 3)}
    assert [on[d].response for d in on] == ["no response in corpus", "denied", "conceded"]
    assert on[3].support == "single-source" and "denied by Norling · conceded by Erik Maas" in on[3].line
    assert on[2].as_of == "2024-07-02"


def test_a_claim_that_the_gate_was_not_locked_denies_it():
    reports = [
        make.report("a", line(SAID, "Osk Union")),
        make.report("b", line("the gate was not locked", "Norling", claim={"polarity": "negative"})),
    ]
    found = standing(Archive(reports))
    assert found.response == "denied" and found.support == "single-source"


def test_an_answer_outside_the_group_is_found_by_its_relation():
    report = make.report("a", line(SAID, "Osk Union"), line("such reports are lies", "Norling", answers=(("disputes", "a.1"),)))
    found = standing(Archive([report]), "a.1")
    assert found.response == "disputed" and "disputed by Norling" in found.line
    assert found.inputs == ("a.1", "a.2")


def test_no_one_answers_himself():
    report = make.report("a", line(SAID, "Osk Union"), line("this is a scandal", "Osk Union", answers=(("comments_on", "a.1"),)))
    assert standing(Archive([report]), "a.1").response == "no response in corpus"


def test_reacting_is_how_a_reply_is_made():
    report = make.report("a", line("such reports are an information operation", "Ana Reed", act="dispute", claim={"modality": "alleged"}))
    found = standing(Archive([report]))
    assert (found.support, found.lenient) == ("single-source", 1)


def test_the_reporters_own_word_leads_where_most_reports_give_it_and_is_named_where_one_does():
    told = [make.report(n, line(SAID, "Ana Reed", event={"trigger": "locked", "action": "lock", "voice": ("v",)})) for n in "abc"]
    most = standing(Archive(told), "a.1", events=("a.e1", "b.e1", "c.e1"))
    assert most.support == "reporter-stated" and "also said by Ana Reed" in most.line
    one = standing(Archive(told), "a.1", "b.1", events=("a.e1",))
    assert one.support == "same-origin ×2" and "in the reporter's own words in 1 report" in one.line


def test_a_plan_whose_day_is_over_says_so():
    event = {"trigger": "publish", "action": "publish", "when": When(edtf="2024-07-10"), "modality": "planned"}
    plan = make.report("a", line("it will publish a report", "Government", "OS-state", claim={"modality": "planned"}, event=event))
    other = make.report("b", line("it rained", "Ana Reed"), published="2024-07-20")
    archive = Archive([plan, other])
    before, after = (standing(archive.until(day), "a.1") for day in ("2024-07-10", "2024-07-11"))
    assert (before.response, before.due) == ("no response in corpus", "2024-07-10")
    assert after.response == "date passed, no report in corpus" and after.line.startswith("Planned for 2024-07-10")


@pytest.mark.parametrize("act", ["assert", "allege", "deny", "dispute", "concede", "confirm", "condemn"])
def test_nothing_is_ever_called_confirmed_true_or_false(act):
    reports = [make.report("a", line(SAID, "Ana Reed")), make.report("b", line(SAID, "Norling", act=act))]
    assert not re.search(r"\b(confirmed|true|false|credib\w+|verified)\b", standing(Archive(reports)).line, re.IGNORECASE)


def test_every_part_but_the_scope_and_silence_opens_words():
    reports = [make.report("a", line(SAID, "Ana Reed")), make.report("b", line(SAID, "Norling", act="deny", cue_class="denying"))]
    found = standing(Archive(reports))
    for part in found.parts[:-1]:
        assert part.evidence
        for evidence in part.evidence:
            text = next(r.document.text for r in reports if r.document.id == evidence.document)
            assert all(SAID in s.read(text) for s in evidence.spans)


def test_nobody_and_an_outlet_that_passes_it_on_answer_nothing():
    wire = line("this is a scandal", None, answers=(("comments_on", "a.1"),))
    wire["row"]["speaker"] = Speaker(name="Reuters", origin="reuters", type="media")
    report = make.report("a", line(SAID, "Osk Union"), wire, line("it is true", None, answers=(("confirms", "a.1"),)))
    assert standing(Archive([report]), "a.1").response == "no response in corpus"
