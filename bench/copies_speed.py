"""Copy detection, one process: `python bench/copies_speed.py [DOCUMENTS ...]` (default 1000 10000).

A synthetic archive: stories of invented words, 35 in 100 documents original, the others altered reprints (dressed, cut, reordered,
words changed, two stories in one). Beside ours, in the same run, the plain way: shingles as strings, rensa MinHash, LSH bands,
exact containment of candidates. Prints documents per second of processor time, recall of the reprints' edges, and peak memory above the
start. Import and tables are warmed on a few documents first.
"""

from __future__ import annotations

import random
import re
import resource
import sys
import time
from collections.abc import Callable, Iterator

from allegedly.link.copies import find_copies
from allegedly.records import Document

WORD = re.compile(r"\w+")
MINIMUM = 0.58


def make_archive(count: int, seed: int = 1) -> Iterator[tuple[Document, str | None]]:
    """Documents, each with the id of the one it copies."""
    pick = random.Random(seed)
    syllables = [a + b for a in "bcdfghklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "il", "on", "us")]
    words = ["".join(pick.choices(syllables, k=pick.choice((1, 2, 2, 3)))) for _ in range(20_000)]
    weights = [1 / (rank + 10) for rank in range(len(words))]
    stories: list[list[str]] = []
    sources: list[str] = []
    for k in range(count):
        if not stories or pick.random() < 0.35:
            stories.append(_make_story(pick, words, weights))
            sources.append(f"d{k}")
            yield _document(k, stories[-1]), None
            continue
        first = pick.randrange(len(stories))
        yield _document(k, _alter(pick, stories[first], pick.choice(stories), words)), sources[first]


def _make_story(pick: random.Random, words: list[str], weights: list[float]) -> list[str]:
    drawn = iter(pick.choices(words, weights, k=40 * 30))
    sentences = []
    for _ in range(pick.randint(8, 26)):
        body = " ".join(next(drawn) for _ in range(pick.randint(10, 26)))
        sentences.append(f'"{body}," {next(drawn)} said.' if pick.random() < 0.15 else f"{body.capitalize()}.")
    return sentences


def _alter(pick: random.Random, story: list[str], other: list[str], words: list[str]) -> list[str]:
    way = pick.randrange(5)
    if way == 0:
        return ["NORTHTOWN (Wire) - " + story[0], *story[1:], "Copyright of the Wire. All rights reserved to the owners of this text."]
    if way == 1:
        return story[: max(3, len(story) * pick.randint(3, 8) // 10)]
    if way == 2:
        return pick.sample(story, len(story))
    if way == 3:
        return [" ".join(w if pick.random() > 0.08 else pick.choice(words) for w in s.split(" ")) for s in story]
    return story[: max(4, len(story) * 7 // 10)] + other[: len(other) // 2]


def _document(number: int, sentences: list[str]) -> Document:
    paragraphs = [" ".join(sentences[k : k + 2]) for k in range(0, len(sentences), 2)]
    return Document(id=f"d{number}", source_id=f"d{number}", text="\n\n".join(paragraphs), sha256="")


def find_plainly(documents: list[Document]) -> set[frozenset[str]]:
    """Edges by rensa and sets of strings."""
    from rensa import RMinHash, RMinHashLSH

    sets = []
    for document in documents:
        words = WORD.findall(document.text.lower())
        sets.append({" ".join(words[k : k + 5]) for k in range(len(words) - 4)})
    sketches = RMinHash.from_token_sets([list(s) for s in sets], 128, 42)
    lsh = RMinHashLSH(0.3, 128, 32)
    lsh.insert_many(sketches)
    found = set()
    for k, candidates in enumerate(lsh.query_all(sketches)):
        for other in candidates:
            if k < other and len(sets[k] & sets[other]) >= MINIMUM * max(1, min(len(sets[k]), len(sets[other]))):
                found.add(frozenset((documents[k].id, documents[other].id)))
    return found


def find_ours(documents: list[Document]) -> set[frozenset[str]]:
    """Edges by `find_copies`."""
    return {frozenset((edge.a, edge.b)) for edge in find_copies(documents, MINIMUM)}


def _measure(find: Callable[[list[Document]], set[frozenset[str]]], documents: list[Document]) -> tuple[float, set[frozenset[str]], float]:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    edges = find(documents)
    return time.process_time() - began, edges, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def main() -> None:
    """One line per size and way; ours first, so that its memory is its own."""
    find_ours([d for d, _ in make_archive(20)])
    for count in [int(a) for a in sys.argv[1:]] or [1_000, 10_000]:
        rows = list(make_archive(count))
        documents = [d for d, _ in rows]
        gold = {frozenset((d.id, source)) for d, source in rows if source}
        seconds = {}
        for name, find in (("allegedly", find_ours), ("rensa only", find_plainly)):
            seconds[name], edges, memory = _measure(find, documents)
            print(
                f"{count:7d} {name:11s} {count / seconds[name]:7.0f} documents/s   edges {len(edges):7d}   recall of reprints "
                f"{len(edges & gold) / len(gold):.3f}   memory +{memory:.0f} MB"
            )
        print(f"{count:7d} ratio {seconds['rensa only'] / seconds['allegedly']:.2f}")


if __name__ == "__main__":
    main()
