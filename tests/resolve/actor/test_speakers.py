"""Who that is: names, roles, states and origins, read off this text alone."""

import pytest

from allegedly.records import Span
from allegedly.resolve.actor import names_in, resolve_participant
from tests.resolve.rows import read_rows, speakers_of


def test_a_surname_gets_the_fullest_name_of_the_text():
    speaker = speakers_of("Norwegian minister Ana Reed arrived on Monday.", "{Reed|source} {said|cue} {the talks went well|content}.")
    assert (speaker.name, speaker.country, speaker.role) == ("Ana Reed", "NO", "Norwegian minister")


def test_the_fullest_name_may_come_later_in_the_text():
    assert speakers_of("{Reed|source} {said|cue} {it was over|content}.", "Ana Reed, a teacher, left at noon.").name == "Ana Reed"


def test_a_role_is_repeated_and_never_upgraded():
    speaker = speakers_of("{Belarusian leader Ivan Petrov|source} {said|cue} {it was over|content}.")
    assert speaker.role == "Belarusian leader" and speaker.country == "BY"


def test_a_person_without_a_printed_role_gets_no_country():
    speaker = speakers_of("{Vladimir Ivanov|source} {said|cue} {it was over|content}.", "The train reached Paris.")
    assert speaker.country is None and speaker.role is None and speaker.speaks_for is None


def test_a_private_nationality_is_nobodys_voice():
    assert speakers_of("{A Norwegian student, Ana Reed,|source} {said|cue} {it was over|content}.").country is None


def test_a_former_minister_does_not_speak_for_the_state():
    speaker = speakers_of("{Former Norwegian minister Ana Reed|source} {said|cue} {it was over|content}.")
    assert speaker.origin == "ana-reed"


def test_an_opposition_leader_is_not_the_state():
    speaker = speakers_of("{Norwegian opposition leader Ana Reed|source} {said|cue} {it was over|content}.")
    assert speaker.origin == "ana-reed" and speaker.country is None


@pytest.mark.parametrize(
    "source, name, country",
    [
        ("Belarus", "Government of Belarus", "BY"),
        ("Kyiv", "Government of Ukraine", "UA"),
        ("The Kremlin", "Kremlin", "RU"),
        ("The White House", "White House", "US"),
        ("Downing Street", "Downing Street", "GB"),
        ("The Norwegian Defence Ministry", "Norwegian Defence Ministry", "NO"),
        ("Ukraine’s border guard service", "Ukraine’s border guard service", "UA"),
        ("The foreign ministry of Norway", "foreign ministry of Norway", "NO"),
        ("The State Department", "State Department", "US"),
    ],
)
def test_a_body_has_the_state_its_words_give(source, name, country):
    speaker = speakers_of(f"{{{source}|source}} {{said|cue}} {{the bridge was closed|content}}.")
    assert (speaker.name, speaker.country, speaker.origin) == (name, country, f"{country}-state")


@pytest.mark.parametrize("spelling", ["The UN", "The United Nations", "The U.N."])
def test_an_international_organisation_is_one_origin_in_any_spelling(spelling):
    speaker = speakers_of(f"{{{spelling}|source}} {{said|cue}} {{the bridge was closed|content}}.")
    assert (speaker.origin, speaker.country, speaker.type) == ("UN", None, "igo")


def test_a_name_is_not_spelt_out_from_outside_the_text():
    assert speakers_of("{The UN|source} {said|cue} {the bridge was closed|content}.").name == "UN"


def test_a_spokesman_and_his_office_are_one_origin():
    office = speakers_of("{The Kremlin|source} {said|cue} {the bridge was closed|content}.")
    man = speakers_of("{Kremlin spokesman Ivan Petrov|source} {said|cue} {the bridge was closed|content}.")
    assert office.origin == man.origin == "RU-state" and man.speaks_for == "Kremlin"


def test_a_ministry_and_the_military_are_one_origin():
    ministry = speakers_of("{The Belarusian Defence Ministry|source} {said|cue} {the bridge was closed|content}.")
    army = speakers_of("{The Belarusian military|source} {said|cue} {the bridge was closed|content}.")
    assert ministry.origin == army.origin == "BY-state"


def test_an_unnamed_spokesman_keeps_no_name_and_speaks_for_his_body():
    speaker = speakers_of("{A spokesman for Ukraine’s border guard service|source} {said|cue} {the bridge was closed|content}.")
    assert speaker.name is None and speaker.country == "UA" and speaker.speaks_for == "Ukraine’s border guard service"


def test_an_ambassador_speaks_for_the_state_that_sent_him():
    assert speakers_of("{US Ambassador to Germany Ana Reed|source} {said|cue} {it was over|content}.").country == "US"


def test_an_embassy_without_a_state_gets_none():
    assert speakers_of("Norway closed the bridge in Norway.", "{The embassy|source} {said|cue} {it was over|content}.").country is None


def test_a_thing_is_no_speaker_but_its_author_is():
    assert speakers_of("{Photographs|source} {showed|cue} {a burnt bridge|content}.").name is None
    assert speakers_of("{A UN report|source} {found|cue} {that the bridge was closed|content}.").origin == "UN"


def test_an_armed_group_belongs_to_no_state():
    speaker = speakers_of(
        "{Houthi military spokesman Ali Nasser|source} {said|cue} {the port was closed|content}.", "Saudi Arabia said nothing."
    )
    assert speaker.country is None and speaker.origin == "houthi"


def test_an_outlet_is_its_own_origin_and_a_state_outlet_its_states():
    assert speakers_of("{Reuters|source} {reported|cue} {the bridge was closed|content}.").origin == "reuters"
    assert speakers_of("{Norwegian state media|source} {reported|cue} {the bridge was closed|content}.").origin == "NO-state"


def test_joined_speakers_are_a_tuple():
    found = speakers_of("{Norway and Sweden|source} {said|cue} {the bridge was closed|content}.")
    assert [s.country for s in found] == ["NO", "SE"]


def test_no_source_no_speaker():
    assert speakers_of("It {was reported|cue} {that the bridge was closed|content}.") is None


def test_a_continued_row_has_the_speaker_of_the_row_it_continues():
    from allegedly.annotate import annotate_document
    from allegedly.records import Attribution
    from allegedly.resolve.actor import resolve_speakers
    from tests.marked import make_document, read_marked

    text, roles = read_marked("{Ana Reed|source} {said|cue} {the bridge was closed|content}.\n{“It is old.”|more}")
    rows = [
        Attribution(id="a", source=roles["source"], cue=roles["cue"], content=roles["content"]),
        Attribution(id="b", source=(), cue=(), content=roles["more"], kind="direct", continues="a"),
    ]
    first, second = resolve_speakers(annotate_document(make_document(text)), rows)
    assert second.speaker == first.speaker and second.speaker.name == "Ana Reed"


def test_pronouns_and_definite_descriptions_find_their_body():
    lines = (
        "The Norwegian border guard service closed the bridge.",
        "{The border service|source} {said|cue} {it was old|content}.",
    )
    assert speakers_of(*lines).name == "Norwegian border guard service"
    lines = (
        "{Norwegian minister Ana Reed|source} {said|cue} {it was over|content}.",
        "{She|source} {added|cue} {it was old|content}.",
    )
    assert speakers_of(*lines).name == "Ana Reed"


def test_the_sex_of_a_pronoun_is_read_only_off_the_text():
    lines = (
        "{Spokesman Jo Lind|source} {said|cue} {it was over|content}.",
        "{Spokeswoman Ana Reed|source} {said|cue} {it was over|content}.",
        "{He|source} {added|cue} {it was old|content}.",
    )
    assert speakers_of(*lines).name == "Jo Lind"


def test_a_participant_is_resolved_like_a_speaker():
    annotated, _ = read_rows("Norwegian minister Ana Reed met reporters.", "Reed left early.")
    at = annotated.text.index("Reed left")
    assert resolve_participant(annotated, Span(at, at + 4)).name == "Ana Reed"
    assert names_in(annotated, [Span(at, at + 9)]) == ("Ana Reed",)


@pytest.mark.parametrize(
    "line",
    [
        "{Norwegian minister Ana Reed|source} {said|cue} {it was over|content}.",
        "{A spokesman for the Swedish army|source} {said|cue} {it was over|content}.",
        "{Two officials in Oslo|source} {said|cue} {it was over|content}.",
        "{The Tarn Herald|source} {said|cue} {it was over|content}.",
    ],
)
def test_every_value_of_a_speaker_stands_in_the_text_or_in_an_atlas(line):
    annotated, rows = read_rows(line)
    speaker = rows[0].speaker
    assert speaker.evidence and speaker.rule
    assert all(0 <= s.start < s.end <= len(annotated.text) for s in speaker.evidence)
    for value in (speaker.name, speaker.role, speaker.speaks_for):
        assert value is None or value in annotated.text or value.startswith("Government of ")


@pytest.mark.parametrize(
    ("context", "source", "body", "origin"),
    [
        ("The Norwegian border guards came. Such reports belong to a plot,", "their spokesman John Smith", "Norwegian border guards", "NO-state"),
        ("The Kremlin is concerned about the troops,", "its spokesman John Smith", "Kremlin", "RU-state"),
        ("The Osk Port Authority said that nothing was stored there.", "Its director, John Smith,", "Osk Port Authority", "osk-port-authority"),
    ],
)  # fmt: skip
def test_its_and_their_spokesman_speaks_for_the_body_that_was_the_subject(context, source, body, origin):
    speaker = speakers_of(f"{context} {{{source}|source}} {{said|cue}} {{it was over|content}}.")
    assert (speaker.name, speaker.speaks_for, speaker.origin) == ("John Smith", body, origin)


def test_its_spokesman_is_nobodys_where_no_body_was_named():
    assert speakers_of("The bridge fell. {Its builder John Smith|source} {said|cue} {it was over|content}.").speaks_for is None


def test_the_countrys_organ_is_of_the_country_named_last():
    context = "Guards of Belarus stopped a Ukrainian drone, a Ukrainian drone of Ukraine's army, in Norway,"
    speaker = speakers_of(f"{context} {{the country's State Border Committee|source}} {{said|cue}} {{so|content}}.")
    assert (speaker.name, speaker.origin) == ("State Border Committee", "NO-state")


def test_an_organ_without_a_state_is_of_the_state_whose_organ_is_worded_alike():
    context = "Norway's border guards laughed at reports from Belarus. Belarus spoke of troops. Belarus sees a threat."
    speaker = speakers_of(f"{context} {{The State Border Guard Service|source}} {{said|cue}} {{it was over|content}}.")
    assert speaker.origin == "NO-state"


def test_a_body_that_the_text_says_belongs_to_the_state_is_of_the_state():
    context = "{The head of the Center for Facts, John Smith,|source} {said|cue} {it was over|content}."
    assert speakers_of(context).origin == "center-for-facts"
    assert speakers_of(f"{context} The center belongs to the Defence Council of Norway.").origin == "NO-state"


def test_a_place_that_names_a_fire_service_is_no_person():
    speaker = speakers_of("{The chief of the Lessa fire service, Milan Oster,|source} {said|cue} {it was over|content}.")
    assert speaker.name == "Milan Oster" and speaker.origin == "lessa-fire-service"


def test_the_chief_of_the_general_staff_is_of_his_state():
    assert speakers_of("{The Norwegian Chief of General Staff, John Smith,|source} {said|cue} {it was over|content}.").origin == "NO-state"


def test_the_ministrys_directorate_is_of_the_ministrys_state():
    context = "Tension is rising on the border of Belarus and Ukraine, the Norwegian Defence Ministry said."
    speaker = speakers_of(f"{context} {{The ministry's intelligence directorate|source}} {{said|cue}} {{it was so|content}}.")
    assert speaker.origin == "NO-state"


def test_somebody_elses_role_is_not_taken_from_before_a_preposition():
    speaker = speakers_of("Tom Hall was a friend and employee of Ana Reed.", "{Reed|source} {said|cue} {it was over|content}.")
    assert speaker.role is None


def test_the_first_word_of_a_sentence_is_no_author_of_a_report():
    assert speakers_of("{Initial reports|source} {stated|cue} {it was over|content}.").name is None
    assert speakers_of("{Norwegian reports|source} {stated|cue} {it was over|content}.").country == "NO"


def test_he_is_the_subject_of_the_sentence_before_not_the_last_one_named():
    context = "Ana Holt criticised the plan. Harry Moor won the Budweiser Man of the Match award."
    assert speakers_of(context, "{He|source} {said|cue} {it was over|content}.").name == "Harry Moor"


def test_he_within_a_quotation_is_not_who_speaks_it():
    line = "{“President Ivan Moor treats the law with contempt. He will lose this case,”|content} {said|cue} {Minister John Reed|source}."
    annotated, rows = read_rows(line)
    at = annotated.text.index("He will")
    found = resolve_participant(annotated, Span(at, at + 2), rows)
    assert found is not None and found.name == "Ivan Moor"


def test_the_party_is_not_the_one_that_merely_owns_something():
    context = "Holt founded the Unity Party in 2004 with the staff of Reed's campaign for the Liberal Party's nomination."
    assert speakers_of(context, "{The party|source} {said|cue} {it was centrist|content}.").name == "Unity Party"


def test_who_is_named_in_a_relative_clause_does_not_speak():
    line = "{The United States, which has retreated from a goal of ousting Syrian President Ivan Reed,|source} {said|cue} {it was over|content}."
    assert speakers_of(line).name == "Government of the United States"


def test_two_titles_of_one_person_are_one_speaker():
    speaker = speakers_of("{Harvo Power President and CEO Ana Reed|source} {said|cue} {it was over|content}.")
    assert speaker.name == "Ana Reed"


def test_with_an_article_the_first_title_may_be_somebody_else():
    speakers = speakers_of("{The president and Prime Minister Ana Reed|source} {said|cue} {it was over|content}.")
    assert isinstance(speakers, tuple) and len(speakers) == 2


def test_the_name_of_a_body_that_holds_and_is_one_speaker_and_so_is_its_short_form():
    long = "{The California Department of Forestry and Fire Protection (CalFire)|source} {said|cue} {it was over|content}."
    short = "{CalFire|source} {said|cue} {it was over|content}."
    first = speakers_of(long)
    assert first.name == "California Department of Forestry and Fire Protection"
    again = speakers_of(short, "The California Department of Forestry and Fire Protection (CalFire) sent crews.")
    assert (again.name, again.origin) == (first.name, first.origin)


def test_a_word_in_brackets_that_does_not_begin_the_name_is_no_short_form():
    speaker = speakers_of("{HarborLine|source} {said|cue} {it was over|content}.", "The Tarn Department of Works (HarborLine) sent crews.")
    assert speaker.name == "HarborLine"


def test_an_official_of_a_body_speaks_himself_for_the_body():
    speaker = speakers_of("{Florida Department of Works official Ana Reed|source} {said|cue} {the road was damaged|content}.")
    assert (speaker.name, speaker.speaks_for, speaker.origin) == ("Ana Reed", "Florida Department of Works", "US-florida")


def test_the_second_of_two_titles_is_of_the_same_body():
    before = "Harbour Power and Light (HP&L) runs the lines."
    speaker = speakers_of("{HP&L President and CEO Ana Reed|source} {said|cue} {it was over|content}.", before)
    assert speaker.origin == "harbour-power-and-light"


def test_nobody_is_no_speaker():
    assert speakers_of("{No organization|source} {claimed|cue} {the attack|content}.") is None


def test_an_english_word_in_a_name_is_no_capital():
    assert speakers_of("{Osk Valley Police|source} {said|cue} {it was over|content}.").country is None


def test_an_association_named_by_its_nation_is_of_that_country():
    speaker = speakers_of("{The Georgian Tennis Federation|source} {said|cue} {it was over|content}.")
    assert (speaker.country, speaker.origin) == ("GE", "georgian-tennis-federation")


def test_initials_without_brackets_stand_for_the_body_named_before():
    before = "The Tarn Commission on Public Debates met on Friday."
    assert speakers_of(before, "{CPD|source} {said|cue} {it was over|content}.").name == "Tarn Commission on Public Debates"


def test_the_latter_is_the_second_of_the_two_named_before():
    before = "Senator Ana Reed and mayor Ben Moor met on Friday."
    assert speakers_of(before, "{The latter|source} {said|cue} {it was over|content}.").name == "Ben Moor"
    assert speakers_of(before, "{The former|source} {said|cue} {it was over|content}.").name == "Ana Reed"


def test_a_decree_speaks_for_the_state_and_never_for_the_outlet_that_told_of_it():
    state = "{The Norwegian government|source} {said|cue} {the port was closed|content}."
    outlet = "{The Tarn Herald|source} {said|cue} {ships waited|content}."
    speaker = speakers_of(state, outlet, "{The decree|source} {said|cue} {the port would reopen|content}.")
    assert (speaker.name, speaker.rule) == ("Norwegian government", "artefact.told")


def test_a_name_between_commas_after_a_role_is_a_person_whatever_the_parser_takes_it_for():
    line = "{a United States Department of State spokesperson, Morgan Ortagus,|source} {said|cue} {it was over|content}."
    speaker = speakers_of(line)
    assert (speaker.name, speaker.type, speaker.country) == ("Morgan Ortagus", "person", "US")
