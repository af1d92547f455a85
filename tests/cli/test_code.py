"""`allegedly code`: marked sentences in, PLOVER codes out."""

from __future__ import annotations

import json
import subprocess
import sys

GOOD = {"id": "s1", "text": "Osk accused Norvak of lying.", "source_spans": [[0, 3]], "target_spans": [[12, 18]]}


def run(*arguments, stdin=None):
    return subprocess.run(
        [sys.executable, "-m", "allegedly", "code", *arguments], input=stdin, capture_output=True, timeout=120, check=False
    )


def test_standard_input_gives_json_lines():
    out = run("-", "--json", stdin=(json.dumps(GOOD) + "\n").encode())
    row = json.loads(out.stdout)
    assert out.returncode == 0 and list(row) == ["id", "root", "quad", "score"]
    assert (row["id"], row["root"], row["quad"]) == ("s1", "ACCUSE", 3)


def test_a_bad_line_fails_alone_and_the_exit_code_says_so(tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text("nonsense\n" + json.dumps(GOOD) + "\n")
    out = run(str(path))
    assert out.returncode == 3 and out.stdout.decode().split()[:2] == ["ACCUSE", "3"]
    assert b"in.jsonl:1" in out.stderr and out.stderr.count(b"\n") == 1


def test_a_missing_file_is_the_commands_fault(tmp_path):
    out = run(str(tmp_path / "none.jsonl"))
    assert out.returncode == 2 and b"no file" in out.stderr
