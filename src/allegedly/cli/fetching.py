"""How addresses are fetched, from the settings in force."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from allegedly.settings import Settings, load_settings

if TYPE_CHECKING:
    from allegedly.read.fetch import FetchRules


def fetch_rules(settings: Settings | None = None) -> FetchRules:
    """The rules for fetching that `settings` (those in force, if none are given) ask for."""
    from allegedly.read.fetch import FetchRules

    settings = settings or load_settings()
    return FetchRules(
        agent=settings.agent,
        pause=settings.pause,
        cache=str(Path(settings.cache).expanduser()) if settings.cache else None,
        allow_private=settings.allow_private,
    )
