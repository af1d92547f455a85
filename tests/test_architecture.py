"""The house rules of the source, read from its syntax: who imports whom, how long a module is, what is annotated."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "allegedly"
STAGES = {"read", "annotate", "attribute", "resolve", "events", "link", "store"}
SURFACES = {"cli", "web", "export", "bulk", "mcp", "watch"}
SURFACES_KNOW = {
    "pipeline",
    "corpus",
    "store",
    "records",
    "errors",
    "names",
    "score",
    "read",
    "settings",
    "export",
    "bulk",
    "web",
    "watch",
    "mcp",
}
SHARED = {"records", "errors", "tree", "names"}
HEAVY = {"spacy", "onnxruntime", "numpy", "tokenizers", "py3langid", "thinc", "pyarrow", "trafilatura", "starlette", "lxml", "httpx", "ray"}
LONGEST = 400
MODULES = sorted(SOURCE.rglob("*.py"))


def _name(path: Path) -> str:
    return str(path.relative_to(SOURCE.parent).with_suffix("")).replace("/", ".").removesuffix(".__init__")


def _part(module: str) -> str:
    """The stage, surface or module of the first level that a module belongs to."""
    return [*module.split("."), ""][1]


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _parts_imported(path: Path) -> set[str]:
    return {_part(name) for name in _imports(ast.parse(path.read_text())) if name.startswith("allegedly.")} - {""}


def _of(parts: set[str]) -> list[Path]:
    return [path for path in MODULES if _part(_name(path)) in parts]


@pytest.mark.parametrize("path", _of(STAGES), ids=_name)
def test_a_stage_imports_only_records_errors_and_itself(path):
    assert _parts_imported(path) - SHARED - {_part(_name(path))} == set()


@pytest.mark.parametrize("path", _of(SHARED), ids=_name)
def test_what_stages_share_imports_no_stage(path):
    assert _parts_imported(path) - SHARED == set()


@pytest.mark.parametrize("path", _of(SURFACES), ids=_name)
def test_a_surface_imports_no_stage_but_the_reader_and_the_store(path):
    assert _parts_imported(path) - SURFACES_KNOW - {_part(_name(path))} == set()


def test_only_the_two_orders_of_work_know_several_stages():
    several = {_name(path) for path in MODULES if len((_parts_imported(path) & STAGES) - {_part(_name(path)), "read", "store"}) > 1}
    assert several <= {"allegedly.pipeline", "allegedly.corpus"}


def test_the_command_line_starts_without_heavy_modules():
    program = f"import sys, allegedly.cli; print(*sorted({HEAVY!r} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_every_module_is_short():
    # records.py is one file on purpose: all nouns in one place.
    long = {_name(path): count for path in MODULES if (count := len(path.read_text().splitlines())) > LONGEST}
    assert set(long) <= {"allegedly.records"}


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_every_function_says_what_it_returns(path):
    bare = [f.name for f in _functions(path) if f.returns is None]
    assert bare == []


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_every_module_says_what_it_is(path):
    assert ast.get_docstring(ast.parse(path.read_text())) or not path.read_text().strip()


def test_functions_are_short():
    lengths = [f.end_lineno - f.lineno + 1 for path in MODULES for f in _functions(path) if f.end_lineno]
    assert 4 <= median(lengths) <= 12


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
