"""Write the reference pages from the program itself: `make docs`. A test holds that they are what the program says.

commands.md is every command's `--help`; record.md the fields of the JSON line with their docstrings; store.md the commented schema.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from allegedly import records
from allegedly.cli import COMMANDS, cli

FOLDER = Path(__file__).parent / "reference"
SCHEMA = Path(records.__file__).parent / "store" / "schema.sql"
WIDTH = 100
MADE = "Made by `make docs`; do not edit."


def commands_page() -> str:
    """Every command's help, in the order of `allegedly --help`."""
    parts = [f"# Commands\n\n{MADE}\n", _block(_help(cli, "allegedly"))]
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        if command is not None:
            parts += [f"## allegedly {name}\n", _block(_help(command, f"allegedly {name}"))]
    return "\n".join(parts)


def _help(command: click.Command, name: str) -> str:
    return command.get_help(click.Context(command, info_name=name, terminal_width=WIDTH, max_content_width=WIDTH))


def _block(text: str) -> str:
    return "\n".join(["```text", *(line.rstrip() for line in text.splitlines()), "```", ""])


def record_page() -> str:
    """The structs of the JSON line: docstring, then fields with their types."""
    parts = [f"# The record\n\n{MADE} Spans are `[start, end)` in code points of `document.text`.\n"]
    for name, struct in _structs():
        doc = re.sub(r"\s+", " ", inspect.getdoc(struct) or "").strip()
        parts += [f"## {name}\n", f"{doc}\n", "| key | type |", "|---|---|"]
        parts += [f"| `{field.encode_name}` | `{_type_name(field.type)}` |" for field in msgspec.structs.fields(struct)]
        parts.append("")
    return "\n".join(parts)


def _structs() -> Iterator[tuple[str, type[msgspec.Struct]]]:
    """The structs of `records` in the order in which they are defined."""
    for name, value in vars(records).items():
        if isinstance(value, type) and issubclass(value, msgspec.Struct) and value.__module__ == records.__name__:
            yield name, value


def _type_name(kind: object) -> str:
    text = kind.__name__ if isinstance(kind, type) and not getattr(kind, "__args__", None) else str(kind)
    text = re.sub(r"\b(?:allegedly\.records|typing|builtins)\.", "", text)
    return re.sub(r"typing\.|NoneType", lambda m: "None" if m.group() == "NoneType" else "", text).replace("|", "\\|")


def store_page() -> str:
    """The schema as it stands, comments and all."""
    return f"# The store\n\n{MADE}\n\n```sql\n{SCHEMA.read_text(encoding='utf-8').strip()}\n```\n"


PAGES = {"commands.md": commands_page, "record.md": record_page, "store.md": store_page}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for file, page in PAGES.items():
        (FOLDER / file).write_text(page(), encoding="utf-8")
