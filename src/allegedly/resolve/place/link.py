"""Which entry of the gazetteer a name means, from the text alone: what contains it, what stands beside it, how large it is.

Each entry of a name is scored and the best taken. Evidence, strongest first: the division or country printed after the name
("Oxford, North Carolina"); divisions and countries named elsewhere in the document; other names whose entries lie nearby; the
logarithm of the population; the class of entry. One name means one place in one document unless the text itself says otherwise.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from typing import NamedTuple

from allegedly.resolve.place.gazetteer import Entry
from allegedly.resolve.place.nations import capital_country
from allegedly.resolve.place.recognise import Toponym
from allegedly.resolve.place.scan import Candidate

MOST_ENTRIES = 40
NEAR_KM = 100.0
PASSES = 3
SMALL_DIVISION = 500_000
"""A first-order division with fewer people is no better known than a town of its size."""
SMALL_TOWN = 20_000
"""A namesake in the same country with fewer people is not the seat of its government."""
STYLE_MOST = 3
"""Style counts at most as much as naming the country so many times."""
_STYLES = {
    "US": re.compile(
        r"(?i)\b(?:sheriff|county|interstate|high school|district attorney|attorneys?|mph|freshman|sophomore|police department|downtown"
        r"|neighbors?|colors?|defense|programs?|centers?|state police|highway patrol|fire department|township|commissioners?|zip code)\b"
    ),
    "CA": re.compile(r"\b(?:Const\.|RCMP|MLA|MPP|MPs?|OPP|provincial|[Pp]remier|kilometres?|neighbours?|centres?|CBC)(?=\W)"),
    "GB": re.compile(
        r"(?i)\b(?:councillors?|pounds|borough|colours?|neighbours?|centres?|programmes?|organis\w+|PC|DC|Det Con|MPs?|A-levels?|NHS|BBC"
        r"|parish council|town council|city council|metres|pub|lorry|crown court|magistrates)\b|£\d"
    ),
}


class Weights(NamedTuple):
    """What each kind of evidence adds to an entry's score; set by coordinate search on the tuning halves of TR-News and LGL."""

    printed: float = 12.0
    division: float = 4.2
    county: float = 1.2
    country: float = 3.75
    near: float = 1.5
    vote: float = 2.9
    county_vote: float = 4.0
    population: float = 0.9
    whole: float = 3.6
    sovereign: float = 2.25
    seat: float = 4.5
    county_class: float = -1.9
    namesake: float = -2.4
    alternate: float = -2.4
    abroad: float = 5.0
    abroad_seat: float = 1.0


WEIGHTS = Weights()


def link_places(toponyms: list[Toponym], text: str) -> list[Entry | None]:
    """For each toponym its entry, `None` where the gazetteer has none."""
    containers = [_printed_container(toponyms, k, text) for k in range(len(toponyms))]
    groups: dict[str, list[int]] = defaultdict(list)
    for k, toponym in enumerate(toponyms):
        groups[_key(toponym.candidate)].append(k)
    votes = {key: _votes(toponyms[ks[0]].candidate) for key, ks in groups.items()}
    style = _style(text)
    support = Support(style, Counter(), votes, {}, frozenset(style))
    chosen: dict[str, Entry] = {}
    for _ in range(PASSES):
        chosen = _read_names(toponyms, groups, containers, support)
        support = Support.of(chosen, toponyms, votes, style)
    shared = [chosen.get(_key(t.candidate)) for t in toponyms]
    return [_own(t.candidate, c, e, support) for t, c, e in zip(toponyms, containers, shared, strict=True)]


def _read_names(
    toponyms: list[Toponym], groups: dict[str, list[int]], containers: list[tuple[Entry, ...]], support: Support
) -> dict[str, Entry]:
    """The best entry of each name, given the reading of the others."""
    out = {}
    for key, ks in groups.items():
        best = _best(toponyms[ks[0]].candidate, _first(containers, ks), support.without(key))
        if best:
            out[key] = best
    return out


def _style(text: str) -> Counter[str]:
    """The country whose newspapers write like this: its institutions and its spelling, as if it were named once or twice."""
    counts = Counter({country: len(pattern.findall(text)) for country, pattern in _STYLES.items()})
    (first, most), (_, second) = counts.most_common(2)
    return Counter({first: min(STYLE_MOST, most - second)}) if most > second else Counter()


class Support(NamedTuple):
    """What the rest of the document offers: countries and divisions it names, divisions for which several names could stand
    (`votes`), and the reading of the other names so far."""

    countries: Counter[str]
    divisions: Counter[int]
    votes: dict[str, dict[int, float]]
    settled: dict[str, Entry]
    style: frozenset[str]

    @classmethod
    def of(cls, first: dict[str, Entry], toponyms: list[Toponym], votes: dict[str, dict[int, float]], style: Counter[str]) -> Support:
        """The support that a first reading of every name gives."""
        countries, divisions = style.copy(), Counter[int]()
        for toponym in toponyms:
            entry = first.get(_key(toponym.candidate))
            if entry and entry.letter in "nab":
                countries[entry.country] += 1
                divisions[entry.number] += 1
        for entry in first.values():
            divisions.update(d for d in (entry.first, entry.second) if d)
        return cls(countries, divisions, votes, first, frozenset(style))

    def without(self, key: str) -> Support:
        """The support that comes from other names than `key`."""
        own = self.settled.get(key)
        divisions, countries = self.divisions.copy(), self.countries.copy()
        if own:
            divisions.subtract(d for d in (own.first, own.second) if d)
            countries[own.country] -= 1 if own.letter in "nab" else 0
        others = {k: v for k, v in self.votes.items() if k != key}
        return Support(countries, divisions, others, {k: e for k, e in self.settled.items() if k != key}, self.style)

    def abroad(self) -> int:
        """How many countries the other names mean, the one whose newspapers write like this left out."""
        return len({e.country for e in self.settled.values() if e.letter == "n"} - self.style)

    def voted(self, division: int) -> float:
        """How strongly the other names speak for a division."""
        return sum(vote.get(division, 0.0) for vote in self.votes.values()) if division else 0.0


def _votes(candidate: Candidate) -> dict[int, float]:
    """A name speaks for every division that has a place of that name, the less the more there are."""
    entries = [e for e in candidate.found.entries[:MOST_ENTRIES] if not e.alternate]
    firsts = {d for e in entries if e.letter in "cb" for d in (e.first, e.second, e.number if e.letter == "b" else 0) if d}
    share = 1.0 / math.sqrt(len({e.first for e in entries}) or 1)
    return dict.fromkeys(firsts, share)


def _key(candidate: Candidate) -> str:
    return f"{candidate.how == 'typed'} {candidate.base.casefold()}"


def _first(containers: list[tuple[Entry, ...]], ks: list[int]) -> tuple[Entry, ...]:
    return next((containers[k] for k in ks if containers[k]), ())


def _own(candidate: Candidate, container: tuple[Entry, ...], shared: Entry | None, support: Support) -> Entry | None:
    """A mention's own printed container outweighs the document's reading of the name."""
    if container and shared and not any(_inside(shared, outer) for outer in container):
        return _best(candidate, container, support)
    return shared


def _printed_container(toponyms: list[Toponym], k: int, text: str) -> tuple[Entry, ...]:
    """The entries of the name that follows after a comma or in brackets: "Oxford, N.C.", "Paris (Texas)"."""
    if k + 1 >= len(toponyms):
        return ()
    here, after = toponyms[k].candidate, toponyms[k + 1].candidate
    gap = text[here.span.end : after.span.start].strip()
    if gap in (",", "(", "in", ", in") and after.how != "demonym":
        return tuple(e for e in after.found.entries if e.letter in "nab" and any(_inside(mine, e) for mine in here.found.entries))
    return ()


def _inside(inner: Entry, outer: Entry) -> bool:
    """True if `outer` is the division or the country that `inner` lies in."""
    if outer.letter == "n":
        return inner.country == outer.country and inner.letter != "n"
    return outer.number in (inner.first, inner.second) and outer.number != 0


def _best(candidate: Candidate, container: tuple[Entry, ...], support: Support) -> Entry | None:
    entries = candidate.found.entries[:MOST_ENTRIES]
    if not entries:
        return None
    return max(entries, key=lambda e: (_score(e, candidate, container, support), e.population, -e.number))


def _score(entry: Entry, candidate: Candidate, container: tuple[Entry, ...], support: Support) -> float:
    w = WEIGHTS
    total = w.population * math.log10(entry.population + 100) + (w.alternate if entry.alternate else 0.0)
    total += _class_score(entry, candidate)
    if _known_abroad(entry, candidate):
        total += (w.abroad if entry.letter in "nr" else w.abroad_seat) * math.log1p(support.abroad())
    if any(_inside(entry, outer) for outer in container):
        total += w.printed
    divisions = support.divisions
    total += w.country * math.log1p(max(0, support.countries[entry.country]))
    total += w.division * math.log1p(max(0, divisions[entry.first] if entry.first else divisions[entry.number]))
    total += w.county * math.log1p(max(0, divisions[entry.second] if entry.second else 0))
    total += w.vote * math.log1p(support.voted(entry.first))
    total += w.county_vote * math.log1p(support.voted(entry.number if entry.letter == "b" else entry.second))
    return total + w.near * math.log1p(_neighbours(entry, support))


def _class_score(entry: Entry, candidate: Candidate) -> float:
    """What the class of the entry adds: whole countries and divisions are named more often than their size says."""
    w = WEIGHTS
    if candidate.how == "typed":
        return w.whole if entry.letter in "abrf" else 0.0
    if entry.letter == "c":
        return w.seat if _is_seat(entry, candidate) else 0.0
    if entry.letter == "a" and any(e.letter == "c" and e.first == entry.number and e.population > 100_000 for e in candidate.found.entries):
        return w.whole + w.namesake
    if entry.letter == "a" and entry.population < SMALL_DIVISION:
        return 0.0
    return {"n": w.sovereign, "b": w.county_class}.get(entry.letter, w.whole)


def _known_abroad(entry: Entry, candidate: Candidate) -> bool:
    """A country, a region of the world or a seat of government: what a report about foreign affairs names without saying where."""
    return entry.letter in "nr" or (entry.letter == "c" and _is_seat(entry, candidate))


def _is_seat(entry: Entry, candidate: Candidate) -> bool:
    return entry.population > SMALL_TOWN and capital_country(candidate.base) == entry.country


def _neighbours(entry: Entry, support: Support) -> int:
    """How many settled settlements lie within `NEAR_KM`."""
    if entry.lat is None or entry.letter not in "cb":
        return 0
    return sum(1 for other in support.settled.values() if other.letter in "cb" and kilometres(entry, other) <= NEAR_KM)


def kilometres(a: Entry, b: Entry) -> float:
    """Distance on the sphere; infinite where one has no point."""
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return math.inf
    lat1, lat2 = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((lat1 - lat2) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(a.lon - b.lon) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))
