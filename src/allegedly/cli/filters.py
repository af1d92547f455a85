"""Options that choose rows of the store, the same for every command that asks it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from allegedly.store import Filter

Command = TypeVar("Command", bound=Callable[..., Any])

_OPTIONS = (
    ("--text", "WORDS", "Words in the claim."),
    ("--actor", "NAME", "Who says it."),
    ("--about", "NAME", "Whom it is about."),
    ("--country", "CODE", "Country of the speaker (ISO 3166-1 alpha-2)."),
    ("--place", "NAME", "Where it would have happened: a name, a country code or a GeoNames id."),
    ("--since", "DATE", "Published on this day or later."),
    ("--until", "DATE", "Published on this day or earlier."),
    ("--modality", "WORD", "alleged, planned, conditional ..."),
    ("--support", "WORD", "single-source, self-reported ..."),
    ("--response", "WORD", "disputed, denied, commented ..."),
    ("--outlet", "NAME", "Who published it."),
    ("--origin", "NAME", "Whose word it goes back to."),
    ("--act", "WORD", "assert, deny, announce ..."),
    ("--as-of", "DATE", "Only what was known on this day."),
)
NAMES = tuple(flag.removeprefix("--").replace("-", "_") for flag, _, _ in _OPTIONS)
"""The parameters these options become."""


def filter_options(command: Command) -> Command:
    """Give a command the options."""
    for flag, metavar, line in reversed(_OPTIONS):
        command = click.option(flag, metavar=metavar, help=line)(command)
    return command


def make_filter(values: dict[str, Any]) -> Filter:
    """The filter that the options given ask for; other keys are passed over."""
    from allegedly.store import Filter

    return Filter(**{name: values[name] for name in NAMES if values.get(name) is not None})
