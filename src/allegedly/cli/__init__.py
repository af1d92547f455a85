"""The command line. Commands live in modules of their own, loaded when called, so that `--help` answers at once."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from allegedly.errors import AllegedlyError

COMMANDS: dict[str, tuple[str, str]] = {
    "read": ("allegedly.cli.read:read", "Print the record of one report: who says what, on whose word."),
    "serve": ("allegedly.cli.serve:serve", "Open the web pages: the evidence, the dispute, the story."),
