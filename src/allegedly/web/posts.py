"""What changes something, or costs time: POST requests, each with the token that our own pages carry."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from allegedly.read import document_from_text
from allegedly.read.decode import decode_bytes
from allegedly.records import Document
from allegedly.web.security import TOKEN_HEADER
from allegedly.web.site import Refused, Site

Post = Callable[[Request], Awaitable[Response]]
Work = Callable[[Site, FormData], Awaitable[Response]]


def with_token(work: Work) -> Callable[[Site], Post]:
    """The handler of a form, which does nothing without the token."""

    def made(site: Site) -> Post:
        async def handle(request: Request) -> Response:
            async with request.form(max_files=1, max_fields=20, max_part_size=4 * site.max_characters) as form:
                given = request.headers.get(TOKEN_HEADER) or form.get("token")
                if not isinstance(given, str) or not site.token_matches(given):
                    raise Refused("this form is out of date: reload the page it came from and send it again")
                return await work(site, form)

        return handle

    return made


async def read_report(site: Site, form: FormData) -> Response:
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
    text, encoding = decode_bytes(data)
    return document_from_text(text, name, published, encoding=encoding, max_characters=most)


def _field(form: FormData, name: str) -> str | None:
    value = form.get(name)
    return value.strip() or None if isinstance(value, str) and name != "text" else value if isinstance(value, str) else None


POSTS: tuple[tuple[str, Callable[[Site], Post]], ...] = (("/read", with_token(read_report)),)
"""Where each handler is."""
