"""From text back to page: every span re-reads exactly, and what the page does not hold is not guessed."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.read.html import Page, decode_page, read_page
from allegedly.read.sourcemap import map_text, reread
from allegedly.records import Span
from tests.read.pages import MARKED, PARAGRAPHS, make_page


def squeezed(text):
    return "".join(c for c in text if c.isprintable() and not c.isspace())


def read(page):
    return read_page(Page(data=page.encode(), source_id="p", kept="p")).text


@pytest.mark.parametrize(
    "before", ["", f"<p class='teaser'>{MARKED[0]}</p>", "<p>The harbour authority of Alda said on Mon</p>"], ids=["plain", "teaser", "cut"]
)
def test_every_span_of_an_article_re_reads_exactly(before):
    page = make_page(before=before)
    text = read(page)
    found = map_text(page, text)
    assert found.unmapped == ()
    for start in range(0, len(text), 7):
        for length in (1, 2, 9, 60, 400):
            span = Span(start, min(len(text), start + length))
            assert squeezed(reread(page, found.place(span))) == squeezed(span.read(text))


def test_a_quotation_is_found_where_it_stands_not_in_the_teaser_above():
    page = make_page(before=f"<p>{MARKED[1]}</p>")
    text = read(page)
    at = text.index("Our crew")
    if text.count("Our crew") == 1:
        (piece,) = map_text(page, text).place(Span(at, at + 8))
        assert piece.start > page.index("<article>")


def test_a_span_over_markup_comes_in_pieces_without_the_markup():
    page = make_page()
    text = read(page)
    start = text.index("master Ines Calder told")
    pieces = map_text(page, text).place(Span(start, start + len("master Ines Calder told")))
    assert len(pieces) > 1
    assert squeezed(reread(page, pieces)) == "masterInesCaldertold"
    assert not any("<" in p.read(page) for p in pieces)


def test_what_the_page_does_not_hold_stays_unmapped():
    page = make_page()
    text = PARAGRAPHS[1] + "\n- words that nobody printed here at all\n" + PARAGRAPHS[4]
    found = map_text(page, text)
    start = text.index("- words")
    assert found.place(Span(start, start + 10)) == ()
    assert squeezed("".join(s.read(text) for s in found.unmapped)) == squeezed("- words that nobody printed here at all")


words = st.text(alphabet=st.sampled_from("abcdefghij&<>\"'é“”’—0123"), min_size=1, max_size=8)
paragraphs = st.lists(st.lists(words, min_size=4, max_size=12).map(" ".join), min_size=1, max_size=6)


@given(paragraphs, st.sampled_from([html.escape, lambda t: html.escape(t).replace("é", "&eacute;").replace(" ", "&nbsp;", 1)]))
def test_any_text_maps_back_into_a_page_made_of_it(lines, escape):
    page = (
        "<html><body><nav>abc</nav>" + "".join(f"<p>{escape(line).replace(' ', ' <i>', 1)}</i></p>\n" for line in lines) + "</body></html>"
    )
    text = "\n".join(lines)
    found = map_text(page, text)
    whole = found.place(Span(0, len(text)))
    assert squeezed(reread(page, whole)) == "".join(squeezed(text[s.text : s.text + s.length]) for s in found.runs)
    for run in found.runs:
        piece = page[run.page : run.page + run.width]
        assert squeezed(html.unescape(piece)) == squeezed(text[run.text : run.text + run.length])


def test_the_page_is_decoded_the_same_way_again():
    data = make_page().encode("cp1252", "xmlcharrefreplace")
    source, encoding = decode_page(data)
    assert data.decode(encoding, "replace") == source
