"""Words that narrow a place and are no part of its name: "northern", "near", "outside", "100 km east of", "off the coast of"."""

from __future__ import annotations

import re

from allegedly.records import Span

_DIRECTION = (
    r"(?:far[ -])?(?:north|south|east|west|northern|southern|eastern|western|central|inner|upper|lower|mainland|coastal|downtown|rural"
    r"|midtown|(?:north|south)[ -]?(?:east|west)(?:ern)?|(?:north|south|east|west)[ -]central|greater"
    r"|(?:[A-Z][a-z]+-|rebel-|government-|opposition-|militant-)?(?:occupied|held|controlled|annexed|administered))"
)
_SIDE = r"(?:due )?(?:north|south|east|west|(?:north|south)[ -]?(?:east|west))(?:ern)?"
_MEASURE = (
    r"(?:(?:about|around|some|roughly|nearly|over|more than|less than|just|only) )?(?:[\d,.]+|an?|one|two|three|four|five|six|seven"
    r"|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|a few|several|dozens of|hundreds of)[ -]?"
    r"(?:km|kms|kilomet(?:er|re)s?|miles?|mi|met(?:er|re)s?|feet|yards?|nautical miles?|minutes?|hours?)(?: \([^)]{1,20}\))?(?: drive)?"
)
_RELATION = "|".join(
    [
        rf"{_MEASURE} (?:to the )?(?:{_SIDE}|inland|away|off|outside|from|offshore)(?: of| from)?(?: the)?(?: \w+)? ?(?:of|from)?",
        rf"(?:just |immediately )?(?:to the )?{_SIDE}(?:east|west)? of",
        r"(?:just |right |immediately )?(?:outside|outside of|near|nearby|close to|next to|beyond|beside|opposite|bordering|adjacent to)",
        r"(?:just )?(?:off|along|on|near|from) the (?:\w+ )?(?:coast|coastline|shore|shores|waters) of",
        r"(?:near |on |along |at |across |close to |from )?(?:the |its |their )?(?:\w+ )?border(?: region| area)? (?:with|between)",
        r"on the (?:\w+ )?(?:outskirts|edge|outside|fringes) of",
        r"in the (?:\w+ )?(?:suburbs?|outskirts|vicinity|countryside|heart|centre|center|north|south|east|west) of",
        r"in parts? of|across|throughout|(?:in|to) the (?:\w+ )?(?:part|parts|half|corner|end|tip|side) of",
    ]
)
_BEFORE = re.compile(rf"(?<![\w-])(?:(?P<relation>{_RELATION})\s+(?:the\s+)?)?(?:(?P<direction>{_DIRECTION}(?:\s+{_DIRECTION})?)\s+)?$")
WINDOW = 90


def find_qualifier(text: str, place: Span) -> Span | None:
    """The words directly before a place that narrow it, `None` where there are none."""
    start = max(0, place.start - WINDOW, text.rfind("\n", 0, place.start) + 1)
    before = text[start : place.start]
    m = _BEFORE.search(before)
    if m is None or not m[0].strip():
        return None
    first = m.start("relation") if m["relation"] else m.start("direction")
    last = m.end("direction") if m["direction"] else m.end("relation")
    return Span(start + first, start + len(before[:last].rstrip()))
