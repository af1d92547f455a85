"""Speed of the store: adding reports, and questions over many claims.

    python -m bench.store_speed --claims 1000000 --db /tmp/bench.db

The file is made once and used again. Every question is asked many times with conditions drawn anew: none, one or two of speaker, country,
place, modality, standing, outlet, days and words (none of the thirty commonest), half of them as of a past day; a page of 50 lines is
read to its end. Times are of
the whole answer, one connection, the file in the page cache of the system: processor time, which other programs do not
lengthen, and the clock.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median, quantiles

from allegedly.store import Filter, Store, answers, claims, counts, documents, due, events, open_store, places, search, sources, timeline
from bench.synthetic import COUNTRIES, SUPPORTS, World, make_reports

TOGETHER = 100
QUESTIONS: dict[str, Callable[[Store, Filter], object]] = {
    "claims": claims, "sources": sources, "timeline": timeline, "search": lambda s, f: search(s, f.text or "", f), "events": events,
    "documents": documents, "answers": answers, "due": due, "places": places,
}  # fmt: skip


def fill(path: Path, wanted: int, each: int) -> None:
    """Add reports until the store holds `wanted` claims; print the rate."""
    with open_store(path) as store:
        start = counts(store)
        began, added = time.perf_counter(), 0
        pending = make_reports((wanted - start.claims + each - 1) // each, each, seed=start.documents + 1)
        while batch := [report for _, report in zip(range(TOGETHER), pending, strict=False)]:
            with store.transaction():
                for report in batch:
                    store.add_report(report)
            added += len(batch)
            if added % 5_000 == 0:
                print(f"{added:,} reports, {added / (time.perf_counter() - began):,.0f} a second", flush=True)
        seconds = time.perf_counter() - began
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    print(
        f"added {added:,} reports, {added * each:,} claims in {seconds:.0f} s: {added / seconds:,.0f} reports, {added * each / seconds:,.0f} claims a second"
    )


def draw_filters(world: World, count: int, needs_text: bool) -> Iterator[Filter]:
    """Filters as users would write them."""
    draw = world.random
    makers: dict[str, Callable[[], str]] = {
        "actor": lambda: world.speakers[world.rank(len(world.speakers))][0], "country": lambda: draw.choice(COUNTRIES),
        "place": lambda: str(1000 + world.rank(len(world.places))), "modality": lambda: draw.choice(("alleged", "planned", "negated", "asserted")),
        "support": lambda: draw.choice(SUPPORTS), "outlet": lambda: world.outlets[world.rank(len(world.outlets))],
        "since": lambda: f"20{draw.randint(19, 23)}-{draw.randint(1, 12):02}-01", "text": lambda: " ".join(world.words[30 + world.rank(len(world.words) - 30)] for _ in range(draw.randint(1, 2))),
    }  # fmt: skip
    for _ in range(count):
        names = draw.sample(sorted(makers), draw.choice((0, 1, 1, 2)))
        if needs_text and "text" not in names:
            names.append("text")
        values = {name: makers[name]() for name in names}
        if draw.random() < 0.5:
            values["as_of"] = f"20{draw.randint(20, 24)}-06-30"
        yield Filter(**values)  # type: ignore[arg-type]


def measure(path: Path, times: int, only: list[str]) -> None:
    """Print p50, p95 and the slowest of every question."""
    with open_store(path) as store:
        print(counts(store))
        for name, question in QUESTIONS.items():
            if only and name not in only:
                continue
            world = World(7)
            world.random = random.Random(11)
            took = []
            for filter in draw_filters(world, times, name == "search"):
                began, worked = time.perf_counter(), time.thread_time()
                question(store, filter)
                took.append((1000 * (time.thread_time() - worked), 1000 * (time.perf_counter() - began), filter))
            took.sort(key=lambda t: t[0])
            ours, clock = [t for t, _, _ in took], sorted(t for _, t, _ in took)
            print(
                f"{name:10} processor p50 {median(ours):6.1f} p95 {quantiles(ours, n=20)[-1]:6.1f} slowest {ours[-1]:7.1f} ms"
                f"   clock p50 {median(clock):6.1f} p95 {quantiles(clock, n=20)[-1]:6.1f} ms", flush=True,
            )  # fmt: skip
            for t, _, filter in took[-3:]:
                asked = {f: v for f in Filter.__struct_fields__ if (v := getattr(filter, f)) is not None and f not in ("limit", "versions")}
                print(f"{'':12}{t:7.1f} ms {asked}")


def main() -> None:
    """Fill where needed, then measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--db", type=Path, required=True)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--each", type=int, default=20, help="claims a report")
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--only", nargs="*", default=[])
    chosen = parser.parse_args()
    with open_store(chosen.db) as store:
        held = counts(store).claims
    if held < chosen.claims:
        fill(chosen.db, chosen.claims, chosen.each)
    measure(chosen.db, chosen.times, chosen.only)


if __name__ == "__main__":
    main()
