"""Origin groups: the smallest body that could have invented a claim, as a key (`RU-state`, `labour-party`, `ana-reed`).

The rules stand in `data/actor/origins.toml`, which users can edit; `origins_from` reads another copy of it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from allegedly.resolve.actor.lexicon import fold, read_list, slug


@dataclass(frozen=True)
class Origins:
    """The rules of one origins file."""

    state: str
    place: str
    local_offices: frozenset[str]
    local_organs: frozenset[str]
    state_media: frozenset[str]
    apart: frozenset[str]
    same: dict[str, str] = field(default_factory=dict)

    def of_state(self, country: str) -> str:
        """The group of all organs of one state."""
        return self.state.format(country=country)

    def of_place(self, country: str, place: str) -> str:
        """The group of the authorities of a city or region."""
        return self.place.format(country=country, place=slug(place))

    def of_name(self, name: str) -> str:
        """The group of a body or person that stands for itself."""
        return self.same.get(fold(name)) or slug(name)


def _build(data: dict[str, object]) -> Origins:
    same = data.get("same", {})
    assert isinstance(same, dict)
    return Origins(
        state=str(data["state"]),
        place=str(data.get("place", "{country}-{place}")),
        local_offices=frozenset(_strings(data.get("local_offices"))),
        local_organs=frozenset(_strings(data.get("local_organs"))),
        state_media=frozenset(_strings(data.get("state_media"))),
        apart=frozenset(_strings(data.get("apart"))),
        same={fold(name): key for key, names in same.items() for name in names},
    )


def _strings(value: object) -> list[str]:
    return [str(v).lower() for v in value] if isinstance(value, list) else []


@lru_cache(maxsize=1)
def default_origins() -> Origins:
    """The rules that come with the package."""
    return _build(read_list("origins"))


def origins_from(path: Path) -> Origins:
    """The rules of a user's own file, in the form of `data/actor/origins.toml`."""
    return _build(tomllib.loads(path.read_text(encoding="utf-8")))
