"""From an event's word, its standing and the coder's chances to a code, or to none."""

import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.events.plover.lexicon import load_lexicon
from allegedly.events.plover.roots import load_quads
from allegedly.events.plover.rules import FEATURES, Happening, choose_code, could_be_coded, load_doubt, propose


def happening(action, **known):
    return Happening(action=action, **{"body": True, "actor": True, **known})


def code(action, **known):
    found = choose_code(happening(action, **known))
    return (found.root, found.mode) if found else None


@pytest.mark.parametrize(
    ("action", "wanted"),
    [
        ("arrest", ("COERCE", "arrest")),
        ("shelling", ("ASSAULT", "heavy-weapons")),
        ("hold rally", ("PROTEST", None)),
        ("launch strike", ("ASSAULT", None)),
        ("take hostage", ("ASSAULT", "abduct")),
        ("ceasefire", ("RETREAT", "ceasefire")),
        ("demand", ("REQUEST", None)),
    ],
)
def test_a_word_that_fits_a_definition_alone_is_coded(action, wanted):
    assert code(action, attack=wanted[0] == "ASSAULT", chances={wanted[0]: 0.5, "YIELD": 0.5}) == wanted


@pytest.mark.parametrize("action", ["crash", "collapse", "die", "rain", "convict", "publish", "border", ""])
def test_accidents_verdicts_and_the_rest_have_no_code(action):
    assert code(action, attack=True, chances={"ASSAULT": 0.9}) is None


def test_harm_is_coded_only_beside_an_attack():
    assert code("kill", attack=True) == ("ASSAULT", None)
    assert code("kill", attack=False) is None


def test_what_a_public_body_does_needs_the_coders_backing():
    assert code("meet", chances={"CONSULT": 0.9}) == ("CONSULT", None)
    assert code("meet", chances={"CONSULT": 0.1}) is None
    assert code("meet", chances={"CONSULT": 0.9}, body=False) is None


def test_an_investigation_accuses_only_where_it_names_someone():
    assert code("investigate", chances={"ACCUSE": 0.9}, target=True) == ("ACCUSE", None)
    assert code("investigate", chances={"ACCUSE": 0.9}, target=False) is None


def test_an_announced_meeting_is_an_agreement():
    assert code("meet", chances={"CONSULT": 0.9}, modality="planned") == ("AGREE", "meet")


def test_harm_under_a_condition_is_a_threat():
    assert code("attack", attack=True, modality="conditional") == ("THREATEN", None)


@pytest.mark.parametrize("known", [{"polarity": "negative"}, {"modality": "negated"}, {"modality": "attitude"}])
def test_what_did_not_happen_has_no_code(known):
    assert propose(happening("attack", attack=True, **known)) == ()


def test_the_lexicon_knows_only_roots_of_the_table_and_the_weights_only_features():
    roots = {entry.root for entries in load_lexicon().words.values() for entry in entries}
    assert roots <= set(load_quads())
    assert set(load_doubt().weights) == set(FEATURES)


def test_sanction_is_a_material_conflict_as_in_the_data():
    assert load_quads()["SANCTION"] == 4


def test_the_table_of_quads_covers_every_root_of_the_coder():
    settings = json.loads((files("allegedly.data") / "plover" / "settings.json").read_text())
    assert set(settings["roots"]) <= set(load_quads()) and set(load_quads().values()) == {1, 2, 3, 4}


@given(st.text(max_size=30), st.booleans(), st.booleans(), st.dictionaries(st.sampled_from(sorted(load_quads())), st.floats(0, 1)))
def test_a_code_is_sure_enough_and_its_quad_that_of_its_root(action, body, attack, chances):
    found = choose_code(Happening(action=action, body=body, attack=attack, chances=chances))
    assert found is None or (load_doubt().threshold <= found.score <= 1 and found.quad == load_quads()[found.root])


@given(
    st.sampled_from(sorted(load_lexicon().words)),
    st.dictionaries(st.sampled_from(sorted(load_quads())), st.floats(0, 1)),
    st.sampled_from(["asserted", "planned", "negated"]),
    st.booleans(),
)
def test_no_event_with_a_code_is_kept_from_the_coder(action, chances, modality, flag):
    told = happening(action, modality=modality, body=flag, attack=not flag)
    if code(action, modality=modality, body=flag, attack=not flag, chances=chances):
        assert could_be_coded(told)


def test_a_word_of_no_root_is_kept_from_the_coder():
    assert not could_be_coded(happening("rain"))
    assert not could_be_coded(happening("arrest", polarity="negative"))
