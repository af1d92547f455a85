"""How a denial stands: not as what it denies. *Corroborated by 2* under *the gate was not locked* would say the opposite of what is so.

The claims of a matter that say that it is not so have a line of their own: who denies it, and who claims what is denied.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from allegedly.link.archive import Archive
from allegedly.link.origins import COUNTED, find_origins
from allegedly.link.standing import evidence_of, find_standing, join_names
from allegedly.records import Matter, Standing, StandingPart, Testimony

DENIAL = "A denial"


def find_standings(archive: Archive, matter: Matter) -> Mapping[str, Standing]:
    """Claim or event of a matter → how it stands: what is claimed, and what denies it, each with the other side."""
    whole = find_standing(archive, matter.id, matter.claims, matter.events)
    out = dict.fromkeys((*matter.claims, *matter.events), whole)
    testimonies = find_origins(archive, matter.id, matter.claims).testimonies
    denying = tuple(t for t in testimonies if t.role == "denies")
    claiming = tuple(t for t in testimonies if t.role in (*COUNTED, "concedes"))
    if denying and claiming:
        out |= dict.fromkeys((t.claim for t in denying), _of_denial(archive, whole, denying, claiming))
    return out


def _of_denial(archive: Archive, whole: Standing, denying: tuple[Testimony, ...], claiming: tuple[Testimony, ...]) -> Standing:
    """*A denial · same-origin ×3, 1 origin (Norling) · contradicted by Ana Corvin, Milan Oster*"""
    parties = {p.key if (p := archive.parties[t.claim]) and p.named else f"{t.document} {t.speaker}" for t in denying}
    reports = len({t.document for t in denying})
    names = join_names(t.speaker for t in denying)
    facet = (
        "single-source"
        if reports == len(parties) == 1
        else f"same-origin ×{reports}"
        if len(parties) == 1
        else f"claimed by {len(parties)}"
    )
    words = {"single-source": "single source", f"same-origin ×{reports}": f"same-origin ×{reports}, 1 origin"}.get(
        facet, f"by {len(parties)} origins"
    )
    against = StandingPart(text=f"contradicted by {join_names(t.speaker for t in claiming)}", evidence=evidence_of(claiming))
    return msgspec.structs.replace(
        whole,
        modality="negated",
        support=facet,
        response="contradicted",
        strict=min(len(parties), 1),
        lenient=len(parties),
        parts=(
            StandingPart(text=DENIAL, evidence=evidence_of(denying)),
            StandingPart(text=f"{words} ({names})", evidence=evidence_of(denying)),
            against,
            whole.parts[-1],
        ),
        origins=tuple(dict.fromkeys(t.origin for t in denying if t.origin)),
        rule="denial/1",
    )
