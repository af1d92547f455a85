"""The application: routes made from the table of pages, each with its JSON twin, behind the guard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from allegedly.errors import AllegedlyError, DocumentError, SetupError
from allegedly.web.ask import Ask
from allegedly.web.assets import asset, asset_url
from allegedly.web.openapi import describe_api
from allegedly.web.pages import DATA, PAGES, Page
from allegedly.web.posts import POSTS
from allegedly.web.render import render
from allegedly.web.security import Door, Guard, TooMuch
from allegedly.web.site import NotFound, Problem, Refused, Site

STATUS: dict[type[Exception], int] = {NotFound: 404, Refused: 403, TooMuch: 413, DocumentError: 422, SetupError: 400}
"""What each failure is in HTTP."""


def create_app(site: Site, door: Door | None = None) -> ASGIApp:
    """The pages of one site. Every answer passes the guard, error pages included."""
    site.menu = tuple(page for page in PAGES if page.menu)
    routes = [Route("/static/{digest}/{name}", _static)]
    routes += [Route(path, _data(site, build)) for path, build, _ in DATA]
    for page in PAGES:
        routes += [Route(page.json_path, _twin(site, page)), Route(page.path, _page(site, page))]
    routes.append(Route("/api", lambda request: json_response(describe_api())))
    routes += [Route(path, post(site), methods=["POST"]) for path, post in POSTS]
    handlers: dict[Any, Callable[[Request, Exception], Response]] = {kind: _failure(site) for kind in (*STATUS, HTTPException, Exception)}
    app = Starlette(routes=routes, middleware=[Middleware(GZipMiddleware, minimum_size=1000)], exception_handlers=handlers)
    return Guard(app, door or Door())


def ask_of(request: Request) -> Ask:
    """The request without HTTP. Of a parameter given twice the last one counts."""
    path = request.url.path
    return Ask(
        path=path.removesuffix(".json") if path != "/index.json" else "/", query=dict(request.query_params), values=request.path_params
    )


def _page(site: Site, page: Page) -> Callable[[Request], Response]:
    # Plain functions: the framework runs them on its threads, so a slow page holds up no other.
    def respond(request: Request) -> Response:
        ask = ask_of(request)
        return HTMLResponse(render(page.template, page=page.view(site, ask), ask=ask, site=site, here=page))

    return respond


def _twin(site: Site, page: Page) -> Callable[[Request], Response]:
    def respond(request: Request) -> Response:
        return json_response(page.view(site, ask_of(request)).data)

    return respond


def _data(site: Site, build: Callable[[Site, Ask], Any]) -> Callable[[Request], Response]:
    return lambda request: json_response(build(site, ask_of(request)))


def json_response(value: Any, status: int = 200) -> Response:
    """Any record as JSON; bytes are JSON already."""
    body = value if isinstance(value, bytes) else msgspec.json.encode(value)
    return Response(body, status, media_type="application/json")


def _static(request: Request) -> Response:
    name = request.path_params["name"]
    try:
        current = asset_url(name).split("/")[2] == request.path_params["digest"]
        body, kind = asset(name)
    except KeyError:
        raise HTTPException(404) from None
    # An old address still answers, but nobody keeps what it gives.
    keep = "public, max-age=31536000, immutable" if current else "no-cache"
    return Response(body, media_type=kind, headers={"cache-control": keep})


def _failure(site: Site) -> Callable[[Request, Exception], Response]:
    def respond(request: Request, error: Exception) -> Response:
        problem = problem_of(error)
        if request.url.path.endswith(".json") or "application/json" in request.headers.get("accept", ""):
            return json_response(problem, problem.status)
        page = render("error.html", page=problem, ask=ask_of(request), site=site, here=None)
        return HTMLResponse(page, problem.status)

    return respond


def problem_of(error: Exception) -> Problem:
    """What to tell the reader: the reason of our own failures, nothing of the inside of others."""
    if isinstance(error, HTTPException):
        reason = "there is no such page" if error.status_code == 404 else error.detail
        return Problem(status=error.status_code, error="NotFound" if error.status_code == 404 else "HTTPException", reason=reason)
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 500)
    if status == 500 and not isinstance(error, AllegedlyError):
        return Problem(status=500, error="InternalError", reason="something went wrong here; the terminal that runs the server shows what")
    reason = error.reason if isinstance(error, DocumentError) else str(error)
    return Problem(status=status, error=type(error).__name__, reason=reason)
