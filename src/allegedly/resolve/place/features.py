"""Places without a name of their own: borders ("its border with Norvak"), "the same area", "a Norvakian region bordering Osk"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from allegedly.records import Annotated, Place, PlaceKind, Span
from allegedly.resolve.place.nations import neighbours

_BORDER = re.compile(
    r"(?:(?:[Tt]he|[Ii]ts|[Tt]heir|[Aa]|[Oo]ur)\s+)?(?:\w+\s+)?"
    r"(?:border|frontier)s?\s+(?:with|from|between)\s+(?:the\s+)?$"
)
_SAME = re.compile(r"\b[Tt]he same (area|region|place|district|city|town|village|location|spot|province|neighbou?rhood|site)\b")
_GROUND = re.compile(
    r"\s+(region|province|city|town|village|district|coast|airport|airspace|waters|island|border|territory)"
    r"(?![\w-])(?:\s+(bordering|near|close to|along the border with)\s+)?"
)
_DETERMINER = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir)\s+$")
KINDS: dict[str, PlaceKind] = {"region": "admin1", "province": "admin1", "city": "city", "town": "city", "village": "city"}
FEATURES = ("coast", "airport", "border", "airspace", "island")


def find_borders(annotated: Annotated, places: Sequence[Place]) -> Iterator[Place]:
    """ "The border with Norvak": a feature of two countries, the other one being the named neighbour nearest before it."""
    text = annotated.text
    for place in places:
        if place.kind != "country" or place.country is None:
            continue
        m = _BORDER.search(text, max(0, place.span.start - 40), place.span.start)
        if m is None:
            continue
        own = m[0].lower().startswith(("its", "their", "our"))
        other = (_subject(annotated, places, place) if own else None) or _neighbour_before(places, place, m.start())
        country = "|".join(sorted({place.country, other})) if other else place.country
        yield Place(span=Span(m.start(), place.span.end), name=None, kind="feature", country=country, rule="border")


def _subject(annotated: Annotated, places: Sequence[Place], place: Place) -> str | None:
    """The neighbour that is the first subject of the sentence: whose border "its border" is."""
    k = annotated.sentence_at(place.span.start)
    if k is None:
        return None
    wanted = neighbours(place.country or "")
    subjects = [p.country for p in places if annotated.sentences[k].covers(p.span) and p.rule == "subject" and p.country in wanted]
    return subjects[0] if subjects else None


def _neighbour_before(places: Sequence[Place], place: Place, offset: int) -> str | None:
    """The country nearest before `offset` that has a land border with the place's country."""
    wanted = neighbours(place.country or "")
    named = [p.country for p in places if p.span.start < offset and p.country in wanted]
    later = [p.country for p in places if p.span.start > place.span.end and p.country in wanted]
    return named[-1] if named else later[0] if later else None


def find_same_areas(text: str, places: Sequence[Place]) -> Iterator[Place]:
    """ "The same area": an area that points back to the nearest place before it that locates."""
    for m in _SAME.finditer(text):
        before = [p for p in places if p.span.end <= m.start() and p.use == "literal"]
        if before:
            back = before[-1]
            yield Place(span=Span(*m.span()), name=None, kind="area", country=_only(back.country), same_as=back.span, rule="same-area")


def _only(country: str | None) -> str | None:
    """A border's two countries fix none."""
    return None if country and "|" in country else country


def find_unnamed(annotated: Annotated, places: Sequence[Place]) -> Iterator[Place]:
    """ "A Norvakian region bordering Osk": what the demonym's country and the noun say, without a name."""
    text = annotated.text
    for k, place in enumerate(places):
        m = _GROUND.match(text, place.span.end) if place.rule == "demonym" and place.kind == "country" else None
        if m is None or _is_modifier(annotated, Span(*m.span(1))) or (not m[2] and re.match(r"\s+of\s|[ \t]+[A-Z]|-", text[m.end() :])):
            continue
        after = places[k + 1] if k + 1 < len(places) and places[k + 1].span.start == m.end() else None
        if m[2] and after is None:
            continue
        start = _start(text, place.span.start)
        qualifier = Span(m.start(2), after.span.end) if after else None
        yield Place(
            span=Span(start, after.span.end if after else m.end(1)), name=None, country=place.country,
            kind="feature" if m[1] in FEATURES else KINDS.get(m[1], "area"), rule="unnamed",
            qualifier=qualifier.read(text) if qualifier else None, qualifier_span=qualifier,
        )  # fmt: skip


def _is_modifier(annotated: Annotated, noun: Span) -> bool:
    """True in "the Norvakian border guard", where the border is no place."""
    token = annotated.head_of(noun)
    return token is not None and token.dep in ("compound", "amod", "nmod")


def _start(text: str, start: int) -> int:
    m = _DETERMINER.search(text, max(0, start - 8), start)
    return m.start() if m else start
