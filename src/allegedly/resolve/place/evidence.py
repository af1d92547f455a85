"""What speaks for and against a candidate: yes-or-no features of its words, its neighbours, the parse and the document.

The weights in `data/place/weights.json` were fitted by logistic regression (`training/place_weights.py`); each feature's name says
what it asks, so the file can be read.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from allegedly.records import Annotated, Name, Token
from allegedly.resolve.place.gazetteer import Entry
from allegedly.resolve.place.scan import Candidate, Word, best_entry, word_list

PREPOSITIONS = word_list("prepositions")
TITLES = word_list("titles")
BODIES = word_list("bodies")
AFTER = word_list("after")


class Context:
    """The document as the features see it: words, tokens by start, names by start, words seen in lower case and in surnames."""

    def __init__(self, annotated: Annotated, words: list[Word], candidates: list[Candidate]) -> None:
        self.annotated, self.words = annotated, words
        self.starts = [t.start for t in annotated.tokens]
        self.lower = {w.text for w in words if w.text.islower()}
        people = [n.span.read(annotated.text).split() for n in annotated.names if n.label == "PERSON"]
        self.surnames = Counter(p[-1].removesuffix("'s").removesuffix("’s") for p in people if len(p) > 1)
        self.candidates = {c.words[0]: c for c in candidates}
        self.ends = {c.words[1]: c for c in candidates}

    def token_at(self, offset: int) -> Token | None:
        """The token that begins at or holds the character `offset`."""
        k = bisect_left(self.starts, offset + 1) - 1
        tokens = self.annotated.tokens
        return tokens[k] if k >= 0 and tokens[k].start <= offset < tokens[k].end else None

    def name_over(self, candidate: Candidate) -> Name | None:
        """The parser's name that shares characters with the candidate."""
        names = self.annotated.names
        k = bisect_left(names, candidate.span.end, key=lambda n: n.span.start)
        return next((n for n in reversed(names[max(0, k - 2) : k]) if n.span.meets(candidate.span)), None)


def features(candidate: Candidate, context: Context) -> list[str]:
    """The names of all features that hold."""
    return [*_own(candidate, context), *_model(candidate, context), *_before(candidate, context), *_after(candidate, context)]


def _own(c: Candidate, context: Context) -> Iterator[str]:
    yield f"how={c.how}"
    entry = best_entry(c)
    yield f"class={entry.letter if entry else '-'}"
    if entry and entry.letter in "cb":
        yield f"size={min(6, int(math.log10(entry.population + 1)))}"
    if entry and entry.alternate:
        yield "alternate"
    for flag in c.found.flags:
        yield f"flag={flag}"
    yield f"words={min(3, c.words[1] - c.words[0])}"
    text = c.span.read(context.annotated.text)
    if text.isupper() and len(text) > 4:
        yield "capitals"
    if c.how == "typed":
        yield f"type={text.split()[-1]}"
    if c.how == "demonym":
        yield "plural" if text.endswith(("s", "men")) and not text.endswith("ss") else "singular"
    if text.lower() in context.lower:
        yield "seen in lower case"
    if text in context.surnames:
        yield "surname here"


def _model(c: Candidate, context: Context) -> Iterator[str]:
    name = context.name_over(c)
    token = context.token_at(c.span.start)
    label = name.label if name else "-"
    same = bool(name) and name is not None and abs(name.span.start - c.span.start) <= 4 and abs(name.span.end - c.span.end) <= 2
    yield f"model={label}{'' if same or not name else '+'}"
    if token is None:
        yield "outside sentences"
        return
    yield f"tag={token.tag if token.tag in ('NNP', 'NNPS', 'JJ', 'NN', 'NNS') else 'other'}"
    last = context.token_at(c.span.end - 1)
    if c.how == "demonym":
        yield f"demonym {token.tag} {token.dep}"
    if last is not None and last.dep in ("pobj", "compound", "nsubj", "dobj", "poss", "amod", "appos", "conj"):
        yield f"dep={last.dep}"


def _before(c: Candidate, context: Context) -> Iterator[str]:
    i, words, text = c.words[0], context.words, context.annotated.text
    if i == 0:
        yield "first word"
        return
    word = words[i - 1]
    gap = text[word.end : c.span.start]
    if "\n" in gap or any(m in gap for m in ".!?"):
        yield "sentence start"
    near = gap.strip() == "" or gap.strip() in ("'s", "’s")
    if near and word.text.lower() in PREPOSITIONS:
        yield f"after {word.text.lower()}"
    elif near and word.capital:
        yield "after title" if word.text.lower() in TITLES else "after capital"
    elif near and word.text.lower() in TITLES:
        yield "after title"
    if gap.strip() == "," and i in context.ends:
        yield "after place and comma"
    if "-" in gap:
        yield "after hyphen"


def _after(c: Candidate, context: Context) -> Iterator[str]:
    j, words, text = c.words[1], context.words, context.annotated.text
    rest = text[c.span.end : c.span.end + 3]
    if rest.startswith(("'s", "’s")):
        yield "possessive"
    if rest.startswith("-"):
        yield "before hyphen"
    if j >= len(words):
        return
    word = words[j]
    gap = text[c.span.end : word.start].strip()
    if gap == "" and word.capital:
        yield "before body" if word.text.lower() in BODIES else "before capital"
        if word.text.lower() not in BODIES and c.words[1] - c.words[0] == 1 and "g" in c.found.flags:
            yield "given name before capital"
    elif gap == "" and word.text in AFTER:
        yield "before verb"
    if gap == "," and j in context.candidates:
        follower = best_entry(context.candidates[j])
        yield f"before comma and {follower.letter if follower else '-'}"
        if follower and any(_contains(follower, e) for e in c.found.entries):
            yield "inside what follows"
    if gap in ("—", "–", "--") or (gap.startswith("(") and c.span.read(text).isupper()):
        yield "dateline"


def _contains(outer: Entry, inner: Entry) -> bool:
    if outer.letter == "n":
        return bool(outer.country) and inner.country == outer.country and inner.letter != "n"
    return bool(outer.number) and outer.number in (inner.first, inner.second)
