"""Lines of wire furniture: slugs, updates, corrections, advisories, "(more)", ends, copyright.

A rule looks at one whole line (or its beginning, for a prefix of a headline) and is listed in `LINE_RULES`; its docstring is its
pattern.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from allegedly.read.dates import DATE_PATTERN

_SLUG = re.compile(
    r"[A-Z][A-Z0-9.'’&]*(?:-[A-Z0-9.'’&]+)*(?:[ ]?/[ ]?[A-Z0-9.'’&\- ]*)+(?:\([A-Z][^()\n]*\))*"
    r"|[A-Z]{2}-{1,2}[A-Z]{2}-{1,2}[\w .,'’\-]+(?:,[ ].*)?"
    r"|[A-Z][A-Z0-9.'’&]+(?:-[A-Z0-9.'’&]+)+(?:[ ]\((?:UPDATE|PIX|TV|GRAPHIC|WRAPUP|CORRECTED)[^()\n]*\))+"
)
_UPDATE_LINE = re.compile(
    r"\((?:Adds?|Updates?(?! \d{4})|Recasts?|Rewrites?|Writes through|Releads?|Changes|Repeats|Rpts|Inserts|Edits)\b"
    r"[^()]*(?:\([^()]*\)[^()]*)*\)"
    r"|(?:UPDATES|RECASTS|ADDS|REPEATS|RPTS?):?[ ].{3,200}"
    r"|(?:\d+(?:st|nd|rd|th)|Eds?:)? ?(?:Ld|LD|Lead)-Writethru.*"
    rf"|(?:[Ll]ast )?[Uu]pdated(?: on| at|:)?[ ](?:\d\d?[:.]\d\d[\w ,]{{0,12}})?{DATE_PATTERN}.{{0,40}}"
)
_CORRECTION_LINE = re.compile(
    r"\((?:This (?:version|story|article) )?(?:Corrects?|Refiles?|CORRECTS|REFILES|Removes|Fixes|Clarifies|Deletes|Drops)\b"
    r"[^()]*(?:\([^()]*\)[^()]*)*\)"
    r"|\(?This (?:[A-Z][a-z]+\.? \d+ )?(?:story|article|version|report|item|headline)(?: of [^.]{3,60})? (?:has been|was) "
    r"(?:corrected|refiled|updated|clarified|amended)(?:[.)]|,? (?:to|on|with|after|in|at|because|throughout)\b).*"
    r"|(?:CORRECTION|Correction|CORRECTS|CORRECTED|REFILE|Clarification|CLARIFICATION)(?::|[ ]?[–—]).*"
    r"|(?:This|An?) (?:previous |earlier )?(?:version|story) (?:of this (?:story|article|report) )?"
    r"(?:corrects|has corrected|misstated|incorrectly)\b.*"
)
_ADVISORY_LINE = re.compile(
    r"\(?(?:Eds?:|EDS:|ATTENTION EDITORS|ATTN EDITORS|EDITORS?['’]?S?['’]? NOTES?|Editors?['’]?s?['’]? [Nn]otes?|NOTE TO EDITORS"
    r"|ADVISORY:|EMBARGO(?:ED)?\b).*"
    r"|(?:URGENT|BREAKING(?: NEWS)?|ALERT|FLASH|BULLETIN|EXCLUSIVE|FACTBOX|ANALYSIS)[ ]?[:!\-–—]?"
    r"|Follow (?:us|AP|Reuters|AFP)\b.*|Sign up (?:for|to|here)\b.*"
    r"|Read more:.*|Find more of .* coverage.*|For more (?:information|news|coverage)\b.{0,80}:.*"
    r"|\(?(?:File )?(?:[Pp]hoto|[Ii]mage|[Pp]icture) ?(?:[Cc]redit)?:.{2,120}"
)
_MORE_LINE = re.compile(
    r"[(\[\-–— ]*(?:more(?: to (?:come|follow))?|more follows|MORE|More follows|More to follow|MORE TO COME)[)\]\-–— ]*\.{0,3}"
)
_END_LINE = re.compile(
    r"[(\[\-–—/* ]*(?:ENDS?|Ends?|ends)[)\]\-–—/* ]*\.?|[-–— ]*30[-–— ]+|[-–—]+[ ]?30[ ]?[-–—]+|\(END\)|#(?: ?#)+"
    r"|\[?/?(?:END|ENDS)\]?(?: OF (?:STORY|REPORT))?"
)
_COPYRIGHT_LINE = re.compile(
    r"(?:©|\([cC]\)[ ]?(?=\d{4}|Copyright)|(?:Copyright|COPYRIGHT)[ ](?=©|\([cC]\)|\d{4}|by\b)).{0,200}"
    r"|All rights reserved\..*|.{0,120}\b[Aa]ll rights reserved\.?"
    r"|This material may not be published\b.*|Our Standards: .*|Click here to (?:buy|license).*"
)
_PREFIX = re.compile(
    r"(?:(?:UPDATE|WRAPUP|RPT|REFILE|CORRECTED|EXCLUSIVE|FACTBOX|EXPLAINER|ANALYSIS|INTERVIEW|TIMELINE|INSIGHT|BREAKINGVIEWS|FEATURE|POLL|URGENT"
    r"|PREVIEW|SNAPSHOT|NEWSMAKER|QUOTES)(?:[ ]?\d{1,2})?-(?=\S))+"
    r"|(?:UPDATE|WRAPUP|CORRECTION|CORRECTED|BREAKING|EXCLUSIVE|URGENT|UPDATED?)(?:[ ]?\d{1,2})?(?::| [-–—])[ ]+"
    r"|(?:1st|2nd|3rd|\d{1,2}th|\d)(?:[ ](?:LEAD|Lead|Ld|ROUNDUP))(?::|[ ][-–—])?[ ]+"
)
_RULE_LINE = re.compile(r"[_\-–—=*#.~•·\s]{2,}")


def is_slug(line: str) -> bool:
    """BELARUS-UKRAINE/BORDER (UPDATE 2), AP-EU--Russia-Ukraine, UKRAINE-CRISIS (PIX)."""
    return len(line) < 90 and bool(_SLUG.fullmatch(line))


def is_update(line: str) -> bool:
    """(Adds quotes), (Updates with reaction), RECASTS ..., Updated July 2, 2024."""
    return len(line) < 400 and bool(_UPDATE_LINE.fullmatch(line))


def is_correction(line: str) -> bool:
    """(Corrects paragraph 3 ...), (Refiles to fix ...), CORRECTION: ..., This story has been corrected to ..."""
    return len(line) < 600 and bool(_CORRECTION_LINE.fullmatch(line))


def is_advisory(line: str) -> bool:
    """Eds: ..., ATTENTION EDITORS ..., URGENT, Follow us on ..., Photo credit: ..., a rule of dashes."""
    return len(line) < 400 and bool(_ADVISORY_LINE.fullmatch(line) or _RULE_LINE.fullmatch(line))


def is_more(line: str) -> bool:
    """(more), - MORE -, more follows."""
    return bool(_MORE_LINE.fullmatch(line))


def is_end(line: str) -> bool:
    """ENDS, -30-, ###, (END)."""
    return bool(_END_LINE.fullmatch(line))


def is_copyright(line: str) -> bool:
    """© 2024 ..., Copyright 2024 ..., All rights reserved., Our Standards: ..."""
    return len(line) < 400 and bool(_COPYRIGHT_LINE.fullmatch(line))


LINE_RULES: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("more", is_more),
    ("end", is_end),
    ("slug", is_slug),
    ("correction", is_correction),
    ("update", is_update),
    ("copyright", is_copyright),
    ("advisory", is_advisory),
)


def kind_of_line(line: str) -> str | None:
    """The kind of furniture the whole line is; `None` for prose."""
    return next((kind for kind, rule in LINE_RULES if rule(line)), None)


def prefix_of_headline(line: str) -> tuple[str, int] | None:
    """Kind and length of "UPDATE 1-", "CORRECTED-", "WRAPUP 3-" before a headline; `None` where there is none."""
    found = _PREFIX.match(line)
    if found is None or found.end() >= len(line):
        return None
    return ("correction" if re.search(r"CORRECT|REFILE", found.group()) else "update"), len(found.group().rstrip())
