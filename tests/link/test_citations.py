"""Citation edges: `[name]` marks the words that name the cited outlet, `=` the name it is recorded under."""

import re

import pytest

from allegedly.link.citations import find_citations
from allegedly.link.outlets import same_outlet
from allegedly.read.document import document_from_text
from allegedly.records import Document


def document(text: str, publisher: str | None = None) -> Document:
    return document_from_text(text, "t", "2024-07-01", None, None, publisher, "utf-8", published_basis="given", max_characters=10_000)


def cited(marked: str, publisher: str | None = None) -> tuple[list[tuple[str, str]], list[str]]:
    """What is found, as (words, kind), and the recorded names."""
    found = find_citations(document(re.sub(r"[\[\]]", "", marked), publisher))
    text = re.sub(r"[\[\]]", "", marked)
    return [(c.span.read(text), c.kind) for c in found], [c.outlet for c in found]


@pytest.mark.parametrize(
    ("marked", "kind", "name"),
    [
        ("The bridge is closed, [Reuters] reported on Monday.", "reported", "Reuters"),
        ("The bridge is closed, as the [Tarn Herald] has reported.", "reported", "Tarn Herald"),
        ("The bridge is closed, BelTA learned, citing [TASS].", "citing", "TASS"),
        ("According to [the BBC], the bridge is closed.", "citing", "BBC"),
        ("According to the newspaper [Dagens Nyheter], the bridge is closed.", "citing", "Dagens Nyheter"),
        ('"It is closed," she told the [Cyprus Mail].', "told", "Cyprus Mail"),
        ("He said so in an interview with [Sky News] on Monday.", "told", "Sky News"),
        ("The ministry said so in a statement carried by [BelTA].", "reported", "BelTA"),
        ("A report in the [New England Journal of Medicine] says so.", "reported", "New England Journal of Medicine"),
        ("OSLO ([Tarn Press]) - The bridge was closed on Monday after a storm.", "credit", "Tarn Press"),
        ("The bridge was closed on Monday after a storm. ([AP])", "credit", "AP"),
        ("He told [Agence France-Presse] that the bridge was closed.", "told", "AFP"),
    ],
)  # fmt: skip
def test_an_outlet_named_as_the_source_is_cited(marked, kind, name):
    found, names = cited(marked, publisher="Example News")
    words = re.search(r"\[(.*?)\]", marked)
    assert words and name in names and (words[1].removeprefix("the "), kind) in [(f.removeprefix("the "), k) for f, k in found]


@pytest.mark.parametrize(
    "text",
    [
        "The ministry told reporters that the bridge was closed.",
        "The Times closed its office in Tarn on Monday.",
        "Federal Express reported a loss on Monday.",
        "A contributor to Slate wrote that the bridge was closed.",
        "According to the Interior Ministry, the bridge is closed.",
        "Ana Post told the mayor that the bridge was closed.",
    ],
)
def test_other_names_are_no_citations(text):
    assert find_citations(document(text)) == ()


def test_the_publisher_is_no_source_of_its_own():
    text = "LESSA, March 9 (MNA) - Nine people were killed, a doctor told the Marenian News Agency."
    assert find_citations(document(text, "Marenian News Agency")) == ()
    assert [c.outlet for c in find_citations(document(text, "Harbour Post"))] == ["MNA", "Marenian News Agency"]


def test_two_names_of_one_outlet_are_one():
    assert same_outlet("Associated Press", "AP") and same_outlet("the BBC", "BBC News") and same_outlet("MNA", "Marenian News Agency")
    assert not same_outlet("AP", "AFP") and not same_outlet(None, "AP") and not same_outlet("Lessa Courier", "Lessa Post")


def test_spans_re_read_and_come_in_order():
    text = "Reuters reported it, citing TASS. He told the Cyprus Mail so."
    found = find_citations(document(text))
    assert [c.span.read(text) for c in found] == ["Reuters", "TASS", "Cyprus Mail"]
