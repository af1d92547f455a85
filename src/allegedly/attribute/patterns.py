"""Attributions read off the dependency parse: what the tagger was never taught.

PolNeAR labels only the outermost attribution of a stretch of text, and no labels or adverbs as such. These patterns find
attributions inside contents ("a military report that ...", "said it was aware that ..."), labels ("what Moscow calls ..."),
adverb and adjective cues ("allegedly"), nominal cues and questions. A pattern is a short function from a token to a `Candidate`
or `None`; its docstring is the pattern.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from allegedly.attribute.lexicon import load_lexicon
from allegedly.records import Annotated, Span, Spans, Token
from allegedly.tree import is_passive, lemma_path, phrase, strip, subject_of, subtract, verb_group

CLAUSAL = ("ccomp", "xcomp")
LIGHT_VERBS = frozenset({"issue", "make", "give", "have", "share", "express", "voice", "raise", "deliver", "send", "repeat", "announce"})
"""Verbs that only carry a cue noun: *issued an order that*."""

NO_INFINITIVE = frozenset({"learn", "continue", "seek", "mean", "hold", "suppose", "see", "find", "remember", "release", "repeat"})
"""Verbs whose infinitive is no content: *learned to*, *was supposed to*."""


UNKNOWING = frozenset({"find", "know", "determine", "decide", "see", "learn", "understand", "investigate", "discover", "remember"})
"""Verbs whose *who, what, how* clause says nothing that could be true or false: *find out who did it*."""


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """An attribution as a pattern saw it, before it is compared with the tagger's."""

    source: Spans
    cue: Spans
    content: Spans
    rule: str
    score: float | None = None
    recipient: Spans = ()


Pattern = Callable[[Annotated, Token], Candidate | None]


def source_span(annotated: Annotated, verb: Token) -> Spans:
    """The subject's noun phrase as a source; empty for dummies and where there is none."""
    subject = subject_of(annotated, verb)
    if subject is None or (subject.text.lower() in ("it", "there") and subject.dep == "expl"):
        return ()
    if is_passive(annotated, verb):
        return agent_span(annotated, verb)
    return (phrase(annotated, subject),)


def agent_span(annotated: Annotated, verb: Token) -> Spans:
    """The by-phrase of a passive."""
    for child in annotated.children(verb):
        if child.dep == "agent":
            for pobj in annotated.children(child):
                if pobj.dep == "pobj":
                    return (phrase(annotated, pobj),)
    return ()


def clause_verb(annotated: Annotated, token: Token) -> Candidate | None:
    """SOURCE said (that) CLAUSE; SOURCE urged RECIPIENT to CLAUSE; SOURCE vowed to CLAUSE."""
    if token.pos != "VERB" or (not {lemma_path(annotated, token), token.lemma} & load_lexicon().verbs.keys()):
        return None
    clause = next((c for c in annotated.children(token) if c.dep in CLAUSAL and c.i > token.i), None)
    if clause is None or (clause.dep == "xcomp" and (token.lemma in NO_INFINITIVE or not _has_to(annotated, clause))):
        return None
    if token.lemma in UNKNOWING and annotated.tokens[clause.left].tag in ("WP", "WRB", "WDT"):
        return None
    content = phrase(annotated, clause)
    cue = verb_group(annotated, token)
    content = Span(max(content.start, cue.end + 1), content.end) if content.start < cue.end else content
    return Candidate(
        source=source_span(annotated, token),
        cue=(cue,),
        content=(content,),
        recipient=_recipient(annotated, token),
        rule="clause_verb",
    )


def _has_to(annotated: Annotated, verb: Token) -> bool:
    return any(c.tag == "TO" for c in annotated.children(verb))


def _recipient(annotated: Annotated, verb: Token) -> Spans:
    return tuple(phrase(annotated, c) for c in annotated.children(verb) if c.dep in ("dobj", "dative") and c.pos != "DET")[:1]


def aware_that(annotated: Annotated, token: Token) -> Candidate | None:
    """SOURCE was aware/confident/concerned that CLAUSE."""
    if token.pos != "ADJ" or token.lemma not in load_lexicon().adjectives or token.dep not in ("acomp", "ccomp", "conj"):
        return None
    clause = next((c for c in annotated.children(token) if c.dep == "ccomp" and c.i > token.i), None)
    verb = annotated.tokens[token.head]
    if clause is None or verb.lemma not in ("be", "feel", "seem", "become", "remain"):
        return None
    start = verb_group(annotated, verb).start
    return Candidate(
        source=source_span(annotated, verb), cue=(Span(start, token.end),), content=(phrase(annotated, clause),), rule="aware_that"
    )


def noun_that(annotated: Annotated, token: Token) -> Candidate | None:
    """SOURCE's claim that CLAUSE; a SOURCE report that CLAUSE; claims by SOURCE that CLAUSE."""
    if token.pos != "NOUN" or token.lemma not in load_lexicon().nouns:
        return None
    clause = next((c for c in annotated.children(token) if c.dep in ("acl", "ccomp", "relcl") and _is_that(annotated, c)), None)
    if clause is None:
        return None
    return Candidate(
        source=_possessor(annotated, token),
        cue=(Span(token.start, token.end),),
        content=(phrase(annotated, clause),),
        rule="noun_that",
    )


def _is_that(annotated: Annotated, clause: Token) -> bool:
    """A content clause with *that*: the complementiser is no subject or object of it. A small parser often takes it for a relative
    pronoun, so an object *that* counts too where the clause has an object of its own or the tag says conjunction."""
    children = annotated.children(clause)
    that = next((c for c in children if c.text.lower() == "that" and c.i < clause.i), None)
    if that is None or not any(c.dep in ("nsubj", "nsubjpass", "expl") and c.i != that.i for c in children):
        return False
    return that.dep == "mark" or (that.dep == "dobj" and (that.tag == "IN" or any(c.dep == "dobj" and c.i > clause.i for c in children)))


def _possessor(annotated: Annotated, noun: Token) -> Spans:
    """Whose report: possessor, by-phrase, else the modifiers that stand before the noun."""
    for child in annotated.children(noun):
        if child.dep == "poss":
            return (phrase(annotated, child, drop=("case",)),)
    by = [p for c in annotated.children(noun) if c.dep == "prep" and c.text.lower() in ("by", "from") for p in annotated.children(c)]
    if by:
        return (phrase(annotated, by[0]),)
    modifiers = [c for c in annotated.children(noun) if c.dep in ("amod", "compound", "nmod") and c.i < noun.i]
    named = [m for m in modifiers if m.ent in ("NORP", "GPE", "ORG", "PERSON") or m.text[:1].isupper()]
    return (Span(named[0].start, annotated.tokens[noun.i - 1].end),) if named else ()


def noun_to(annotated: Annotated, token: Token) -> Candidate | None:
    """SOURCE's request/plans/promise to CLAUSE; SOURCE shares the desire to CLAUSE; SOURCE issued an order that/to CLAUSE."""
    if token.pos != "NOUN" or token.lemma not in load_lexicon().nouns or token.lemma in ("decision", "position", "call"):
        return None
    clause = next((c for c in annotated.children(token) if c.dep in ("acl", "relcl") and c.i > token.i and _has_to(annotated, c)), None)
    if clause is None:
        return None
    source, start = _possessor(annotated, token), token.start
    verb = annotated.tokens[token.head]
    if not source and token.dep == "dobj" and verb.lemma in LIGHT_VERBS:
        source, start = source_span(annotated, verb), verb_group(annotated, verb).start
    if not source:
        return None
    return Candidate(source=source, cue=(Span(start, token.end),), content=(phrase(annotated, clause),), rule="noun_to")


def light_noun_that(annotated: Annotated, token: Token) -> Candidate | None:
    """SOURCE issued an order that CLAUSE; SOURCE made a statement that CLAUSE: the verb belongs to the cue."""
    candidate = noun_that(annotated, token)
    verb = annotated.tokens[token.head]
    if candidate is None or candidate.source or token.dep != "dobj" or verb.lemma not in LIGHT_VERBS:
        return None
    return msgspec.structs.replace(
        candidate,
        source=source_span(annotated, verb),
        cue=(Span(verb_group(annotated, verb).start, token.end),),
        rule="light_noun_that",
    )


def as_stating(annotated: Annotated, token: Token) -> Candidate | None:
    """... cited SOURCE as saying CLAUSE."""
    head = annotated.tokens[token.head]
    if token.dep != "pcomp" or head.text.lower() != "as" or token.lemma not in load_lexicon().verbs:
        return None
    clause = next((c for c in annotated.children(token) if c.dep in CLAUSAL), None)
    quoting = annotated.tokens[head.head]
    source = next((c for c in annotated.children(quoting) if c.dep in ("dobj", "nsubjpass")), None)
    if clause is None or source is None:
        return None
    span = phrase(annotated, source, drop=("prep",) if source.right > head.i else ())
    return Candidate(source=(span,), cue=(Span(head.start, token.end),), content=(phrase(annotated, clause),), rule="as_stating")


def committed_to(annotated: Annotated, token: Token) -> Candidate | None:
    """SOURCE is committed/opposed to CONTENT."""
    if token.lemma not in ("commit", "committed", "oppose", "opposed", "determined", "willing", "ready") or token.dep not in (
        "ROOT",
        "ccomp",
        "acomp",
        "conj",
    ):
        return None
    to = next((c for c in annotated.children(token) if c.text.lower() == "to" and c.dep == "prep" and c.i > token.i), None)
    if to is None:
        return None
    verb = token if is_passive(annotated, token) or token.pos == "VERB" else annotated.tokens[token.head]
    subject = next((c for c in annotated.children(verb) if c.dep in ("nsubj", "nsubjpass")), None)
    first = next((c for c in annotated.children(token) if c.dep in ("aux", "auxpass")), None)
    if subject is None:
        return None
    start = first.start if first is not None else verb.start
    content = strip(annotated.text, Span(to.end, annotated.tokens[to.right - 1].end))
    return Candidate(source=(phrase(annotated, subject),), cue=(Span(start, to.end),), content=(content,), rule="committed_to")


def noun_of(annotated: Annotated, token: Token) -> Candidate | None:
    """SOURCE's denial of CONTENT; the SOURCE build-up claim; an accusation of CONTENT by SOURCE."""
    if token.pos != "NOUN" or token.lemma not in load_lexicon().nouns:
        return None
    source = _possessor(annotated, token)
    of = [p for c in annotated.children(token) if c.dep == "prep" and c.text.lower() in ("of", "about") for p in annotated.children(c)]
    if source and of and of[0].dep in ("pobj", "pcomp"):
        return Candidate(source=source, cue=(Span(token.start, token.end),), content=(phrase(annotated, of[0]),), rule="noun_of")
    return _compound_claim(annotated, token, source)


def _compound_claim(annotated: Annotated, noun: Token, source: Spans) -> Candidate | None:
    """The Belarusian build-up claim: source Belarusian, content build-up."""
    inside = [c for c in annotated.children(noun) if c.dep in ("compound", "nmod", "amod") and c.pos in ("NOUN", "VERB") and not c.ent]
    if noun.lemma not in ("claim", "allegation", "accusation", "denial") or not source or not inside:
        return None
    content = Span(annotated.tokens[inside[0].left].start, annotated.tokens[noun.i - 1].end)
    source_only = subtract(source[0], [content], annotated.text)
    if not source_only:
        return None
    return Candidate(source=source_only, cue=(Span(noun.start, noun.end),), content=(content,), rule="compound_claim")


def what_calls(annotated: Annotated, token: Token) -> Candidate | None:
    """What SOURCE calls LABEL; what SOURCE described as LABEL."""
    if token.pos != "VERB" or token.lemma not in ("call", "describe", "term", "dub", "label", "refer", "brand", "regard", "see"):
        return None
    what = next((c for c in annotated.subtree(token) if c.text.lower() == "what" and c.i < token.i), None)
    source = source_span(annotated, token)
    if what is None or not source or source[0].start < what.end:
        return None
    end = max(
        (c.right for c in annotated.children(token) if c.i > token.i and c.dep in ("oprd", "dobj", "prep", "ccomp", "xcomp")),
        default=None,
    )
    if end is None:
        return None
    first = annotated.tokens[token.i + 1]
    cue_end = first.end if first.text.lower() in ("as", "to") else token.end
    content = strip(annotated.text, _short_label(annotated, Span(cue_end, annotated.tokens[end - 1].end)))
    return Candidate(source=source, cue=(Span(verb_group(annotated, token).start, cue_end),), content=(content,), rule="what_calls")


def _short_label(annotated: Annotated, span: Span) -> Span:
    """A label is a noun phrase: it ends before a locative phrase ("... operation | in Ukraine") and at a closing quotation mark."""
    tokens = annotated.tokens_in(span)
    for k, token in enumerate(tokens):
        if k > 1 and token.pos == "ADP" and token.text.lower() in ("in", "at", "against", "on", "near", "after", "before", "since"):
            return Span(span.start, tokens[k - 1].end)
    return span


def clause_adverb(annotated: Annotated, token: Token) -> Candidate | None:
    """CLAUSE ... reportedly/allegedly ... CLAUSE: the clause it governs, no source."""
    if token.lemma not in load_lexicon().clause_adverbs or token.pos != "ADV":
        return None
    head = annotated.tokens[token.head]
    if head.pos not in ("VERB", "AUX", "ADJ", "NOUN"):
        return None
    whole = phrase(annotated, head, drop=("cc", "conj", "punct", "mark") if head.pos in ("VERB", "AUX") else ())
    pieces = subtract(whole, [Span(token.start, token.end)], annotated.text)
    return Candidate(source=(), cue=(Span(token.start, token.end),), content=pieces, rule="clause_adverb")


def noun_adjective(annotated: Annotated, token: Token) -> Candidate | None:
    """The alleged/purported NOUN: the noun phrase it governs, no source."""
    if token.text.lower() == "called" and annotated.text[token.start - 3 : token.start].lower() == "so-":
        return _so_called(annotated, token)
    if token.text.lower() not in load_lexicon().noun_adjectives or token.dep not in ("amod", "compound", "nmod"):
        return None
    head = annotated.tokens[token.head]
    if head.i <= token.i:
        return None
    whole = phrase(annotated, head, drop=("relcl", "appos", "cc", "conj", "punct"))
    content = strip(annotated.text, Span(token.end, whole.end))
    return Candidate(source=(), cue=(Span(token.start, token.end),), content=(content,), rule="noun_adjective")


def _so_called(annotated: Annotated, token: Token) -> Candidate | None:
    """So-called NOUN: the tokeniser makes three words of it."""
    head = annotated.tokens[token.head]
    if head.i <= token.i:
        return None
    content = strip(annotated.text, Span(token.end, phrase(annotated, head, drop=("relcl", "appos", "cc", "conj", "punct")).end))
    return Candidate(source=(), cue=(Span(token.start - 3, token.end),), content=(content,), rule="noun_adjective")


def asked_about(annotated: Annotated, token: Token) -> Candidate | None:
    """(When) asked about/whether/if CONTENT: a question, put by nobody named."""
    if token.lemma != "ask" or token.tag != "VBN" or token.dep not in ("advcl", "acl", "ROOT", "conj"):
        return None
    for child in annotated.children(token):
        if child.i > token.i and ((child.dep == "prep" and child.text.lower() == "about") or child.dep == "ccomp"):
            cue = verb_group(annotated, token)
            return Candidate(
                source=agent_span(annotated, token),
                cue=(Span(token.start, cue.end),),
                content=(phrase(annotated, child),),
                rule="asked_about",
            )
    return None


def deemed(annotated: Annotated, token: Token) -> Candidate | None:
    """SOURCE deemed/considered/believed X ADJ."""
    if token.pos != "VERB" or token.lemma not in ("deem", "consider", "believe", "think", "find", "feel") or is_passive(annotated, token):
        return None
    small = next(
        (c for c in annotated.children(token) if c.dep in ("ccomp", "oprd", "xcomp") and c.pos in ("ADJ", "NOUN") and c.i > token.i),
        None,
    )
    source = source_span(annotated, token)
    if small is None or not source:
        return None
    cue = verb_group(annotated, token)
    content = strip(annotated.text, Span(cue.end, annotated.tokens[small.right - 1].end))
    return Candidate(source=source, cue=(cue,), content=(content,), rule="deemed")


NESTED: tuple[Pattern, ...] = (
    as_stating, clause_verb, aware_that, light_noun_that, noun_that, noun_to, noun_of, committed_to, what_calls, clause_adverb,
    noun_adjective, deemed, asked_about,
)  # fmt: skip
"""Looked for inside the contents of other attributions; at each token the first that fits."""

OUTER: tuple[Pattern, ...] = (what_calls, clause_adverb, noun_adjective, asked_about)
"""Looked for everywhere: kinds of attribution that PolNeAR does not label."""


def find_candidates(annotated: Annotated, within: Span, patterns: tuple[Pattern, ...]) -> Iterator[Candidate]:
    """What `patterns` see at the tokens of `within`, in text order; at each token the first pattern that fits."""
    for token in annotated.tokens_in(within):
        for pattern in patterns:
            candidate = pattern(annotated, token)
            if candidate is not None and candidate.content:
                yield candidate
                break
