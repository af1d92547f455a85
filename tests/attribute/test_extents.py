"""Where a content ends: never inside the noun phrase of its own speaker."""

import pytest

from allegedly.annotate import annotate_document
from allegedly.attribute.extents import before_source
from allegedly.records import Span
from tests.marked import make_document


def cut(text: str, content: str, source: str) -> str:
    annotated = annotate_document(make_document(text))
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in (content, source)]
    return annotated.read(before_source(annotated, (spans[0],), (spans[1],)))


@pytest.mark.parametrize(
    ("content", "source", "left"),
    [
        ("The gate was locked when the crews came, the chief of the fire service", "the chief of the fire service, Milan Oster", "The gate was locked when the crews came"),
        ("The gate was locked, Milan Oster, the chief of the fire service", "the chief of the fire service", "The gate was locked"),
        ("The gate was locked", "the chief of the fire service, Milan Oster", "The gate was locked"),
    ],
)  # fmt: skip
def test_a_clause_ends_before_its_speaker(content, source, left):
    text = "The gate was locked when the crews came, the chief of the fire service, Milan Oster, said."
    if content not in text:
        text = "The gate was locked, Milan Oster, the chief of the fire service, said."
    if source not in text:
        text = "The gate was locked, the chief of the fire service, Milan Oster, said."
    assert cut(text, content, source) == left


def test_a_content_without_a_source_stays():
    annotated = annotate_document(make_document("The gate was locked."))
    assert before_source(annotated, (Span(0, 19),), ()) == (Span(0, 19),)
