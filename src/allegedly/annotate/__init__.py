"""`Document` → `Annotated`: paragraphs, sentences, tokens, parse, names, quotations."""

from __future__ import annotations

from allegedly.annotate.parse import annotate_document, annotate_documents
from allegedly.annotate.quotations import find_quotations

__all__ = ["annotate_document", "annotate_documents", "find_quotations"]
