"""The command line: one record out, one clear line for what cannot be read."""

from __future__ import annotations

import subprocess
import sys

import pytest

from allegedly.records import decode_report

TEXT = "The mayor said on Monday that the bridge would be closed.\n"


def run(*arguments, stdin=None):
    return subprocess.run([sys.executable, "-m", "allegedly", *arguments], input=stdin, capture_output=True, timeout=120, check=False)


def test_help_lists_the_commands_and_loads_no_model():
    code = "import sys; from allegedly.cli import cli; cli.main(['--help'], standalone_mode=False); print(sorted({'spacy','numpy','onnxruntime'} & set(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "read" in out and out.rstrip().endswith("[]")


def test_standard_input_gives_a_page():
    out = run("read", "-", "--published", "2024-07-01", stdin=TEXT.encode())
    assert out.returncode == 0 and "The mayor said" in out.stdout.decode() and "said 2024-07-01" in out.stdout.decode()


def test_json_is_one_line_per_report(tmp_path):
    (tmp_path / "two.jsonl").write_text(
        f'{{"id": "a", "text": "{TEXT.strip()}"}}\n{{"id": "b", "text": "It rained in the town all day."}}\n'
    )
    out = run("read", "--json", str(tmp_path / "two.jsonl"))
    reports = [decode_report(line) for line in out.stdout.splitlines()]
    assert [r.document.source_id for r in reports] == ["a", "b"] and reports[0].attributions


@pytest.mark.parametrize(
    ("content", "words", "code"),
    [
        (b"", "nothing in it", 3),
        (b"\x00\x01\x02binary", "not text", 3),
        (b"%PDF-1.4 ...", "PDF", 3),
        (b"1234 5678 !!!", "no letters", 3),
        ("Der Minister sagte am Montag, dass die Brücke geschlossen werde. Er nannte keine Gründe.".encode(), "only English", 3),
    ],
)
def test_what_is_no_report_gives_one_line_and_its_exit_code(tmp_path, content, words, code):
    path = tmp_path / "report.txt"
    path.write_bytes(content)
    out = run("read", str(path))
    assert out.returncode == code and out.stdout == b""
    assert words in out.stderr.decode() and out.stderr.count(b"\n") == 1


def test_a_missing_file_is_the_commands_fault(tmp_path):
    out = run("read", str(tmp_path / "none.txt"))
    assert out.returncode == 2 and b"no such file" in out.stderr


def test_a_bad_line_does_not_stop_the_good_ones(tmp_path):
    (tmp_path / "mixed.jsonl").write_text(f'not json\n{{"id": "b", "text": "{TEXT.strip()}"}}\n')
    out = run("read", "--json", str(tmp_path / "mixed.jsonl"))
    assert out.returncode == 3 and len(out.stdout.splitlines()) == 1
