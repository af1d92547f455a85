"""Whose side a claim is about: the speaker's own, an opponent's or accused's, a bystander's; `None` where it cannot be decided."""

from __future__ import annotations

from typing import Literal

from allegedly.records import Attribution, Interest, Speaker, Token
from allegedly.resolve.claims.fragments import Fragment
from allegedly.resolve.claims.split import Unit
from allegedly.resolve.claims.words import words_of
from allegedly.resolve.place.nations import capital_country, country_of_demonym, country_of_name

WE = frozenset({"we", "i", "our", "us", "my", "ours"})
PERSONAL = frozenset({"he", "she"})
ITSELF = frozenset({"it", "they"})
OUTSIDERS = frozenset({"media", "igo"})
OWN_ACTS = frozenset({"announce", "plan", "promise", "concede", "justify", "claim_responsibility", "threaten"})
OPEN: Literal["open"] = "open"
Answer = Interest | Literal["open"] | None


def interest_of(row: Attribution, fragment: Fragment | None, unit: Unit | None, tokens: tuple[Token, ...]) -> Interest | None:
    """The interest by the first rule that answers."""
    subject = subject_words(fragment, unit, tokens)
    found = next((found for rule in RULES if (found := rule(row, subject, tokens))), OPEN)
    return None if found == OPEN else found


def subject_words(fragment: Fragment | None, unit: Unit | None, tokens: tuple[Token, ...]) -> list[Token]:
    """The words of the claim's subject."""
    if fragment is None or unit is None:
        return list(tokens)
    subject = fragment.subject(unit.verb)
    if subject is None:
        return list(unit.restored)
    return fragment.subtree(subject)


def nobody(row: Attribution, subject: list[Token], tokens: tuple[Token, ...]) -> Answer:
    """no speaker, or a thing: adverse if it accuses, else open; a thing that reports is a bystander"""
    if row.speakers and not all(s.type == "object" for s in row.speakers):
        return None
    if row.act in {"accuse", "allege"}:
        return "adverse"
    return "third_party" if row.speakers and row.act == "report" and row.cue_class != "factive" else OPEN


def outsider(row: Attribution, subject: list[Token], tokens: tuple[Token, ...]) -> Answer:
    """an outlet or an international body tells of others"""
    if not all(s.type in OUTSIDERS and not (s.origin or "").endswith("-state") for s in row.speakers):
        return None
    return "adverse" if row.act == "accuse" else "third_party"


def blame(row: Attribution, subject: list[Token], tokens: tuple[Token, ...]) -> Answer:
    """another violates, lies, poisons, covers up: words that blame, whatever the cue"""
    blamed = any(t.lemma in BLAME for t in tokens)
    accepted = row.act in OWN_ACTS | {"deny", "praise", "support", "decide", "demand", "request"}
    return "adverse" if blamed and not accepted and not _own(row, subject) and any(s.type != "object" for s in row.speakers) else None


BLAME = words_of("blame")


def of_them(row: Attribution, subject: list[Token], tokens: tuple[Token, ...]) -> Answer:
    """“They ...”, “He ...” in somebody's own words: seldom of friends"""
    pronoun = len(subject) == 1 and subject[0].text.lower() in {"he", "she", "they"}
    plain = row.kind == "direct" and row.act in {"assert", "explain", "comment"}
    return "adverse" if pronoun and plain and row.speakers else None


def wrongdoing(row: Attribution, subject: list[Token], tokens: tuple[Token, ...]) -> Answer:
    """SUBJECT illegally VERBed"""
    blamed = any(t.text.lower() in WRONGS for t in tokens) and not any(t.tag in {"PRP$"} or t.text.lower() in WE for t in subject)
    return "adverse" if blamed and row.act not in {"concede", "deny", "report"} else None


WRONGS = frozenset(["illegally", "unlawfully", "wrongfully", "wrongly", "falsely", "deliberately", "unprovoked", "illegal", "unlawful"])


def own_act(row: Attribution, subject: list[Token], tokens: tuple[Token, ...]) -> Answer:
    """announced, promised, justified, admitted, denied: the speaker's own conduct"""
    return "self" if row.act in OWN_ACTS or row.cue_class == "denying" else None


def against(row: Attribution, subject: list[Token], tokens: tuple[Token, ...]) -> Answer:
    """accused, alleged, disputed, condemned: another's conduct"""
    if row.act != "accuse" and _own(row, subject):
        return "self"
    return "adverse" if row.act in {"accuse", "allege", "dispute", "deny", "condemn"} else None


def first_person(row: Attribution, subject: list[Token], tokens: tuple[Token, ...]) -> Answer:
    """SUBJECT is we, I, our"""
    return "self" if any(t.text.lower() in WE for t in subject) and row.act not in {"support", "praise"} else None


def own_subject(row: Attribution, subject: list[Token], tokens: tuple[Token, ...]) -> Answer:
    """SUBJECT is the speaker, its body, its state, or a pronoun for it"""
    return "self" if _own(row, subject) else None


def bystander_act(row: Attribution, subject: list[Token], tokens: tuple[Token, ...]) -> Answer:
    """reported, warned, ruled, praised: of others"""
    return "third_party" if row.act in {"report", "warn", "decide", "support", "praise", "express_emotion", "predict"} else None


def of_state(row: Attribution, subject: list[Token], tokens: tuple[Token, ...]) -> Answer:
    """a state's organ speaks on its own side unless the words say otherwise; what it believes is of others"""
    if not any(s.country for s in row.speakers):
        return None
    return "adverse" if row.act in {"believe", "know"} else "self"


def private(row: Attribution, subject: list[Token], tokens: tuple[Token, ...]) -> Answer:
    """anyone else tells of others"""
    return "third_party"


RULES = (nobody, outsider, wrongdoing, blame, of_them, own_act, against, first_person, own_subject, bystander_act, of_state, private)


def _own(row: Attribution, subject: list[Token]) -> bool:
    words = {t.text.lower() for t in subject if t.text[:1].isalnum()}
    if words & WE:
        return True
    return any(_names(row, s, subject, words) for s in row.speakers)


def _names(row: Attribution, speaker: Speaker, subject: list[Token], words: set[str]) -> bool:
    """The subject is the speaker, its body, or its state."""
    names = {w.lower() for n in (speaker.name, speaker.speaks_for) if n for w in n.split() if w[:1].isupper()}
    if names & words - {"the", "of"}:
        return True
    if row.kind != "direct" and len(words) == 1 and words & (PERSONAL if speaker.type == "person" else ITSELF):
        return True
    countries = {
        c
        for t in subject
        for c in (country_of_name(t.text), country_of_demonym(t.text), capital_country(t.text))
        if c and t.text[:1].isupper()
    }
    return speaker.country in countries
