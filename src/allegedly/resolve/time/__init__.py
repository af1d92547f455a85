"""Time expressions of a report: found, anchored on its publication date, given an interval, and tied to what they date."""

from __future__ import annotations

from allegedly.resolve.time.attach import resolve_times
from allegedly.resolve.time.happened import attach_events
from allegedly.resolve.time.normalise import find_timexes

__all__ = ["attach_events", "find_timexes", "resolve_times"]
