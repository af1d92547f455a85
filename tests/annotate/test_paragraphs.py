"""Paragraphs: lines, hard-wrapped blocks, furniture left out."""

from hypothesis import given
from hypothesis import strategies as st

from allegedly.annotate.paragraphs import reporting_stretches, split_paragraphs
from allegedly.records import Dateline, Mark, Span
from tests.marked import make_document


def texts(text):
    return [p.read(text) for p in split_paragraphs(text)]


def test_a_line_is_a_paragraph():
    assert texts("One sentence here.\nAnother one.\n\n  A third.  ") == ["One sentence here.", "Another one.", "A third."]


def test_hard_wrapped_lines_are_joined_up_to_the_blank_line():
    text = "The minister said on Monday that the\nbridge would be closed until the end of\nthe month.\n\nHe did not say why the bridge\nwas closed."
    assert len(texts(text)) == 2


def test_dateline_and_credits_are_not_parsed():
    text = "OSK (Agency) - It rained.\n(Reporting by A B)"
    document = make_document(text, dateline=Dateline(span=Span(0, 14)), marks=(Mark(kind="credits", span=Span(26, 44)),))
    assert [s.read(text) for s in reporting_stretches(document, split_paragraphs(text))] == ["It rained."]


@given(st.text(alphabet="ab .\n\r\u2028", max_size=60))
def test_no_letter_is_lost(text):
    kept = "".join(p.read(text) for p in split_paragraphs(text))
    assert sorted(c for c in kept if c.isalpha()) == sorted(c for c in text if c.isalpha())
