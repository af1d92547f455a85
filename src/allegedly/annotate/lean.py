"""spaCy imported without its command line.

`import spacy` loads the whole of `spacy.cli`, for one function that prints the version: a downloader, a project manager, an HTTP client
and a template engine, a quarter of the time a single report takes. While the package is first imported an empty module stands in
for it, and leaves with the import: whoever asks for `spacy.cli` later gets the real one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

_PACKAGE = "spacy.cli"
_MODULE = "spacy.cli.info"


@contextmanager
def lean_import() -> Iterator[None]:
    """Within it, the first import of spaCy leaves `spacy.cli` out. Does nothing where spaCy is already loaded."""
    if "spacy" in sys.modules or _PACKAGE in sys.modules:
        yield
        return
    package, module = ModuleType(_PACKAGE), ModuleType(_MODULE)
    package.__path__ = []
    module.info = _real_info  # type: ignore[attr-defined]
    sys.modules.update({_PACKAGE: package, _MODULE: module})
    try:
        yield
    finally:
        for name, stand_in in ((_PACKAGE, package), (_MODULE, module)):
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]
        _forget(package)


def _real_info(*args: object, **kwargs: object) -> object:
    """`spacy.info`, from where it lives."""
    from importlib import import_module

    return import_module(_MODULE).info(*args, **kwargs)


def _forget(package: ModuleType) -> None:
    """Take the stand-in off the package it hung on."""
    spacy = sys.modules.get("spacy")
    if spacy is not None and getattr(spacy, "cli", None) is package:
        del spacy.cli
