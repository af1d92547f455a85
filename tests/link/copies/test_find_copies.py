"""Copies: what makes an edge, what does not, and where the passages stand."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.link.copies import compare, compare_all, find_carriers, find_copies, sample
from allegedly.records import Span
from tests.link.copies.texts import bare_words, document, prose


def edge_of(a: str, b: str):
    return compare(document("a", a), document("b", b))


def test_a_reprint_is_an_edge_of_one_passage():
    text = prose(1, 120)
    edge = edge_of(text, text)
    assert edge is not None and edge.containment == 1.0
    assert [(p.a, p.b) for p in edge.passages] == [(Span(0, len(text) - 1), Span(0, len(text) - 1))]


def test_a_reprint_in_another_dress_is_an_edge():
    text = prose(1, 120)
    dressed = "NORTHTOWN (Wire) — " + text.replace(". ", ".\n\n") + "\n\nCopyright of the Wire."
    edge = edge_of(text, dressed)
    assert edge is not None and edge.containment > 0.95


def test_a_short_report_inside_a_long_one_is_an_edge():
    short = prose(1, 48)
    edge = edge_of(short, prose(2, 600) + " " + short + " " + prose(3, 600))
    assert edge is not None and edge.containment > 0.9
    assert bare_words(edge.passages[0].a.read(short)) == bare_words(short)


def test_sentences_in_another_order_are_passages_of_their_own():
    first, second = prose(1, 60), prose(2, 60)
    edge = edge_of(f"{first} {second}", f"{second} {first}")
    assert edge is not None and edge.containment > 0.9 and len(edge.passages) == 2


def test_a_word_changed_here_and_there_does_not_part_a_passage():
    words = prose(1, 120).split(" ")
    changed = [w if k % 15 else "otherwise" for k, w in enumerate(words)]
    edge = edge_of(" ".join(words), " ".join(changed))
    assert edge is not None and len(edge.passages) == 1


def test_two_reports_of_one_event_in_their_own_words_are_no_edge():
    a = "Fire broke out in the harbour warehouse on Monday night. Two firemen were hurt, the city council said, and a street was closed."
    b = "Two firemen were injured on Monday night when a warehouse burned in the harbour. The council of the city closed a street nearby."
    assert edge_of(a, b) is None


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ('"', '"'), ("«", "»"), ("‘", "’"), ("``", "''")])
def test_the_words_of_one_speaker_in_independent_prose_are_no_copy(opening, closing):
    quotation = f"{opening}{prose(9, 60)}{closing}"
    assert edge_of(f"{prose(1, 60)} {quotation} he said.", f"{prose(2, 60)} {quotation} she heard.") is None


def test_the_same_words_without_quotation_marks_are_a_copy():
    shared = prose(9, 120)
    assert edge_of(f"{prose(1, 60)} {shared} he said.", f"{prose(2, 60)} {shared} she heard.") is not None


def test_an_unclosed_mark_hides_no_copy():
    text = '"' + prose(1, 200)
    assert edge_of(text, text) is not None


def test_copies_are_never_closed_over_a_round_up():
    one, other = prose(1, 150), prose(2, 150)
    edges = list(find_copies([document("one", one), document("other", other), document("round-up", f"{one}\n\n{other}")]))
    assert [(e.a, e.b) for e in edges] == [("one", "round-up"), ("other", "round-up")]


def test_standing_text_under_many_reports_makes_no_edges():
    footer = prose(99, 140)
    reports = [document(f"{k:02}", f"{prose(k, 700)}\n\n{footer}") for k in range(30)]
    assert list(find_copies(reports)) == []
    assert len(list(find_copies(reports[:2]))) == 1


def test_a_story_that_many_reprint_is_no_standing_text():
    text = prose(5, 150)
    reports = [document(f"{k:02}", f"{text}\n\n{prose(100 + k, 24)}") for k in range(20)]
    assert len(list(find_copies(reports))) == 20 * 19 // 2


def test_a_longer_minimum_needs_more():
    shared, a, b = prose(1, 60), prose(2, 40), prose(3, 40)
    documents = [document("a", f"{shared} {a}"), document("b", f"{shared} {b}")]
    assert list(find_copies(documents, minimum=0.5)) and not list(find_copies(documents, minimum=0.8))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "Word", "Four words are few", "…“”’", "😀 " * 40, "警告 " * 40, "\ud800 " * 10])
def test_texts_that_are_hardly_any_give_nothing_and_do_no_harm(text):
    assert edge_of(text, prose(1, 60)) is None
    assert all(0 <= v < 2**61 for v in sample(document("a", text)))


def test_nothing_copies_itself():
    text = document("a", prose(1, 60))
    assert compare(text, text) is None and list(find_copies([text, text])) == [] and list(find_copies([])) == []


def parts(seed: int) -> list[str]:
    return [prose(seed * 10 + k, 36) for k in range(4)]


@st.composite
def archives(draw):
    """Documents put together from a few passages, some of them quoted, in any order."""
    passages = [p for s in range(2) for p in parts(s)]
    texts = draw(st.lists(st.lists(st.tuples(st.sampled_from(passages), st.booleans()), max_size=6), min_size=2, max_size=6))
    written = ["\n\n".join(f"“{p}” he said." if quoted else p for p, quoted in text) for text in texts]
    return [document(f"d{k}", text) for k, text in enumerate(written)]


@given(archives(), st.randoms(use_true_random=False))
def test_the_order_of_documents_makes_no_difference(documents, pick: random.Random):
    shuffled = pick.sample(documents, len(documents))
    assert list(find_copies(documents)) == list(find_copies(shuffled))


@given(archives())
def test_comparing_is_symmetric(documents):
    a, b = documents[:2]
    assert compare(a, b) == compare(b, a)


@given(archives())
def test_passages_reread_as_the_same_words_on_both_sides(documents):
    texts = {d.id: d.text for d in documents}
    for edge in find_copies(documents):
        assert edge.a < edge.b and 0 <= edge.containment <= 1 and edge.passages
        for passage in edge.passages:
            a, b = bare_words(passage.a.read(texts[edge.a])), bare_words(passage.b.read(texts[edge.b]))
            assert len(a) >= 8 and len(set(a) & set(b)) >= 0.7 * len(set(a))
        assert list(edge.passages) == sorted(edge.passages, key=lambda p: (p.a, p.b))


@given(archives())
def test_one_at_a_time_finds_what_the_whole_set_shows(documents):
    arrived = [edge for k, d in enumerate(documents) for edge in compare_all(d, documents[:k])]
    assert sorted(arrived, key=lambda e: (e.a, e.b)) == list(find_copies(documents))


@given(st.integers(0, 50), st.integers(5, 200))
def test_the_sample_of_a_part_is_in_the_sample_of_the_whole(seed, words):
    part, whole = prose(seed, words), f"{prose(1000, 50)} {prose(seed, words)} {prose(2000, 50)}"
    assert set(sample(document("a", part))) <= set(sample(document("b", whole)))


@given(st.lists(st.text(max_size=80), min_size=1, max_size=5))
def test_samples_do_not_depend_on_marks_and_case(pieces):
    text = prose(7, 60)
    assert sample(document("a", text)) == sample(document("b", text.upper().replace(" ", " — ").replace(".", "!")))
    assert sample(document("a", " ".join(pieces))) == sample(document("b", "  ".join(pieces)))


def test_a_carrier_is_who_holds_the_passage_of_a_claim_not_who_shares_another():
    claim, rest, more = prose(1, 40), prose(2, 140), prose(3, 140)
    documents = [
        document("source", f"{claim}\n\n{rest}\n\n{more}"),
        document("whole", f"{claim} {rest}"),
        document("rest", f"{rest} {more}"),
    ]
    edges = list(find_copies(documents))
    assert {(e.a, e.b) for e in edges} == {("source", "whole"), ("rest", "source"), ("rest", "whole")}
    assert find_carriers(edges, "source", Span(0, len(claim))) == ("whole",)
    assert find_carriers(edges, "source", Span(len(claim) + 10, len(claim) + 200)) == ("rest", "whole")
