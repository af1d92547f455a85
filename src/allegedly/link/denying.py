"""Denials that the content itself makes: a claim that negates what another origin has claimed before.

It denies what it negates word for word (*was not closed* after *was closed*); it disputes where it says that there is no trace, no
evidence, or nothing of the kind, and where only the matter is shared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from allegedly.link.scene import Scene, relation
from allegedly.records import Claim, Relation, Span, bounding

NOTHING = re.compile(
    r"\b(?:no|not any|without(?: any)?|nothing|never|nobody|none|lack of|absence of)\s(?:[\w-]+\s){0,2}?"
    r"(?:evidence|trace|traces|proof|indication|indications|sign|signs|basis|grounds|truth|link|links)\b",
    re.I,
)
FAR = 12
"""Claims looked back over."""


def negations(scene: Scene) -> Iterator[Relation]:
    """The nearest earlier claim by another that says what this one says is not so."""
    for claim in scene.claims:
        nothing = _nothing(scene, claim)
        if nothing is None and not _says_it_is_not_so(scene, claim):
            continue
        target = _negated(scene, claim, loosely=nothing is not None)
        if target is None:
            continue
        main = scene.main_of(claim)
        same = nothing is None and main is not None and main.lemma in {t.lemma for t in scene.tokens(target.spans)} and main.lemma != "be"
        evidence = nothing or (Span(main.start, main.end) if main is not None else bounding(claim.spans))
        yield relation(claim.id, "denies" if same else "disputes", target.id, (evidence,), "negation", None if same else "rebut")


def _says_it_is_not_so(scene: Scene, claim: Claim) -> bool:
    """*was not closed*, *nobody closed it*; not *cannot*, *will not*, *not to* or *not only*: those speak of what should or may be."""
    main = scene.main_of(claim)
    if claim.polarity != "negative" or main is None or main.pos not in ("VERB", "AUX") or claim.modality in ("attitude", "planned"):
        return False
    children = scene.annotated.children(main)
    if any(c.tag in ("MD", "TO") for c in children) or any(c.text.lower() == "only" for c in children):
        return False
    return any(c.dep == "neg" or c.text.lower() in ("never", "nobody", "none") for c in children)


def _nothing(scene: Scene, claim: Claim) -> Span | None:
    match = next((m for s in claim.spans if (m := NOTHING.search(scene.annotated.text, s.start, s.end))), None)
    return Span(*match.span()) if match else None


def _negated(scene: Scene, claim: Claim, loosely: bool) -> Claim | None:
    """By another origin, not itself negated, not the row that holds this one; two content words shared, or the main verb and a word."""
    own = scene.lemmas(claim)
    main = scene.main_of(claim)
    best: tuple[float, int] | None = None
    found: Claim | None = None
    for k, other in enumerate(scene.before(claim)[:FAR]):
        if other.polarity == "negative" or other.attribution == claim.attribution or scene.same_origin(other, claim):
            continue
        if scene.row_of(claim).parent == other.attribution or not scene.origins_of(claim):
            continue
        shared = own & scene.lemmas(other)
        verb = main is not None and main.lemma in shared
        if verb or len(shared) >= 2 or (loosely and shared):
            score = (len(shared) + verb, -k)
            if best is None or score > best:
                best, found = score, other
    return found
