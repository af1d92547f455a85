"""The timeline: what is said to have happened when, and when it was said, on axes of their own; plans ahead and what became of them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec

from allegedly.store import DueLine, Page, TimelineLine, due, timeline
from allegedly.store.query_volume import VolumeLine, volume
from allegedly.web.ask import Ask
from allegedly.web.draw.timeline import Axis, Bar, Interval, axis_of, bar_of, interval_of
from allegedly.web.site import Site
from allegedly.web.view import View

AHEAD = 12


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """One page of the timeline, and the plans that fall on `today` or later."""

    today: str
    entries: Page[TimelineLine]
    ahead: tuple[DueLine, ...]
    states: dict[str, DueLine]


class Lane(msgspec.Struct, frozen=True, kw_only=True):
    """One entry drawn: the bar of what would have happened, the bar of when it was said, and what became of a plan."""

    line: TimelineLine
    happened: Bar | None
    said: Bar | None
    happened_edtf: str | None
    said_edtf: str | None
    plan: DueLine | None = None


class TimelineDrawn(msgspec.Struct, frozen=True, kw_only=True):
    """The two axes and the lanes between them."""

    happened: Axis | None
    said: Axis | None
    lanes: tuple[Lane, ...]


def build_timeline(site: Site, ask: Ask) -> View:
    """One page of the timeline."""
    asked = ask.filter()
    today = asked.as_of or datetime.now(UTC).date().isoformat()
    with site.reading() as store:
        entries = timeline(store, asked)
        ahead = due(store, msgspec.structs.replace(asked, since=max(today, asked.since or ""), after=None, limit=AHEAD), today).rows
        states = due(store, msgspec.structs.replace(asked, **_range(entries), after=None, limit=200), today).rows
    shown = {r.event.id for r in entries.rows if r.event}
    data = Timeline(today=today, entries=entries, ahead=ahead, states={d.event.id: d for d in states if d.event.id in shown})
    return View(title="Timeline", data=data, drawn=draw_timeline(data))


def _range(entries: Page[TimelineLine]) -> dict[str, str | None]:
    """The days that a page of the timeline covers."""
    days = [day for row in entries.rows for day in (row.first, row.last)]
    return {"since": min(days, default=None), "until": max(days, default=None)}


def draw_timeline(data: Timeline) -> TimelineDrawn:
    """Two axes, one for what would have happened, one for when it was said."""
    today = date.fromisoformat(data.today[:10]) if len(data.today) >= 10 else None
    happened = [_happened(row) for row in data.entries.rows]
    said = [interval_of(_said(row)) for row in data.entries.rows]
    axes = axis_of([h for h in happened if h], today), axis_of([s for s in said if s], today)
    lanes = tuple(_lane(row, h, s, axes, data) for row, h, s in zip(data.entries.rows, happened, said, strict=True))
    return TimelineDrawn(happened=axes[0], said=axes[1], lanes=lanes)


def _lane(
    row: TimelineLine, happened: Interval | None, said: Interval | None, axes: tuple[Axis | None, Axis | None], data: Timeline
) -> Lane:
    return Lane(
        line=row, happened=bar_of(axes[0], happened), said=bar_of(axes[1], said), happened_edtf=row.event.when if row.event else None,
        said_edtf=_said(row), plan=data.states.get(row.event.id) if row.event else None,
    )  # fmt: skip


def _happened(row: TimelineLine) -> Interval | None:
    return interval_of(row.event.when) if row.event else None


def _said(row: TimelineLine) -> str | None:
    """When it was said, or printed where the text does not say; `None` where nobody knows either."""
    shown = row.claim or row.event
    if row.claim and row.claim.said:
        return row.claim.said
    return shown.day if shown and shown.day_basis == "published" else None


def build_volume(site: Site, ask: Ask) -> tuple[VolumeLine, ...]:
    """How many claims fall on each day, for the chart."""
    with site.reading() as store:
        return volume(store, ask.filter())
