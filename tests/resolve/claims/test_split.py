"""Contents split into propositions, shared subjects restored."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.annotate import annotate_document
from allegedly.attribute import attribute_document
from allegedly.resolve.actor import resolve_speakers
from allegedly.resolve.claims import split_claims
from tests.marked import make_document
from tests.resolve.rows import claims_of, read_rows, words_of


def test_that_and_the_full_stop_are_no_part_of_a_claim():
    assert words_of("{Ana Ruiz|source} {denied|cue} {that she had signed it|content}.") == ["she had signed it"]


def test_two_clauses_are_two_claims():
    line = "{The mayor|source} {said|cue} {that the bridge was old and that the army closed it|content}."
    assert words_of(line) == ["the bridge was old", "the army closed it"]


def test_a_shared_subject_is_restored_as_a_piece():
    found = claims_of("{The service|source} {said|cue} {its forces had crossed the river and had burned the bridge|content}.")
    assert [words for words, _ in found] == ["its forces had crossed the river", "its forces had burned the bridge"]
    assert len(found[1][1].spans) == 2


def test_both_of_two_subjects_get_their_claim():
    line = "{The office|source} {said|cue} {Ana Reed and Jo Lind would both attend the meeting|content}."
    assert words_of(line) == ["Ana Reed would both attend the meeting", "Jo Lind would both attend the meeting"]


def test_a_cause_is_a_claim_of_its_own():
    line = "{The mayor|source} {said|cue} {the bridge was closed because the river had risen|content}."
    assert words_of(line) == ["the bridge was closed", "the river had risen"]


def test_a_condition_stays_with_its_claim():
    ((words, claim),) = claims_of("{The mayor|source} {said|cue} {they would discuss the matter if the river rose|content}.")
    assert words == "they would discuss the matter if the river rose" and claim.modality == "conditional"
    assert claim.condition is not None and len(claim.condition) == len("if the river rose")


def test_quotation_marks_are_no_part_of_a_claim_and_each_sentence_is_one():
    line = "{“The bridge is closed. The river has risen,”|content} {Ana Reed|source} {said|cue}."
    assert words_of(line, kind="direct") == ["The bridge is closed", "The river has risen"]


def test_questions_make_no_claim():
    assert words_of("{“Is the bridge closed?”|content} {Ana Reed|source} {asked|cue}.", kind="direct", act="ask") == []


def test_a_word_put_in_brackets_keeps_both_of_them():
    assert words_of("{The mayor|source} {said|cue}: {“[We] will mend the bridge”|content}.") == ["[We] will mend the bridge"]


def test_what_somebody_is_only_cited_as_saying_is_his_claim_alone():
    annotated = annotate_document(make_document("The Tarn Post cited Ana Reed as saying the bridge was closed."))
    rows = resolve_speakers(annotated, attribute_document(annotated))
    claims = split_claims(annotated, rows)
    assert [annotated.read(c.spans) for c in claims] == ["the bridge was closed"]
    assert next(r for r in rows if r.id == claims[0].attribution).speaker.name == "Ana Reed"


def test_a_gloss_is_left_out():
    from allegedly.annotate import annotate_document
    from allegedly.records import Attribution
    from allegedly.resolve.claims import split_claims
    from tests.marked import make_document, read_marked

    text, roles = read_marked("{Reed|source} {said|cue} {the bridge{, which is old,|gloss} was closed|content}.")
    row = Attribution(id="a", source=roles["source"], cue=roles["cue"], content=roles["content"], gloss=roles["gloss"])
    annotated = annotate_document(make_document(text))
    assert [annotated.read(c.spans) for c in split_claims(annotated, [row])] == ["the bridge was closed"]


CLAUSES = [
    "the bridge was closed",
    "the army crossed the river",
    "its forces had burned the “old” mill",
    "nobody was hurt",
    "it would leave on Monday",
]
LINKS = [" and ", ", because ", " and that ", "; ", " to test the road and ", ", but "]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=4), st.sampled_from(LINKS), st.booleans())
def test_pieces_re_read_exactly_and_lie_within_the_content(clauses, link, quoted):
    content = link.join(clauses)
    line = (
        f"{{“{content}.”|content}} {{Ana Reed|source}} {{said|cue}}."
        if quoted
        else f"{{Ana Reed|source}} {{said|cue}} {{that {content}|content}}."
    )
    annotated, rows = read_rows(line)
    found = claims_of(line)
    assert found
    for words, claim in found:
        assert list(claim.spans) == sorted(claim.spans)
        assert all(any(c.covers(s) for c in rows[0].content) for s in claim.spans)
        assert words == " ".join(s.read(annotated.text) for s in claim.spans) and words.strip() == words
        assert not words.startswith(("that ", "and ", "“")) and not words.endswith((".", ",", "”.", " and"))


def test_ids_are_stable():
    line = "{The mayor|source} {said|cue} {that the bridge was old and that the army closed it|content}."
    assert [c.id for _, c in claims_of(line)] == [c.id for _, c in claims_of(line)]
    assert len({c.id for _, c in claims_of(line)}) == 2


@pytest.mark.parametrize("content", ["", "“”", "…", "that", "it"])
def test_an_empty_content_gives_nothing_and_breaks_nothing(content):
    line = f"{{Ana Reed|source}} {{said|cue}} {{{content}|content}}." if content else "{Ana Reed|source} {spoke|cue}."
    assert words_of(line, kind="nominal") == []
