"""Layers over a text: nothing lost, nothing added, always nested."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from allegedly.records import Span
from allegedly.web.paint import CONTROLS, DEEPEST, Layer, paint_text, paragraphs_of, safe_text


class Reader(HTMLParser):
    """The text of HTML, and whether its elements nest."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.words, self.open, self.deepest, self.nested, self.ids = [], [], 0, True, []

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.deepest = max(self.deepest, len(self.open))
        self.nested = self.nested and self.open.count("a") <= 1
        self.ids += [v for k, v in attrs if k == "id"]

    def handle_endtag(self, tag):
        self.nested = self.nested and bool(self.open) and self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def read(html):
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


layers = st.lists(
    st.builds(
        lambda start, length, order, href: Layer(
            span=Span(start, start + length), classes=f"c{order}", order=order, href="#x" if href else None, anchor=f"a{start}-{length}"
        ),
        st.integers(0, 40), st.integers(0, 40), st.integers(0, 5), st.booleans(),
    ),
    max_size=25,
)  # fmt: skip
texts = st.text(alphabet=st.sampled_from("ab<>&\"' \n\u202e\u2066é😀"), max_size=50)


@given(texts, layers)
def test_every_character_stands_once_and_elements_nest(text, given_layers):
    blocks = paragraphs_of(text)
    for block, html in zip(blocks, paint_text(text, given_layers, blocks), strict=True):
        reader = read(html)
        assert "".join(reader.words) == block.read(text)
        assert reader.nested
        assert reader.open == []


@given(texts, layers)
def test_an_anchor_is_given_once(text, given_layers):
    ids = [i for html in paint_text(text, given_layers, paragraphs_of(text)) for i in read(html).ids]
    assert len(ids) == len(set(ids))


@given(texts)
def test_paragraphs_leave_out_nothing_but_blanks(text):
    blocks = paragraphs_of(text)
    left = "".join(text[a.end : b.start] for a, b in zip([Span(0, 0), *blocks], [*blocks, Span(len(text), len(text))], strict=True))
    assert left.strip() == ""


def test_blank_lines_part_paragraphs_and_single_line_breaks_do_not():
    text = "One\ntwo\n\nthree\n"
    assert [b.read(text) for b in paragraphs_of(text)] == ["One\ntwo", "three"]


def test_lines_are_paragraphs_where_there_is_no_blank_line():
    assert [b.read("One\ntwo\n") for b in paragraphs_of("One\ntwo\n")] == ["One", "two"]


def test_a_link_in_a_link_is_no_link():
    html = paint_text("abcdef", [_link(0, 6), _link(2, 4)], [Span(0, 6)])[0]
    assert html.count("<a ") == 1


def test_layers_deeper_than_a_reader_can_see_are_not_drawn():
    html = paint_text("x" * 20_000, [_link(k, 20_000 - k) for k in range(9_000)], [Span(0, 20_000)])[0]
    assert read(html).deepest <= DEEPEST


def test_an_override_of_direction_is_named_and_isolated():
    assert safe_text("abc\u202edef") == 'abc<bdi class="control" data-name="RLO">\u202e</bdi>def'
    assert all(safe_text(c).startswith("<bdi") for c in CONTROLS)


def test_markup_in_a_text_is_text():
    html = paint_text("<script>alert(1)</script>", [_link(0, 8)], [Span(0, 25)])[0]
    assert "<script" not in html


def _link(start, end):
    return Layer(span=Span(start, end), classes="cue", order=1, href="#r", rows=(f"{start}",))
