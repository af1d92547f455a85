"""Layers over a text, as HTML that nests: every character of the text once, in its order, with the layers that hold it around it.

Layers may overlap in any way. The text is cut at every edge of a layer; a layer that crosses another is closed and opened again,
so that the elements always nest. The text itself is never changed: `textContent` of the result is the text, paragraph by paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import msgspec
from markupsafe import Markup, escape

from allegedly.records import Span

# Deeper than this a reader sees no difference, and a browser has limits of its own.
DEEPEST = 16
# What lies under more layers than this is not drawn, even where the outer ones end before it.
MOST_AT_ONCE = 64

CONTROLS: Mapping[str, str] = {
    "\u061c": "ALM", "\u200e": "LRM", "\u200f": "RLM", "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO",
    "\u202e": "RLO", "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI", "\ufeff": "BOM", "\u200b": "ZWSP",
}  # fmt: skip
"""Characters that have no shape but change the order or the look of others, with their Unicode abbreviations."""


class Layer(msgspec.Struct, frozen=True, kw_only=True):
    """One element over `span`: its CSS classes, the ids of the rows it belongs to (`data-rows`), and where it leads (`href`).
    Of two over the same span the one of lower `order` lies outside. `anchor` is the element's id and `label` the words before it, both
    given to its first piece alone."""

    span: Span
    classes: str
    order: int
    rows: tuple[str, ...] = ()
    href: str | None = None
    anchor: str | None = None
    label: str | None = None
    title: str | None = None


def paint_text(text: str, layers: Iterable[Layer], blocks: Sequence[Span]) -> list[Markup]:
    """One piece of HTML per block (a paragraph), in order. Blocks do not overlap; what lies outside of them is not shown."""
    ordered = sorted(layers, key=_outermost_first)
    anchored: set[str] = set()
    return [Markup("").join(_paint_block(text, block, list(_meeting(ordered, block)), anchored)) for block in blocks]


def paragraphs_of(text: str) -> list[Span]:
    """The blocks of a text: between blank lines where it has any, else its lines."""
    lines = list(_lines(text))
    if not any(len(line) == 0 for line in lines):
        return [line for line in lines if len(line)]
    out: list[Span] = []
    start: int | None = None
    end = 0
    for line in lines:
        if text[line.start : line.end].strip():
            start = line.start if start is None else start
            end = line.end
        elif start is not None:
            out.append(Span(start, end))
            start = None
    return [*out, Span(start, end)] if start is not None else out


def safe_text(text: object) -> Markup:
    """Escaped text in which invisible characters of direction are shown by name and change nothing outside themselves."""
    words = str(text)
    if not any(c in words for c in CONTROLS):
        return escape(words)
    return Markup("").join(_control(c) if c in CONTROLS else escape(c) for c in words)


def _control(character: str) -> Markup:
    """The character itself, isolated, behind its abbreviation."""
    return Markup('<bdi class="control" data-name="{}">{}</bdi>').format(CONTROLS[character], character)


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield Span(start, start + len(line.rstrip("\r\n\u2028\u2029\x85\x0b\x0c")))
        start += len(line)


def _meeting(ordered: Sequence[Layer], block: Span) -> Iterator[Layer]:
    for layer in ordered:
        if layer.span.start >= block.end:
            return
        if layer.span.end > block.start and len(layer.span):
            yield layer


def _paint_block(text: str, block: Span, layers: list[Layer], anchored: set[str]) -> Iterator[Markup]:
    edges = sorted({block.start, block.end, *(e for a in layers for e in (a.span.start, a.span.end) if block.start < e < block.end)})
    open_now: list[Layer] = []
    waiting, active = list(reversed(layers)), list[Layer]()
    for start, end in pairwise(edges):
        active = [a for a in active if a.span.end > start]
        while waiting and waiting[-1].span.start <= start:
            layer = waiting.pop()
            if len(active) < MOST_AT_ONCE:
                active.append(layer)
        # Layers came in order, so the outermost are first.
        wanted = active[:DEEPEST]
        keep = _common(open_now, wanted)
        yield from _close(open_now[keep:])
        open_now = open_now[:keep]
        for layer in wanted[keep:]:
            linked = any(a.href for a in open_now)
            yield _open(layer, anchored, linked, start)
            # Links do not nest: the inner one stays an element of the text.
            open_now.append(msgspec.structs.replace(layer, href=None) if linked and layer.href else layer)
        yield safe_text(text[start:end])
    yield from _close(open_now)


def _outermost_first(layer: Layer) -> tuple[int, int, int, str, tuple[str, ...]]:
    """What begins first lies outside, then what is longer: so that opening a layer never closes another."""
    return layer.span.start, -layer.span.end, layer.order, layer.classes, layer.rows


def _common(now: Sequence[Layer], wanted: Sequence[Layer]) -> int:
    count = 0
    for a, b in zip(now, wanted, strict=False):
        if a is not b and a != msgspec.structs.replace(b, href=None):
            break
        count += 1
    return count


def _open(layer: Layer, anchored: set[str], linked: bool, start: int) -> Markup:
    tag = "a" if layer.href and not linked else "span"
    parts = [Markup("<{} class={}").format(Markup(tag), _quoted(layer.classes))]
    if layer.anchor and layer.anchor not in anchored:
        anchored.add(layer.anchor)
        parts.append(Markup(" id={}").format(_quoted(layer.anchor)))
    if layer.rows:
        parts.append(Markup(" data-rows={}").format(_quoted(" ".join(layer.rows))))
    if layer.label and layer.span.start == start:
        parts.append(Markup(" data-label={}").format(_quoted(layer.label)))
    if layer.title:
        parts.append(Markup(" title={}").format(_quoted(layer.title)))
    if tag == "a":
        parts.append(Markup(" href={}").format(_quoted(layer.href or "")))
    return Markup("").join([*parts, Markup(">")])


def _quoted(value: str) -> Markup:
    return Markup('"{}"').format(value)


def _close(layers: Sequence[Layer]) -> Iterator[Markup]:
    for layer in reversed(layers):
        yield Markup("</a>") if layer.href else Markup("</span>")
