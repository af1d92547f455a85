"""A denial has a line of its own: the support of what it denies never stands under it."""

from allegedly.link.archive import Archive
from allegedly.link.denials import find_standings
from allegedly.records import Matter
from tests.link.stories import Maker, line, same

make = Maker()


def standings(*names: str):
    lines = {
        "a": line("the gate was locked", "Ana Reed"),
        "b": line("the gate was locked", "Osk Fire Brigade"),
        "c": line("the gate was locked", "Norling", act="deny", cue_class="denying", claim={"modality": "negated"}),
        "d": line("the gate was not locked", "Norling", claim={"polarity": "negative"}),
    }
    archive = Archive([make.report(n, lines[n]) for n in names], [same("same_claim", "a.1", "b.1")])
    return find_standings(archive, Matter(id="m", happening="m", claims=tuple(f"{n}.1" for n in names)))


def test_who_denies_is_not_corroborated_by_those_he_contradicts():
    found = standings("a", "b", "c", "d")
    assert found["a.1"].support == "corroborated by 2" and found["a.1"].response == "denied"
    for denial in (found["c.1"], found["d.1"]):
        assert denial.support == "same-origin ×2" and denial.response == "contradicted" and denial.modality == "negated"
        assert (
            denial.line
            == "A denial · same-origin ×2, 1 origin (Norling) · contradicted by Ana Reed, Osk Fire Brigade · 4 documents as of 2024-07-01."
        )


def test_a_denial_of_what_nobody_in_the_corpus_claims_stands_as_it_is():
    found = standings("c")
    assert found["c.1"].rule == "standing/1" and not found["c.1"].support.startswith("corroborated")


def test_where_nobody_denies_there_is_one_line():
    found = standings("a", "b")
    assert found["a.1"] is found["b.1"]
