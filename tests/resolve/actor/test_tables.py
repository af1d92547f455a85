"""The word lists and the origins file."""

from allegedly.resolve.actor import default_origins, origins_from
from allegedly.resolve.actor.lexicon import fold, slug
from allegedly.resolve.actor.organisations import fullest_spelling, organisation_named
from allegedly.resolve.actor.polity import country_of


def test_names_are_compared_without_case_article_and_possessive():
    assert fold("The Labour Party’s") == "labour party" and slug("The Labour Party") == "labour-party"


def test_initials_count_only_in_capitals():
    assert organisation_named("WHO") == "World Health Organization" and organisation_named("who") is None


def test_an_organisation_is_named_as_the_text_spells_it():
    assert fullest_spelling("United Nations", "The UN said so.") == "UN"


def test_a_state_is_known_by_name_demonym_capital_and_house():
    assert [country_of(w)[0] for w in ("Norway", "Norwegian", "Oslo", "Kremlin", "Texas", "Tarn")] == [
        "NO",
        "NO",
        "NO",
        "RU",
        "US",
        None,
    ]


def test_organs_of_one_state_are_one_group_by_default():
    assert default_origins().of_state("BY") == "BY-state"


def test_users_may_edit_the_origins(tmp_path):
    path = tmp_path / "origins.toml"
    path.write_text('version = 1\nstate = "{country}-any"\n[same]\nmine = ["the Tarn Post", "Tarn Radio"]\n')
    mine = origins_from(path)
    assert mine.of_state("NO") == "NO-any" and mine.of_name("Tarn Radio") == mine.of_name("Tarn Post") == "mine"
