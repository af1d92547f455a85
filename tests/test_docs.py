"""Documentation is executed: ```console blocks run the installed command, ```python blocks with prompts run as doctests."""

import doctest
import importlib.util
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [p for p in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))] if p.exists()]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


class Example(NamedTuple):
    page: Path
    line: int
    kind: str
    body: str

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def _examples() -> list[Example]:
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for fence in FENCE.finditer(text):
            found.append(Example(page, text.count("\n", 0, fence.start()) + 1, fence[1], fence[2]))
    return found


def _commands(body: str) -> list[tuple[str, str]]:
    """Each `$ command` of a console block with the output printed under it; a `\\` at the end goes on in the next line."""
    pairs: list[tuple[str, str]] = []
    for line in body.replace("\\\n", " ").splitlines():
        if line.startswith("$ "):
            pairs.append((line[2:], ""))
        elif pairs:
            pairs[-1] = (pairs[-1][0], pairs[-1][1] + line + "\n")
    return pairs


def _run(command: str, store: Path) -> str:
    environment = os.environ | {
        "ALLEGEDLY_DB": str(store),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1",
    }  # fmt: skip
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )
    return done.stdout + done.stderr


def _is_ours(command: str) -> bool:
    return shlex.split(command)[0] in {"allegedly", "cat", "head", "echo", "printf"} and "allegedly" in command


@pytest.mark.parametrize("example", [e for e in _examples() if e.kind == "console"], ids=str)
def test_a_console_example_prints_what_the_page_says(example, tmp_path):
    for command, expected in _commands(example.body):
        if _is_ours(command) and expected.strip():
            given = _run(command, tmp_path / "allegedly.db")
            assert doctest.OutputChecker().check_output(expected, given, FLAGS), f"$ {command}\n{given}"


@pytest.mark.parametrize("example", [e for e in _examples() if e.kind in {"python", "pycon"} and ">>>" in e.body], ids=str)
def test_a_python_example_prints_what_the_page_says(example, monkeypatch):
    monkeypatch.chdir(ROOT)
    test = doctest.DocTestParser().get_doctest(example.body, {}, str(example), str(example.page), example.line)
    assert doctest.DocTestRunner(optionflags=FLAGS).run(test).failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_page_links_only_to_what_is_there(page):
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    targets = [t.split("#")[0] for t in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in t and not t.startswith(("#", "mailto:"))]
    assert [t for t in targets if t and not (page.parent / t).exists()] == []


def test_the_makefile_documents_every_target():
    makefile = (ROOT / "Makefile").read_text()
    targets = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert targets is not None
    assert [t for t in targets[1].split() if not re.search(rf"^{t}:.*## \w", makefile, re.MULTILINE)] == []


def test_the_lock_names_no_host_and_hashes_everything():
    lock = (ROOT / "requirements.lock").read_text()
    assert "://" not in lock
    pinned = re.split(r"\n(?=\w)", lock.strip())
    assert [p.split()[0] for p in pinned if "--hash=sha256:" not in p] == []


def test_the_lock_holds_every_dependency():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.match(r"[\w.\-]+", w)[0].lower().replace("_", "-") for w in wanted}
    locked = set(re.findall(r"^([\w.\-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE))
    assert names - locked - {"allegedly"} == set()


def test_the_reference_pages_are_what_the_program_says():
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    stale = [f for f, page in generate.PAGES.items() if (ROOT / "docs" / "reference" / f).read_text(encoding="utf-8") != page()]
    assert stale == [], "run make docs"
