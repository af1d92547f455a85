"""The order of work: what it adds of its own."""

from hypothesis import given
from hypothesis import strategies as st

from allegedly.pipeline import silent_sentences
from allegedly.read import document_from_text
from allegedly.records import Annotated, ReporterVoice, Span

SPANS = st.builds(lambda start, size: Span(start, start + size), st.integers(0, 60), st.integers(0, 30))


@given(st.lists(SPANS, max_size=8), st.lists(SPANS, max_size=8))
def test_a_sentence_is_silent_if_nothing_found_meets_it(sentences, found):
    annotated = Annotated(
        document=document_from_text("The mill closed.", "-"), paragraphs=(), sentences=tuple(sentences), sentence_tokens=(), tokens=()
    )
    voice = [ReporterVoice(id=str(k), span=span, kind="event") for k, span in enumerate(found)]
    wanted = tuple(s for s in sentences if not any(f.meets(s) for f in found))
    assert silent_sentences(annotated, (), (), voice) == wanted
