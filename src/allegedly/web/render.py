"""From a view's model to HTML: one environment, always escaping; report text goes through `safe_text`."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from allegedly.names import answer_verb
from allegedly.web.assets import asset_url
from allegedly.web.paint import CONTROLS, safe_text


@cache
def environment() -> Environment:
    """The templates. What is printed is escaped and its invisible characters of direction are named; a missing name is an error."""
    made = Environment(
        loader=PackageLoader("allegedly.web"), autoescape=True, undefined=StrictUndefined, finalize=_finalize,
        trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    made.globals["asset"] = asset_url
    made.filters["words"] = lambda name: str(name).replace("_", " ")
    made.filters["count"] = lambda number: f"{number:,}"
    made.filters["link"] = link_or_none
    made.filters["plain"] = plain
    made.filters["when"] = when_words
    made.filters["verb"] = answer_verb
    made.filters["standing"] = standing
    return made


def _finalize(value: Any) -> Any:
    """Every value printed passes here; only text with a hostile character needs more than escaping."""
    if value is None:
        return ""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return safe_text(value) if any(c in value for c in CONTROLS) else escape(value)


def standing(line: str) -> str:
    """A status line inside another line: without its full stop."""
    return line.rstrip(".")


def when_words(edtf: str | None) -> str:
    """An EDTF date or interval in words: `/2024-07-01` → `by 2024-07-01`."""
    first, slash, last = (edtf or "").partition("/")
    first, last = first.removeprefix(".."), last.removeprefix("..")
    if not slash:
        return first
    if first and last:
        return f"{first} to {last}"
    return f"from {first}" if first else f"by {last}"


def plain(value: object) -> str:
    """Text for an attribute or a title, where no element can stand: the characters of direction taken out."""
    return "".join(c for c in str(value) if c not in CONTROLS)


def link_or_none(url: str | None) -> str | None:
    """An address a page may link to: only http and https."""
    return url if url and url.lower().startswith(("http://", "https://")) and not any(c <= " " for c in url) else None


def render(template: str, **context: Any) -> str:
    """The page as HTML."""
    return environment().get_template(template).render(**context)
