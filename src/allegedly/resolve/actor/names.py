"""Who is named in a text: person names, their shorter forms, and the fullest form this text gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from allegedly.records import Annotated, Span, Token
from allegedly.resolve.actor.lexicon import words_of
from allegedly.resolve.actor.organisations import organisation_named
from allegedly.resolve.actor.polity import LOCAL, country_of
from allegedly.resolve.place.nations import country_of_demonym, country_of_name

PARTICLES = words_of("roles", "particles")
NOT_NAMES = frozenset(["i", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])


@dataclass(frozen=True)
class Mention:
    """One place where a person's name stands: its tokens `[first, last)`."""

    first: int
    last: int
    span: Span
    words: tuple[str, ...]


@dataclass(frozen=True)
class Person:
    """A person of the text: the fullest name it gives and every mention."""

    name: str
    mentions: tuple[Mention, ...]


def find_people(annotated: Annotated) -> tuple[Person, ...]:
    """The persons named in the text, each with all its mentions, shorter forms and spelling slips included."""
    mentions = sorted(set(_mentions(annotated)), key=lambda m: (m.span.start, -m.span.end))
    mentions = [m for k, m in enumerate(mentions) if not any(o.span.covers(m.span) for o in mentions[max(0, k - 4) : k])]
    groups: list[list[Mention]] = []
    for mention in sorted(mentions, key=lambda m: -len(m.words)):
        home = _home_of(mention, groups)
        if home is None:
            groups.append([mention])
        else:
            home.append(mention)
    return tuple(_person(annotated, group) for group in groups)


def _person(annotated: Annotated, group: list[Mention]) -> Person:
    longest = group[0]
    return Person(annotated.read(longest.span), tuple(sorted(group, key=lambda m: m.span.start)))


def _home_of(mention: Mention, groups: list[list[Mention]]) -> list[Mention] | None:
    """The group this mention is a form of: by the last name, then the first, then one letter apart; the nearest wins."""
    for fits in VARIANTS:
        found = [g for g in groups if len(g[0].words) > len(mention.words) - (fits is _same_words) and fits(mention.words, g[0].words)]
        if found:
            return min(found, key=lambda g: _distance(mention, g))
    return None


def _distance(mention: Mention, group: list[Mention]) -> tuple[bool, int]:
    gap = mention.span.start - group[0].span.start
    return gap < 0, abs(gap)


def _same_words(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Ana Reed … Ana Reed"""
    return short == long


def _words_inside(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Ana Reed … Ana Maria Reed"""
    return len(short) > 1 and len(long) > len(short) and short[-1] == long[-1] and set(short) <= set(long)


def _last_name(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Reed … Ana Reed; bin Reed … Ana bin Reed"""
    return len(long) > len(short) and long[-len(short) :] == short


def _first_name(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Ana … Ana Reed"""
    return len(long) > len(short) and long[: len(short)] == short


def _misspelt(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Rede … Ana Reed, where the two spellings are one or two letters apart at the end"""
    a, b = short[-1], long[-1]
    return (
        len(short) == 1
        and len(long) > 1
        and min(len(a), len(b)) >= 5
        and abs(len(a) - len(b)) <= 1
        and a[:3] == b[:3]
        and _edits(a, b) <= 2
    )


VARIANTS = (_same_words, _words_inside, _last_name, _first_name, _misspelt)


def _edits(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return row[-1]


def _mentions(annotated: Annotated) -> Iterator[Mention]:
    """Names of persons as the parser found them, names that follow a role, and later bare surnames of both."""
    found = [m for finder in FINDERS for m in finder(annotated)]
    yield from found
    yield from _bare_forms(annotated, found)


def _from_parser(annotated: Annotated) -> Iterator[Mention]:
    """a span the parser calls PERSON"""
    for name in annotated.names:
        if name.label == "PERSON":
            mention = _trim(annotated, list(annotated.tokens_in(name.span)))
            if mention:
                yield mention


def _after_role(annotated: Annotated) -> Iterator[Mention]:
    """ROLE (of COUNTRY) Name Name: `spokesman Ana Reed`, `President of Tarn Ana Reed`"""
    roles = role_words()
    for token in annotated.tokens[:-1]:
        first = token.i + 1 + _country_after(annotated, token.i + 1)
        follower = annotated.tokens[min(first, len(annotated.tokens) - 1)]
        if token.text.lower() in roles and _namelike(follower) and follower.text.lower() not in roles:
            run = _capital_run(annotated, first)
            mention = _trim(annotated, run)
            if mention and len(mention.words) > 1 and not _is_other(annotated, run):
                yield mention


def _beside_role(annotated: Annotated) -> Iterator[Mention]:
    """a ROLE, Name Name, VERB: `a Tarn spokesperson, Ana Reed, said`, whatever the parser takes the name for"""
    roles = role_words()
    for token in annotated.tokens[:-3]:
        if token.text.lower() in roles and token.tag == "NN" and annotated.tokens[token.i + 1].text == ",":
            run = _capital_run(annotated, token.i + 2)
            after = annotated.tokens[min(token.i + 2 + len(run), len(annotated.tokens) - 1)]
            mention = _trim(annotated, run) if 2 <= len(run) <= 4 and after.text == "," and not _is_other(annotated, run) else None
            if mention and len(mention.words) > 1:
                yield mention


def _country_after(annotated: Annotated, at: int) -> int:
    """How many tokens `of COUNTRY` takes from token `at`."""
    tokens = annotated.tokens[at : at + 5]
    if not tokens or tokens[0].text != "of":
        return 0
    return next((n for n in range(len(tokens), 1, -1) if country_of_name(" ".join(t.text for t in tokens[1:n]))), 0)


def _before_description(annotated: Annotated) -> Iterator[Mention]:
    """Name Name, a ROLE; Name Name of BODY: `Ana Reed, a Tarn teacher`, `Ana Reed of the Tarn Crime Agency`"""
    for sentence in annotated.sentence_tokens:
        at = sentence[0]
        while at < sentence[1]:
            run = _capital_run(annotated, at)
            if 2 <= len(run) <= 4 and _described(annotated, at + len(run), sentence[1]) and not _is_other(annotated, run):
                mention = _trim(annotated, run)
                if mention and len(mention.words) > 1:
                    yield mention
            at += max(1, len(run))


def _who_says(annotated: Annotated) -> Iterator[Mention]:
    """Name Name said: two or three names without an article that the parser left unlabelled"""
    for token in annotated.tokens:
        says = token.dep == "nsubj" and annotated.tokens[token.head].lemma in SAYING
        if says and token.pos == "PROPN" and not token.ent:
            first = token.i
            while first and _namelike(annotated.tokens[first - 1]) and not annotated.tokens[first - 1].ent and token.i - first < 3:
                first -= 1
            run = list(annotated.tokens[first : token.i + 1])
            plain = first == 0 or annotated.tokens[first - 1].pos != "DET"
            mention = _trim(annotated, run) if plain and not _is_other(annotated, run) else None
            if mention and len(mention.words) > 1:
                yield mention


SAYING = words_of("roles", "saying")


def _described(annotated: Annotated, at: int, end: int) -> bool:
    tokens = annotated.tokens[at : min(end, at + 8)]
    if len(tokens) < 3 or tokens[0].text not in {",", "of"}:
        return False
    if tokens[0].text == "of":
        return tokens[1].text.lower() in {"the", "a"} or (tokens[1].pos == "PROPN" and tokens[1].ent == "ORG")
    roles = role_words()
    stop = next((k for k, t in enumerate(tokens[1:], 1) if t.text == "," or t.pos in {"VERB", "AUX"}), len(tokens))
    return tokens[1].pos in {"DET", "NUM"} and any(t.text.lower() in roles for t in tokens[1:stop])


FINDERS = (_from_parser, _after_role, _beside_role, _before_description, _who_says)


def _is_other(annotated: Annotated, run: list[Token]) -> bool:
    """The run is a country, a body or a place rather than a person."""
    surface = " ".join(t.text for t in run)
    known = (
        words_of("media", "heads")
        | words_of("organs", "state")
        | words_of("organs", "party")
        | words_of("organs", "civil")
        | words_of("organs", "company")
    )
    return bool(
        run[-1].text.lower() in known or country_of_name(surface) or any(country_of_name(t.text) or country_of_demonym(t.text) for t in run)
    )


def _bare_forms(annotated: Annotated, found: list[Mention]) -> Iterator[Mention]:
    """A surname (or, failing that, a first name, or either one letter wrong) of a full name standing alone."""
    full = [m.words for m in found if len(m.words) > 1]
    parts = {w for words in full for w in (words[-1], words[0])}
    beginnings = {words[-1][:3] for words in full}
    for token in annotated.tokens:
        word = token.text.lower()
        if (
            (
                word in parts
                or (word[:3] in beginnings and _stands_bare(annotated, token) and any(_misspelt((word,), words) for words in full))
            )
            and _namelike(token)
            and not _beside_name(annotated, token)
        ):
            yield Mention(token.i, token.i + 1, Span(token.start, token.end), (token.text.lower(),))


def _stands_bare(annotated: Annotated, token: Token) -> bool:
    """A proper noun without an article that is no body's or country's name."""
    before = annotated.tokens[token.i - 1] if token.i else None
    return (
        token.pos == "PROPN"
        and token.ent in {"", "PERSON", "ORG"}
        and (before is None or before.pos != "DET")
        and not _not_a_person(token.text, (token.text.lower(),))
    )


def _beside_name(annotated: Annotated, token: Token) -> bool:
    """Another capitalised word of a longer name follows, so this is a part of that."""
    after = annotated.tokens[token.i + 1 : token.i + 2]
    return any(_namelike(t) and t.start == token.end + 1 for t in after)


def _capital_run(annotated: Annotated, first: int) -> list[Token]:
    run: list[Token] = []
    for token in annotated.tokens[first : first + 6]:
        if not (_namelike(token) or (run and token.text.lower() in PARTICLES) or token.text == "-"):
            break
        run.append(token)
    while run and ((run[-1].text.lower() in PARTICLES and not run[-1].text[0].isupper()) or run[-1].text == "-"):
        run.pop()
    return run


def _namelike(token: Token) -> bool:
    return token.text[:1].isupper() and token.pos in {"PROPN", "NOUN", "ADJ", "X", "VERB"} and token.text.lower() not in NOT_NAMES


def _trim(annotated: Annotated, tokens: list[Token]) -> Mention | None:
    """A name without the roles and titles before it and the possessive after it; `None` if nothing of a name is left."""
    roles = role_words()
    inner = max((k for k, t in enumerate(tokens[:-1]) if t.text.lower() in roles), default=-1)
    tokens = tokens[inner + 1 :]
    while tokens and (
        tokens[0].text.lower() in roles
        or not tokens[0].text[:1].isalpha()
        or (tokens[0].text[:1].islower() and tokens[0].text.lower() not in PARTICLES)
    ):
        tokens = tokens[1:]
    while tokens and (tokens[-1].tag == "POS" or not tokens[-1].text[:1].isalpha() or tokens[-1].text[:1].islower()):
        tokens = tokens[:-1]
    if len(tokens) > 1 and (country_of_demonym(tokens[0].text) or country_of_name(tokens[0].text)):
        tokens = tokens[1:]
    words = tuple(w.lower() for t in tokens for w in re.findall(r"[^\W\d_][\w'’-]*", t.text))
    if not words or (len(tokens) == 1 and tokens[0].text.isupper()) or _not_a_person(" ".join(t.text for t in tokens), words):
        return None
    return Mention(tokens[0].i, tokens[-1].i + 1, Span(tokens[0].start, tokens[-1].end), words)


def _not_a_person(surface: str, words: tuple[str, ...]) -> bool:
    return bool(
        country_of(surface)[1] not in {"", *LOCAL}
        or organisation_named(surface)
        or words[-1] in words_of("media", "heads") | words_of("organs", "state") | words_of("organs", "armed")
        or surface.lower() in words_of("media", "names")
    )


@lru_cache(maxsize=1)
def role_words() -> frozenset[str]:
    """Every word of the role list, titles included."""
    return frozenset().union(*(words_of("roles", key) for key in ("state", "mouth", "legislator", "party", "private", "titles")))
