"""The tagger as shipped: real weights, real ONNX, spans of the text it was given."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from allegedly.attribute.tagger import FOLDER, Tagger
from allegedly.errors import SetupError

PLAIN = "The mayor said on Monday that the bridge would be closed.\n\n“It is not safe,” Ana Ruiz told reporters."


@pytest.fixture(scope="module")
def tagger():
    return Tagger.load()


def read(text, spans):
    return " ".join(text[s.start : s.end] for s in spans)


def test_who_said_what_is_found(tagger):
    first, second = sorted(tagger.tag(PLAIN), key=lambda t: t.cue[0].start)
    assert (read(PLAIN, first.source), read(PLAIN, first.cue)) == ("The mayor", "said")
    assert "the bridge would be closed" in read(PLAIN, first.content)
    assert "Ana Ruiz" in read(PLAIN, second.source) and "It is not safe" in read(PLAIN, second.content)


def test_mere_events_are_no_attributions(tagger):
    assert tagger.tag("The bridge fell into the river. Two cars were lost.") == ()


def test_nothing_gives_nothing(tagger):
    assert tagger.tag("") == () and tagger.tag("\n \n") == ()


def test_the_same_text_gives_the_same_tags(tagger):
    assert tagger.tag(PLAIN) == tagger.tag(PLAIN)


@given(st.text(alphabet="abc said that “”\"'.,\n ü漢", max_size=120))
@hypothesis_settings(max_examples=25)
def test_spans_lie_in_the_text(text):
    for tag in Tagger.load().tag(text):
        for span in (*tag.source, *tag.cue, *tag.content):
            assert 0 <= span.start < span.end <= len(text)
        assert 0 <= tag.score <= 1


def test_the_weights_are_the_ones_of_the_model_card():
    lines = (FOLDER / "checksums.txt").read_text().splitlines()
    assert len(lines) == 4
    for line in lines:
        digest, name = line.split()
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest
    assert "PolNeAR" in (FOLDER / "NOTICE").read_text()


def test_missing_weights_say_what_to_do(tmp_path):
    with pytest.raises(SetupError, match="reinstall"):
        Tagger(Path(tmp_path))
