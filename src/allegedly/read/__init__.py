"""`read`: from a path, standard input or JSON lines to `Document`s.

`document_from_text` is the one constructor; `read_document` and `read_documents` find the bytes, decode them and call it.
"""

from allegedly.read.decode import MAX_CHARACTERS
from allegedly.read.document import document_from_text
from allegedly.read.language import detect_language, require_english
from allegedly.read.marked import read_marked
from allegedly.read.plain import read_texts
from allegedly.read.sources import read_document, read_documents

__all__ = [
    "MAX_CHARACTERS",
    "detect_language",
    "document_from_text",
    "read_document",
    "read_documents",
    "read_marked",
    "read_texts",
    "require_english",
]
