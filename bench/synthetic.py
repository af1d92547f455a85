"""Made-up reports in the form the pipeline gives, for measures of size: words, speakers and outlets as unevenly spread as in news."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import date, timedelta

from allegedly.records import (
    Attribution,
    Claim,
    Document,
    Event,
    Participant,
    Place,
    Plover,
    Relation,
    Report,
    Said,
    Span,
    Speaker,
    Status,
    StatusPart,
    When,
    make_id,
)  # fmt: skip

COUNTRIES = ("RU", "UA", "US", "BY", "IL", "PS", "SY", "TR", "CN", "TW", "IN", "PK", "FR", "DE", "GB", "NG", "SD", "ET", "KR", "KP")
MODALITIES = ("asserted",) * 10 + ("alleged",) * 4 + ("planned",) * 3 + ("conditional", "negated", "hypothetical")
ACTS = ("assert",) * 8 + ("allege", "deny", "dispute", "announce", "warn", "predict")
SUPPORTS = ("single-source",) * 6 + ("self-reported", "reporter-stated", "same-origin ×3", "corroborated by 2")
RESPONSES = ("no response in corpus",) * 7 + ("denied", "disputed", "commented")
FIRST_DAY = date(2019, 1, 1)


class World:
    """Words, speakers, places and outlets, each drawn by rank: the second half as often as the first, and so on (Zipf)."""

    def __init__(self, seed: int, words: int = 20_000, speakers: int = 30_000, outlets: int = 300, places: int = 3_000) -> None:
        self.random = random.Random(seed)
        made = random.Random(0)
        self.words = [
            "".join(made.choice("bdfgklmnprstvz") + made.choice("aeiou") for _ in range(made.randint(2, 4))) for _ in range(words)
        ]
        self.speakers = [self._speaker(made, k) for k in range(speakers)]
        self.outlets = [f"Outlet {k}" for k in range(outlets)]
        self.places = [(f"Town {k}", made.choice(COUNTRIES), made.uniform(-60, 70), made.uniform(-180, 180)) for k in range(places)]

    def _speaker(self, made: random.Random, k: int) -> tuple[str, str]:
        return f"{made.choice(self.words[:4000]).title()} {made.choice(self.words[:4000]).title()}{k % 97}", made.choice(COUNTRIES)

    def rank(self, count: int) -> int:
        """A rank below `count`, low ones oftener."""
        return min(count - 1, int(count ** self.random.random()) - 1)

    def phrase(self, length: int) -> str:
        """Words in no order of sense."""
        return " ".join(self.words[self.rank(len(self.words))] for _ in range(length))


def make_report(world: World, name: str, claims: int = 20, days: int = 2000) -> Report:
    """One report of that many claims, each in a sentence of its own with a speaker, some with a place and a date."""
    draw = world.random
    published = FIRST_DAY + timedelta(days=draw.randrange(days))
    drawn = [(*world.speakers[world.rank(len(world.speakers))], world.phrase(draw.randint(8, 16))) for _ in range(claims)]
    text = "\n".join(f"{speaker} said {content}." for speaker, _, content in drawn)
    outlet = world.outlets[world.rank(len(world.outlets))]
    document = _document(text, name, published.isoformat(), world.phrase(6), outlet)
    rows, made, events, offset = [], [], [], 0
    for speaker, country, content in drawn:
        row, claim, event = _line(world, document.id, offset, speaker, country, content, published)
        rows.append(row)
        made.append(claim)
        events.append(event)
        offset += len(speaker) + len(content) + 8
    relations = (Relation(source=made[1].id, type="disputes", target=made[0].id, evidence=rows[1].cue, rule="made"),) if claims > 1 else ()
    statuses = tuple(_status(world, c) for c in made)
    return Report(
        document=document, attributions=tuple(rows), claims=tuple(made), events=tuple(events), relations=relations, statuses=statuses
    )


def _document(text: str, name: str, published: str, title: str, outlet: str) -> Document:
    """As the reader would make it, without looking for wire furniture in it."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(
        id=make_id(digest, "document", name), source_id=name, text=text, sha256=digest, url=f"https://news.example/{name}", title=title,
        language="en", published=published, published_basis="given", publisher=outlet,
    )  # fmt: skip


def _line(
    world: World, document: str, start: int, speaker: str, country: str, content: str, published: date
) -> tuple[Attribution, Claim, Event]:
    draw = world.random
    source = Span(start, start + len(speaker))
    cue = Span(source.end + 1, source.end + 5)
    span = Span(cue.end + 1, cue.end + 1 + len(content))
    who = Speaker(name=speaker, evidence=(source,), country=country, origin=f"{country}-state" if draw.random() < 0.5 else speaker.lower())
    act = draw.choice(ACTS)
    row = Attribution(
        id=make_id(document, "attribution", start), source=(source,), cue=(cue,), content=(span,), speaker=who, act=act,
        said=Said(edtf=published.isoformat()), score=0.9, rule="made",
    )  # fmt: skip
    modality = draw.choice(MODALITIES)
    claim = Claim(id=make_id(document, "claim", start), attribution=row.id, spans=(span,), modality=modality, rule="made")
    name, where, lat, lon = world.places[world.rank(len(world.places))]
    place = Place(
        span=Span(span.start, span.start + 4), name=name, kind="city", country=where, lat=lat, lon=lon, geonames_id=1000 + int(name[5:])
    )
    happened = published - timedelta(days=draw.randrange(5)) if modality != "planned" else published + timedelta(days=draw.randrange(60))
    event = Event(
        id=make_id(document, "event", start), trigger=(Span(span.start, span.start + 4),), action=content[:4], claims=(claim.id,),
        actor=Participant(name=speaker), place=place if draw.random() < 0.4 else None,
        when=When(edtf=happened.isoformat()) if draw.random() < 0.5 else None, modality=modality, plover=Plover(root="ASSAULT", quad=4), rule="made",
    )  # fmt: skip
    return row, claim, event


def _status(world: World, claim: Claim) -> Status:
    part = StatusPart(text="made", spans=claim.spans)
    support, response = world.random.choice(SUPPORTS), world.random.choice(RESPONSES)
    return Status(of=claim.id, modality=claim.modality, support=support, response=response, parts=(part,), inputs=(claim.id,), rule="made")


def make_reports(count: int, claims: int = 20, seed: int = 1) -> Iterator[Report]:
    """That many reports; the same seed gives the same ones."""
    world = World(seed)
    for k in range(count):
        yield make_report(world, f"made-{seed}-{k}", claims)
