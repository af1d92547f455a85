"""The gazetteer: name → entries, read from one compact file without loading it (`data/place/README.md`).

A name is looked up by its normalised form: no case, accents, apostrophes or full stops, hyphens as blanks, "St." as "saint". Only
the bucket that its CRC-32 points to is unpacked, and kept.
"""

from __future__ import annotations

import struct
import unicodedata
import zlib
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

MAGIC = b"ALGZ1\n"
BUCKETS = 2048
KINDS = {"c": "city", "a": "admin1", "b": "admin1", "n": "country", "r": "area", "f": "feature"}


class Entry(NamedTuple):
    """One place. `letter` is its class: c settlement, a first-order division, b second-order, n country, r area, f feature.
    `first` and `second` are GeoNames ids of the divisions it lies in; `alternate` says that the name asked for is a second one."""

    number: int
    letter: str
    country: str
    first: int
    second: int
    population: int
    lat: float | None
    lon: float | None
    name: str
    alternate: bool = False


class Found(NamedTuple):
    """What a name may be: places, and `flags`: w an English word, g a given name, s a frequent surname."""

    entries: tuple[Entry, ...]
    flags: str


NOTHING = Found((), "")


@lru_cache(maxsize=50_000)
def look_up(name: str) -> Found:
    """All places that `name` may name, most populous first, main names before alternates."""
    key = normalise(name)
    if len(key) < 2:
        return NOTHING
    data = _bucket(zlib.crc32(key.encode()) % BUCKETS)
    needle = b"\n" + key.encode() + b"\0"
    start = data.find(needle)
    if start < 0:
        return NOTHING
    flags, *rows = data[start + len(needle) : data.index(b"\n", start + 1)].decode().split("\0")
    return Found(tuple(map(_entry, rows)), flags)


@lru_cache(maxsize=50_000)
def normalise(name: str) -> str:
    """The form under which names are compared: "Saint-Étienne", "St. Etienne" and "SAINT ETIENNE" are one."""
    plain = name.casefold() if name.isascii() else _without_accents(name)
    kept = plain.translate(_MARKS)
    words = ["saint" if w == "st" else "mount" if w == "mt" else "fort" if w == "ft" else w for w in kept.split()]
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words).translate(_FOLD)


def _without_accents(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name).casefold() if not unicodedata.combining(c))


_MARKS = str.maketrans({**dict.fromkeys("-–", " "), **dict.fromkeys(".'’`ʼ‘,")})
_FOLD = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})


def _entry(row: str) -> Entry:
    number, letter, country, first, second, population, lat, lon, name = row.removeprefix("~").split("\t")
    return Entry(
        int(number or 0), letter, country, int(first or 0), int(second or 0), int(population or 0),
        float(lat) if lat else None, float(lon) if lon else None, name, row.startswith("~"),
    )  # fmt: skip


@lru_cache(maxsize=BUCKETS)
def _bucket(k: int) -> bytes:
    body, offsets = _file()
    return zlib.decompress(body[offsets[k] : offsets[k + 1]])


@cache
def _file() -> tuple[bytes, tuple[int, ...]]:
    data = files("allegedly").joinpath("data", "place", "gazetteer.bin").read_bytes()
    head = len(MAGIC) + 4 * (BUCKETS + 1)
    return data[head:], struct.unpack_from(f"<{BUCKETS + 1}I", data, len(MAGIC))
