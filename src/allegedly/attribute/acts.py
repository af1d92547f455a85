"""What the speaker does with a content: the act, by the cue's own word first, then by what the content says (codebook section 2).

The cue's word is never strengthened: *said* becomes *deny* only where the content itself calls something untrue, and never
*confirm* or *concede*.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from allegedly.attribute.lexicon import load_lexicon
from allegedly.records import Act, Annotated, Spans, Token
from allegedly.tree import subject_of

NEUTRAL: frozenset[Act] = frozenset({"assert", "report"})
"""Acts of cue words that say nothing about the act; the content decides."""

_UNTRUE = re.compile(
    r"\b(l(?:ie|ies|ying)|untrue|not true|false(?:ly|hoods?)?|baseless|groundless|unfounded|fabricat\w+|fake|nonsense)\b", re.I
)
_UNDERCUT = re.compile(
    r"\b(information operation|propaganda|disinformation|misinformation|provocations? aimed|pretext|ploy|no evidence|"
    r"politically motivated|"
    r"smear|witch.?hunt|distract\w*|manipulat\w+|mislead\w*|exaggerat\w+)\b",
    re.I,
)
_CONCERN = re.compile(r"\b(concern(?:ed|s|ing)?|worr(?:y|ied|ying|ies)|alarm(?:ed|ing)?|fears?|afraid|grave|troubl(?:ed|ing))\b", re.I)
_SORROW = re.compile(
    r"\b(sad(?:dened)?|sorry|condolences?|heartbroken|devastat\w+|shocked|grief|proud|grateful|thank(?:s|ful)?|happy|delighted|"
    r"pleased|regrets?|hearts? (?:go|are))\b",
    re.I,
)
_CONDEMN = re.compile(
    r"\b(outrage(?:ous)?|shameful|disgrace(?:ful)?|unacceptable|barbaric|appalling|crime against|cowardly|condemn\w*|despicable|"
    r"calamity|dangerous(?:ly)?)\b",
    re.I,
)
_MUST = re.compile(r"\b(must|have to|has to|needs? to|get out)\b", re.I)
_SHOULD = re.compile(r"\b(should|ought to|urges?|call(?:s|ed)? (?:on|for)|please|let us)\b", re.I)
_FUTURE = re.compile(r"\b(will|would|'ll|’ll|going to|plans? to|intends? to|set to)\b", re.I)
_MAYBE = re.compile(r"\b(may|might|could|likely|expected|probably)\b", re.I)
_RESPONSIBLE = re.compile(
    r"\b(?:(?:claim\w*|t(?:ake|ook)|accept\w*) responsibility|had carried out the (?:attack|raid|strike|bombing))\b", re.I
)
_NUMBER = re.compile(r"\b(?:around|about|approximately|some|roughly|nearly|almost|as many as|between)\s+\$?\d", re.I)
_RELAYED_AS = re.compile(r"\bas (?:saying|stating|telling|claiming|reporting|writing|warning|denying|confirming)\b")
_OUR = frozenset({"we", "i", "our", "us"})
_OWN = frozenset({"it", "he", "she", "they", "its", "his", "her", "their", *_OUR})

DOCUMENTS = frozenset({
    "report", "document", "study", "survey", "poll", "video", "photo", "photograph", "footage", "image", "agency", "newspaper",
    "media", "magazine", "website", "outlet", "broadcaster", "channel", "press", "news", "wire", "daily", "data", "figures",
    "records", "analysis", "filing", "lawsuit", "complaint", "letter", "tv", "radio", "times", "herald", "post",
})  # fmt: skip
"""Head words of sources that pass on another's statement or a measured finding."""


RELAYED = frozenset({"say", "tell", "claim", "state", "complain", "allege", "believe", "warn", "report", "deny", "announce"})


def act_of(annotated: Annotated, source: Spans, cue: Spans, content: Spans) -> Act:
    """The act of one attribution."""
    named = _refine(annotated, source, content, _act_of_cue(annotated, cue, content))
    if named == "believe" and _weighs(annotated, cue, content):
        return "plan"
    if named not in NEUTRAL:
        return named
    for rule in CONTENT_RULES:
        act = rule(annotated, source, content)
        if act is not None:
            return act
    return "report" if named == "report" or _is_document(annotated, source) else "assert"


def _refine(annotated: Annotated, source: Spans, content: Spans, act: Act) -> Act:
    """Acts that the content narrows: *asked to* requests, *announced it would* plans, *claimed that X did* accuses X, *cited X as
    saying* reports."""
    opening = annotated.read(content[:1]).lower()
    if act == "ask" and re.match(r"(not )?to\b|for\b|that\b", opening):
        return "request"
    if act == "announce" and (
        plans(annotated, source, content) == "plan" or re.match(r"(its |his |her |their )?(plans?|intention)\b", opening)
    ):
        return "plan"
    if act == "justify" and _RELAYED_AS.search(annotated.read(content)):
        return "report"
    if act == "allege" and responsible(annotated, source, content):
        return "claim_responsibility"
    if act == "allege" and _names_another(annotated, source, content):
        return "accuse"
    return act


def _weighs(annotated: Annotated, cue: Spans, content: Spans) -> bool:
    """*considers leaving* plans; *considers it a risk* believes."""
    first = next((t for span in content for t in annotated.tokens_in(span)), None)
    return first is not None and first.tag == "VBG" and any(t.lemma == "consider" for span in cue for t in annotated.tokens_in(span))


def _names_another(annotated: Annotated, source: Spans, content: Spans) -> bool:
    """True if a person or *the accused* is the content's subject, and not the speaker."""
    subject = _main_subject(annotated, content)
    return (
        subject is not None
        and not _is_own(annotated, source, content)
        and (subject.ent == "PERSON" or subject.lemma in ("accused", "suspect"))
    )


def _act_of_cue(annotated: Annotated, cue: Spans, content: Spans) -> Act:
    """The act the cue word names; *declined to comment*, *did not say*, *was aware* are read as phrases."""
    tokens = [t for span in cue for t in annotated.tokens_in(span)]
    lemmas = [t.lemma for t in tokens]
    joined = " ".join(lemmas)
    if re.search(r"\b(decline|refuse)\b", joined) or ("not" in lemmas and re.search(r"\b(respond|reply|comment|answer|release)\b", joined)):
        return "decline"
    if re.search(r"\b(claim|take|accept) ?", joined) and annotated.read(content[:1]).lower().startswith("responsibility"):
        return "claim_responsibility"
    return _look_up(tokens, joined)


def _look_up(tokens: list[Token], joined: str) -> Act:
    lexicon = load_lexicon()
    phrases = [p for p in lexicon.verbs if " " in p and p in joined and re.search(rf"\b{re.escape(p)}\b", joined)]
    if phrases:
        return lexicon.verbs[max(phrases, key=len)]
    if joined.startswith(("accord", "per ")):
        return "assert"
    for token in reversed(tokens):
        tables = {"NOUN": (lexicon.nouns,), "ADJ": (lexicon.adjectives, lexicon.nouns)}.get(token.pos, (lexicon.verbs, lexicon.nouns))
        for table in tables:
            if token.lemma in table:
                return table[token.lemma]
        if token.text.lower() in lexicon.noun_adjectives | lexicon.clause_adverbs:
            return "report" if token.text.lower() in ("reportedly", "reported") else "allege"
    return "assert"


def _main_subject(annotated: Annotated, content: Spans) -> Token | None:
    for piece in content:
        head = annotated.head_of(piece)
        if head is not None and head.pos in ("VERB", "AUX"):
            return subject_of(annotated, head)
        if head is not None:
            inner = next((t for t in annotated.tokens_in(piece) if t.dep in ("nsubj", "nsubjpass")), None)
            if inner is not None:
                return inner
    return None


def _is_own(annotated: Annotated, source: Spans, content: Spans) -> bool:
    """True if the content is about the speaker's own side: its subject is a pronoun, *our/its ...*, or the source's own name."""
    subject = _main_subject(annotated, content)
    if subject is None:
        return False
    words = {t.text.lower() for t in annotated.subtree(subject)}
    return bool(words & _OWN) or subject.text in annotated.read(source)


def _is_document(annotated: Annotated, source: Spans) -> bool:
    return any(t.lemma in DOCUMENTS for span in source for t in annotated.tokens_in(span) if t.dep not in ("pobj", "poss"))


def responsible(annotated: Annotated, source: Spans, content: Spans) -> Act | None:
    """... had carried out the attack, responsibility for the attack (own)"""
    return "claim_responsibility" if _RESPONSIBLE.search(annotated.read(content)) and _is_own(annotated, source, content) else None


def untrue(annotated: Annotated, source: Spans, content: Spans) -> Act | None:
    """... are lying, is untrue, is baseless"""
    return "deny" if _UNTRUE.search(annotated.read(content)) else None


def undercuts(annotated: Annotated, source: Spans, content: Spans) -> Act | None:
    """... is an information operation, there is no evidence, is a ploy"""
    return "dispute" if _UNDERCUT.search(annotated.read(content)) else None


def worries(annotated: Annotated, source: Spans, content: Spans) -> Act | None:
    """... is a cause for concern"""
    return "express_concern" if _CONCERN.search(annotated.read(content)) else None


def mourns(annotated: Annotated, source: Spans, content: Spans) -> Act | None:
    """... our thoughts, is sad, is proud"""
    return "express_emotion" if _SORROW.search(annotated.read(content)) else None


def condemns(annotated: Annotated, source: Spans, content: Spans) -> Act | None:
    """... is unacceptable, is an outrage"""
    return "condemn" if _CONDEMN.search(annotated.read(content)) else None


def demands(annotated: Annotated, source: Spans, content: Spans) -> Act | None:
    """... must, have to (others)"""
    return "demand" if _MUST.search(annotated.read(content)) and not _is_own(annotated, source, content) else None


def requests(annotated: Annotated, source: Spans, content: Spans) -> Act | None:
    """... should, urge"""
    return "request" if _SHOULD.search(annotated.read(content)) else None


def plans(annotated: Annotated, source: Spans, content: Spans) -> Act | None:
    """... will (own), would (own side); another's *will* is a prediction"""
    opening = _opening(annotated, content)
    if not _FUTURE.search(opening) or _is_document(annotated, source):
        return None
    if _is_own(annotated, source, content):
        return "plan"
    return "predict" if re.search(r"\b(will|'ll|’ll)\b", opening) else None


def relays(annotated: Annotated, source: Spans, content: Spans) -> Act | None:
    """... that somebody else says, claims or believes: a report of another's statement"""
    subject = _main_subject(annotated, content)
    if subject is None or subject.text.lower() in _OWN:
        return None
    verb = annotated.tokens[subject.head]
    return "report" if verb.lemma in RELAYED and verb.pos == "VERB" else None


def predicts(annotated: Annotated, source: Spans, content: Spans) -> Act | None:
    """... may, is likely to"""
    return "predict" if _MAYBE.search(_opening(annotated, content)) else None


def estimates(annotated: Annotated, source: Spans, content: Spans) -> Act | None:
    """... around 500"""
    return "estimate" if _NUMBER.search(annotated.read(content)) else None


def announces(annotated: Annotated, source: Spans, content: Spans) -> Act | None:
    """Own past or present act made public: its forces had ..., we have ..."""
    subject = _main_subject(annotated, content)
    if subject is None or _is_document(annotated, source) or not _is_own(annotated, source, content):
        return None
    verb = annotated.tokens[subject.head]
    return "announce" if verb.pos == "VERB" and verb.tag in ("VBD", "VBN", "VBG") else None


def _opening(annotated: Annotated, content: Spans) -> str:
    """The first clause's worth of words: what the content mainly says."""
    return " ".join(annotated.read(content).split()[:16])


CONTENT_RULES: tuple[Callable[[Annotated, Spans, Spans], Act | None], ...] = (
    responsible, untrue, undercuts, worries, relays, demands, requests, condemns, mourns, plans, predicts, announces, estimates,
)  # fmt: skip
"""First that fits."""
