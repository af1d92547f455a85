"""`allegedly copies`: edges on a terminal and as JSON lines."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys

from allegedly.cli.copies import copies
from allegedly.link.copies import BLOCK, MINIMUM
from tests.link.copies.texts import prose


def run(*arguments, stdin=None):
    return subprocess.run(
        [sys.executable, "-m", "allegedly", "copies", *arguments], input=stdin, capture_output=True, timeout=120, check=False
    )


def lines(**texts: str) -> bytes:
    return "".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in texts.items()).encode()


def test_json_lines_name_the_two_documents_and_their_passages():
    text = prose(1, 80)
    done = run("-", "--json", stdin=lines(second=f"Again: {text}", first=text, third=prose(2, 80)))
    row = json.loads(done.stdout)
    assert done.returncode == 0 and done.stderr == b""
    assert row == {"a": "first", "b": "second", "containment": 1.0, "passages": [{"a": [0, len(text) - 1], "b": [7, len(text) + 6]}]}


def test_the_table_shows_who_and_how_much_but_no_words(tmp_path):
    text = prose(1, 80)
    (tmp_path / "two.jsonl").write_bytes(lines(one=text, two=text))
    done = run(str(tmp_path / "two.jsonl"))
    assert done.returncode == 0 and b"100 %  one  two  1 passage" in done.stdout
    assert text.split()[0].encode() not in done.stdout


def test_a_bad_line_and_a_repeated_id_are_told_and_the_rest_goes_on():
    text = prose(1, 80)
    done = run("-", "--json", stdin=lines(a=text, b=text) + b"{}\n" + lines(a=prose(2, 80)))
    assert done.returncode == 3 and len(done.stdout.splitlines()) == 1
    assert b"id" in done.stderr and b"left out" in done.stderr


def test_a_missing_file_is_a_set_up_error():
    done = run("nowhere.jsonl")
    assert done.returncode == 2 and b"there is no such file" in done.stderr


def test_the_defaults_shown_are_those_of_the_stage():
    defaults = {p.name: p.default for p in copies.params}
    assert (defaults["minimum"], defaults["block"]) == (MINIMUM, BLOCK)
    assert inspect.getdoc(copies.callback)
