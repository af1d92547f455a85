"""The files of a folder that may hold reports, in the order of their names; links to folders are not followed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

# What browsers save beside a page, and what no report is in.
_FURNITURE = frozenset(
    str.split(
        ".css .js .mjs .map .png .jpg .jpeg .gif .svg .webp .avif .ico .bmp .woff .woff2 .ttf .otf .eot .mp3 .mp4 .webm .wav .db "
        ".sqlite .lock .toml .yaml .yml .py .sh .csv .tsv .xlsx .json .log .cdx .cdxj"
    )
)
_SAVED_BESIDE = ("_files", ".files")


def list_folder(folder: str | Path) -> Iterator[Path]:
    """The files under `folder`; hidden ones, and what a browser saved beside a page, are left out."""
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not name.endswith(_SAVED_BESIDE))
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.lower() not in _FURNITURE:
                yield Path(root) / name
