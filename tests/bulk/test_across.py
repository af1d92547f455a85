"""Links and copies over shards are those that a store finds, whatever the shards."""

from __future__ import annotations

import random

import pytest

from allegedly.bulk import read_edges, read_links
from allegedly.bulk.across import link_shards
from allegedly.bulk.output import Folder, Run
from allegedly.bulk.shard import pack_rows
from allegedly.corpus import add_reports
from allegedly.read.parts import Part
from allegedly.records import Failure
from allegedly.store import open_store
from allegedly.store.edges import all_links, copies_of
from tests.corpus.test_copies import REPORTS as COPIES
from tests.store.made import made

PLACES = ("Zhytomyr", "Kovel", "Sarny", "Lutsk")


def reports() -> list:
    rows = list(COPIES)
    for k, place in enumerate(PLACES * 8):
        day = f"2024-07-{1 + k % 20:02}"
        rows.append(
            made(
                f"Ana Ruiz|said|Ukraine massed {k // 4} troops and rockets near {place}",
                published=day,
                source_id=f"m{k}",
                publisher=f"P{k}",
            )
        )
    return rows


def run_of(path, items, size) -> tuple[list, list]:
    shards = [items[k : k + size] for k in range(0, len(items), size)]
    parts = tuple(Part(unit="files", files=(f"{k}",)) for k in range(len(shards)))
    folder = Folder(path)
    folder.begin(Run(version="0", parts=parts))
    for number, rows in enumerate(shards):
        folder.put_shard(pack_rows(number, parts[number], rows))
    counts = [made.counts for made in link_shards(folder, len(shards), 1)]
    links, copies = list(read_links(path)), list(read_edges(path))
    assert (len(links), len(copies)) == tuple(map(sum, zip(*counts, strict=True)))
    return sorted(links, key=lambda k: k.id), sorted(copies, key=lambda e: (e.a, e.b))


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("store") / "a.db") as store:
        list(add_reports(store, reports()))
        copies = {e for r in reports() for e in copies_of(store.connection, r.document.id)}
        return sorted(all_links(store.connection), key=lambda k: k.id), sorted(copies, key=lambda e: (e.a, e.b))


@pytest.mark.parametrize("size", [3, 1_000])
def test_shards_of_any_size_and_order_link_as_the_store_does(tmp_path, stored, size):
    items = random.Random(size).sample(reports(), len(reports()))
    # A report that came before, and a failure, link nothing.
    items += [items[0], Failure(source_id="x", error="BadRecord", reason="none")]
    links, copies = run_of(tmp_path / "out", items, size)
    assert len(copies) == 3 and copies == stored[1]
    assert len(links) > 20 and links == stored[0]
