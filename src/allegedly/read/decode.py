"""Bytes to text, with what was assumed.

Tried in this order: a byte order mark (UTF-8, UTF-16, UTF-32), strict UTF-8, Windows-1252. A byte order mark is not part of the
text; nothing else is changed, line ends included. What is not text is refused by name: the first bytes of common files are
those of the `file` utility's magic list.
"""

from __future__ import annotations

import codecs
import re

from allegedly.errors import EmptyDocument, NotText, TooLarge

MAX_CHARACTERS = 1_000_000
MAX_LINE = 100_000
MAX_LINES = 50_000

# UTF-32 LE begins with the mark of UTF-16 LE, so it must be tried first.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
_MAGIC = (
    (b"%PDF", "a PDF file: extract its text first"),
    (b"PK\x03\x04", "a zip archive (Word, OpenDocument and EPUB files are zip archives too): save its text first"),
    (b"\xd0\xcf\x11\xe0", "an old Microsoft Office file: save it as plain text first"),
    (b"{\\rtf", "a Rich Text file: save it as plain text first"),
    (b"\x1f\x8b", "a gzip archive: unpack it first"),
    (b"BZh", "a bzip2 archive: unpack it first"),
    (b"\xfd7zXZ", "an xz archive: unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive: unpack it first"),
    (b"Rar!", "a RAR archive: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive: unpack it first"),
    (b"\x89PNG", "a PNG image: give the report as text"),
    (b"\xff\xd8\xff", "a JPEG image: give the report as text"),
    (b"GIF8", "a GIF image: give the report as text"),
    (b"II*\x00", "a TIFF image: give the report as text"),
    (b"MM\x00*", "a TIFF image: give the report as text"),
    (b"RIFF", "a RIFF file (an image, sound or film): give the report as text"),
    (b"ID3", "a sound file: give the report as text"),
    (b"OggS", "a sound file: give the report as text"),
    (b"\x7fELF", "a program: give the report as text"),
    (b"SQLite format 3\x00", "an SQLite database: give the report as text"),
)
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml\b|<(?:rss|feed|opml|urlset|sitemapindex|rdf:RDF|nitf|newsItem|NewsML)[\s>])")
_SURROGATE_BYTES = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_MULTIBYTE = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe2-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_LINE = re.compile(r"[^\r\n]+")


def decode_bytes(data: bytes) -> tuple[str, str]:
    """The text of `data` and the encoding assumed: `utf-8`, `utf-8-sig`, `utf-16-le`, `utf-16-be`, `utf-32-le`, `utf-32-be`,
    `cp1252`. Raises `NotText` for what is not text."""
    if _HTML.match(data[:2048]):
        raise NotText("this is a web page (HTML), not its text: name the file .html, or save the article as plain text")
    if _XML.match(data[:2048]):
        raise NotText("this is XML, not a report: a feed is followed with `allegedly watch`; give the article itself")
    return decode_plain(data)


def decode_plain(data: bytes) -> tuple[str, str]:
    """As `decode_bytes`, for what may be a web page."""
    for mark, codec, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_strictly(data[len(mark) :], codec, name), name
    return _decode_unmarked(data)


def _decode_unmarked(data: bytes) -> tuple[str, str]:
    _refuse_known_binary(data)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        _refuse_broken_utf8(data, error.start)
    return _decode_strictly(data, "cp1252", "cp1252"), "cp1252"


def _decode_strictly(data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise NotText(f"byte {error.start} is not {name} text: save the report as UTF-8") from None


def _refuse_known_binary(data: bytes) -> None:
    for magic, what in _MAGIC:
        if data.startswith(magic) and not (magic.isalnum() and _is_plain(data[:512])):
            raise NotText(f"this is {what}")
    if b"\x00" in data:
        raise NotText(f"it has a NUL byte at {data.index(0)}, so it is not text, or UTF-16 without its mark: save it as UTF-8")


def _is_plain(head: bytes) -> bool:
    """True for printable ASCII: "RIFF talks resume" is a headline, not a sound file."""
    return all(byte in (9, 10, 13) or 32 <= byte < 127 for byte in head)


def _refuse_broken_utf8(data: bytes, offset: int) -> None:
    """Refuse bytes that were meant as UTF-8; read as Windows-1252 they would turn quotation marks into junk."""
    surrogate = _SURROGATE_BYTES.search(data)
    if surrogate:
        raise NotText(f"half a character (a lone surrogate) stands at byte {surrogate.start()}: save the report as UTF-8 again")
    if _MULTIBYTE.search(data):
        raise NotText(f"it looks like UTF-8, but byte {offset} is broken: save the report as UTF-8 again")


def check_text(text: str, max_characters: int = MAX_CHARACTERS) -> None:
    """Raise the `DocumentError` that says why `text` cannot be a report; return if it can."""
    if len(text) > max_characters:
        raise TooLarge(f"{len(text):,} characters; the limit for one report is {max_characters:,}: split it, or raise max_characters")
    if not text.strip():
        raise EmptyDocument("there is nothing in it" if not text else "there are only blanks in it")
    _refuse_half_characters(text)
    _refuse_control_characters(text)
    _refuse_long_lines(text)
    if not any(c.isalpha() for c in text):
        raise EmptyDocument("there are no letters in it, only figures and signs")


def _refuse_half_characters(text: str) -> None:
    found = _SURROGATE.search(text)
    if found:
        code = ord(found.group())
        raise NotText(f"half a character (the lone surrogate U+{code:04X}) stands at character {found.start()}: export the text again")


def _refuse_control_characters(text: str) -> None:
    """Refuse NUL, and more than one control character in a hundred: wire feeds carry a few (SOH, STX, ETX), binaries many."""
    found = _CONTROL.findall(text)
    if "\x00" in found:
        raise NotText(f"it has a NUL character at {text.index(chr(0))}, so it is not plain text: export the text again")
    if len(found) > max(8, len(text) // 100):
        raise NotText(f"it has {len(found):,} control characters, so it is not plain text: export the text again")


def _refuse_long_lines(text: str) -> None:
    lines = text.count("\n") + 1
    if lines > MAX_LINES:
        raise TooLarge(f"{lines:,} lines; the limit is {MAX_LINES:,}: this is data, not a news report")
    if len(text) <= MAX_LINE:
        return
    for number, line in enumerate(_LINE.finditer(text), start=1):
        size = line.end() - line.start()
        if size > MAX_LINE:
            raise TooLarge(f"line {number} has {size:,} characters; the limit is {MAX_LINE:,}: this is data, not a news report")
