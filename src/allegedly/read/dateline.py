"""The dateline: where, and sometimes when, a reporter filed, and for which agency.

Forms read, each with a hyphen, two hyphens, an en dash or an em dash:

    MOSCOW (Reuters) –                          MOSCOW, July 1 (Reuters) -
    KYIV, Ukraine (AP) —                        MOSCOW/MINSK, July 1 (Reuters) -
    Kyiv, Ukraine, July 1, 2024 (AFP) -         Berlin (dpa) -
    MOSCOW, July 1 (Xinhua) --                  MOSCOW. July 1 (Interfax) -
    MOSCOW, July 1. /TASS/.                     New Delhi [India], July 1 (ANI):
    WASHINGTON —                                July 1 (Reuters) -
    Thursday, May 7, 2015 (a date that opens the paragraph)

Without an agency the place must be in capitals, or a date must be printed: "Paris — the city" is no dateline.
"""

from __future__ import annotations

import re

import msgspec

from allegedly.read.agencies import known_agency
from allegedly.read.countries import country_code
from allegedly.read.dates import DATE_PATTERN, PrintedDate, parse_printed
from allegedly.records import PlaceName, Span

_CAPITALS = r"[^\W\d_a-z]"
_UPPER_WORD = rf"(?:Mc|Mac)?{_CAPITALS}(?:(?:{_CAPITALS}|['’.\-])*{_CAPITALS})?\.?"
_UPPER = rf"{_UPPER_WORD}(?:[ ]{_UPPER_WORD}){{0,6}}"
_TITLE_WORD = r"[^\W\d_a-zß-ÿ][\w'’.\-]*"
_PARTICLE = r"(?:de|del|della|di|do|da|du|des|la|las|le|les|los|el|al|of|the|and|upon|sur|am|an|ob|in|near|dem|der)"
_TITLE = rf"{_TITLE_WORD}(?:[ ](?:{_PARTICLE}[ ]){{0,2}}{_TITLE_WORD}){{0,4}}"
_NAME = rf"(?:{_UPPER}(?![\w'’])|{_TITLE})"
# A month may look like a region ("Kyiv, July"): what opens a date is never one.
_REGION = rf"(?:,[ ]*(?!{DATE_PATTERN}){_TITLE}|[ ]\[{_TITLE}\])"
_PLACE = rf"{_NAME}{_REGION}{{0,2}}"
_PLACES = rf"{_PLACE}(?:(?:[ ]?/[ ]?|,?[ ]and[ ]|[ ]?&[ ]?){_PLACE}){{0,4}}"
_AGENCY = r"[^()\[\]/\n]{2,40}(?:/[^()\[\]/\n]{2,30})?"
# An en dash with no blank on either side joins two names (Russia–Ukraine); "_" is the dash of old AP transmissions.
_DASH = r"(?:[ \t]*(?:---?|[—―])|[ \t]*[‐‑‒–−](?=\s)|[ \t]+[‒–−]|[ \t]+[-_](?=\s)|:(?=\s))"

_WITH_AGENCY = re.compile(
    rf"(?:(?P<places>{_PLACES})(?:[,.][ ]*(?P<date>{DATE_PATTERN}))?|(?P<only>{DATE_PATTERN}))"
    rf"[,.]?[ ]*\((?P<agency>{_AGENCY})\)(?:[ ]*(?P<late>{DATE_PATTERN}))?(?P<dash>{_DASH})?"
)
_SLASHES = re.compile(
    rf"(?P<places>{_PLACES})(?:[,.][ ]*(?P<date>{DATE_PATTERN}))?[,.]?[ ]*/(?P<agency>[^/\n]{{2,30}})/(?P<dash>\.|{_DASH})?"
)
_NO_AGENCY = re.compile(rf"(?P<places>{_PLACES})(?:[,.][ ]*(?P<date>{DATE_PATTERN}))?(?P<dash>{_DASH})")
_AFTER_DASH = re.compile(
    rf"(?P<places>{_PLACES}),[ ]*(?P<date>{DATE_PATTERN})[.]?[ ]+[-–—][ ]+(?P<agency>[A-Z][\w\- ]{{1,30}})(?P<dash>\.)"
)
_DATE_FIRST = re.compile(rf"(?P<only>{DATE_PATTERN})(?P<dash>{_DASH}|(?=[ ]+[A-Z\"“]))")

# Words in capitals before a dash that are labels or bodies, not places.
_NOT_PLACES = frozenset(
    str.split(
        "ADVISORY ALERT ANALYSIS BREAKING BULLETIN BREAKINGVIEWS CORRECTED CORRECTION COLUMN ED EDITORIAL EU EXCLUSIVE "
        "EXPLAINER FACTBOX FEATURE FLASH G7 G20 IAEA ICC IMF INSIGHT INTERVIEW LIVE MORE NATO NEWS NOTE OPINION OPEC OSCE "
        "PHOTOS POLL PREVIEW PROFILE QUOTES REFILE REPEAT RPT SNAPSHOT SPECIAL TABLE TEXT TIMELINE UN UNICEF UPDATE URGENT "
        "VIDEO WATCH WHO WRAPUP"
    )
)
_LOCATORS = re.compile(r"(?:NEAR|OUTSIDE|NORTH OF|SOUTH OF|EAST OF|WEST OF|IN|AT|Near|Outside)\s+")
_SMALL = frozenset(str.split("of the and de del la las le les los da do du di des au aux sur upon on al an am"))


class Reading(msgspec.Struct, frozen=True):
    """A dateline as read: `span` with its dash, the places, the date, the agency as recorded and where it is printed."""

    span: Span
    places: tuple[PlaceName, ...] = ()
    date: PrintedDate | None = None
    date_span: Span | None = None
    agency: str | None = None
    agency_span: Span | None = None


def read_dateline(text: str, start: int, end: int) -> Reading | None:
    """The dateline that opens the line `text[start:end]`; `None` if it opens with none."""
    head = text[start : min(end, start + 220)]
    for rule in DATELINE_RULES:
        found = rule(head)
        if found is not None and start + found.end() < end:
            rest = text[start + found.end() : end]
            # "UKRAINE CRISIS - Russia says" is a headline: a dateline without an agency needs a sentence behind it.
            return _reading(found, start) if _is_signed(found) or _is_prose(rest) else None
    return None


def _is_signed(found: re.Match[str]) -> bool:
    return any(found.groupdict().get(group) for group in ("agency", "date", "only"))


def _is_prose(rest: str) -> bool:
    return len(rest) >= 100 or bool(re.search(r"[.!?…][\"'”’)\]]*\s*$", rest))


def match_bracketed_agency(head: str) -> re.Match[str] | None:
    """PLACES[, DATE] (AGENCY)[ DASH]: without a dash the agency must be known, an unknown one needs capitals and a dash."""
    found = _WITH_AGENCY.match(head)
    if found is None:
        return None
    known = known_agency(found["agency"]) is not None
    places = found["places"]
    if known:
        return found if found["dash"] or places is None or places.split(",")[0].isupper() or found["date"] else None
    plausible = found["dash"] and _first_is_upper(places) and country_code(found["agency"]) is None and found["agency"][:1].isupper()
    return found if plausible else None


def match_slashed_agency(head: str) -> re.Match[str] | None:
    """PLACES, DATE. /AGENCY/. (TASS), PLACES, DATE /AGENCY/ -- (press releases)."""
    found = _SLASHES.match(head)
    return found if found and (found["date"] or found["dash"] or known_agency(found["agency"])) else None


def match_agency_after_dash(head: str) -> re.Match[str] | None:
    """PLACES, DATE - AGENCY. (RIA Novosti)."""
    found = _AFTER_DASH.match(head)
    return found if found and known_agency(found["agency"]) else None


def match_no_agency(head: str) -> re.Match[str] | None:
    """PLACES DASH in capitals, or PLACES, DATE DASH; then a capital, a figure or a quotation."""
    found = _NO_AGENCY.match(head)
    if found is None or found["dash"].strip() == ":" or not _opens_sentence(head[found.end() :]):
        return None
    if found["date"]:
        return found
    words = set(re.findall(r"\w+", re.split(r"[,/]", found["places"])[0].replace(".", "")))
    return found if _first_is_upper(found["places"]) and max(map(len, words)) > 2 and not words & _NOT_PLACES else None


def match_date_first(head: str) -> re.Match[str] | None:
    """DATE with its year before the first sentence: "Thursday, May 7, 2015 On Tuesday ..."; or DATE DASH."""
    found = _DATE_FIRST.match(head)
    if found is None or not _opens_sentence(head[found.end() :]):
        return None
    date = parse_printed(found["only"])
    dashed = bool(found["dash"].strip())
    opens_with_weekday = found["only"][:1].isalpha() and "," in found["only"]
    return found if date and (dashed or (date.year and opens_with_weekday)) else None


DATELINE_RULES = (match_bracketed_agency, match_slashed_agency, match_agency_after_dash, match_no_agency, match_date_first)


def _opens_sentence(rest: str) -> bool:
    stripped = rest.lstrip()
    return bool(stripped) and (stripped[0].isupper() or stripped[0].isdigit() or stripped[0] in "\"'“‘„«([*" or not stripped[0].isascii())


def _first_is_upper(places: str | None) -> bool:
    first = re.split(r"[,/\[]", places or "")[0]
    return bool(first) and first.replace("Mc", "MC").isupper()


def _reading(found: re.Match[str], offset: int) -> Reading:
    groups = found.groupdict()
    printed = groups.get("agency")
    dates = [name for name in ("date", "only", "late") if groups.get(name)]
    return Reading(
        span=Span(offset + found.start(), offset + found.end()),
        places=_place_names(groups.get("places") or ""),
        date=parse_printed(groups[dates[0]]) if dates else None,
        date_span=_span(found, dates[0], offset) if dates else None,
        agency=(known_agency(printed) or printed.strip()) if printed else None,
        agency_span=_span(found, "agency", offset) if printed else None,
    )


def _span(found: re.Match[str], group: str, offset: int) -> Span:
    return Span(offset + found.start(group), offset + found.end(group))


def _place_names(printed: str) -> tuple[PlaceName, ...]:
    """One name for each place; the country only where the line prints one, or a state or province of it."""
    pieces = re.split(r"\s*/\s*|,?\s+and\s+(?=[^\W\d_a-z]{2})|\s*&\s*", printed)
    return tuple(_place_name(piece) for piece in pieces if piece.strip())


def _place_name(piece: str) -> PlaceName:
    name, *regions = (part.strip(" ]") for part in re.split(r",|\s\[", piece))
    code = next((found for region in reversed(regions) if (found := country_code(region))), None)
    return PlaceName(name=_usual_case(_LOCATORS.sub("", name, count=1)), country=code)


def _usual_case(name: str) -> str:
    """MOSCOW → Moscow, PORT-AU-PRINCE → Port-au-Prince; a name not in capitals stays as printed."""
    if not name.isupper():
        return name
    pieces = re.split(r"([ \-])", name)
    return "".join(_usual_word(piece, first=i == 0) for i, piece in enumerate(pieces))


def _usual_word(word: str, first: bool) -> str:
    if re.fullmatch(r"(?:\w\.){2,}", word) or word in {"USS", "HMS", "II", "UAE", "UK", "USA", "US", "DC"}:
        return word
    lowered = word.lower()
    if lowered in _SMALL and not first:
        return lowered
    if re.match(r"[dlnDLN]['’]", word):
        return word[:2] + lowered[2:].capitalize()
    return lowered.capitalize()
