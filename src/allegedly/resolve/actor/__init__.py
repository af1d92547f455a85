"""Who that is: speakers and participants resolved to the fullest name this text gives, with state, origin and role as printed.

Nothing is filled from outside the text but what any atlas gives about countries, capitals and the houses of governments. A person's
country is that of the body he is printed to speak for; an unknown stays `None`.
"""

from __future__ import annotations

from allegedly.resolve.actor.origins import Origins, default_origins, origins_from
from allegedly.resolve.actor.resolve import names_in, resolve_participant, resolve_speakers

__all__ = ["Origins", "default_origins", "names_in", "origins_from", "resolve_participant", "resolve_speakers"]
