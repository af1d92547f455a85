"""One origin under several keys: *the ministry*, *the Interior Ministry of Marenia* and *Interior Minister Sofia Brandt* are one.

Within a report the origin of a speaker is read by the resolve stage. Over several reports the same body goes by fuller and shorter
names, and where the state is not known its organs have keys of their own. A `Party` is an origin as counted; two keys fall together
only where one name is the other cut short, or where an office is named by its holder.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from allegedly.link.rows import Row
from allegedly.records import Speaker


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    """The lists of `data/link/parties.toml`."""
    text = (resources.files("allegedly") / "data" / "link" / "parties.toml").read_text(encoding="utf-8")
    return {key: frozenset(words) for key, words in tomllib.loads(text).items() if isinstance(words, list)}


_OFFICE = re.compile(r"^(?P<body>.*\b)?(?:minister|secretary)\b(?P<rest>.*)$", re.IGNORECASE)
_SMALL = frozenset({"of", "the", "for", "and", "s", "a", "an", "country", "state", "nation", "national"})


class Party(NamedTuple):
    """An origin: its `key`, whether anybody could tell it from another (`named`), and whether it is an organ of a state that the text
    does not name (`unplaced`)."""

    key: str
    named: bool
    unplaced: bool


def party_of(row: Row) -> Party | None:
    """The party whose word a claim is, from its speaker; `None` where nobody is named."""
    speakers = row.attribution.speakers
    if not speakers:
        return None
    keys = sorted({k for s in speakers if (k := key_of(s))})
    if not keys:
        return None
    key = " + ".join(keys)
    words = _words(key)
    described = len(words) >= 2 and not {words[-1], words[0]} & _lists()["persons"]
    named = key.endswith("-state") or described or any(s.name or s.speaks_for for s in speakers)
    roles = {w for s in speakers for w in (s.role or "").lower().split()}
    official = not set(words).isdisjoint(_lists()["state_organs"]) or not roles.isdisjoint(_lists()["state_roles"])
    return Party(key, named, official and not key.endswith("-state"))


def key_of(speaker: Speaker) -> str | None:
    """The key of a speaker's origin: the body that an office belongs to, else the origin as read."""
    origin = speaker.origin or slug(speaker.speaks_for) or slug(speaker.name)
    if origin and origin == slug(speaker.name) and speaker.role and (office := _OFFICE.match(speaker.role)):
        body = (office["body"] or "").strip()
        return slug(f"{body} ministry {office['rest']}".strip())
    return origin


def parties_of(rows: Iterable[Row]) -> dict[str, Party | None]:
    """Claim id → its party. A person whose body one report leaves out stands with the body that every other report gives."""
    listed = tuple(rows)
    bodies: dict[str, set[str]] = {}
    for row in listed:
        for speaker in row.attribution.speakers:
            if speaker.name and speaker.origin and speaker.origin != slug(speaker.name):
                bodies.setdefault(speaker.name, set()).add(speaker.origin)
    found = {row.claim.id: _with_body(row, bodies) for row in listed}
    counted = merge_parties(found.values())
    return {i: counted[p.key] if p else None for i, p in found.items()}


def _with_body(row: Row, bodies: Mapping[str, set[str]]) -> Party | None:
    speakers = row.attribution.speakers
    body = bodies.get(speakers[0].name or "") if len(speakers) == 1 else None
    states = {b for b in body or () if b.endswith("-state")}
    only = states if len(states) == 1 else body or set()
    return Party(next(iter(only)), True, False) if len(only) == 1 else party_of(row)


def merge_parties(parties: Iterable[Party | None]) -> Mapping[str, Party]:
    """Key → the party it is counted as: the fullest name of which it is a shorter form, where there is only one."""
    by_key: dict[str, Party] = {}
    for p in parties:
        if p is not None and (p.key not in by_key or p.named):
            by_key[p.key] = p
    distinct = sorted(by_key.values(), key=lambda p: (len(_core(p.key)), p.key))
    out: dict[str, Party] = {}
    for party in distinct:
        fuller = [p for p in distinct if p.key != party.key and is_short_for(party.key, p.key)]
        longest = [p for p in fuller if all(p.key == q.key or is_short_for(q.key, p.key) for q in fuller)]
        out[party.key] = longest[-1] if longest else party
    return out


def is_short_for(short: str, full: str) -> bool:
    """`ministry` for `interior-ministry`, `interior-ministry` for `interior-ministry-of-marenia`: the same head, words left out."""
    a, b = _core(short), _core(full)
    return bool(a) and set(a) <= set(b) and (len(a) < len(b) or short < full) and _head(short) == _head(full)


def _head(key: str) -> str:
    """The last word before *of* or *for*."""
    words = key.split("-")
    cut = next((k for k, w in enumerate(words) if w in ("of", "for") and k), len(words))
    return words[cut - 1]


def _core(key: str) -> list[str]:
    return [w for w in key.split("-") if w not in _SMALL]


def _words(key: str) -> list[str]:
    return [w for w in re.split(r"[-\s+]+", key) if w and w not in _SMALL]


def slug(name: str | None) -> str | None:
    """A name as a key: *the Interior Ministry* → `interior-ministry`."""
    if not name:
        return None
    words = re.findall(r"[^\W_]+(?:['’.][^\W_]+)*", re.sub(r"['’]s?\b", "", name.lower()))
    return "-".join(words[1:] if words and words[0] in {"the", "a", "an"} else words) or None
