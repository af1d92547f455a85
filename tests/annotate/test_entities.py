"""Names decided at once: they are those of the model's own recognizer."""

import pytest

from allegedly.annotate.parse import load_parser

TEXTS = (
    "The Norvak Ministry of Foreign Affairs said on Monday, 1 July 2024, that Ana Maria Reed of Quill & Sons Ltd. had paid $3.5 million.",
    "OSK. Reed. July. \n \n In the first half of the twentieth century some 1,200 Osk people left for Lisbon, Portugal",
    "Ana",
    " ",
    "“We met at ten o’clock on the morning of Tuesday the 2nd at the Hotel Grand Palace of Osk,” John J. Smith Jr. told Tarn TV 3 and the BBC.",
)


def names(texts, component):
    """The entities of texts, the rest of the annotation being the same."""
    nlp = load_parser()
    docs = [nlp.make_doc(text) for text in texts]
    for name in ("tok2vec", "tagger", "allegedly_boundaries", "parser"):
        docs = [nlp.get_pipe(name)(doc) for doc in docs]
    return [[(e.start, e.end, e.label_) for e in doc.ents] for doc in nlp.get_pipe(component).pipe(docs)]


@pytest.mark.parametrize("text", TEXTS)
def test_the_names_of_a_text_are_those_of_the_model(text):
    assert names([text], "allegedly_ner") == names([text], "ner")


def test_the_names_of_a_batch_are_those_of_the_model_in_its_order():
    found = names(TEXTS, "allegedly_ner")
    assert found == names(TEXTS, "ner")
    assert sum(map(len, found)) > 10


def test_a_text_without_words_has_no_names():
    assert names([""], "allegedly_ner") == [[]]


def test_the_pipeline_decides_names_at_once():
    assert "allegedly_ner" in load_parser().pipe_names and "ner" not in load_parser().pipe_names
