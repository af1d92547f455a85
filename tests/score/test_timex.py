"""The time scorer."""

from hypothesis import given
from hypothesis import strategies as st

from allegedly.score.timex import score_timexes

MONDAY = {"start": 3, "end": 9, "type": "DATE", "value": "2024-07-01"}


def test_the_same_expression_counts_everywhere():
    score = score_timexes({"d": [MONDAY]}, {"d": [MONDAY]})
    assert score.strict.f1 == score.relaxed.f1 == score.value.f1 == score.type.f1 == 1


def test_an_overlap_is_relaxed_and_not_strict():
    score = score_timexes({"d": [MONDAY]}, {"d": [{**MONDAY, "start": 0}]})
    assert score.strict.f1 == 0 and score.relaxed.f1 == 1 and score.value.f1 == 1


def test_a_wrong_value_counts_against_value_alone():
    score = score_timexes({"d": [MONDAY]}, {"d": [{**MONDAY, "value": "2024-07-08"}]})
    assert score.value.f1 == 0 and score.relaxed.f1 == 1


expressions = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 6), st.sampled_from("ab")).map(
        lambda t: {"start": t[0], "end": t[0] + t[1], "type": "DATE", "value": t[2]}
    ),
    max_size=4,
)


@given(expressions, expressions)
def test_precision_one_way_is_recall_the_other_way(a, b):
    there, back = score_timexes({"d": a}, {"d": b}), score_timexes({"d": b}, {"d": a})
    assert there.relaxed.right == back.relaxed.right
    assert there.relaxed.precision == back.relaxed.recall
