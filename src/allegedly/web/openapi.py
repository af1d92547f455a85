"""The API described: one operation per page's twin, its parameters, the shape of what it gives (OpenAPI 3.1, from the records)."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import msgspec

from allegedly.store import (
    ClaimView,
    DocumentLine,
    DueLine,
    PlaceLine,
    SearchLine,
    SourceLine,
    WhoView,
)
from allegedly.store import Page as Rows
from allegedly.store.query_volume import VolumeLine
from allegedly.web.ask import FILTERS, MOST_ROWS, PAGE_ROWS
from allegedly.web.jobs import Progress
from allegedly.web.pages import DATA, PAGES, Page
from allegedly.web.site import Problem
from allegedly.web.views.lists import Disputes, Home
from allegedly.web.views.one import EventPage
from allegedly.web.views.timeline import Timeline

GIVES: dict[str, Any] = {
    "home": Home, "search": Rows[SearchLine], "timeline": Timeline, "map": Rows[PlaceLine], "disputes": Disputes, "due": Rows[DueLine],
    "sources": Rows[SourceLine], "documents": Rows[DocumentLine], "report": None, "claim": ClaimView, "event": EventPage, "who": WhoView,
    "add": tuple[Progress, ...], "work": Progress, "/timeline/volume.json": tuple[VolumeLine, ...],
}  # fmt: skip
"""Page or path → what its twin gives. The report is the line of `allegedly read --json`, described by `Report`."""

MEANING = {
    "text": "words in the claim; \"several words\" next to one another, -word not", "actor": "the speaker: a name or an id",
    "about": "an actor the claim is about", "country": "of the speaker, ISO 3166-1 alpha-2",
    "place": "where it would have happened: a GeoNames id, a name or a country code", "since": "first day of publication (timeline, due: of the date told)",
    "until": "last day of publication (timeline, due: of the date told)", "modality": "how the content stands", "support": "facet of the status",
    "response": "facet of the status", "act": "what the speaker does with it", "outlet": "publisher, agency or host", "origin": "origin group",
    "as_of": "only documents published (else added) up to that day, and what was known then",
}  # fmt: skip
"""What each filter means."""


@cache
def describe_api() -> dict[str, Any]:
    """The description, as plain data."""
    from allegedly.records import Report

    types = [*(t for t in GIVES.values() if t is not None), Report, Problem]
    schemas, components = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    by_type = dict(zip(map(str, types), schemas, strict=True))
    shape = {name: by_type[str(Report if given is None else given)] for name, given in GIVES.items()}
    paths = {page.json_path: {"get": _operation(page, shape[page.name], by_type[str(Problem)])} for page in PAGES}
    for path, _, summary in DATA:
        paths[path] = {"get": {"summary": summary, "parameters": _filters(), "responses": _responses(shape[path], by_type[str(Problem)])}}
    info = {"title": "allegedly", "version": _version(), "summary": "Who says so, on whose word, and who disputes it."}
    return {"openapi": "3.1.0", "info": info, "paths": paths, "components": {"schemas": components}}


def _operation(page: Page, shape: dict[str, Any], problem: dict[str, Any]) -> dict[str, Any]:
    parameters = [_parameter(name, "path", "the id, or the beginning of it", True) for name in ("id",) if "{id}" in page.path]
    parameters += _filters() if page.filtered else [_parameter("as_of", "query", MEANING["as_of"])]
    if page.paged:
        parameters += [
            _parameter("limit", "query", f"rows of a page, {PAGE_ROWS} unless given, at most {MOST_ROWS}"),
            _parameter("after", "query", "the cursor `after` of the page before"),
        ]
    parameters += [_parameter(name, "query", name.replace("_", " ")) for name in page.more]
    return {"operationId": page.name, "summary": page.summary, "parameters": parameters, "responses": _responses(shape, problem)}


def _filters() -> list[dict[str, Any]]:
    return [_parameter(name, "query", MEANING[name]) for name in FILTERS]


def _parameter(name: str, where: str, meaning: str, required: bool = False) -> dict[str, Any]:
    return {"name": name, "in": where, "required": required, "description": meaning, "schema": {"type": "string"}}


def _responses(shape: dict[str, Any], problem: dict[str, Any]) -> dict[str, Any]:
    def body(schema: dict[str, Any]) -> dict[str, Any]:
        return {"application/json": {"schema": schema}}

    return {
        "200": {"description": "the page's data", "content": body(shape)},
        "default": {"description": "a failure", "content": body(problem)},
    }


def _version() -> str:
    try:
        return version("allegedly")
    except PackageNotFoundError:
        return "0"
