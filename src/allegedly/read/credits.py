"""Credit lines: the journalists who reported, wrote and edited. They are neither speakers nor entities of the story.

    (Reporting by A and B in Kyiv; Additional reporting by C; Writing by D; Editing by E and F)
    Reporting by A in Moscow, B and C in London; editing by D          (with or without brackets, over several lines)
    Associated Press writer A in Kyiv contributed to this report.
    A reported from Kyiv and B from Moscow.        A contributed reporting.
    By Jane Roe and John Doe, Associated Press     (byline)
    bur-abc/def                                    (AFP sign-off: initials, no names)

A place after "in" belongs to the names before it, back to the last place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from allegedly.read.agencies import known_agency
from allegedly.read.lines import Line
from allegedly.records import Credit, Span

_TASK = (
    r"(?:report(?:ing|ed)|writ(?:ing|ten)|edit(?:ing|ed)|translat(?:ion|ing|ed)|compiled|research|graphics?"
    r"|photo(?:s|graphy)?|video|production)"
)
_ROLE = (
    rf"(?:additional |further |supplementary )?{_TASK}(?:(?: and |, | & )(?:additional )?{_TASK})*"
    r"(?: was contributed| contributed)? by"
)
_ROLE_COLON = rf"(?:additional )?{_TASK}(?:(?: and | & ){_TASK})*:"
_ROLE_START = re.compile(rf"\b(?i:{_ROLE}|{_ROLE_COLON})\s+(?=the [A-Z]|[^\W\d_a-z])")
_OPENING = re.compile(rf"\(\s*(?={_ROLE}\b|{_ROLE_COLON})", re.IGNORECASE)
_LINE_START = re.compile(rf"(?:—|–|--?|\*|_+)?\s*(?={_ROLE}\s|{_ROLE_COLON}\s)", re.IGNORECASE)

_WORD = r"(?:[^\W\d_a-zß-ÿ][\w'’.\-]*|de|la|van|von|der|den|el|al|bin|ben|di|da|del|dos|ter|ten|le)"
_PERSON = rf"[^\W\d_a-zß-ÿ][\w'’.\-]*(?:[ ]{_WORD}){{1,4}}"
_PEOPLE = rf"{_PERSON}(?:[ ]in[ ]{_PERSON}|[ ]in[ ][A-Z][\w'’\-]+)?"
_AP_CONTRIBUTED = re.compile(
    r"(?P<lead>(?:The )?(?:AP|AFP|dpa|[A-Z]\w+(?: [A-Z]\w+){0,2})(?:['’]s?)? "
    r"(?:\w+ )?(?:writers?|journalists?|reporters?|correspondents?|photographers?|producers?|researchers?|staff)\s+)"
    r"(?P<names>[^.]*?(?:\b[A-Z]\.[^.]*?)*),? (?:also )?contributed(?: (?:reporting|research))?"
    r"(?: to this (?:report|story|article))?(?: from [A-Z][\w ,]+)?\.?"
)
_CONTRIBUTED = re.compile(
    rf"(?P<names>{_PEOPLE}(?:(?:, and |, | and ){_PEOPLE})*),? (?:also )?contributed "
    r"(?:reporting|research|to this (?:report|story|article))"
    r"(?: to this (?:report|story|article))?(?: from [A-Z][\w ,]+)?\.?"
)
_REPORTED_FROM = re.compile(
    rf"(?P<names>{_PERSON} reported from [A-Z][\w .'’\-]+?(?:(?:,| and|, and) {_PERSON} (?:reported )?from [A-Z][\w .'’\-]+?)*)\."
)
_INITIALS = re.compile(r"(?:bur[s]?-)?[a-z]{2,4}(?:-[a-z]{2,4})?(?:/[a-z]{2,4}){1,6}|bur[s]?-[a-z]{2,4}")
_BYLINE = re.compile(
    rf"(?:By|BY|by) (?P<names>{_PERSON}(?:(?:, and |, | and | AND | & ){_PERSON})*)"
    r"(?:(?:,| \||  | [-–—]) ?(?P<house>(?:The )?[A-Z][\w./ ]{1,40}))?(?: in (?P<place>[A-Z][\w .'’\-]{1,40}))?\.?"
)
_HOUSE = re.compile(
    r"\b(?:News|Press|Times|Post|Agency|Wire|Service|Staff|Bureau|Editor|Correspondent|Writer|Reporter|Journal)$", re.IGNORECASE
)
_NOT_NAMES = re.compile(
    r"\b(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|June|July|August|September|October"
    r"|November|December)\b"
)
# A line end inside a name is a wrapped line, not the end of the name.
_SEPARATOR = re.compile(r",?\s+and\s+(?=[^\W\d_a-z]|the\s)|,\s+(?!(?:Jr|Sr)\.?\b)(?:and\s+)?|\s&\s|;\s")
_PLACE = re.compile(r"\s+(?:in|at|from|reported from|aboard|near)\s+(?=(?:the )?[^\W\d_a-z])")
_TAIL = " \t\r\n.;,)]—–-*_"


def find_credits(text: str, lines: tuple[Line, ...]) -> tuple[list[Span], list[Credit]]:
    """The spans of the credit lines of a text, and the journalists they name, in order."""
    spans: list[Span] = []
    names: list[Credit] = []
    for span, role in sorted(_credit_spans(text, lines), key=lambda found: (found[0].start, -found[0].end)):
        if spans and span.meets(spans[-1]):
            continue
        spans.append(span)
        names.extend(_named(text, span, role))
    return spans, names


def _credit_spans(text: str, lines: tuple[Line, ...]) -> Iterator[tuple[Span, str | None]]:
    """Credit lines; the role is `None` where the line itself prints one for each name."""
    for found in _OPENING.finditer(text):
        if _ROLE_START.match(text, found.end()):
            yield Span(found.start(), _closing(text, found.end())), None
    for i, line in enumerate(lines):
        if i < len(lines) - 14 and i > 8:
            continue
        if span := _open_credit(text, lines, i):
            yield span, None
        elif _sentence_rule(line.text):
            yield line.span, "contributing"
        elif i == len(lines) - 1 and i > 0 and _INITIALS.fullmatch(line.text):
            yield line.span, "initials"


def _closing(text: str, start: int) -> int:
    """The end of a bracketed credit: its closing bracket, or the end of the paragraph where that is missing."""
    depth = 1
    for i in range(start, min(len(text), start + 2_000)):
        depth += (text[i] == "(") - (text[i] == ")")
        if depth == 0:
            return i + 1
        if text.startswith(("\n\n", "\r\n\r\n"), i):
            return i
    return min(len(text), start + 2_000)


def _open_credit(text: str, lines: tuple[Line, ...], i: int) -> Span | None:
    """A credit without brackets: it opens its line and goes on while the line before ended with a comma or semicolon."""
    line = lines[i]
    opening = _LINE_START.match(line.text)
    if opening is None or not _ROLE_START.match(line.text, opening.end()):
        return None
    end = line.end
    for following in lines[i + 1 : i + 8]:
        if text[end - 1] not in ",;" and not re.search(r"\band$", text[:end][-5:]):
            break
        end = following.end
    return Span(line.start, end)


def _sentence_rule(line: str) -> re.Match[str] | None:
    bare = line.strip("()[]_* \t")
    return _AP_CONTRIBUTED.fullmatch(bare) or _CONTRIBUTED.fullmatch(bare) or _REPORTED_FROM.fullmatch(bare)


def _named(text: str, span: Span, role: str | None) -> list[Credit]:
    if role == "initials":
        return []
    if role == "contributing":
        found = _sentence_rule(span.read(text))
        if found is None:
            return []
        start = text.index(found["names"], span.start)
        return _names(text, start, start + len(found["names"]), "reporting" if "reported from" in found["names"] else role)
    roles = list(_ROLE_START.finditer(text, span.start, span.end))
    ends = [r.start() for r in roles[1:]] + [span.end]
    return [c for r, end in zip(roles, ends, strict=True) for c in _names(text, r.end(), end, _role_name(r.group()))]


def _role_name(printed: str) -> str:
    """ "Additional reporting by" → `additional reporting`."""
    bare = re.sub(r"\s*(?:(?:was )?contributed )?(?:by|:)$", "", " ".join(printed.lower().split()))
    return (
        bare.replace("edited", "editing")
        .replace("written", "writing")
        .replace("reported", "reporting")
        .replace("translated", "translation")
    )


def _names(text: str, start: int, end: int, role: str) -> list[Credit]:
    """The names of `text[start:end]`, split at commas and "and"; places given backwards to the names they close."""
    rows: list[Credit] = []
    waiting: list[Credit] = []
    for piece in _pieces(text, start, end):
        name, place = _name_and_place(text, piece)
        if place is None and rows and not waiting and " " not in name.read(text):
            continue  # "A in Kyiv and Moscow": a second place, not a name
        waiting.append(Credit(role=role, name=_one_line(name.read(text)), span=name, place=place))
        if place is not None:
            rows += [Credit(role=c.role, name=c.name, span=c.span, place=place) for c in waiting]
            waiting = []
    return rows + waiting


def _one_line(name: str) -> str:
    return " ".join(name.split())


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    begin = start
    for found in (*_SEPARATOR.finditer(text, start, end), None):
        stop = found.start() if found else end
        piece = _trim(text, begin, stop)
        if len(piece) and any(c.isupper() for c in piece.read(text)):
            yield piece
        begin = found.end() if found else end


def _trim(text: str, start: int, end: int) -> Span:
    raw = text[start:end]
    start += len(raw) - len(raw.lstrip(" \t\r\n*_—–"))
    stripped = text[start:end].rstrip(_TAIL)
    if stripped.endswith((" Jr", " Sr")) and text[start + len(stripped) : end].startswith("."):
        stripped += "."
    return Span(start, max(start, start + len(stripped)))


def _name_and_place(text: str, piece: Span) -> tuple[Span, str | None]:
    found = _PLACE.search(text, piece.start, piece.end)
    if found is None:
        return piece, None
    return Span(piece.start, found.start()), _one_line(text[found.end() : piece.end])


def _is_house(name: str) -> bool:
    return known_agency(name) is not None or _HOUSE.search(name) is not None


def read_byline(text: str, line: Line) -> tuple[list[Credit], str | None] | None:
    """The names of a line that is nothing but a byline, and the house it prints after them; `None` if it is no byline."""
    found = _BYLINE.fullmatch(line.text)
    if found is None or len(line.text) > 160 or _NOT_NAMES.search(found["names"]):
        return None
    house = found["house"]
    names = _names(text, line.start + found.start("names"), line.start + found.end("names"), "byline")
    place = found["place"]
    # "By Ann Lee, Associated Press": a house has the form of a name.
    house = house or next((c.name for c in names if _is_house(c.name)), None)
    people = [c for c in names if not _is_house(c.name)]
    return [Credit(role=c.role, name=c.name, span=c.span, place=place or c.place) for c in people], house and house.strip()
