"""`read`: from a path, a folder, an address, an archive, a table or standard input to `Document`s.

`document_from_text` is the one constructor; `read_document`, `read_documents` and `read_sources` find the bytes, decode them, and call it.
"""

from allegedly.read.decode import MAX_CHARACTERS
from allegedly.read.document import document_from_text
from allegedly.read.language import detect_language, require_english
from allegedly.read.marked import read_marked
from allegedly.read.plain import read_texts
from allegedly.read.sources import read_document, read_documents, read_sources

__all__ = [
    "MAX_CHARACTERS",
    "detect_language",
    "document_from_text",
    "read_document",
    "read_documents",
    "read_marked",
    "read_sources",
    "read_texts",
    "require_english",
]
