"""The model's rules with their answers kept: the annotation is that of the components themselves."""

import pytest

from allegedly.annotate import rules
from allegedly.annotate.parse import load_parser

TEXTS = (
    "She didn't say whether they'd gone, but there are doubts: we're gonna ask, and let's not forget that he got ta leave.",
    "“I ain't sure,” said the miller's sons ' lawyer; y'all have had better days, and once it was sold nobody was told.",
    "The mayors' envoys were being questioned \n about the worst mills they did have to close that week.",
    "These words have been seen before, so the answers that were kept are the ones given.",
)


def annotate(text, *, plainly):
    """Rows of a text by the components of the model, or by those that keep their answers."""
    nlp = load_parser()
    doc = nlp.make_doc(text)
    for name in ("tok2vec", "tagger", "allegedly_boundaries", "parser", "attribute_ruler", "lemmatizer"):
        kept = not plainly and name in ("attribute_ruler", "lemmatizer")
        doc = nlp.get_pipe(f"allegedly_{name}" if kept else name)(doc)
    return [(t.text, t.lemma_, t.pos_, t.tag_, t.dep_, str(t.morph)) for t in doc]


@pytest.mark.parametrize("text", TEXTS)
def test_kept_answers_are_those_of_the_model(text):
    assert annotate(text, plainly=False) == annotate(text, plainly=True)


def test_the_pipeline_asks_the_keepers():
    assert {"allegedly_attribute_ruler", "allegedly_lemmatizer"} <= set(load_parser().pipe_names)
    assert not {"attribute_ruler", "lemmatizer"} & set(load_parser().pipe_names)


def test_what_is_forgotten_is_asked_again(monkeypatch):
    monkeypatch.setattr(rules, "MOST", 2)
    assert [annotate(text, plainly=False) for text in TEXTS] == [annotate(text, plainly=True) for text in TEXTS]


def test_a_ruler_that_asks_for_more_is_left_alone():
    assert rules._is_plain({"TAG": "NN", "LOWER": {"IN": ["a"]}})
    assert not rules._is_plain({"TAG": "NN", "OP": "+"})
    assert not rules._is_plain({"LOWER": {"NOT_IN": ["a"]}})
