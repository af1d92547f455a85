"""The root of an event of a report, or none: most happenings of the news fit no PLOVER definition.

The lexicon proposes roots for the event's word; the sentence coder says how likely each is; `Doubt` weighs both with what is known of
the participants into the chance that the code is right. Below its threshold there is no code: an accident, a verdict, a crime without a
public side has none. Rules refuse what did not happen and turn a few codes by their modality.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

import msgspec

from allegedly.events.plover.lexicon import Entry, load_lexicon
from allegedly.events.plover.roots import load_quads
from allegedly.records import Modality, Plover, Polarity

OLDER = {"RETREAT": "YIELD", "CONCEDE": "YIELD"}
"""Roots of the manual under the name by which the sentence coder knows them."""
FEATURES = ("strong", "harm", "public", "chance", "body", "attack")
"""What `Doubt` weighs, in the order of `features`: the word's tier (three), the sentence coder's chance, whether a public body
takes part, whether an ASSAULT stands in a report that tells of an attack."""
BACKING = 0.3
"""Chance from which the sentence coder backs a root that the word alone does not prove."""


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """What the rules look at: the event's word (`action`), how it stands, whether a public body takes part (`body`), whether its
    report tells of an attack, whether the text names who acts and a proper name that is acted on, and the sentence coder's
    `chances`."""

    action: str
    modality: Modality = "asserted"
    polarity: Polarity = "positive"
    body: bool = False
    attack: bool = False
    actor: bool = False
    target: bool = False
    chances: Mapping[str, float] = {}

    def chance(self, root: str) -> float:
        """The sentence coder's chance of a root."""
        return self.chances.get(OLDER.get(root, root), 0.0)


class Doubt(msgspec.Struct, frozen=True):
    """A logistic regression, fitted on labelled reports by `training/plover/doubt.py`: how likely a proposed code is right."""

    bias: float
    weights: Mapping[str, float]
    threshold: float = 0.4

    def score(self, entry: Entry, happening: Happening) -> float:
        """The chance that the code is right, 0 to 1."""
        named = zip(FEATURES, features(entry, happening), strict=True)
        return 1 / (1 + math.exp(-self.bias - sum(self.weights.get(name, 0.0) * value for name, value in named)))


@lru_cache(maxsize=1)
def load_doubt() -> Doubt:
    """The weights of the package, read once."""
    return msgspec.convert(json.loads((files("allegedly.data") / "plover" / "doubt.json").read_text(encoding="utf-8")), Doubt)


def features(entry: Entry, happening: Happening) -> tuple[float, ...]:
    """The values of `FEATURES` for one proposed root."""
    tiers = [float(entry.tier == tier) for tier in ("strong", "harm", "public")]
    attack = happening.attack and entry.root == "ASSAULT"
    return (*tiers, happening.chance(entry.root), float(happening.body), float(attack))


def is_backed(entry: Entry, happening: Happening) -> bool:
    """*the ministry met ...*: somebody acts, a public body takes part and the sentence coder agrees; an investigation is an accusation
    only where it names whom it is about."""
    named = entry.root != "ACCUSE" or happening.target
    return happening.actor and happening.body and named and happening.chance(entry.root) >= BACKING


def propose(happening: Happening) -> tuple[Entry, ...]:
    """The roots that the event's word may have, none where the event is refused."""
    if any(refuses(happening) for refuses in REFUSALS):
        return ()
    return tuple(entry for entry in load_lexicon().entries(happening.action) if _may_hold(entry, happening))


def _may_hold(entry: Entry, happening: Happening) -> bool:
    """Harm holds only beside an attack, what a public body does only where the coder backs it."""
    if entry.tier == "harm":
        return happening.attack
    return entry.tier == "strong" or is_backed(entry, happening)


def best_entry(doubt: Doubt, happening: Happening) -> tuple[float, Entry] | None:
    """The likeliest of the proposed roots with its chance of being right; of equals the first in the lexicon."""
    scored = [(doubt.score(entry, happening), entry) for entry in propose(happening)]
    return max(scored, key=lambda pair: pair[0], default=None)


def choose_code(happening: Happening) -> Plover | None:
    """The code of a happening, or `None` where none is likely enough."""
    doubt = load_doubt()
    found = best_entry(doubt, happening)
    if found is None or found[0] < doubt.threshold:
        return None
    entry = found[1]
    for turn in TURNS:
        entry = turn(entry, happening)
    return Plover(root=entry.root, quad=load_quads()[entry.root], mode=entry.mode, score=round(found[0], 4))


def could_be_coded(happening: Happening) -> bool:
    """Whether any chances could give a code: the score rises or falls with a chance, so its ends decide. Most happenings of the news
    have none, and need not be shown to the sentence coder."""
    doubt = load_doubt()
    ends = [msgspec.structs.replace(happening, chances=dict.fromkeys(load_quads(), chance)) for chance in (0.0, 1.0)]
    return any(doubt.score(entry, end) >= doubt.threshold for entry in propose(ends[1]) for end in ends)


def refuse_negated(happening: Happening) -> bool:
    """*did not attack*: what did not happen, or is only wished, is not coded."""
    return happening.polarity == "negative" or happening.modality in ("negated", "attitude")


def turn_announced_meeting(entry: Entry, happening: Happening) -> Entry:
    """*will meet*: an announced meeting is an agreement to meet."""
    if entry.root == "CONSULT" and happening.modality in ("planned", "conditional"):
        return Entry("AGREE", entry.tier, "meet")
    return entry


def turn_threat(entry: Entry, happening: Happening) -> Entry:
    """*if ... I will destroy*: harm under a condition of the speaker's is a threat."""
    if entry.root in ("ASSAULT", "COERCE", "SANCTION") and happening.modality == "conditional":
        return Entry("THREATEN", entry.tier)
    return entry


REFUSALS: Sequence[Callable[[Happening], bool]] = (refuse_negated,)
TURNS: Sequence[Callable[[Entry, Happening], Entry]] = (turn_announced_meeting, turn_threat)
