"""Nested examples from flat ones: put a labelled sentence into an invented speaker's mouth.

PolNeAR labels the outermost attribution only. A sentence that holds whole attributions becomes the content of a new outer
attribution, and its own attributions become nested ones. Nothing is invented but the wrapping words.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace

from allegedly.attribute.windows import BLANK_LINE, SENTENCE_END

from .corpus import Fragments, Report, Row

SAY = ["said", "claimed", "insisted", "told reporters", "alleged", "argued", "confirmed", "noted", "acknowledged", "denied",
       "said in a statement", "wrote", "believes", "has said", "warned", "announced", "explained", "was aware",
       "did not say", "admitted", "reported", "told the newspaper", "testified", "suggested", "conceded"]  # fmt: skip
NOMINAL = ["report", "claim", "allegation", "statement", "suggestion", "accusation", "assertion", "warning", "denial", "complaint"]
TAKE = ["dismissed", "rejected", "was aware of", "responded to", "repeated", "denied", "disputed", "cited", "referred to", "played down"]
DAYS = ["on Monday", "on Tuesday", "on Wednesday", "on Thursday", "on Friday", "late on Saturday", "on Sunday", "earlier this week"]
LOWER = frozenset(
    [
        "the",
        "a",
        "an",
        "he",
        "she",
        "it",
        "they",
        "we",
        "this",
        "that",
        "these",
        "those",
        "his",
        "her",
        "its",
        "their",
        "our",
        "in",
        "on",
        "at",
        "for",
        "but",
        "and",
        "as",
        "while",
        "when",
        "after",
        "before",
        "if",
        "there",
        "many",
        "some",
        "most",
        "several",
        "one",
        "two",
        "three",
        "another",
        "both",
        "all",
        "with",
        "from",
        "by",
        "according",
        "during",
    ]
)

Part = str | tuple[int, int]


def wrap(report: Report, speakers: list[str], rng: random.Random, share: float) -> Report:
    """Return the report with about `share` of its eligible sentences wrapped; rows in them are marked nested."""
    report = replace(report, rows=[replace(row) for row in report.rows])
    parts: list[Part] = []
    rows: list[Row] = []
    done = 0
    for low, high in sentences(report.text):
        inside = _whole_rows(report, low, high)
        if not inside or rng.random() >= share:
            continue
        parts.append((done, low))
        done = high
        _wrap_sentence(report.text, low, high, inside, parts, rows, rng.choice(speakers), rng)
        for row in inside:
            row.nested = True
    parts.append((done, len(report.text)))
    return _assemble(report, parts, rows)


def sentences(text: str) -> list[tuple[int, int]]:
    """Cut a text into sentences by rule, without the white space between them."""
    ends = sorted({m.end() for m in SENTENCE_END.finditer(text)} | {m.end() for m in BLANK_LINE.finditer(text)} | {len(text)})
    out, low = [], 0
    for high in ends:
        stop = low + len(text[low:high].rstrip())
        if stop > low:
            out.append((low, stop))
        low = high
    return out


def _whole_rows(report: Report, low: int, high: int) -> list[Row]:
    """Rows of a sentence if it may be wrapped: all of them lie wholly inside it and its quotation marks are balanced."""
    sentence = report.text[low:high]
    if len(sentence) > 320 or sentence[-1] not in '.”"' or sentence.count('"') % 2 or sentence.count("“") != sentence.count("”"):
        return []
    if "\n" in sentence:
        return []
    touching = [row for row in report.rows if any(s < high and e > low for s, e in row.source + row.cue + row.content)]
    whole = all(low <= s and e <= high for row in touching for s, e in row.source + row.cue + row.content)
    return touching if whole and all(row.cue for row in touching) else []


class _Text:
    """The new text's parts with a running count, so that invented spans know where they stand only at assembly."""

    def __init__(self, parts: list[Part]) -> None:
        self.parts = parts

    def add(self, part: Part) -> int:
        self.parts.append(part)
        return len(self.parts) - 1


def _decapitalise(text: str, low: int) -> Part:
    word = re.match(r"\w+", text[low:])
    return text[low].lower() if word and word.group().lower() in LOWER and text[low].isupper() else (low, low + 1)


def _wrap_sentence(
    text: str, low: int, high: int, inside: list[Row], parts: list[Part], rows: list[Row], who: str, rng: random.Random
) -> None:
    """Append the wrapped sentence to `parts` and the outer row, as part numbers (assembled later), to `rows`."""
    new = _Text(parts)
    stop = high - 1 if text[high - 1] == "." else high
    row = inside[0]
    if len(inside) == 1 and _is_that_clause(text, row) and rng.random() < 0.6:
        _wrap_nominal(text, row, new, rows, who, rng)
        return
    style = rng.random()
    if style < 0.6:
        source = new.add(who)
        new.add(" ")
        cue = new.add(rng.choice(SAY))
        new.add(f" {rng.choice(DAYS)} " if rng.random() < 0.3 else " ")
        content = [new.add("that ") if rng.random() < 0.85 else new.add(" "), new.add(_decapitalise(text, low)), new.add((low + 1, stop))]
    elif style < 0.85 or '"' in text[low:high] or "“" in text[low:high]:
        content = [new.add((low, stop))]
        new.add(", ")
        cue = new.add("according to")
        new.add(" ")
        source = new.add(who)
    else:
        content = [new.add("“"), new.add((low, stop)), new.add(",”")]
        new.add(" ")
        source = new.add(who)
        new.add(" ")
        cue = new.add(rng.choice(["said", "told reporters", "wrote", "added"]))
    new.add(".")
    rows.append(Row([(source, source + 1)], [(cue, cue + 1)], [(content[0], content[-1] + 1)]))


def _is_that_clause(text: str, row: Row) -> bool:
    if len(row.content) != 1 or len(row.source) != 1:
        return False
    return text[row.content[0][0] :].startswith("that ") and text[slice(*row.source[0])].lower() not in (
        "he",
        "she",
        "it",
        "they",
        "who",
        "i",
        "we",
    )


def _wrap_nominal(text: str, row: Row, new: _Text, rows: list[Row], who: str, rng: random.Random) -> None:
    """'X denied a report by Y that Z', 'Y's report that Z was a lie, X said': the inner row's cue becomes a noun."""
    outer = new.add(who)
    new.add(" ")
    cue = new.add(rng.choice(TAKE) if rng.random() < 0.6 else rng.choice(SAY[:8]) + " that")
    comment = parts_cue = new.parts[cue]
    if isinstance(parts_cue, str) and parts_cue.endswith(" that"):
        new.parts[cue] = parts_cue[:-5]
        new.add(" ")
        begin = new.add("that ")
    else:
        new.add(" ")
        begin = len(new.parts)
    inner_cue, inner_source = _noun_phrase(row, new, rng)
    new.add(" ")
    content = new.add(row.content[0])
    if comment is not None and begin != len(new.parts) and isinstance(comment, str) and comment.endswith(" that"):
        new.add(rng.choice([" was false", " was a cause for concern", " was wrong", " could not be true", " was being looked into"]))
    last = len(new.parts)
    new.add(".")
    rows.append(Row([(outer, outer + 1)], [(cue, cue + 1)], [(begin, last)]))
    nested = Row([(inner_source, inner_source + 1)], [(inner_cue, inner_cue + 1)], [(content, content + 1)], nested=True)
    rows.append(nested)
    row.cue, row.source, row.content = [], [], []  # replaced by the nominal row


def _noun_phrase(row: Row, new: _Text, rng: random.Random) -> tuple[int, int]:
    """Append 'a report by Y' or "Y's report"; return the part numbers of cue and source."""
    noun = rng.choice(NOMINAL)
    if rng.random() < 0.5:
        new.add(rng.choice(["a ", "the ", "an earlier "]))
        cue = new.add(noun)
        new.add(rng.choice([" by ", " from "]))
        return cue, new.add(row.source[0])
    source = new.add(row.source[0])
    new.add("’s ")
    return new.add(noun), source


def _assemble(report: Report, parts: list[Part], rows: list[Row]) -> Report:
    """Join the parts; carry old rows by the copied ranges and new rows by their part numbers."""
    places, at = [], 0
    for part in parts:
        places.append(at)
        at += len(part) if isinstance(part, str) else part[1] - part[0]
    places.append(at)
    text = "".join(part if isinstance(part, str) else report.text[slice(*part)] for part in parts)
    copies = [(part[0], part[1], places[i]) for i, part in enumerate(parts) if not isinstance(part, str)]
    kept = [_by_copy(row, copies, parts, places) for row in report.rows if row.cue]
    made = [_by_part(row, parts, places) for row in rows]
    return replace(report, text=text, rows=[row for row in kept if row.cue] + made, layout=None)


def _by_part(row: Row, parts: list[Part], places: list[int]) -> Row:
    def put(items: Fragments) -> Fragments:
        return [(places[a], places[b]) for a, b in items]

    return Row(put(row.source), put(row.cue), put(row.content), row.nested)


def _by_copy(row: Row, copies: list[tuple[int, int, int]], parts: list[Part], places: list[int]) -> Row:
    def put(items: Fragments) -> Fragments:
        out = []
        for s, e in items:
            # The first letter of a sentence may be a part of its own, so start and end may lie in neighbouring parts.
            ends = [place + e - a for a, b, place in copies if a < e <= b]
            starts = [place + s - a for a, b, place in copies if a <= s < b] or [x - (e - s) for x in ends]
            out += [(starts[0], ends[0])] if starts and ends else []
        return out

    return Row(put(row.source), put(row.cue), put(row.content), row.nested)
