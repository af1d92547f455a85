"""Whose word a group of claims is: what counts as an independent origin, and what never does."""

import random

from allegedly.link.archive import Archive
from allegedly.link.origins import find_origins
from allegedly.records import OriginNode, Span, Speaker
from tests.link.stories import Maker, copied, line, same

SAID = "the gate was locked"
make = Maker()


def count(archive: Archive, *claims: str) -> tuple[int, int]:
    tree = find_origins(archive, "g", claims or list(archive.rows))
    return tree.strict, tree.lenient


def roles(archive: Archive) -> dict[str, str]:
    return {t.claim: t.role for t in find_origins(archive, "g", list(archive.rows)).testimonies}


def test_two_origins_that_assert_it_and_are_tied_are_two():
    reports = [make.report("a", line(SAID, "Ana Reed")), make.report("b", line(SAID, "Osk Fire Brigade"))]
    assert count(Archive(reports, [same("same_claim", "a.1", "b.1")])) == (2, 2)


def test_origins_whose_claims_only_resemble_each_other_over_a_third_do_not_add_up():
    reports = [make.report("a", line(SAID, "Ana Reed")), make.report("b", line(SAID, "Osk Fire Brigade"))]
    assert count(Archive(reports)) == (1, 2)


def test_two_who_each_speak_of_their_own_conduct_do_not_bear_each_other_out():
    reports = [make.report(n, line("it closed the border", n, claim={"interest": "self"})) for n in ("osk", "norvak")]
    assert count(Archive(reports, [same("same_claim", "norvak.1", "osk.1")])) == (1, 2)


def test_nine_reports_of_one_word_are_one_origin():
    reports = [make.report(f"d{k}", line(SAID, "Defence Ministry", "BY-state")) for k in range(9)]
    assert count(Archive(reports)) == (1, 1)


def test_two_organs_of_one_state_are_one_origin():
    reports = [make.report("a", line(SAID, "Border Guard", "UA-state")), make.report("b", line(SAID, "Center", "UA-state"))]
    assert count(Archive(reports)) == (1, 1)


def test_a_spokesman_stands_with_the_office_that_another_report_gives_him():
    reports = [
        make.report("a", line(SAID, "Ana Reed", "ana-reed")),
        make.report("b", line(SAID, "Ana Reed", "UA-state")),
        make.report("c", line(SAID, "Border Guard", "UA-state")),
    ]
    assert count(Archive(reports)) == (1, 1)


def test_a_minister_stands_with_his_ministry_under_any_of_its_names():
    minister = line(SAID, None) | {"row": {"speaker": Speaker(name="Ana Reed", origin="ana-reed", role="Interior Minister")}}
    reports = [
        make.report("a", minister),
        make.report("b", line(SAID, "Interior Ministry of Osk")),
        make.report("c", line(SAID, "ministry")),
        make.report("d", line(SAID, "Interior Ministry")),
    ]
    assert count(Archive(reports)) == (1, 1)


def test_organs_of_a_state_that_is_not_named_are_one_at_strictest_and_each_for_itself_at_most():
    reports = [make.report("a", line(SAID, "Interior Ministry")), make.report("b", line(SAID, "Osk Prosecutor"))]
    assert count(Archive(reports)) == (1, 2)


def test_who_only_alleges_counts_in_the_lenient_count_alone():
    reports = [make.report("a", line(SAID, "Ana Reed", claim={"modality": "alleged"})), make.report("b", line(SAID, "Osk Union"))]
    assert count(Archive(reports)) == (1, 2)


def test_the_unnamed_make_the_count_a_range():
    reports = [
        make.report("a", line(SAID, None)),
        make.report("b", line(SAID, None, "two-officials")),
        make.report("c", line(SAID, "Ana Reed")),
    ]
    assert count(Archive(reports)) == (1, 3)


def test_a_reprint_of_an_unnamed_source_adds_nothing():
    a, b = make.report("a", line(SAID, None), published="2024-06-30"), make.report("b", line(SAID, None))
    assert count(Archive([a, b])) == (0, 2)
    assert count(Archive([a, b], copies=[copied(a, b)])) == (0, 1)


def test_an_outlet_that_has_it_from_another_adds_nothing():
    first = make.report("osk courier", line(SAID, "Ana Reed"), published="2024-06-30")
    second = make.report("b", line(SAID, "Osk Courier", tail=", the Osk Courier reported"), cites="Osk Courier")
    assert roles(Archive([first, second]))["b.1"] == "cited"
    assert count(Archive([first, second])) == (1, 1)


def test_reactions_and_denials_are_no_support():
    reports = [
        make.report("a", line(SAID, "Ana Reed")),
        make.report("b", line(SAID, "Norling", act="deny", cue_class="denying", claim={"modality": "negated"})),
        make.report("c", line(SAID, "Osk Union", act="condemn")),
        make.report("d", line(SAID, "Norling", act="concede")),
    ]
    assert count(Archive(reports)) == (1, 1)
    assert [roles(Archive(reports))[f"{d}.1"] for d in "abcd"] == ["asserts", "denies", "reaction", "concedes"]


def test_who_passes_on_anothers_word_adds_nothing():
    report = make.report("a", line(SAID, "Osk Courier"), line(SAID, "Ana Reed", parent="a.a1"))
    assert roles(Archive([report])) == {"a.1": "relayed", "a.2": "asserts"}


def test_the_tree_goes_from_origin_over_utterance_and_agency_to_outlet():
    first = make.report("a", line(SAID, "Ana Reed", "UA-state", utterance="u1", tail=", Reuters reported"), cites="Reuters")
    second = make.report("b", line(SAID, "Ana Reed", "UA-state", utterance="u2"))
    archive = Archive([first, second], [same("same_utterance", "a.a1", "b.a1")])
    (root,) = find_origins(archive, "g", list(archive.rows)).roots
    assert (root.kind, root.name, len(root.claims)) == ("origin", "UA-state", 2)
    (utterance,) = root.children
    assert utterance.kind == "utterance" and sorted((c.kind, c.name) for c in utterance.children) == [
        ("agency", "Reuters"),
        ("outlet", "B"),
    ]


def test_every_claim_stands_once_in_the_tree():
    reports = [make.report(f"d{k}", line(SAID, f"N{k % 3}"), line(SAID, None)) for k in range(7)]
    tree = find_origins(Archive(reports), "g", [c.id for r in reports for c in r.claims])
    assert sorted(leaf for root in tree.roots for leaf in _leaves(root)) == sorted(c.id for r in reports for c in r.claims)


def test_the_order_of_arrival_leaves_no_trace():
    reports = [make.report(f"d{k}", line(SAID, f"N{k % 4}"), published=f"2024-06-{10 + k}") for k in range(12)]
    first = find_origins(Archive(reports), "g", [c.id for r in reports for c in r.claims])
    for seed in range(5):
        random.Random(seed).shuffle(reports)
        assert find_origins(Archive(reports), "g", [c.id for r in reports for c in r.claims]) == first


def test_an_archive_as_of_a_day_holds_what_was_published_by_then():
    reports = [
        make.report("a", line(SAID, "Ana"), published="2024-06-30"),
        make.report("b", line(SAID, "Bo")),
        make.report("c", line(SAID, "Cy"), published=None),
    ]
    archive = Archive(reports, [same("same_claim", "a.1", "b.1")], added={"c": "2024-07-02"})
    assert [r.document.id for r in archive.until("2024-06-30").reports] == ["a"]
    assert [r.document.id for r in archive.until("2024-07-02").reports] == ["a", "b", "c"]
    assert count(archive.until("2024-07-01"), "a.1", "b.1", "c.1") == (2, 2)


def _leaves(node: OriginNode) -> list[str]:
    return [x for c in node.children for x in _leaves(c)] if node.children else list(node.claims)


def test_an_officer_of_a_state_that_is_not_named_is_no_second_origin_beside_a_state():
    officer = line(SAID, None) | {"row": {"speaker": Speaker(name="Ana Reed", origin="ana-reed", role="Colonel")}}
    reports = [make.report("a", officer), make.report("b", line(SAID, "Osk Army", "OS-state"))]
    assert count(Archive(reports, [same("same_claim", "a.1", "b.1")])) == (1, 2)


def test_who_dismisses_a_report_disputes_it_and_does_not_deny_it():
    reports = [make.report("a", line(SAID, "Ana Reed")), make.report("b", line(SAID, "Norling", act="dispute", cue_class="denying"))]
    assert roles(Archive(reports))["b.1"] == "reaction"


def test_who_withdraws_a_denial_denies_no_longer():
    report = make.report("a", line(SAID, "Osk Union"), line("it withdrew its denial", "Norling", act="deny", cue=(Span(30, 62),)))
    text = report.document.text
    assert "withdrew" in text[30:62] and roles(Archive([report]))["a.2"] == "reaction"
