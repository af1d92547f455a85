"""One frozen `Settings`: defaults, then `allegedly.toml`, then the environment (`ALLEGEDLY_*`), then arguments.

    # allegedly.toml
    db = "news.db"
    max_characters = 2000000

The environment uses the same names in capitals: `ALLEGEDLY_DB`, `ALLEGEDLY_MAX_CHARACTERS`.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from allegedly.errors import SetupError

FILE_NAME = "allegedly.toml"
PREFIX = "ALLEGEDLY_"


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a user may set. `db` is the store, `max_characters` the longest report that is read, `port` that of the web pages.

    For addresses: `agent` is what we call ourselves to servers (put a way to reach you in it), `pause` the seconds between two
    requests to a host, `cache` the folder of pages kept (empty: none), `allow_private` lets private and loopback hosts be fetched.
    """

    db: str = "allegedly.db"
    max_characters: int = 1_000_000
    port: int = 8000
    agent: str = "allegedly (reader of news reports)"
    pause: float = 1.0
    cache: str = "~/.cache/allegedly"
    allow_private: bool = False


def load_settings(file: str | Path | None = None, environ: Mapping[str, str] | None = None, **arguments: object) -> Settings:
    """The settings in force. `file` must exist if named; without it `allegedly.toml` is read where there is one here. Arguments
    that are `None` count as not given. Raises `SetupError` for a file or value that cannot be used."""
    values: dict[str, object] = _from_file(file)
    values |= _from_environment(os.environ if environ is None else environ)
    values |= {name: value for name, value in arguments.items() if value is not None}
    try:
        return msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise SetupError(f"settings: {error}: mend {FILE_NAME}, the {PREFIX}* variables or the arguments") from None


def _from_file(file: str | Path | None) -> dict[str, object]:
    path = Path(file or FILE_NAME)
    if file is None and not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SetupError(f"{path}: the settings cannot be read ({error.strerror}): check the path") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SetupError(f"{path}: not TOML ({error}): mend the file") from None


def _from_environment(environ: Mapping[str, str]) -> dict[str, object]:
    """Only names of settings are taken: other variables of that prefix belong to the tests and the gate."""
    fields = Settings.__struct_fields__
    return {name: environ[PREFIX + name.upper()] for name in fields if PREFIX + name.upper() in environ}
