"""Two sample reports analysed once, and one made by hand whose words a spreadsheet would run."""

from __future__ import annotations

from io import BytesIO

import msgspec
import pytest

from allegedly.export import Item, Options, items_from_lines, write_export
from allegedly.pipeline import analyse_document
from allegedly.read import document_from_text, read_document
from allegedly.records import Attribution, Claim, Event, Participant, Place, Plover, Relation, Report, Span, Speaker, When, encode_report

TEXT = (
    "=cmd() of the harbour board said +1 boats had left on July 1 and @home nobody knew. "
    "-Rehn denied it. The talks took place in Odra, in the northern Odra region and in Poland. " + "He went on at length about it. " * 20
)


def span(words, start=0):
    at = TEXT.index(words, start)
    return Span(at, at + len(words))


def place(words, kind, **more):
    values = {"span": span(words), "name": words, "kind": kind, "lat": 52.5, "lon": 14.5, "country": "PL"} | more
    return Place(**values)


def make_report(**document):
    made = document_from_text(
        TEXT, "hand-made", published="2024-07-02", publisher="=Odra Times", url="https://odra.example/1", title="@SUM(1)"
    )
    made = msgspec.structs.replace(made, **document)
    long = span("He went on at length about it. " * 20)
    said = Attribution(
        id="a1", source=(span("=cmd() of the harbour board"),), cue=(span("said"),), content=(span("+1 boats had left on July 1"), span("@home nobody knew")),
        speaker=Speaker(name="=cmd()", country="PL", role="+head", speaks_for="Harbour Board", origin="PL-state", type="person"), kind="direct",
    )  # fmt: skip
    denied = Attribution(
        id="a2",
        source=(span("-Rehn"),),
        cue=(span("denied"),),
        content=(span("it"),),
        act="deny",
        speaker=Speaker(name="-Rehn", type="person"),
    )
    unnamed = Attribution(id="a3", source=(), cue=(), content=(long,), parent="a1")
    claims = (
        Claim(id="c1", attribution="a1", spans=(span("+1 boats had left on July 1"),), modality="alleged", about=("-Rehn",)),
        Claim(id="c2", attribution="a2", spans=(span("it"),), polarity="negative"),
        Claim(id="c3", attribution="a3", spans=(long,), modality="planned"),
    )
    trigger = (span("had left"),)
    actor = Participant(name="Harbour Board", spans=(span("harbour board"),), country="PL")
    when = When(edtf="2024-07-01")
    coded = Plover(root="RETREAT", quad=2, mode="withdraw")
    events = (
        Event(
            id="00000000000000e1",
            trigger=trigger,
            action="leave",
            claims=("c1",),
            actor=actor,
            place=place("Odra", "city"),
            when=when,
            plover=coded,
            modality="alleged",
        ),
        Event(
            id="00000000000000e2",
            trigger=trigger,
            action="leave",
            claims=("c3",),
            place=place("Odra region", "admin1", qualifier="northern"),
            plover=coded,
        ),
        Event(id="00000000000000e3", trigger=trigger, action="leave", place=place("Poland", "country")),
        Event(id="00000000000000e4", trigger=trigger, action="leave", place=place("harbour", "city", use="associative")),
    )
    relations = (Relation(source="c2", type="denies", target="c1", evidence=(span("denied"),)),)
    return Report(document=made, attributions=(said, denied, unnamed), claims=claims, events=events, relations=relations)


@pytest.fixture(scope="session")
def hand_made() -> Item:
    """The report made by hand, as the exports get it."""
    return next(i for i in items_from_lines([encode_report(make_report())], "hand") if isinstance(i, Item))


@pytest.fixture(scope="session")
def real(examples) -> list[Item]:
    """Two sample reports."""
    wanted = [p for p in examples if p.stem in ("border-buildup", "ferry-toll")]
    lines = [
        encode_report(analyse_document(read_document(str(p), published="2024-07-01", url=f"https://wire.example/{p.stem}"))) for p in wanted
    ]
    return [item for item in items_from_lines(lines, "examples") if isinstance(item, Item)]


@pytest.fixture(scope="session")
def items(hand_made, real) -> list[Item]:
    """All three."""
    return [hand_made, *real]


def export(items, form, **options) -> bytes:
    """The bytes of an export."""
    out = BytesIO()
    write_export(items, form, out, Options(**options))
    return out.getvalue()
