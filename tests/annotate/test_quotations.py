"""Quotations of every style, nested, broken and running on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.annotate import find_quotations
from allegedly.annotate.paragraphs import split_paragraphs


def quotations(text):
    return find_quotations(text, split_paragraphs(text))


def words(text):
    return [q.span.read(text) for q in quotations(text)]


@pytest.mark.parametrize(
    "text",
    [
        "He said “we won” today.",
        'He said "we won" today.',
        "He said „we won“ today.",
        "He said «we won» today.",
        "He said ``we won'' today.",
    ],
)
def test_every_style_of_marks_is_read_with_its_marks(text):
    (found,) = words(text)
    assert found[1:-1].strip("`'") == "we won" and text.index(found) == 8


def test_single_marks_pair_and_apostrophes_do_not():
    assert words("The minister’s aide called it a ‘shame’ and didn’t stay.") == ["‘shame’"]
    assert words("The rock 'n' roll era of the '90s wasn't over.") in ([], ["'n'"])


def test_a_quotation_inside_a_quotation_is_one_deeper():
    text = "“He told me ‘go home’ and left,” she said."
    assert [(q.depth, q.span.read(text)) for q in quotations(text)] == [
        (0, "“He told me ‘go home’ and left,”"),
        (1, "‘go home’"),
    ]


def test_a_quotation_that_runs_on_opens_each_paragraph_anew():
    text = "“We came,” he said. “We saw.\n\n“We won.”\n\nHe left."
    found = quotations(text)
    assert [(q.closed, q.continues) for q in found] == [(True, False), (False, False), (True, True)]
    assert found[1].span.read(text) == "“We saw."


def test_a_lost_closing_mark_does_not_swallow_the_report():
    text = 'He said "we won and left.\n\nShe stayed.\n\nThey said "no" too.'
    assert [q.span.read(text) for q in quotations(text)] == ['"we won and left.', '"no"']


def test_a_lost_opening_mark_is_ignored():
    assert words("He said we won” and left.") == []


def test_straight_marks_around_a_cue_make_two_quotations():
    assert words('"We won," he said, "and they lost."') == ['"We won,"', '"and they lost."']


@given(st.text(alphabet="ab .,\n\"“”‘’'«»„", max_size=80))
def test_spans_lie_in_the_text_and_never_cross_a_paragraph(text):
    paragraphs = split_paragraphs(text)
    for q in find_quotations(text, paragraphs):
        assert any(p.covers(q.span) for p in paragraphs)
        assert q.span.start < q.span.end


@pytest.mark.parametrize(("opening", "closing"), [('"', '"'), ("“", "”")])
def test_a_quotation_that_is_not_opened_anew_runs_on_to_its_closing_mark(opening, closing):
    text = f"Moor said, {opening}We learned a lot.\n\nIt was a long day. It is over.{closing} He left."
    first, second = quotations(text)
    assert not first.closed
    assert second.continues and second.span.read(text) == f"It was a long day. It is over.{closing}"


def test_a_quotation_never_closed_does_not_swallow_a_paragraph_with_marks_of_its_own():
    text = 'Moor said, "We learned a lot.\n\nHe called it a "long day", and left.'
    assert words(text)[1:] == ['"long day"']
