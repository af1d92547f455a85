"""What changes something, or costs time: POST requests, each with the token that our own pages carry."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from allegedly.errors import SetupError
from allegedly.read import document_from_text
from allegedly.read.decode import decode_bytes
from allegedly.read.html import Page, looks_like_page, read_page
from allegedly.records import Document
from allegedly.web.security import TOKEN_HEADER
from allegedly.web.site import NotFound, Refused, Site

Post = Callable[[Request], Awaitable[Response]]
Work = Callable[[Site, FormData, dict[str, str]], Awaitable[Response]]


def with_token(work: Work) -> Callable[[Site], Post]:
    """The handler of a form, which does nothing without the token."""

    def made(site: Site) -> Post:
        async def handle(request: Request) -> Response:
            async with request.form(max_files=1, max_fields=20, max_part_size=4 * site.max_characters) as form:
                given = request.headers.get(TOKEN_HEADER) or form.get("token")
                if not isinstance(given, str) or not site.token_matches(given):
                    raise Refused("this form is out of date: reload the page it came from and send it again")
                return await work(site, form, request.path_params)

        return handle

    return made


async def read_report(site: Site, form: FormData, values: dict[str, str]) -> Response:
    """Analyse a pasted or dropped report and show its record. Nothing is stored."""
    document = await document_of_form(form, site.max_characters)
    report = await run_in_threadpool(site.analyse, document)
    return RedirectResponse(f"/report/{report.document.id}", status_code=303)


async def document_of_form(form: FormData, most: int) -> Document:
    """The document of a form: its file where one was given, else its text."""
    upload, published = form.get("file"), _field(form, "published")
    if isinstance(upload, UploadFile) and upload.filename:
        data = await upload.read()
        return await run_in_threadpool(document_of_bytes, data, upload.filename, published, most)
    # Browsers send line ends as CR LF; the report has the line ends its reader saw.
    text = (_field(form, "text") or "").replace("\r\n", "\n")
    return document_from_text(text, "pasted report", published, _field(form, "title"), max_characters=most)


def document_of_bytes(data: bytes, name: str, published: str | None, most: int) -> Document:
    """The document of an uploaded file."""
    if looks_like_page(data[:1024]):
        return read_page(Page(data=data, source_id=name, kept=name, saved=True), published, most)
    text, encoding = decode_bytes(data)
    return document_from_text(text, name, published, encoding=encoding, max_characters=most)


def _field(form: FormData, name: str) -> str | None:
    value = form.get(name)
    return value.strip() or None if isinstance(value, str) and name != "text" else value if isinstance(value, str) else None


async def keep_report(site: Site, form: FormData, values: dict[str, str]) -> Response:
    """Add a report read in the page to the database."""
    report = site.remembered(values["id"])
    if report is None:
        raise NotFound("that report is not remembered any more: read it again")
    return RedirectResponse(f"/job/{site.keep(report).progress.id}", status_code=303)


async def add_folder(site: Site, form: FormData, values: dict[str, str]) -> Response:
    """Begin to add a folder or file of this machine."""
    if not site.local:
        raise Refused("this server can be reached from other machines, so no folder of it can be named: run `allegedly add` on it")
    folder = _field(form, "folder") or ""
    if not await run_in_threadpool(_exists, folder):
        raise SetupError(f"{folder}: there is no such file or folder: check the path")
    job = await run_in_threadpool(site.add_folder, folder)
    return RedirectResponse(f"/job/{job.progress.id}", status_code=303)


async def stop_job(site: Site, form: FormData, values: dict[str, str]) -> Response:
    """Stop a piece of work after the report at hand."""
    job = site.jobs.find(values["id"])
    if job is None:
        raise NotFound("that work is not known here")
    job.stop()
    return RedirectResponse(f"/job/{values['id']}", status_code=303)


def _exists(name: str) -> bool:
    # An empty name would be the folder the server was started in.
    return bool(name) and "\0" not in name and Path(name).exists()


POSTS: tuple[tuple[str, Callable[[Site], Post]], ...] = (
    ("/read", with_token(read_report)),
    ("/keep/{id}", with_token(keep_report)),
    ("/add", with_token(add_folder)),
    ("/job/{id}/stop", with_token(stop_job)),
)
"""Where each handler is."""
