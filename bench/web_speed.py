"""Speed of the pages over HTTP: server time, weight, first paint, readers while reports are added.

    python -m bench.web_speed --db FILE.db [--times 60] [--browser] [--readers 20]

A server runs in a process of its own on FILE.db. Every page is asked for with different filters, claims, events and speakers drawn from
the database (seeded). Server time is from sending the request to having all of the answer, without compression; beside it, on Linux, the
processor time of the server, which other programs do not lengthen. Weight is what a page loads with an empty cache, the chart bundle apart. First paint is Chromium's own measure. `--readers` threads read while an
`allegedly`-made report is kept again and again on a copy of the database.
"""

from __future__ import annotations

import argparse
import http.client
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import quote, urlencode

from allegedly.store import Filter, claims, counts, events, read_store, sources

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--db", type=Path, required=True)
    parser.add_argument("--times", type=int, default=60)
    parser.add_argument("--browser", action="store_true")
    parser.add_argument("--readers", type=int, default=0)
    chosen = parser.parse_args()
    with read_store(chosen.db) as store:
        held = counts(store)
    print(f"{held.documents:,} documents, {held.claims:,} claims")
    asked = make_questions(chosen.db, chosen.times)
    with serving(chosen.db) as (address, server):
        for name, paths in asked.items():
            measure(address, server, name, paths)
        if chosen.browser:
            measure_paint(address, {name: paths[0] for name, paths in asked.items()})
    if chosen.readers:
        measure_readers(chosen.db, chosen.readers, [paths[0] for paths in asked.values()])


def make_questions(db: Path, times: int) -> dict[str, list[str]]:
    """Page → addresses, filters drawn from rows of the database."""
    draw = random.Random(1)
    with read_store(db) as store:
        rows = claims(store, Filter(limit=200)).rows
        happened = events(store, Filter(limit=200)).rows
        voices = sources(store, Filter(limit=200)).rows
        whole = store.connection.execute("SELECT d.id FROM report r JOIN document d ON d.n = r.n ORDER BY r.n DESC LIMIT 200").fetchall()
    filters = [_filter(draw, draw.choice(rows)) for _ in range(times)]
    found = {
        name: [f"/{name}?{urlencode(f)}" for f in filters]
        for name in ("search", "timeline", "map", "disputes", "due", "sources", "documents")
    }
    found["home"] = ["/"] * times
    found["claim"] = [f"/claim/{draw.choice(rows).id}" for _ in range(times)]
    found["event"] = [f"/event/{draw.choice(happened).id}" for _ in range(times)]
    found["who"] = [f"/who/{quote(draw.choice(voices).id)}" for _ in range(times)]
    found["report"] = [f"/report/{draw.choice(whole)['id']}" for _ in range(times)]
    return found


def _filter(draw: random.Random, row: object) -> dict[str, str]:
    """None to two conditions that the row satisfies; the first address of a page has none."""
    words = str(getattr(row, "text", "")).split()
    known = {
        "text": draw.choice(words) if words else None, "country": next((s.country for s in row.speakers if s.country), None),
        "actor": next((s.id for s in row.speakers), None), "modality": row.modality, "outlet": row.outlet, "as_of": row.day,
        "since": row.day[:7] + "-01",
    }  # fmt: skip
    return {name: str(known[name]) for name in draw.sample(sorted(known), draw.randint(0, 2)) if known[name]}


@contextmanager
def serving(db: Path) -> Iterator[tuple[str, int]]:
    """A server on `db` in a process of its own; its address and the id of the process."""
    command = [sys.executable, "-m", "allegedly", "serve", str(db), "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        address = re.search(r"http://[^/]+", line)
        assert address, line
        time.sleep(6)  # the models and outlines are being loaded: first visitors are measured by nobody
        yield address[0], process.pid
    finally:
        process.terminate()
        process.wait()


def _processor(process: int) -> float:
    """Milliseconds that the threads of a process have had of the processor; 0 where the system does not tell."""
    return sum(int(task.read_text().split()[0]) for task in Path(f"/proc/{process}/task").glob("*/schedstat")) / 1e6


def measure(address: str, server: int, name: str, paths: list[str]) -> None:
    """Server time and weight of one kind of page."""
    connection = http.client.HTTPConnection(address.removeprefix("http://"))
    took, sizes, worked = [], [], []
    for path in paths:
        before, start = _processor(server), time.perf_counter()
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        took.append((time.perf_counter() - start) * 1000)
        worked.append(_processor(server) - before)
        sizes.append(len(body))
        assert answer.status == 200, (path, answer.status, body[:300])
    worst = paths[took.index(max(took))]
    p95, own = quantiles(took, n=20)[-1], quantiles(worked, n=20)[-1]
    print(
        f"{name:10} p50 {median(took):7.1f} ms   p95 {p95:7.1f} ms   processor p50 {median(worked):6.1f}, p95 {own:6.1f} ms   "
        f"slowest {max(took):7.1f} ms {worst[:70]:70}   "
        f"html {median(sizes) / 1000:6.1f} kB, most {max(sizes) / 1000:6.1f} kB"
    )


def measure_paint(address: str, paths: dict[str, str]) -> None:
    """First paint and weight in Chromium, each page in a fresh context, best of three."""
    from playwright.sync_api import sync_playwright

    path = next(found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name)))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=QUIET)
        for name, where in paths.items():
            paints = []
            for _ in range(3):
                context = browser.new_context()
                page = context.new_page()
                loaded: dict[str, int] = {}
                page.on("response", lambda answer, loaded=loaded: loaded.update({answer.url: len(answer.body())}) if answer.ok else None)
                page.goto(address + where)
                page.wait_for_load_state("networkidle")
                paints.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
                context.close()
            weight = sum(size for url, size in loaded.items() if "vega.js" not in url)
            print(
                f"{name:10} first paint {min(paints):6.0f} ms (median {median(paints):6.0f})   weight without charts {weight / 1000:6.1f} kB"
            )
        browser.close()


def measure_readers(db: Path, readers: int, paths: list[str]) -> None:
    """Readers on a copy of the database while reports are added to it by another process."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.db"
        with read_store(db) as store:
            store.connection.execute(f"VACUUM INTO '{copy}'")
        with serving(copy) as (address, _):
            stop = threading.Event()
            took: list[float] = []
            wrong: list[str] = []
            threads = [
                threading.Thread(target=_read, args=(address, paths[k % len(paths) :] + paths[: k % len(paths)], stop, took, wrong))
                for k in range(readers)
            ]
            for thread in threads:
                thread.start()
            start = time.perf_counter()
            added = _add(copy, Path(folder))
            seconds = time.perf_counter() - start
            stop.set()
            for thread in threads:
                thread.join()
    print(
        f"{readers} readers while {added} reports were added in {seconds:.1f} s: {len(took)} pages, p95 {quantiles(took, n=20)[-1]:.0f} ms, {len(wrong)} errors"
    )
    for line in dict.fromkeys(wrong):
        print("  ", line)


def _read(address: str, paths: list[str], stop: threading.Event, took: list[float], wrong: list[str]) -> None:
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=60)
    while not stop.is_set():
        for path in paths:
            start = time.perf_counter()
            try:
                connection.request("GET", path)
                answer = connection.getresponse()
                answer.read()
                if answer.status != 200:
                    wrong.append(f"{path} {answer.status}")
            except OSError as error:
                wrong.append(f"{path} {error}")
                connection.close()
            took.append((time.perf_counter() - start) * 1000)


def _add(db: Path, folder: Path) -> int:
    """Add forty made-up reports, one transaction each."""
    from allegedly.corpus import add_reports
    from allegedly.store import open_store
    from bench.synthetic import make_reports

    with open_store(db) as store:
        return sum(outcome.state == "added" for outcome in add_reports(store, make_reports(40, 20, seed=99)))


if __name__ == "__main__":
    main()
