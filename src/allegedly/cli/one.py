"""The questions about one thing: `claim ID`, `who NAME`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from allegedly.cli import lines
from allegedly.cli.asking import day_option, list_options, open_reader, print_row, store_options

if TYPE_CHECKING:
    from allegedly.store import ClaimView, WhoView


@click.command()
@click.argument("claim_id", metavar="ID")
@day_option
@store_options
def claim(claim_id: str, db: str | None, as_json: bool, as_of: str | None) -> None:
    """Show one claim: its words in their sentence, how it stands and why, who answered, who else says it. ID may be cut short."""
    from allegedly import store

    with open_reader(db) as file:
        print_row(store.claim(file, claim_id, as_of), as_json, _show_claim)


@click.command()
@click.argument("name", metavar="NAME|ID")
@list_options
def who(name: str, db: str | None, as_json: bool, **values: Any) -> None:
    """Show one speaker: what was said by them and about them, whom they answered, who answered them."""
    import msgspec

    from allegedly import store
    from allegedly.cli.filters import make_filter

    asked = msgspec.structs.replace(make_filter(values), after=values["after"], limit=values["limit"] or 500)
    with open_reader(db) as file:
        print_row(store.who(file, name, asked), as_json, _show_who)


# ---------------------------------------------------------------- as text


def _show_claim(view: ClaimView, width: int) -> Iterator[str]:
    yield from lines.show_claim(view.claim, width)
    yield ""
    yield from _part("In the report", lines.wrap(f"“{view.context_text}”", width, "  "))
    yield from _part("How it stands", _standing(view, width))
    yield from _part("Whose word it is", _origins(view, width))
    yield from _part("Answered by", (x for a in view.answers for x in lines.show_answer(a, width)))
    yield from _part("It answers", (x for a in view.answering for x in lines.show_answer(a, width)))
    yield from _part("The same utterance in other words", (x for c in view.utterance for x in lines.show_wording(c, width)))
    yield from _part("The same claim elsewhere", (x for c in view.same for x in lines.show_wording(c, width)))
    yield from _part(
        "What would have happened", (x for e in view.events for x in lines.wrap(f"{e.speaker}: {lines.event_words(e)}", width, "  "))
    )
    yield from _part("Where reports disagree", (x for c in view.conflicts for x in lines.show_conflict(c, width)))
    yield from _part("Corrections", (f"  {c.made[:10]} {c.kind}: {c.note}" for c in view.corrections))


def _part(title: str, body: Iterator[str] | list[str]) -> Iterator[str]:
    """A headed part, nothing where it is empty."""
    shown = list(body)
    if shown:
        yield click.style(title, underline=True)
        yield from shown
        yield ""


def _standing(view: ClaimView, width: int) -> Iterator[str]:
    status = view.status
    if status is None:
        return
    for part in status.parts:
        opened = f"  ({', '.join(dict.fromkeys(e.document[: lines.SHORT] for e in part.evidence))})" if part.evidence else ""
        yield from lines.wrap(f"{part.text}{opened}", width, "  · ", "    ")
    looked = "in its own report" if status.scope == "report" else f"over {status.documents} document{'s' * (status.documents != 1)}"
    yield from lines.dim(lines.wrap(f"looked at {looked}, rule {status.rule}, from {len(status.inputs)} rows", width, "  "))


def _origins(view: ClaimView, width: int) -> Iterator[str]:
    if view.origins is None:
        return
    count = f"{view.origins.strict}" if view.origins.strict == view.origins.lenient else f"{view.origins.strict} to {view.origins.lenient}"
    yield f"  {count} independent origin{'s' * (view.origins.lenient != 1)}"
    yield from (f"  {line}" for root in view.origins.roots for line in _node(root, 1))


def _node(node: Any, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}{node.kind}: {node.name or 'not named'} ({len(node.claims)} claim{'s' * (len(node.claims) != 1)})"
    for child in node.children:
        yield from _node(child, depth + 1)


def _show_who(view: WhoView, width: int) -> Iterator[str]:
    yield from lines.show_source(view.source, width)
    if view.source.roles:
        yield from lines.wrap(f"as {', '.join(view.source.roles)}", width, "    ")
    if len(view.names) > 1:
        yield from lines.dim(lines.wrap(f"also meant by that name: {', '.join(view.names[1:])}", width, "    "))
    yield ""
    yield from _part("Said", (x for c in view.said.rows for x in lines.show_claim(c, width, "  ")))
    yield from _part("Said about them", (x for c in view.about.rows for x in lines.show_claim(c, width, "  ")))
    yield from _part("Answered", (x for a in view.answers for x in lines.show_answer(a, width)))
    yield from _part("Was answered", (x for a in view.answered for x in lines.show_answer(a, width)))
