"""Whether a place name locates, stands for a government, or only says whose something is: `literal`, `government`, `associative`.

"Fighting in Norvak" is a place; "Norvak said" and "talks between Osk and Norvak" are governments, and never a pin on a map; "the
Norvak police" and "Norvak's navy" belong to the place without being there (codebook, decision 1; Gritta, Pilehvar and Collier
2020 call the classes literal, metonymic and associative). The parse decides; where there is none, a name is taken to locate.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from allegedly.records import Annotated, PlaceUse, Span, Token
from allegedly.resolve.place.gazetteer import Entry
from allegedly.resolve.place.nations import capital_country
from allegedly.resolve.place.scan import Candidate

_DATELINE = re.compile(r"(?m)^[A-Z][A-Z .,'’-]+(?:, [\w. ]+)?(?: \([A-Z][\w ]+\))? ?[-–—]")
SUBJECTS = ("nsubj", "csubj")
MODIFIERS = ("compound", "amod", "nmod", "npadvmod")


def decide_use(candidate: Candidate, entry: Entry | None, annotated: Annotated) -> tuple[PlaceUse, str]:
    """The use of a mention and the rule that decided it."""
    if candidate.how == "demonym":
        return "associative", "demonym"
    if any(credit.span.meets(candidate.span) for credit in annotated.document.credits):
        return "associative", "credit"
    token = annotated.head_of(candidate.span)
    if token is None or _DATELINE.match(annotated.text, candidate.span.start):
        return "literal", "no-sentence"
    if candidate.span.end < len(annotated.text) and annotated.text[candidate.span.end] == "-" and _hyphened(annotated, candidate.span):
        return "associative", "hyphen"
    return _by_parse(token, candidate, entry, annotated)


def _hyphened(annotated: Annotated, span: Span) -> bool:
    return annotated.text[span.end + 1 : span.end + 2].islower()


def _by_parse(token: Token, candidate: Candidate, entry: Entry | None, annotated: Annotated) -> tuple[PlaceUse, str]:
    token = _first_conjunct(token, annotated)
    head = annotated.tokens[token.head]
    if token.dep in MODIFIERS and head.i != token.i and not _is_place_word(head):
        return "associative", "modifier"
    if _in_longer_name(candidate, annotated):
        return "associative", "in-name"
    return _by_role(token, head, entry, _governs(candidate, entry), annotated)


def _by_role(token: Token, head: Token, entry: Entry | None, governing: bool, annotated: Annotated) -> tuple[PlaceUse, str]:
    if token.dep == "poss":
        return _possessive(head, governing)
    if governing and token.dep == "pobj" and head.lemma == "of" and _one_of(annotated.tokens[head.head], "offices"):
        return "associative", "of-office"
    if token.dep in SUBJECTS and _acts(head, governing):
        return "government", "subject"
    if governing and (_is_for(head, entry, annotated) or _is_addressed(token, head, annotated)):
        return "government", "addressed"
    return "literal", "default"


def _governs(candidate: Candidate, entry: Entry | None) -> bool:
    """True for countries and for seats of government, which news uses for those who govern."""
    if entry is None:
        return False
    return entry.letter == "n" or (capital_country(candidate.base) is not None and entry.country == capital_country(candidate.base))


def _first_conjunct(token: Token, annotated: Annotated) -> Token:
    """A name joined by "and" is used as the first of its row is."""
    seen = 0
    while token.dep in ("conj", "appos") and token.head != token.i and seen < 10:
        head = annotated.tokens[token.head]
        if head.pos != "PROPN":
            break
        token, seen = head, seen + 1
    return token


def _is_place_word(token: Token) -> bool:
    return token.lemma in words()["grounds"] or token.text.lower() in words()["grounds"]


def _in_longer_name(candidate: Candidate, annotated: Annotated) -> bool:
    """True inside the name of a body or a person: "University of Norvak", "Bank of Osk"."""
    return any(
        n.label in ("ORG", "PERSON", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW") and n.span.meets(candidate.span)
        and len(n.span) > len(candidate.span) + 5 and n.span.end >= candidate.span.end
        for n in annotated.names
    )  # fmt: skip


def _possessive(head: Token, governing: bool) -> tuple[PlaceUse, str]:
    if _is_place_word(head) or (head.pos == "PROPN" and head.ent in ("GPE", "LOC", "FAC")):
        return "literal", "possessive-ground"
    if governing and (head.lemma in words()["belongings"] or head.text.lower() in words()["belongings"]):
        return "government", "possessive-act"
    return "associative", "possessive"


def _acts(verb: Token, governing: bool) -> bool:
    """True if the subject of `verb` must be someone who can act or speak."""
    if verb.pos not in ("VERB", "AUX"):
        return False
    return verb.lemma in words()["speech"] or (governing and verb.pos == "VERB" and verb.lemma not in words()["stative"])


def _is_addressed(token: Token, head: Token, annotated: Annotated) -> bool:
    """Objects and prepositional objects through which one government deals with another."""
    if token.dep in ("dobj", "iobj", "dative", "nsubjpass"):
        return head.lemma in words()["addressed"]
    if token.dep != "pobj":
        return False
    return _by_preposition(head, annotated)


def _by_preposition(preposition: Token, annotated: Annotated) -> bool:
    above = annotated.tokens[preposition.head]
    word = preposition.lemma
    if preposition.dep == "agent" or (word == "to" and above.text.lower() == "according"):
        return True
    if word in ("between", "with", "against", "among"):
        return _one_of(above, "dealings", "messages") or (above.pos == "VERB" and above.lemma in words()["dealing"])
    if word in ("from", "to", "of", "on"):
        return _one_of(above, "messages") and not (word == "of" and above.lemma in ("independence", "opposition"))
    return False


def _is_for(preposition: Token, entry: Entry | None, annotated: Annotated) -> bool:
    """ "A concern for Norvak": nothing is for a capital but what is for its government; one may leave for it, though."""
    above = annotated.tokens[preposition.head]
    return preposition.lemma == "for" and entry is not None and entry.letter == "c" and above.lemma not in words()["departures"]


def _one_of(token: Token, *lists: str) -> bool:
    return any(token.lemma in words()[name] or token.text.lower() in words()[name] for name in lists)


@cache
def words() -> dict[str, frozenset[str]]:
    """The word lists of `data/place/uses.toml`."""
    text = files("allegedly").joinpath("data", "place", "uses.toml").read_text(encoding="utf-8")
    return {name: frozenset(members) for name, members in tomllib.loads(text).items()}
