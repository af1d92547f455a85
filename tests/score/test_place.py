"""Geoparsing scores: counts by hand, and symmetry."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from allegedly.score.place import kilometres, score_places
from allegedly.score.rates import Rate

HERE = {"start": 0, "end": 4, "lat": 10.0, "lon": 10.0, "geonames_id": "7"}


def _row(start, length):
    return {"start": start, "end": start + length, "lat": float(start), "lon": 0.0, "geonames_id": str(start)}


ROWS = st.lists(st.builds(_row, st.integers(0, 30), st.integers(1, 5)), max_size=6, unique_by=lambda r: (r["start"], r["end"]))


def test_the_same_id_counts_whatever_the_distance():
    score = score_places({"d": [HERE]}, {"d": [{**HERE, "lat": -10.0, "geonames_id": 7}]})
    assert (score.end_to_end.f1, score.errors) == (1.0, (0.0,))


def test_a_point_within_161_km_counts_without_the_id():
    near, far = {**HERE, "lat": 11.4, "geonames_id": None}, {**HERE, "lat": 11.5, "geonames_id": None}
    assert score_places({"d": [HERE]}, {"d": [near]}).end_to_end.f1 == 1.0
    assert score_places({"d": [HERE]}, {"d": [far]}).end_to_end.f1 == 0.0


def test_a_wrong_span_overlaps_but_is_not_exact():
    score = score_places({"d": [HERE]}, {"d": [{**HERE, "end": 6}]})
    assert (score.exact.right, score.overlap.right, score.end_to_end.right) == (0, 1, 0)


def test_gold_without_a_point_asks_for_none():
    score = score_places({"d": [{**HERE, "lat": None}]}, {"d": [HERE]})
    assert (score.exact.f1, score.end_to_end.gold) == (1.0, 0)


def test_a_document_left_out_is_scored_as_empty():
    assert score_places({"d": [HERE]}, {}).exact == Rate(0, 0, 1)


def test_a_degree_of_latitude_is_111_km():
    assert round(kilometres(0, 0, 1, 0)) == 111


@given(ROWS, ROWS)
def test_precision_one_way_is_recall_the_other(a, b):
    there, back = score_places({"d": a}, {"d": b}), score_places({"d": b}, {"d": a})
    assert there.exact.precision == back.exact.recall
    assert there.end_to_end.precision == back.end_to_end.recall
