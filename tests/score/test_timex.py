"""TIMEX3 scores: counts by hand, and symmetry."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.score.timex import match_rows, score_timexes, value_days


def _row(start, length, value="2024-07-01"):
    return {"start": start, "end": start + length, "type": "DATE", "value": value}


ROWS = st.lists(st.builds(_row, st.integers(0, 30), st.integers(1, 5)), max_size=6, unique_by=lambda r: (r["start"], r["end"]))


def test_the_right_span_with_the_wrong_value_is_strict_but_no_value():
    score = score_timexes({"d": [_row(0, 4)]}, {"d": [_row(0, 4, "2024")]})
    assert (score.strict.f1, score.relaxed.f1, score.value.f1, score.type.f1) == (1.0, 1.0, 0.0, 1.0)


def test_overlap_is_one_to_one_and_the_longest_goes_first():
    long, short = _row(0, 6), _row(5, 2)
    assert match_rows([long], [short, _row(0, 4)]) == [(long, _row(0, 4))]


def test_extra_predictions_cost_precision_only():
    score = score_timexes({"d": [_row(0, 4)]}, {"d": [_row(0, 4), _row(9, 2)]})
    assert (score.value.precision, score.value.recall) == (0.5, 1.0)


def test_a_document_without_predictions_counts_as_empty():
    assert score_timexes({"d": [_row(0, 4)]}, {}).value.recall == 0.0


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-07-01T10:00", "2024-07-01", "2024-07-01"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-W26", "2024-06-24", "2024-06-30"),
        ("2024-W26-WE", "2024-06-29", "2024-06-30"),
        ("2024-Q3", "2024-07-01", "2024-09-30"),
        ("2024-H2", "2024-07-01", "2024-12-31"),
        ("198", "1980-01-01", "1989-12-31"),
        ("2024", "2024-01-01", "2024-12-31"),
    ],
)
def test_values_name_days(value, first, last):
    days = value_days(value)
    assert [d.isoformat() for d in days] == [first, last]


def test_a_reference_names_no_days():
    assert value_days("PRESENT_REF") is None
    assert value_days("2024-13") is None
    assert value_days(None) is None


@given(ROWS, ROWS)
def test_precision_of_one_against_the_other_is_recall_the_other_way(a, b):
    there, back = score_timexes({"d": a}, {"d": b}), score_timexes({"d": b}, {"d": a})
    assert there.strict.precision == back.strict.recall
    assert there.relaxed.precision == back.relaxed.recall
