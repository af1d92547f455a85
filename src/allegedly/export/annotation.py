"""W3C Web Annotations: the words of each claim in the text they stand in, with who says so as the body.

Positions are those of the report's text (named by its digest), not of the web page. A claim within the limit is quoted whole; a longer
one is given by its beginning and its end (RangeSelector), so that it can be found without being printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from allegedly.export.items import Item
from allegedly.export.linked import urn
from allegedly.export.rows import ClaimRow, Options, claim_rows
from allegedly.export.stream import write_collection
from allegedly.records import Span

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 24


def write_annotation(items: Iterable[Item], out: BinaryIO, options: Options) -> int:
    """An AnnotationPage; how many annotations."""
    head = {"@context": _CONTEXT, "id": "urn:allegedly:annotations", "type": "AnnotationPage", "label": f"{options.title}. {options.note}"}
    return write_collection(out, head, "items", _annotations(items, options))


def _annotations(items: Iterable[Item], options: Options) -> Iterator[dict[str, Any]]:
    for item in items:
        text = item.report.document.text
        for row in claim_rows(item, options):
            yield {
                "id": urn("claim", row.id),
                "type": "Annotation",
                "motivation": "identifying",
                "body": _bodies(row),
                "target": [_target(row, span, text, options) for span in row.spans],
            }


def _bodies(row: ClaimRow) -> list[dict[str, Any]]:
    values = [row.opening, f"{row.act}; {row.modality}"]
    values += [f"passed on by {name}" for name in row.via]
    if row.standing:
        values.append(row.standing.line)
    return [{"type": "TextualBody", "purpose": "describing", "format": "text/plain", "language": "en", "value": v} for v in values]


def _target(row: ClaimRow, span: Span, text: str, options: Options) -> dict[str, Any]:
    source: dict[str, Any] = {"id": urn("document", row.source.document), "type": "Text", "format": "text/plain"}
    target: dict[str, Any] = {"type": "SpecificResource", "source": source, "selector": _selectors(span, text, options)}
    if row.source.url:
        target["scope"] = row.source.url
    return target


def _selectors(span: Span, text: str, options: Options) -> list[dict[str, Any]]:
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    if options.full_text or len(span) <= options.quote_limit:
        return [position, _quote(span, text)]
    half = max(1, min(_AROUND * 2, options.quote_limit // 2))
    first, last = Span(span.start, span.start + half), Span(span.end - half, span.end)
    return [position, {"type": "RangeSelector", "startSelector": _quote(first, text), "endSelector": _quote(last, text)}]


def _quote(span: Span, text: str) -> dict[str, Any]:
    """The exact words with a little before and after, as the standard wants them: no character changed."""
    return {
        "type": "TextQuoteSelector",
        "exact": span.read(text),
        "prefix": text[max(0, span.start - _AROUND) : span.start],
        "suffix": text[span.end : span.end + _AROUND],
    }
