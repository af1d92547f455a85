"""How far spans reach, one line each."""

from allegedly.annotate import annotate_document
from allegedly.attribute import reach
from allegedly.attribute.patterns import Candidate
from tests.marked import make_document, read_marked


def reached(rule, line):
    text, roles = read_marked(line)
    annotated = annotate_document(make_document(text))
    given = Candidate(source=roles.get("source", ()), cue=roles["cue"], content=roles["content"], rule="tagger")
    found = rule(annotated, given)
    return [[s.read(text) for s in role] for role in (found.source, found.cue, found.content)]


def test_a_source_does_not_reach_into_the_headline():
    source, _, content = reached(
        reach.within_paragraph, "Osk bridge closed, says {mayor\n\nThe council|source} {said|cue} {the bridge was old|content}."
    )
    assert source == ["The council"] and content == ["the bridge was old"]


def test_a_content_over_two_paragraphs_keeps_only_what_is_quoted_beyond_its_own():
    _, _, content = reached(
        reach.within_paragraph, "{She|source} {said|cue} {it was late.\n\n“We leave at dawn.”|content}\n\nThe road was closed."
    )
    assert content == ["it was late.", "“We leave at dawn.”"]
    _, _, content = reached(reach.within_paragraph, "{She|source} {said|cue} {it was late\n\nThe road was|content} closed.")
    assert content == ["it was late"]


def test_a_content_that_opens_a_quotation_takes_all_of_it():
    line = "{“We [the crew] were cold.|content} Nobody came to help us. Then the lights went out,” {Roe|source} {said|cue}."
    assert reached(reach.whole_quotation, line)[2] == ["“We [the crew] were cold. Nobody came to help us. Then the lights went out,”"]


def test_a_nested_cue_inside_the_quotation_does_not_take_the_whole_of_it():
    line = "“{I|source} {think|cue} {it was|content} cold, and nobody came,” Roe said."
    assert reached(reach.whole_quotation, line)[2] == ["it was"]


def test_a_verb_coordinated_with_the_cue_is_another_deed():
    line = "{Roe|source} {agreed|cue} {to add two members but did not answer the letter|content}."
    assert reached(reach.without_own_conjunct, line)[2] == ["to add two members"]


def test_whom_a_source_cites_is_no_part_of_the_content():
    line = "{The paper|source} {reported|cue} {that the mine had closed, citing two officials|content}."
    assert reached(reach.without_cited, line)[2] == ["that the mine had closed"]


def test_an_adverb_of_time_is_not_in_the_cue():
    assert reached(reach.without_leading_time, "{Roe|source} {later said|cue} {it was over|content}.")[1] == ["said"]
    assert reached(reach.without_leading_time, "{Roe|source} {also said|cue} {it was over|content}.")[1] == ["also said"]


def test_according_to_between_commas_has_the_clause_on_both_sides_for_content():
    line = "{The rescuers|content}, {according to|cue} {the ministry, recovered ten survivors|source} from the debris."
    source, _, content = reached(reach.parenthetical_according, line)
    assert source == ["the ministry"] and content == ["The rescuers", "recovered ten survivors from the debris"]


def test_a_clause_that_no_conjunction_joins_stays_in_the_content():
    line = "{NDTV|source} {reported|cue} {officials, following an inquiry, stated it was a coconut|content}."
    assert reached(reach.without_own_conjunct, line)[2] == ["officials, following an inquiry, stated it was a coconut"]


def test_a_source_is_not_joined_from_two_sentences():
    line = "{An autopsy|source} was made. Citing its size, {officials|source} {estimated|cue} {it had starved|content}."
    text, roles = read_marked(line)
    annotated = annotate_document(make_document(text))
    found = reach.within_sentence(annotated, Candidate(source=roles["source"], cue=roles["cue"], content=roles["content"], rule="tagger"))
    assert [s.read(text) for s in found.source] == ["officials"]


def test_a_cue_begins_with_the_auxiliary_that_is_negated_whatever_is_put_between():
    line = "{The council|source} had not, as of Friday, {announced|cue} {any plans to mend the bridge|content}."
    assert reached(reach.with_negation, line)[1] == ["had not, as of Friday, announced"]


def test_a_negation_that_lies_in_the_content_is_no_part_of_the_cue():
    line = "{The council|source} {said|cue} {it had not mended the bridge|content}."
    assert reached(reach.with_negation, line)[1] == ["said"]


def test_a_cue_does_not_end_with_an_article():
    line = "The palace {issued the following statement from the|cue} king: {“She keeps her rank.”|content}"
    assert reached(reach.without_dangling_article, line)[1] == ["issued the following statement"]
