"""The pages of one thing: a claim, an event, a speaker."""

from __future__ import annotations

import msgspec

from allegedly.errors import SetupError
from allegedly.records import OriginTree
from allegedly.store import AnswerLine, ClaimLine, ClaimView, EventView, Store, WhoView, claim, event, who
from allegedly.store.ids import resolve_id
from allegedly.store.query import origins_of
from allegedly.web.ask import Ask
from allegedly.web.draw.tree import TreeNode, draw_tree
from allegedly.web.site import NotFound, Site
from allegedly.web.view import View
from allegedly.web.views.lists import printers_of


class Variant(msgspec.Struct, frozen=True, kw_only=True):
    """One wording and those who carry it."""

    text: str
    claims: tuple[ClaimLine, ...]


class ClaimDrawn(msgspec.Struct, frozen=True, kw_only=True):
    """Answers in time order; the wordings of the same claim, and of the same utterance, side by side."""

    answers: tuple[AnswerLine, ...]
    wordings: tuple[Variant, ...]
    quotes: tuple[Variant, ...]
    tree: tuple[TreeNode, ...] = ()
    printers: dict[str, str] = {}


class ActCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many of the claims shown have one act."""

    act: str
    count: int


def build_claim(site: Site, ask: Ask) -> View:
    """Everything about one claim. Raises `NotFound`."""
    with site.reading() as store:
        view = claim(store, known_id(store, "claim", ask.values["id"]), ask.filter().as_of)
        drawn = msgspec.structs.replace(draw_claim(view), printers=printers_of(store, view.conflicts))
    return View(title=f"{view.claim.speaker}: {shortened(view.claim.text)}", data=view, drawn=drawn)


def draw_claim(view: ClaimView) -> ClaimDrawn:
    """What the page of a claim shows in another order than the store gives it."""
    return ClaimDrawn(
        answers=tuple(sorted(view.answers, key=lambda a: (a.answer.day, a.answer.id))),
        wordings=variants((view.claim, *view.same)),
        quotes=variants((view.claim, *view.utterance)) if view.utterance else (),
        tree=draw_tree(view.origins) if view.origins else (),
    )


def variants(lines: tuple[ClaimLine, ...]) -> tuple[Variant, ...]:
    """Claims by their wording, the wording first printed first."""
    found: dict[str, list[ClaimLine]] = {}
    for line in sorted(lines, key=lambda c: (c.day, c.document, c.id)):
        found.setdefault(" ".join(line.text.casefold().split()), []).append(line)
    return tuple(Variant(text=group[0].text, claims=tuple(group)) for group in found.values())


def build_who(site: Site, ask: Ask) -> View:
    """What one voice said over time. Raises `NotFound`."""
    with site.reading() as store:
        try:
            view = who(store, ask.values["id"], ask.filter())
        except SetupError as error:
            raise NotFound(str(error).partition(": `")[0]) from None
    return View(title=view.source.name, data=view, drawn=count_acts(view))


def count_acts(view: WhoView) -> tuple[ActCount, ...]:
    """The acts of the claims on this page, the commonest first."""
    acts: dict[str, int] = {}
    for line in view.said.rows:
        acts[line.act] = acts.get(line.act, 0) + 1
    return tuple(ActCount(act=act, count=count) for act, count in sorted(acts.items(), key=lambda a: (-a[1], a[0])))


def known_id(store: Store, table: str, given: str) -> str:
    """The full id of a row. Raises `NotFound`."""
    try:
        return resolve_id(store.connection, table, given)
    except SetupError as error:
        raise NotFound(str(error)) from None


def shortened(text: str, most: int = 80) -> str:
    """The beginning of a text, for a title."""
    return text if len(text) <= most else text[: most - 2].rsplit(" ", 1)[0] + " …"


class EventPage(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about one event, with the origins of each group of claims that carries it, the largest group first."""

    view: EventView
    origins: tuple[OriginTree, ...] = ()


class EventDrawn(msgspec.Struct, frozen=True, kw_only=True):
    """The trees of origins as drawn; who printed what no claim says."""

    trees: tuple[tuple[OriginTree, tuple[TreeNode, ...]], ...]
    printers: dict[str, str]


def build_event(site: Site, ask: Ask) -> View:
    """Everything about one event. Raises `NotFound`."""
    asked = ask.filter()
    with site.reading() as store:
        view = event(store, known_id(store, "event", ask.values["id"]), asked.as_of)
        groups = dict.fromkeys(c.group or c.id for c in view.claims)
        printers = printers_of(store, view.conflicts)
        found = [t for g in groups if (t := origins_of(store.connection, g, asked.day)) is not None]
    trees = tuple(sorted(found, key=lambda t: (-len(t.testimonies), t.of)))
    what = shortened(view.claims[0].text if view.claims else view.event.text)
    drawn = EventDrawn(trees=tuple((tree, draw_tree(tree)) for tree in trees), printers=printers)
    return View(title=f"{view.event.speakers[0]}: {what}", data=EventPage(view=view, origins=trees), drawn=drawn)
