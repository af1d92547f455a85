"""Who acts in an event mention."""

from __future__ import annotations

import pytest

from allegedly.annotate import annotate_document
from allegedly.events.actors import actor_tokens
from allegedly.events.arguments import find_actor
from allegedly.events.evidence import family_of
from allegedly.events.triggers import Mention
from allegedly.read import document_from_text
from allegedly.records import Place, Span


def mention(text, trigger):
    """The parse and a mention of the word."""
    annotated = annotate_document(document_from_text(text, source_id="t", published="2024-07-01"))
    token = next(t for t in annotated.tokens if t.text == trigger)
    nominal = token.pos == "NOUN"
    span = Span(token.start, token.end)
    return annotated, Mention(token=token, span=span, action=token.lemma, family=family_of(token), nominal=nominal)


def heads(text, trigger):
    """The heads of the phrases that act."""
    return [t.text for t in actor_tokens(*mention(text, trigger))]


def agents(text, trigger, places=()):
    """The phrases that act and can."""
    return [p.spans[0].read(text) for p in find_actor(*mention(text, trigger), lambda span: None, places)]


def test_some_of_the_suspects_act_as_suspects_do():
    assert agents("Some of the suspects fled the village on Monday.", "fled") == ["Some of the suspects"]


def test_some_of_the_bridges_do_not_act():
    assert agents("Some of the bridges destroyed two houses on Monday.", "destroyed") == []


def test_a_number_stands_for_those_it_counts():
    assert agents("All of the states signed the treaty, but only 27 have ratified it.", "ratified") == ["only 27"]


def test_those_named_act_not_the_phrase_before_them():
    assert heads("An Australian, Brenton Moor, attacked a guard in Osk on Friday.", "attacked") == ["Moor"]
    assert heads("Three islanders, Paul Moor, Rosa Holt and John Reed, sued the state.", "sued") == ["Moor", "Holt", "Reed"]


def test_a_name_explained_is_not_replaced():
    assert heads("Mara Holt, the mayor of Osk, attacked the plan on Friday.", "attacked") == ["Holt"]


@pytest.mark.parametrize("occasion", ["conference", "speech", "interview"])
def test_who_speaks_at_an_occasion_holds_it(occasion):
    assert heads(f"Prime Minister Mara Holt said in a televised {occasion} that the army would stay.", occasion) == ["Holt"]


def test_the_medium_is_not_who_accuses():
    assert heads("Minister Mara Holt posted a message on Twitter accusing Ruritania of the attack.", "accusing") == ["Holt"]


def test_the_town_of_a_bombing_did_not_bomb():
    text = "Police said that the Kabul bombing on Monday was the worst of the year."
    town = Span(text.index("Kabul"), text.index("Kabul") + 5)
    assert agents(text, "bombing") == ["Kabul"]
    assert agents(text, "bombing", [Place(span=town, name="Kabul", kind="city")]) == []
    assert agents(text, "bombing", [Place(span=town, name="Kabul", kind="city", use="government")]) == ["Kabul"]


def test_an_ally_that_helps_is_the_state_it_is_said_of():
    assert heads("Ruritania, a close ally that has provided support for the war, closed its border.", "provided") == ["Ruritania"]


def test_a_second_would_goes_with_the_first():
    text = "Reed said that Holt and Moor would attend a summit of the Union which is taking place in Osk and would discuss the matter."
    assert heads(text, "discuss") == ["Holt", "Moor"]
