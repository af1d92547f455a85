"""A rule: a short function that reads a match, with the pattern that finds it and the kind of word the phrase must hold.

Patterns are regular expressions in which `<NAME>` stands for a set of words (`words.F`) and a blank for any white space.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from allegedly.resolve.time.anchor import Anchor, Draft
from allegedly.resolve.time.words import F, Kind

Match = re.Match[str]
Reader = Callable[[Match, Anchor], Draft | None]
_NAME = re.compile(r"<([A-Z]+)>")
_BLANK = r"(?:[^\S\n]+|\n)"
_CLASS_OR_BLANK = re.compile(r"\[[^\]]*\]| ")


class Rule(NamedTuple):
    """`read` turns a match of `pattern` into a draft, or into `None` where the words only look like a time."""

    name: str
    needs: Kind
    pattern: re.Pattern[str]
    read: Reader


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """A rule's pattern with its word sets and blanks written out; it ends at the end of a word."""
    full = _CLASS_OR_BLANK.sub(lambda m: _BLANK if m[0] == " " else m[0], pattern)
    full = _NAME.sub(lambda m: F[m[1]], full)
    return re.compile(rf"(?:{full})(?![\w])", re.I)


def rule(needs: Kind, pattern: str) -> Callable[[Reader], Rule]:
    """Make a rule of a reading function."""

    def make(read: Reader) -> Rule:
        return Rule(getattr(read, "__name__", "rule"), needs, compile_pattern(pattern), read)

    return make
