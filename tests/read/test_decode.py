"""Bytes become text with what was assumed; what is not text is refused by name, in one line."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.errors import DocumentError, EmptyDocument, NotText, TooLarge
from allegedly.read import document_from_text
from allegedly.read.decode import MAX_LINE, decode_bytes

TEXT = "The minister said “no” — twice — in São Paulo.\r\n\r\nNobody else spoke.\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32-le"),
        (TEXT.encode("cp1252"), "cp1252"),
    ],
)
def test_an_encoding_is_recognised_and_the_text_kept(data, encoding):
    assert decode_bytes(data) == (TEXT, encoding)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04\x14\x00", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Office"),
        (b"{\\rtf1\\ansi", "Rich Text"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"\x89PNG\r\n\x1a\n\x00", "PNG"),
        (b"\xff\xd8\xff\xe0\x00", "JPEG"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"<!DOCTYPE html><html><body>", "web page"),
        (b"The minister\x00said", "NUL"),
        ("The minister said no".encode("utf-16-le"), "UTF-16"),
        ("The “minister” said".encode()[:-3] + b"\xe2\x80 now", "UTF-8"),
        (b"half \xed\xa0\x80 character", "surrogate"),
        (codecs.BOM_UTF16_LE + b"a\x00b", "utf-16-le"),
        (b"\x81\x8d\x8f", "cp1252"),
    ],
)
def test_what_is_not_text_is_refused_by_name(data, what):
    with pytest.raises(NotText, match=what) as caught:
        decode_bytes(data)
    assert "\n" not in str(caught.value)


def test_a_headline_that_begins_like_a_file_type_is_text():
    assert decode_bytes(b"RIFF talks resume in Kyiv\n")[1] == "utf-8"


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("", EmptyDocument, "nothing"),
        (" \n\t\u2003\r\n", EmptyDocument, "blanks"),
        ("12 345 — 67%!\n...", EmptyDocument, "no letters"),
        ("The minister said\x00", NotText, "NUL"),
        ("ab\x01\x02\x03" * 40, NotText, "control characters"),
        ("The minister \ud800 said", NotText, "U\\+D800"),
        ("x" * 200_000, TooLarge, "200,000"),
        ("said\n" * 100_000, TooLarge, "100,001 lines"),
        ("The minister said so. " * 2_400_000, TooLarge, "1,000,000"),
    ],
)
def test_a_text_that_is_no_report_is_refused_in_one_line(text, error, words):
    with pytest.raises(error, match=words) as caught:
        document_from_text(text, "desk.txt")
    message = str(caught.value)
    assert message.startswith("desk.txt: ")
    assert "\n" not in message
    assert caught.value.exit_code == 3


def test_the_size_limit_can_be_set():
    with pytest.raises(TooLarge, match="limit for one report is 20"):
        document_from_text("The minister said so to us.", "x", max_characters=20)


def test_a_long_paragraph_below_the_limit_is_read():
    text = "The minister said so. " * ((MAX_LINE - 22) // 22)
    assert document_from_text(text, "x").text == text


def test_the_control_characters_of_a_wire_feed_are_let_through():
    text = "\x01zczc\x02\nKYIV (Reuters) - " + "The minister said so on Monday. " * 20 + "\x03\x04"
    assert document_from_text(text, "x").text == text


@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_or_refused(data):
    try:
        text, encoding = decode_bytes(data)
    except DocumentError:
        return
    codec = encoding.removesuffix("-sig")
    assert data.endswith(text.encode(codec))


@given(st.text(max_size=300))
def test_any_text_is_read_exactly_or_refused(text):
    try:
        document = document_from_text(text, "x")
    except DocumentError:
        return
    assert document.text == text
    for span in [m.span for m in document.marks] + [c.span for c in document.credits]:
        assert 0 <= span.start < span.end <= len(text)
