"""Pages as they came, kept on disk: bytes by their digest, and for each address what is needed to ask only for news of it.

    pages/ab/abcdef...        the bytes, named by their SHA-256
    addresses/12/1234....json what the address gave last: digest, validators (ETag, Last-Modified), type, time

Files are written whole or not at all.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import msgspec


class Cached(msgspec.Struct, frozen=True, kw_only=True):
    """What an address gave last. `url` is where the redirects led, `captured` when it was fetched (EDTF)."""

    url: str
    sha256: str
    captured: str
    etag: str | None = None
    last_modified: str | None = None
    media_type: str | None = None
    charset: str | None = None


class PageCache:
    """The cache in one folder."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)

    def find(self, address: str) -> Cached | None:
        """What is kept of an address; `None` where nothing is, or where it is damaged."""
        try:
            entry = msgspec.json.decode(self._address_path(address).read_bytes(), type=Cached)
        except (OSError, msgspec.MsgspecError):
            return None
        return entry if self.page_path(entry.sha256).exists() else None

    def read(self, sha256: str) -> bytes:
        """The bytes of a page. Raises `OSError`, or `ValueError` where they are not the ones kept."""
        data = self.page_path(sha256).read_bytes()
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ValueError(f"the page {sha256} was changed on disk")
        return data

    def keep(self, address: str, data: bytes, entry: Cached) -> Path:
        """Keep bytes and entry; where the bytes lie. `entry.sha256` must be their digest."""
        path = self.page_path(entry.sha256)
        if not path.exists():
            _write(path, data)
        _write(self._address_path(address), msgspec.json.encode(entry))
        return path

    def page_path(self, sha256: str) -> Path:
        """Where the bytes of a digest lie."""
        return self.folder / "pages" / sha256[:2] / sha256

    def _address_path(self, address: str) -> Path:
        name = hashlib.sha256(address.encode()).hexdigest()
        return self.folder / "addresses" / name[:2] / f"{name}.json"


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_bytes(data)
    part.replace(path)
