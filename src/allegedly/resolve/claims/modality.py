"""How a claim stands, its polarity and its condition, by the attribution's act and the claim's own verb.

A rule answers for one claim; the first that answers decides.
"""

from __future__ import annotations

from dataclasses import dataclass

from allegedly.records import Attribution, Interest, Modality, Polarity, Span, Token
from allegedly.resolve.claims.fragments import Fragment
from allegedly.resolve.claims.split import Unit
from allegedly.resolve.claims.words import words_of

PLANS = words_of("plans")
HYPOTHETICAL = frozenset({"may", "might", "could"})
WILL = frozenset({"will", "would", "'ll", "’ll", "shall", "wo", "'d", "’d"})
HEDGES = frozenset(["possible", "possibly", "perhaps", "maybe", "potentially", "likely", "unlikely"])
STANCE = words_of("stance")
GUESSES = words_of("guesses")
RULINGS = words_of("rulings")
SIDES = words_of("sides")
FEELINGS = words_of("feelings")
DONE = words_of("done")
PLAN_ACTS = frozenset({"plan", "promise", "threaten", "decide"})
NEGATIONS = frozenset(["not", "n't", "n’t", "never", "no", "nobody", "none", "neither", "nothing", "nor", "without"])


@dataclass(frozen=True)
class Case:
    """One claim before it is a record."""

    row: Attribution
    fragment: Fragment | None
    unit: Unit | None
    tokens: tuple[Token, ...]
    interest: Interest | None
    cue: tuple[Token, ...] = ()

    @property
    def lemmas(self) -> set[str]:
        """Its lemmas."""
        return {t.lemma for t in self.tokens}

    @property
    def head_lemmas(self) -> set[str]:
        """The lemmas of the words on which the others hang: *a visit*, not *victory*, in *a visit after his victory*."""
        ids = {t.i for t in self.tokens}
        return {t.lemma for t in self.tokens if t.head not in ids or t.head == t.i}

    @property
    def cue_lemmas(self) -> set[str]:
        """The lemmas of its cue."""
        return {t.lemma.lower() for t in self.cue}

    @property
    def subject(self) -> Token | None:
        """The subject of its verb."""
        return self.fragment.subject(self.unit.verb) if self.unit and self.fragment else None

    @property
    def auxiliaries(self) -> set[str]:
        """The auxiliaries of its verb, lower case."""
        if self.unit is None or self.fragment is None:
            return set()
        own = [c for c in self.fragment.children(self.unit.verb) if c.dep in {"aux", "auxpass"} or c.tag == "MD"]
        return {t.text.lower() for t in (*own, *(t for t in self.unit.restored if t.tag == "MD"))}


def denied(case: Case) -> Modality | None:
    """denied, rejected; did not find: what the cue takes away"""
    negated_cue = bool({t.text.lower() for t in case.cue} & NEGATIONS) and case.row.act != "comment"
    return "negated" if case.row.cue_class == "denying" or negated_cue else None


def conditional(case: Case) -> Modality | None:
    """CLAUSE if|unless CLAUSE"""
    return "conditional" if condition_of(case) else None


def demanded(case: Case) -> Modality | None:
    """asked, urged, demanded, wanted, warned to VERB: a wish, no fact"""
    wished = case.row.act in {"demand", "request", "want", "support"} or (case.row.act == "warn" and _is_infinitive(case))
    if not wished or case.auxiliaries & WILL:
        return None
    finite = case.unit is not None and case.subject is not None and case.unit.verb.tag in {"VBD", "VBZ"}
    stated = case.row.act in {"demand", "request"} and (finite or (case.row.kind == "direct" and case.unit and not _is_infinitive(case)))
    return None if stated else "attitude"


def _is_infinitive(case: Case) -> bool:
    return case.unit is not None and case.unit.verb.tag in {"VB", "VBP"} and case.subject is None


def would_have(case: Case) -> Modality | None:
    """would have VERBed; may, might, could; it is possible that; there is danger that"""
    unsure = case.auxiliaries & HYPOTHETICAL and not (case.auxiliaries & {"could"} and polarity_of(case) == "negative")
    if {"would", "have"} <= case.auxiliaries or unsure or case.lemmas & {"possible", "perhaps", "maybe", "possibly"}:
        return "hypothetical"
    return None


def foretold(case: Case) -> Modality | None:
    """predicts, warns, fears that something will happen; it would VERB"""
    if not case.auxiliaries & WILL:
        return None
    subject = case.subject.text.lower() if case.subject else ""
    guessed = case.row.act in {"predict", "warn", "estimate", "allege", "accuse"} or case.lemmas & {"likely", "probably"}
    passive = any(c.dep == "auxpass" for c in case.fragment.children(case.unit.verb)) if case.fragment and case.unit else False
    first_person = subject in {"we", "i"} or any(t.text.lower() in {"our", "my"} for t in case.tokens[:1])
    if case.row.act in PLAN_ACTS | {"announce"} or first_person or (passive and "will" in case.auxiliaries):
        return None
    return (
        "hypothetical"
        if guessed or ("would" in case.auxiliaries and (subject in {"this", "that", "it"} or (case.subject and case.subject.tag == "VBG")))
        else None
    )


def should(case: Case) -> Modality | None:
    """should, must, ought: what ought to be"""
    return "attitude" if case.auxiliaries & {"should", "must", "ought"} else None


def planned(case: Case) -> Modality | None:
    """will, would, is to, going to; plans, agrees, promises to"""
    if case.auxiliaries & WILL and not (case.unit and case.unit.verb.lemma in {"require", "need"}):
        return "planned"
    if case.row.act == "predict" and {t.lemma for t in case.cue} & {"expect", "schedule", "due"}:
        return "planned"
    verb = case.unit.verb if case.unit else None
    if verb is None or case.fragment is None:
        return None
    children = case.fragment.children(verb)
    infinitive = any(c.dep == "xcomp" and any(x.tag == "TO" for x in case.fragment.children(c)) for c in children)
    if verb.lemma == "go" and verb.tag == "VBG" and infinitive:
        return "planned"
    return "planned" if verb.lemma in PLANS and infinitive else None


def plan_act(case: Case) -> Modality | None:
    """promised, ordered, threatened, planned to VERB or a NOUN; announces a NOUN that is still to come; a finding is a ruling, no plan"""
    if case.row.act == "decide" and case.cue_lemmas & RULINGS:
        return None
    if case.unit is None:
        ahead = case.row.act == "announce" and case.row.tier == "extended" and not case.head_lemmas & DONE
        return "planned" if case.row.act in PLAN_ACTS or ahead else None
    if case.unit.part == "purpose":
        return None
    infinitive = (case.unit.verb.tag in {"VB", "VBG"} and not case.auxiliaries - {"to"} and case.subject is None) or (
        case.row.act == "decide" and case.unit.verb.tag in {"VB", "VBP"}
    )
    return "planned" if case.row.act in PLAN_ACTS and infinitive else None


def presupposed(case: Case) -> Modality | None:
    """regretted, praised the NOUN: that it happened is taken for granted"""
    return (
        "presupposed"
        if case.unit is None and case.row.act in {"express_emotion", "express_concern", "praise"} and case.row.kind == "nominal"
        else None
    )


def stance(case: Case) -> Modality | None:
    """is WRONG, is a DISGRACE; called it a NOUN; opposed it"""
    if case.unit is None:
        taken = case.row.act in {"dispute", "comment"} or (case.row.act == "assert" and case.cue_lemmas & SIDES)
        opposed = case.row.kind in {"nominal", "attitude"} and taken
        return "attitude" if opposed or case.row.act in {"praise", "condemn", "express_concern", "express_emotion"} else None
    if case.row.act in {"express_emotion", "express_concern"} and case.unit.part == "main" and polarity_of(case) == "positive":
        return "attitude"
    subject = case.subject
    if case.unit.verb.lemma in FEELINGS and subject is not None and subject.text.lower() in {"i", "we"} and case.unit.verb.tag != "VBD":
        return "attitude"
    entitled = (
        case.unit.verb.lemma == "have" and any(c.dep == "dobj" and c.lemma in STANCE for c in case.fragment.children(case.unit.verb))
        if case.fragment
        else False
    )
    return "attitude" if entitled or (case.row.act != "allege" and _copular(case) and _predicate_lemmas(case) & STANCE) else None


def _predicate_lemmas(case: Case) -> set[str]:
    """The lemmas of what the copula ascribes."""
    if case.unit is None or case.fragment is None:
        return set()
    heads = [c for c in case.fragment.children(case.unit.verb) if c.dep in {"attr", "acomp", "oprd"}] or [case.unit.verb]
    return {
        t.lemma
        for h in heads
        for t in (
            h,
            *case.fragment.children(h),
            *(x for c in case.fragment.children(h) if c.dep == "prep" for x in case.fragment.children(c)),
        )
    }


def _copular(case: Case) -> bool:
    return case.unit is not None and (case.unit.verb.lemma in {"be", "feel", "seem"} or case.unit.verb.pos != "VERB")


def alleged(case: Case) -> Modality | None:
    """alleged, accused, claimed of another, reportedly, suggested, believed"""
    if case.row.act in {"allege", "accuse"}:
        return "alleged"
    if case.row.cue_class == "distancing" and case.interest != "self":
        return "alleged"
    guessed = case.cue_lemmas & GUESSES or (case.row.kind == "attitude" and case.row.act == "believe" and case.interest != "self")
    if guessed and polarity_of(case) == "positive":
        return "alleged"
    return "alleged" if case.interest == "adverse" and case.row.act != "praise" and polarity_of(case) == "positive" else None


def aim(case: Case) -> Modality | None:
    """deployed a ship to VERB: what is aimed at"""
    return "planned" if case.unit is not None and case.unit.part == "purpose" else None


def earlier(case: Case) -> Modality | None:
    """after|since|before SUBJECT VERBed: taken for granted"""
    return "presupposed" if case.unit is not None and case.unit.marker in {"after", "since", "before", "when"} else None


def asserted(case: Case) -> Modality | None:
    """anything else"""
    return "asserted"


RULES = (
    denied,
    conditional,
    demanded,
    would_have,
    should,
    foretold,
    planned,
    plan_act,
    presupposed,
    stance,
    alleged,
    aim,
    earlier,
    asserted,
)


def modality_of(case: Case) -> tuple[Modality, str]:
    """The modality and the rule that gave it."""
    for rule in RULES:
        found = rule(case)
        if found:
            return found, rule.__name__
    raise AssertionError("the last rule always answers")


def condition_of(case: Case) -> Span | None:
    """The if-clause of a claim."""
    if case.fragment is None:
        return None
    for token in case.tokens:
        if (
            token.text.lower() in {"if", "unless"}
            and token.dep in {"mark", "advmod"}
            and case.fragment.head(token).dep == "advcl"
            and not _as_if(case, token)
        ):
            clause = [t for t in case.tokens if case.fragment.annotated.is_under(t, case.fragment.head(token))]
            return Span(clause[0].start, clause[-1].end)
    return None


def _as_if(case: Case, token: Token) -> bool:
    return any(t.i == token.i - 1 and t.text.lower() in {"as", "even", "only"} for t in case.tokens)


def polarity_of(case: Case) -> Polarity:
    """Negative if the claim's own verb is negated, or it says that there was nothing of something."""
    if case.unit is None or case.fragment is None:
        return "negative" if case.tokens and case.tokens[0].text.lower() in {"not", "no", "never"} else "positive"
    verb = case.unit.verb
    near = [*case.fragment.children(verb), *(t for t in case.unit.restored if t.dep == "neg")]
    direct = any(c.dep == "neg" or c.text.lower() in NEGATIONS for c in near)
    quantified = any(
        (x.text.lower() in {"no", "nobody", "none", "nothing", "neither"} and x.i != c.i) or c.text.lower() in {"nobody", "nothing"}
        for c in near
        if c.dep in {"nsubj", "nsubjpass", "attr", "dobj"} and (c.dep != "dobj" or verb.lemma in {"be", "have", "find"})
        for x in case.fragment.children(c) or [c]
    )
    return "negative" if direct or quantified else "positive"
