"""Average link with pairs that stay apart."""

from hypothesis import given
from hypothesis import strategies as st

from allegedly.link.groups import average_link, group_rows
from allegedly.records import Link


def link(a, b, score=0.9, kind="same_claim"):
    return Link(id=f"{kind}-{a}-{b}", source=a, source_document="d" + a, type=kind, target=b, target_document="d" + b, score=score)


def test_a_row_without_links_is_a_group_of_one():
    assert group_rows(["b", "a"], []) == (("a",), ("b",))


def test_rows_that_all_resemble_form_one_group():
    assert group_rows("abc", [link("a", "b"), link("b", "c"), link("a", "c")]) == (("a", "b", "c"),)


def test_a_chain_of_resemblance_is_not_closed():
    chain = [link(a, b, 0.6) for a, b in zip("abcdefg", "bcdefgh", strict=True)]
    assert len(group_rows("abcdefgh", chain)) > 1


def test_rows_that_contradict_stay_apart_however_alike():
    links = [link("a", "b"), link("b", "c"), link("a", "c", kind="contradicts")]
    groups = group_rows("abc", links)
    assert not any({"a", "c"} <= set(g) for g in groups)
    assert len(groups) == 2


def test_an_answer_ties_nothing():
    assert group_rows("ab", [link("a", "b", kind="denies")]) == (("a",), ("b",))


def test_a_link_to_a_row_that_is_not_asked_for_is_passed_over():
    assert group_rows("a", [link("a", "z")]) == (("a",),)


IDS = "abcdefgh"
PAIRS = st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda p: p[0] < p[1])
SCORES = st.dictionaries(PAIRS, st.sampled_from([0.3, 0.5, 0.5, 0.7, 0.9]), max_size=20)


@given(SCORES, st.sets(PAIRS, max_size=4), st.randoms())
def test_the_order_of_arrival_changes_nothing(scores, apart, random):
    links = [link(a, b, s) for (a, b), s in scores.items()] + [link(a, b, kind="contradicts") for a, b in apart]
    expected = group_rows(IDS, links)
    shuffled, ids = random.sample(links, len(links)), random.sample(IDS, len(IDS))
    assert group_rows(ids, shuffled) == expected


@given(SCORES, st.sets(PAIRS, max_size=4))
def test_every_row_is_in_one_group_and_no_group_holds_a_forbidden_pair(scores, apart):
    groups = average_link(IDS, scores, apart, 0.25)
    assert sorted(i for g in groups for i in g) == sorted(IDS)
    assert not any({a, b} <= set(g) for a, b in apart for g in groups)
