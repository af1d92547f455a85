"""The tagger's spans brought to the codebook's extents (sections 3, 4 and 5).

PolNeAR's annotators split over some edges (a medium or a weekday in the cue, a recipient in the content) and never saw others. Each
rule is a short function from a candidate to a candidate; its docstring is the pattern. None adds an attribution.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from allegedly.attribute.lexicon import load_lexicon
from allegedly.attribute.patterns import Candidate, agent_span
from allegedly.attribute.reach import RULES as REACH_RULES
from allegedly.records import Annotated, Span, Spans, Token
from allegedly.tree import is_passive, phrase, strip, verb_group

ADDRESSED = frozenset({
    "urge", "ask", "tell", "encourage", "order", "request", "call", "invite", "instruct", "advise", "beg", "implore", "warn",
    "remind", "inform", "assure", "command", "direct", "press", "push", "notify",
})  # fmt: skip
"""Verbs whose object is whom they address."""

ARTEFACTS = frozenset({
    "footage", "video", "report", "tweet", "statement", "database", "photo", "photograph", "letter", "document", "survey", "poll",
    "study", "post", "message", "article", "account", "image", "interview", "speech", "transcript", "release", "email", "memo",
    "figure", "datum", "website",
})  # fmt: skip
"""Things that speak only where the sentence names no author."""

BODIES = frozenset({
    "office", "government", "ministry", "hospital", "police", "department", "agency", "army", "military", "court", "union", "party",
    "service", "authority", "official", "group", "company", "commission", "council", "committee", "university", "embassy",
})  # fmt: skip
"""Common nouns for those who write reports and statements."""

RELAYING = frozenset({"report", "say", "believe", "allege", "rumour", "rumor", "think", "expect", "describe", "list", "show", "claim"})
"""Verbs whose passive puts the content into its subject: *X was reported to ...*."""


def conform(annotated: Annotated, candidate: Candidate) -> Candidate | None:
    """The candidate with the codebook's extents; `None` if it is no attribution by the codebook."""
    if not _has_cue_word(annotated, candidate) or is_deed(annotated, candidate):
        return None
    for rule in (*RULES, *REACH_RULES):
        candidate = rule(annotated, candidate)
    return candidate if candidate.content and candidate.cue else None


def cue_head(annotated: Annotated, cue: Spans) -> Token | None:
    """The word that makes the cue one: the last verb, noun or adjective of it that the lexicon knows, else its head."""
    tokens = [t for span in cue for t in annotated.tokens_in(span)]
    known = [t for t in tokens if _is_known(t)]
    verbs = [t for t in known if t.pos == "VERB"]
    found = verbs or known
    return found[0] if found else (annotated.head_of(cue[0]) if cue else None)


def _is_known(token: Token) -> bool:
    lexicon = load_lexicon()
    tables = (lexicon.verbs, lexicon.nouns, lexicon.adjectives)
    return any(token.lemma in table for table in tables) or token.lemma in lexicon.clause_adverbs | lexicon.noun_adjectives


def _has_cue_word(annotated: Annotated, candidate: Candidate) -> bool:
    """A cue without any known word must be very sure: *fired*, *confused* are no cues."""
    words = annotated.read(candidate.cue).lower()
    if not re.search(r"\w", words) or re.search(r"\baccording to\b|^(per|for|in the (?:words|view) of|via|via)\b", words):
        return True
    head = cue_head(annotated, candidate.cue)
    if head is not None and head.dep == "amod" and head.text.lower() not in load_lexicon().noun_adjectives:
        return False  # "confirmed cases"
    known = head is not None and _is_known(head)
    return known or (candidate.score or 0.0) >= SURE


SURE = 0.9
"""Score above which a cue that the lexicon does not know is believed."""


# ---------------------------------------------------------------- cue


def trim_cue(annotated: Annotated, candidate: Candidate) -> Candidate:
    """said | on Monday; reminded | reporters; told | the public via Twitter: the cue ends with its verb, or with the preposition
    that leads straight into the content; an adverb cue (*reportedly*) is a row of its own."""
    head = cue_head(annotated, candidate.cue)
    if head is None or head.pos != "VERB" or len(candidate.cue) != 1 or head.lemma == "accord":
        return candidate
    cue = candidate.cue[0]
    group = verb_group(annotated, head)
    end = max(group.end, _leading_preposition(annotated, candidate, head))
    start = _without_adverbs(annotated, Span(min(cue.start, group.start), head.end))
    if start < cue.start and any(t.pos not in ("AUX", "PART", "ADV") for t in annotated.tokens_in(Span(start, cue.start))):
        start = cue.start
    trimmed = Span(start, min(end, max(cue.end, group.end)))
    return msgspec.structs.replace(candidate, cue=(trimmed,), content=_regained(annotated, candidate, head, trimmed))


def _leading_preposition(annotated: Annotated, candidate: Candidate, head: Token) -> int:
    """End of the preposition of the cue after which the content starts at once; *by*, *in*, *at* lead to a source or a place."""
    tokens = [t for t in annotated.tokens_in(candidate.cue[0]) if t.i > head.i]
    if not tokens or not candidate.content:
        return 0
    last = tokens[-1]
    follows = any(0 <= piece.start - last.end <= 1 for piece in candidate.content)
    is_leading = last.pos in ("ADP", "PART", "SCONJ") and last.text.lower() not in ("by", "in", "at", "on", "via", "from", "about")
    straight = all(t.pos in ("ADP", "PART", "ADV", "ADJ") for t in tokens)
    return last.end if follows and is_leading and straight else 0


def _without_adverbs(annotated: Annotated, span: Span) -> int:
    """Start of the span after an adverb cue at its front."""
    for token in annotated.tokens_in(span):
        if token.lemma not in load_lexicon().clause_adverbs and not (token.lemma == "also" and _next_is_adverb_cue(annotated, token)):
            return token.start
    return span.start


def _next_is_adverb_cue(annotated: Annotated, token: Token) -> bool:
    following = annotated.tokens[token.i + 1] if token.i + 1 < len(annotated.tokens) else token
    return following.lemma in load_lexicon().clause_adverbs


def _regained(annotated: Annotated, candidate: Candidate, head: Token, cue: Span) -> Spans:
    """The content, with what the cue gave up if it belongs to it ("denied | all claims that ..."), less what the cue took."""
    content = tuple(
        Span(max(p.start, cue.end), p.end) if p.start < cue.end <= p.end and cue.start <= p.start else p for p in candidate.content
    )
    given_up = Span(cue.end, candidate.cue[0].end)
    for child in annotated.children(head):
        if child.dep == "dobj" and given_up.start <= child.start < given_up.end:
            whole = phrase(annotated, child)
            touching = [p for p in content if 0 <= p.start - candidate.cue[0].end <= 2]
            if touching and whole.start >= cue.end and whole.end > touching[0].start:
                return tuple(Span(whole.start, p.end) if p is touching[0] else p for p in content)
    return content


def according_to(annotated: Annotated, candidate: Candidate) -> Candidate:
    """According to | SOURCE: nothing but the two words is the cue."""
    text = annotated.text
    match = re.search(r"\baccording to\b", annotated.read(candidate.cue[:1]), re.I) if candidate.cue else None
    if match is None:
        return candidate
    start = candidate.cue[0].start
    cue = Span(start + match.start(), start + match.end())
    rest = strip(text, Span(cue.end, candidate.cue[0].end))
    source = candidate.source
    if source and rest.start < rest.end <= source[0].start:
        source = (Span(rest.start, source[0].end), *source[1:])
    return msgspec.structs.replace(candidate, cue=(cue,), source=source)


# ---------------------------------------------------------------- source


def author_of_artefact(annotated: Annotated, candidate: Candidate) -> Candidate:
    """Footage from SOURCE; a tweet by SOURCE; SOURCE's database: the author speaks, not the thing."""
    if len(candidate.source) != 1:
        return candidate
    head = annotated.head_of(candidate.source[0])
    if head is None or head.lemma not in ARTEFACTS:
        return candidate
    for child in annotated.children(head):
        if child.dep == "poss" and child.ent in ("ORG", "PERSON"):
            return msgspec.structs.replace(candidate, source=(phrase(annotated, child, drop=("case",)),))
    author = _author(annotated, candidate.source[0])
    return msgspec.structs.replace(candidate, source=(author,)) if author else candidate


def _author(annotated: Annotated, source: Span) -> Span | None:
    """The by- or from-phrase of a source that names somebody."""
    for token in annotated.tokens_in(source):
        if (
            token.dep == "pobj"
            and annotated.tokens[token.head].text.lower() in ("by", "from")
            and (token.ent in ("ORG", "PERSON", "NORP") or token.lemma in BODIES)
        ):
            return phrase(annotated, token)
    return None


def bare_modifier(annotated: Annotated, candidate: Candidate) -> Candidate:
    """A | Belarusian military | report: the article belongs to the cue noun."""
    head = cue_head(annotated, candidate.cue)
    if head is None or head.pos != "NOUN" or len(candidate.source) != 1:
        return candidate
    source = candidate.source[0]
    first = annotated.tokens_in(source)[:1]
    if first and first[0].pos == "DET" and first[0].head == head.i and 0 <= head.start - source.end <= 1:
        return msgspec.structs.replace(candidate, source=(strip(annotated.text, Span(first[0].end, source.end)),))
    return candidate


# ---------------------------------------------------------------- content


def without_recipient(annotated: Annotated, candidate: Candidate) -> Candidate:
    """urged | the governments | to work; told | the paper | that: whom one addresses is no content."""
    head = cue_head(annotated, candidate.cue)
    if head is None or head.lemma not in ADDRESSED or not candidate.content:
        return candidate
    first = min(candidate.content)
    tokens = annotated.tokens_in(first)
    if not tokens or first.start < head.end or tokens[0].tag in ("TO", "IN") or annotated.text[first.start] in "\"“'‘":
        return candidate
    cut = _after_recipient(annotated, head, tokens)
    if cut is None:
        return candidate
    content = tuple(Span(cut.start, p.end) if p == first else p for p in candidate.content)
    recipient = strip(annotated.text, Span(first.start, cut.start))
    return msgspec.structs.replace(candidate, content=content, recipient=(recipient,) if len(recipient) > 0 else ())


def _after_recipient(annotated: Annotated, head: Token, tokens: tuple[Token, ...]) -> Token | None:
    """The first token of what is asked or told: *to* (or *not to*) of the infinitive, or the clause after the object."""
    for k, token in enumerate(tokens[1:14], 1):
        if token.tag == "TO" and annotated.tokens[token.head].dep in ("xcomp", "ccomp", "advcl"):
            before = tokens[k - 1]
            return before if before.dep == "neg" else token
        if token.pos in ("VERB", "AUX"):
            break
    told = next(
        (c for c in annotated.children(head) if c.dep in ("dobj", "dative") and tokens[0].i <= c.i <= tokens[min(6, len(tokens) - 1)].i),
        None,
    )
    if told is None or told.pos not in ("NOUN", "PROPN", "PRON") or not any(c.dep == "ccomp" for c in annotated.children(head)):
        return None
    return annotated.tokens[told.right] if told.right <= tokens[-1].i else None


def with_about(annotated: Annotated, candidate: Candidate) -> Candidate:
    """asked | about CONTENT: the preposition of a question belongs to its content."""
    head = cue_head(annotated, candidate.cue)
    if head is None or head.lemma != "ask" or head.tag != "VBN" or not candidate.content:
        return candidate
    first = min(candidate.content)
    before = next((c for c in annotated.children(head) if c.text.lower() == "about" and 0 < first.start - c.end <= 1), None)
    if before is None:
        return candidate
    return msgspec.structs.replace(candidate, content=tuple(Span(before.start, p.end) if p == first else p for p in candidate.content))


def without_aside(annotated: Annotated, candidate: Candidate) -> Candidate:
    """..., which CLAUSE at the end of a content outside quotation marks: a non-restrictive clause is the reporter's."""
    return msgspec.structs.replace(candidate, content=tuple(_cut_aside(annotated, p) for p in candidate.content))


def _cut_aside(annotated: Annotated, piece: Span) -> Span:
    for token in annotated.tokens_in(piece):
        if token.tag not in ("WDT", "WP", "WP$") or token.text.lower() not in ("which", "whose", "who"):
            continue
        comma = re.compile(r",\s*$").search(annotated.text, max(piece.start, token.start - 3), token.start)
        verb = _relative_verb(annotated, token)
        if comma is None or verb is None or any(q.span.start < token.start < q.span.end for q in annotated.quotations):
            continue
        if annotated.tokens[verb.right - 1].end >= piece.end - 2 and comma.start() > piece.start:
            return Span(piece.start, comma.start())
    return piece


def _relative_verb(annotated: Annotated, pronoun: Token) -> Token | None:
    """The verb of the relative clause that the pronoun opens."""
    token = pronoun
    while token.head != token.i:
        token = annotated.tokens[token.head]
        if token.dep in ("relcl", "ccomp", "advcl", "acl"):
            return token if token.dep == "relcl" else None
    return None


def without_speech_day(annotated: Annotated, candidate: Candidate) -> Candidate:
    """alleged that Osk was building up its forces | on Saturday: where the content's verb is no matter of that one day (past
    progressive, state), the day dates the speaking (codebook decision 16)."""
    if not candidate.content:
        return candidate
    last = max(candidate.content)
    match = re.search(r"\s+on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$", last.read(annotated.text))
    main = annotated.head_of(last)
    if (
        match is None
        or main is None
        or not any(c.text.lower() in ("was", "were", "been") for c in annotated.children(main))
        or main.tag != "VBG"
    ):
        return candidate
    content = tuple(Span(p.start, p.start + match.start()) if p == last else p for p in candidate.content)
    return msgspec.structs.replace(candidate, content=content)


def passive_report(annotated: Annotated, candidate: Candidate) -> Candidate:
    """SUBJECT was reported (to) REST: the source is the by-phrase or nobody; subject and rest are the content."""
    head = cue_head(annotated, candidate.cue)
    if head is None or head.lemma not in RELAYING or not is_passive(annotated, head) or head.dep in ("acl", "relcl", "amod"):
        return candidate
    subject = next((c for c in annotated.children(head) if c.dep == "nsubjpass"), None)
    if subject is None or subject.text.lower() == "it":
        return candidate
    rest = [c for c in annotated.children(head) if c.i > head.i and c.dep in ("xcomp", "oprd", "prep", "advcl", "ccomp")]
    pieces = [phrase(annotated, subject, drop=("relcl",))]
    if rest:
        pieces.append(strip(annotated.text, Span(head.end, annotated.tokens[rest[-1].right - 1].end)))
    return msgspec.structs.replace(candidate, source=agent_span(annotated, head), content=tuple(pieces))


def is_deed(annotated: Annotated, candidate: Candidate) -> bool:
    """declared a state of emergency, posted bond, appointed him: a deed with a noun for its object, no attribution, unless the
    tagger is sure or words stand in quotation marks."""
    head = cue_head(annotated, candidate.cue)
    if re.search(r"\b(provid|g[ai]v|lend|lent|offer)\w* (?:\w+ )?(support|help|aid|assistance)\b", annotated.read(candidate.cue).lower()):
        return True  # "has provided support for": help given is no opinion held
    if head is None or head.pos != "VERB" or len(candidate.content) != 1:
        return False
    piece = candidate.content[0]
    first = annotated.head_of(piece)
    if head.lemma not in DEEDS and not (head.lemma in ON_PEOPLE and first is not None and (first.ent == "PERSON" or first.pos == "PRON")):
        return False
    is_object = first is not None and first.pos in ("NOUN", "PROPN", "PRON") and first.dep in ("dobj", "nsubjpass", "pobj", "dative")
    return is_object and not any(piece.meets(q.span) for q in annotated.quotations) and (candidate.score or 0.0) < VERY_SURE


DEEDS = frozenset({
    "declare", "approve", "appoint", "impose", "unveil", "recall", "release", "post", "sign", "publish", "order", "seek", "support",
    "back", "attack", "charge", "find", "see", "give", "hold", "offer", "show", "read", "list", "discover", "learn", "name",
    "sentence", "vote", "celebrate", "mourn", "speak",
})  # fmt: skip
"""Verbs that are cues with a clause, and deeds with a thing."""

ON_PEOPLE = frozenset({"confirm", "question", "contact", "deny", "praise", "call"})
"""Verbs that are deeds where a person is their object: *confirmed him as secretary*, *questioned the man*."""

VERY_SURE = 0.6


RULES: tuple[Callable[[Annotated, Candidate], Candidate], ...] = (
    according_to, trim_cue, author_of_artefact, bare_modifier, passive_report, without_recipient, with_about, without_aside,
    without_speech_day,
)  # fmt: skip
"""Applied in this order."""
