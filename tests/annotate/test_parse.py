"""Sentences, tokens and names, with offsets that re-read."""

from allegedly.annotate import annotate_document, annotate_documents
from allegedly.annotate.parse import load_parser
from tests.marked import make_document

TEXT = "OSK, Norvak – The mayor said on Monday that the bridge was closed.\n\n“It is not safe.\nWe will mend it,” John Smith told reporters in Lisbon. She left."


def test_tokens_and_sentences_re_read():
    annotated = annotate_document(make_document(TEXT))
    assert all(t.text == TEXT[t.start : t.end] for t in annotated.tokens)
    for (first, last), span in zip(annotated.sentence_tokens, annotated.sentences, strict=True):
        assert span.start == annotated.tokens[first].start and span.end == annotated.tokens[last - 1].end


def test_a_sentence_never_breaks_in_its_middle():
    annotated = annotate_document(
        make_document("The ministry, which said on Monday that Osk and Norvak had agreed, did not answer. It rained.")
    )
    assert len(annotated.sentences) == 2


def test_heads_and_subtrees_stay_in_the_sentence():
    annotated = annotate_document(make_document(TEXT))
    for first, last in annotated.sentence_tokens:
        assert all(first <= annotated.tokens[i].head < last for i in range(first, last))
        assert all(first <= annotated.tokens[i].left <= i < annotated.tokens[i].right <= last for i in range(first, last))


def test_names_are_found():
    annotated = annotate_document(make_document(TEXT))
    assert any(n.label == "PERSON" and n.span.read(TEXT) == "John Smith" for n in annotated.names)


def test_several_documents_keep_their_order():
    texts = ["It rained in Osk.", "", "He said no."]
    assert [a.text for a in annotate_documents([make_document(t) for t in texts])] == texts


def test_the_vocabulary_does_not_grow_with_what_is_read():
    strings = load_parser().vocab.strings
    annotate_document(make_document("The mayor of Osk said no."))
    known = len(strings)
    annotated = annotate_document(make_document("Quillombra and Vexarthy refounded the Zanthoplist of Ebberwick."))
    assert len(strings) == known
    assert [t.lemma for t in annotated.tokens][:1] == ["quillombra"]
