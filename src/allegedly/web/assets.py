"""Scripts and styles: our own beside this file, htmx from the wheel of django-htmx, Vega-Lite from that of vl-convert.

Nothing is vendored and nothing is fetched. Each file is served under its digest, so a browser keeps it until it changes.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import sys
from functools import cache
from pathlib import Path

from allegedly.errors import SetupError

OWN = Path(__file__).parent / "static"
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}


@cache
def asset(name: str) -> tuple[bytes, str]:
    """The bytes of an asset and its media type. Raises `KeyError` for a name that is none, `SetupError` for a broken installation."""
    return _bytes(name), _TYPES[Path(name).suffix]


@cache
def asset_url(name: str) -> str:
    """Where a page finds an asset: its name and the digest of its bytes."""
    return f"/static/{_digest(_stamp(name))}/{name}"


def _stamp(name: str) -> bytes:
    # Making the chart bundle takes seconds; its version says as much as its bytes.
    return importlib.metadata.version("vl-convert-python").encode() if name == "vega.js" else _bytes(name)


def _bytes(name: str) -> bytes:
    if name == "htmx.js":
        return _from_wheel("django-htmx", "htmx-2.min.js", "htmx.min.js")
    if name == "vega.js":
        return chart_bundle().encode()
    if name not in _own_names():
        raise KeyError(name)
    return (OWN / name).read_bytes()


@cache
def _own_names() -> frozenset[str]:
    return frozenset(p.name for p in OWN.iterdir())


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=6).hexdigest()


def _from_wheel(package: str, *names: str) -> bytes:
    """The first of `names` among the files a wheel installed. Its Python is never imported."""
    files = importlib.metadata.files(package) or []
    for name in names:
        found = next((f for f in files if f.name == name), None)
        if found is not None and (path := Path(str(found.locate()))).exists():
            return path.read_bytes()
    raise SetupError(f"{package}: {names[0]} is not in the installed package: run `make setup`")


def chart_bundle() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script, made once per version of vl-convert and kept in the user's cache."""
    version = importlib.metadata.version("vl-convert-python")
    path = cache_folder() / f"vega-{version}.js"
    if path.exists():
        return path.read_text(encoding="utf-8")
    import vl_convert

    bundle: str = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}")
        part.write_text(bundle, encoding="utf-8")
        part.replace(path)
    except OSError:
        # A cache that cannot be written costs seconds, not the page.
        return bundle
    return bundle


def cache_folder() -> Path:
    """Where this user's caches belong: `ALLEGEDLY_CACHE`, else the place the system has for them."""
    if given := os.environ.get("ALLEGEDLY_CACHE"):
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "allegedly"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "allegedly"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "allegedly"
