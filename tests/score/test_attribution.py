"""The attribution scorer: what counts, and that it agrees with itself the other way round."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.score.attribution import merge_rows, score_attributions

TEXT = "Osk said that it had won. “We lost,” said Norvak."
SAID = {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 24]]}
QUOTED = {"source": [[42, 48]], "cue": [[37, 41]], "content": [[26, 36]]}


def score(gold, predicted):
    return score_attributions({"d": (TEXT, gold)}, {"d": predicted})


def test_a_perfect_prediction_is_perfect():
    found = score([SAID, QUOTED], [SAID, QUOTED])
    assert found.relation.f1 == 1 and all(rate.f1 == 1 for rate in found.exact.values())
    assert found.recall_by_kind["direct"].recall == 1 and found.recall_by_kind["indirect"].recall == 1


def test_quotation_marks_and_stops_do_not_count():
    assert score([QUOTED], [{**QUOTED, "content": [[27, 34]]}]).exact["content"].f1 == 1


def test_a_relation_needs_all_three_roles():
    assert score([SAID], [{**SAID, "source": []}]).relation.f1 == 0


def test_a_missing_document_counts_as_empty():
    found = score_attributions({"d": (TEXT, [SAID])}, {})
    assert found.relation.recall == 0 and found.relation.precision == 0


def test_pieces_of_one_quotation_are_joined_on_demand():
    (row,) = merge_rows([{**SAID, "content": [[9, 13]]}, {**SAID, "content": [[14, 24]]}])
    assert row["content"] == [[9, 13], [14, 24]]


def test_a_fragment_outside_the_text_is_refused():
    with pytest.raises(ValueError, match="outside the text"):
        score([SAID], [{**SAID, "cue": [[0, 400]]}])


spans = st.tuples(st.integers(0, 20), st.integers(1, 28)).map(lambda s: [[s[0], s[0] + s[1]]])
rows = st.lists(st.fixed_dictionaries({"source": spans, "cue": spans, "content": spans}), max_size=4)


@given(rows, rows)
def test_precision_one_way_is_recall_the_other_way(a, b):
    there, back = score(a, b), score(b, a)
    for role in ("source", "cue", "content"):
        assert there.exact[role].precision == back.exact[role].recall
