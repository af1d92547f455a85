"""The parser comes without spaCy's command line, and spaCy is none the worse for it."""

from __future__ import annotations

import subprocess
import sys


def _run(code: str) -> str:
    """What a fresh interpreter prints."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_the_parser_is_loaded_without_the_command_line_of_spacy() -> None:
    seen = _run("import sys; from allegedly.annotate.parse import load_parser; load_parser(); print('spacy.cli' in sys.modules)")
    assert seen == "False"


def test_the_command_line_of_spacy_can_be_had_afterwards() -> None:
    code = "from allegedly.annotate.parse import load_parser; load_parser(); import spacy.cli; print(spacy.cli.info.__module__)"
    assert _run(code) == "spacy.cli.info"


def test_what_spacy_says_of_itself_is_still_said() -> None:
    code = "from allegedly.annotate.parse import load_parser; load_parser(); import spacy; print(spacy.info(silent=True)['spacy_version'])"
    assert _run(code).startswith("3.")


def test_a_spacy_loaded_by_someone_else_is_left_as_it_is() -> None:
    code = "import spacy; from allegedly.annotate.lean import lean_import\nwith lean_import():\n    import spacy.cli\nprint(spacy.cli.__file__)"
    assert _run(code).endswith("__init__.py")
