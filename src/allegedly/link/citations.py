"""Where a report names another outlet as its source: agency credits, *Reuters reported*, *citing TASS*, *told the Cyprus Mail*.

A citation is an edge from this document to the outlet's name, with the words that name it. An outlet is recognised by the list of
`outlets.toml` or, in the places of a sentence where only a source can stand, by the form of its name. The outlet that published the
report is no source of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from allegedly.link.outlets import doubtful_heads, heads, outlet_lists, outlet_named, same_outlet, spellings
from allegedly.records import Annotated, Citation, Document, Span

Kind = Literal["credit", "reported", "citing", "told"]


class Found(NamedTuple):
    """A name in the place of an outlet, with how it is cited and by which rule."""

    span: Span
    kind: Kind
    rule: str


def find_citations(source: Annotated | Document) -> tuple[Citation, ...]:
    """The citations of a report in text order, one per place; the report's own publisher is left out."""
    document = source.document if isinstance(source, Annotated) else source
    found: dict[int, Citation] = {}
    for rule in RULES:
        for hit in rule(document):
            name = outlet_named(hit.span.read(document.text))
            if not same_outlet(name, document.publisher):
                found.setdefault(hit.span.start, Citation(outlet=name, span=hit.span, kind=hit.kind, rule=hit.rule))
    return tuple(found[start] for start in sorted(found))


# ---------------------------------------------------------------- names

_WORD = r"[^\W\d_a-zß-öø-ÿ][\w'’&.-]*[\w]"
_JOIN = r"(?:of|de|la|le|el|del|della|do|da|the|y)"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
# What stands before a name that is no subject: "a contributor to Slate wrote".
_NO_SUBJECT = r"\b(?<!\bto )(?<!\bof )(?<!\bfor )(?<!\bwith )(?<!\bat )(?<!\bfrom )(?<!\bby )(?<!\bto the )(?<!\bof the )(?<!\bfor the )(?<!\bwith the )"


@lru_cache(maxsize=1)
def _listed() -> str:
    """A listed name as a pattern, the longest first."""
    return "(?:" + "|".join(re.escape(s) for s in sorted(spellings(), key=lambda s: (-len(s), s))) + r")(?![\w-])"


@lru_cache(maxsize=1)
def _beginning() -> str:
    """A look at the first letter of a name: most words of a text are told from one at once."""
    firsts = {"T", "t", *(s[0] for s in spellings())}
    return rf"(?=[{re.escape(''.join(sorted(firsts)))}]|{_WORD[: _WORD.index(']') + 1]})"


@lru_cache(maxsize=1)
def _kinds() -> str:
    return "(?:" + "|".join(re.escape(k) for k in outlet_lists()["kinds"]) + ")"


def _built(ending: frozenset[str]) -> str:
    """Capitalised words of which the last is one that ends outlets' names, or the first is *Radio*."""
    last = "(?:" + "|".join(sorted(ending, key=len, reverse=True)) + ")"
    rest = rf"(?:\s+(?:Corporation|Company|Service|Network|Agency)|\s+of\s+(?!{_DAY}){_WORD})?"
    return rf"(?:(?:{_WORD}\s+(?:{_JOIN}\s+)?){{1,3}}{last}{rest}|Radio\s+{_WORD})(?![\w-])"


@lru_cache(maxsize=1)
def _any_name() -> str:
    """An outlet where only a source can stand."""
    return rf"(?:[Tt]he\s+)?(?:{_kinds()}\s+{_WORD}(?:\s+{_WORD}){{0,3}}|{_listed()}|{_built(heads())})(?:\s+{_kinds()})?"


@lru_cache(maxsize=1)
def _sure_name() -> str:
    """An outlet that its name alone gives away, or its article and its name."""
    sure = _built(heads() - doubtful_heads())
    return rf"(?:[Tt]he\s+(?:{_listed()}|{_built(heads())})|{_listed()}|{sure})(?:\s+{_kinds()})?"


# ---------------------------------------------------------------- rules


def agency_credit(document: Document) -> Iterator[Found]:
    """*MOSCOW (Reuters) -*: the agency of the dateline or the byline."""
    if document.agency and document.agency_span:
        yield Found(document.agency_span, "credit", "agency_credit")


def closing_credit(document: Document) -> Iterator[Found]:
    """*(AP)*, *(with Reuters)*, *Additional reporting by AFP* in brackets or in the credit lines"""
    pattern = _compiled(
        rf"\((?:(?:[Ww]ith|[Vv]ia|[Ss]ource|[Aa]dditional reporting by|[Bb]y)[:\s]+)?(?P<name>{_listed()})\)[ \t]*$", re.MULTILINE
    )
    yield from _named(document, pattern, "credit", "closing_credit")
    credits = [m.span for m in document.marks if m.kind in ("credits", "byline")]
    for mark in credits:
        for match in _compiled(rf"(?P<name>{_listed()})").finditer(document.text, mark.start, mark.end):
            yield Found(Span(*match.span("name")), "credit", "closing_credit")


def outlet_reported(document: Document) -> Iterator[Found]:
    """*Reuters reported*, *the Lessa Courier wrote*, *as BelTA has reported*"""
    verb = r"(?:reported|reports|wrote|writes|has\s+reported|had\s+reported|has\s+learned|learned)"
    when = r"(?:\s+(?:earlier|on\s+\w+day|first|also|later|that\s+day|today|yesterday))?"
    name = rf"{_NO_SUBJECT}{_beginning()}(?P<name>{_sure_name()})"
    yield from _named(document, _compiled(rf"{name}{when}\s+{verb}\b(?!\s+to\b)"), "reported", "outlet_reported")
    yield from _named(
        document,
        _compiled(rf"{_NO_SUBJECT}{_beginning()}(?P<name>{_listed()})(?:['’]s?)?\s+(?:report|said|says)\b"),
        "reported",
        "outlet_said",
    )


def reported_by(document: Document) -> Iterator[Found]:
    """*reported by Reuters*, *carried by BelTA*, *a report in the Sunday Times*, *published in Bild*"""
    verb = r"(?:reported|carried|published|quoted|cited|broadcast|distributed|released|aired|obtained|seen|reviewed|run)"
    lead = rf"(?:\b{verb}\s+(?:\w+\s+)?(?:by|in|on)|\breports?\s+(?:by|in|from|on)|\binvestigation\s+by)"
    yield from _named(document, _compiled(rf"{lead}\s+(?P<name>{_any_name()})"), "reported", "reported_by")


def citing(document: Document) -> Iterator[Found]:
    """*citing TASS*, *according to the Tarn Herald*, *quoting Interfax*, *via AFP*"""
    lead = r"\b(?:[Cc]iting|[Aa]ccording\s+to|[Qq]uoting|via|[Pp]er|attributed\s+to|with\s+reference\s+to|referring\s+to)"
    yield from _named(document, _compiled(rf"{lead}\s+(?:a\s+report\s+(?:in|by|from)\s+)?(?P<name>{_any_name()})"), "citing", "citing")


def told(document: Document) -> Iterator[Found]:
    """*told the Cyprus Mail*, *in an interview with Sky News*, *speaking to AFP*"""
    lead = (
        r"(?:\b(?:told|tells|telling|speaking\s+to|spoke\s+to|spoken\s+to|said\s+to|talking\s+to|talked\s+to)"
        r"|\b(?:interview|conversation|call)\s+(?:with|to|for)|\b(?:comments?|remarks?|statements?)\s+to)"
    )
    yield from _named(document, _compiled(rf"{lead}\s+(?P<name>{_any_name()})"), "told", "told")


RULES: tuple[Callable[[Document], Iterator[Found]], ...] = (agency_credit, closing_credit, citing, reported_by, told, outlet_reported)


@lru_cache(maxsize=16)
def _compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(pattern, flags)


def _named(document: Document, pattern: re.Pattern[str], kind: Kind, rule: str) -> Iterator[Found]:
    """The matches of a pattern with a group `name`, without the article and those that are no outlets."""
    for match in pattern.finditer(document.text):
        printed = match["name"]
        if any(printed.endswith(name) for name in outlet_lists()["never"]):
            continue
        lead = _compiled(rf"(?:[Tt]he\s+)?(?:{_kinds()}\s+)?").match(printed)
        start = match.start("name") + (lead.end() if lead else 0)
        yield Found(Span(start, match.end("name")), kind, rule)
