"""What stands between the network and the pages: the Host header, the password, the size of a request, the headers of an answer.

The pages hold a newsroom's material and every report in them may be hostile. So scripts come from this server alone, nothing may
frame a page, a page of another origin can neither post here nor reach us under a name of its own (DNS rebinding).
"""

from __future__ import annotations

import base64
import binascii
import hmac
import ipaddress
from collections.abc import Mapping

import msgspec
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join([
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'", "form-action 'self'",
    "base-uri 'none'", "frame-ancestors 'none'",
])  # fmt: skip
HEADERS: Mapping[str, str] = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
TOKEN_HEADER = "x-allegedly-token"


class TooMuch(Exception):
    """A request is larger than any report can be."""


class Door(msgspec.Struct, frozen=True, kw_only=True):
    """Who may come in: under which host `names`, with which `password` (`None` on loopback), with how many bytes."""

    names: frozenset[str] = LOOPBACK
    any_address: bool = False
    password: str | None = None
    most_bytes: int = 8_000_000

    def knows(self, host: str) -> bool:
        """True if the Host header names this server. A numeric address cannot be rebound, so a remote server accepts any."""
        name = host_name(host)
        return name in self.names or (self.any_address and _is_address(name))

    def opens(self, authorization: str | None) -> bool:
        """True if no password is set, or HTTP Basic brings it (whatever the user name)."""
        if self.password is None:
            return True
        given = _basic_password(authorization or "")
        return given is not None and hmac.compare_digest(given.encode(), self.password.encode())


def host_name(host: str) -> str:
    """The host of a Host header, without its port, in lower case."""
    name = host.strip().lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.rpartition(":")[0] if name.count(":") == 1 else name


class Guard:
    """ASGI middleware around everything, error pages included."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app = app
        self.door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer with one clear line."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        refusal = refuse(self.door, scope["method"], Headers(scope=scope))
        guarded = _with_headers(send)
        if refusal is None:
            await self.app(scope, _bounded(receive, self.door.most_bytes), guarded)
        else:
            await _answer(guarded, *refusal)


def refuse(door: Door, method: str, headers: Headers) -> tuple[int, str] | None:
    """Status and reason of a refusal; `None` to let it in."""
    if not door.knows(headers.get("host", "")):
        return 421, "this server does not go by that name: open it at the address it printed"
    if not door.opens(headers.get("authorization")):
        return 401, "a password is needed"
    if method not in ("GET", "HEAD") and headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return 403, "this request comes from another site"
    length = headers.get("content-length", "0")
    if not length.isdigit() or int(length) > door.most_bytes:
        return 413, too_much(door.most_bytes)
    return None


def too_much(most_bytes: int) -> str:
    """The one line for a request that is too large."""
    return f"more than {most_bytes:,} bytes: give fewer or shorter reports at once, or use `allegedly add`"


def _bounded(receive: Receive, most_bytes: int) -> Receive:
    """`receive` that counts, for requests that do not say how long they are."""
    count = 0

    async def counted() -> Message:
        nonlocal count
        message = await receive()
        count += len(message.get("body", b""))
        if count > most_bytes:
            raise TooMuch(too_much(most_bytes))
        return message

    return counted


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("cache-control", "no-store")
        await send(message)

    return sending


async def _answer(send: Send, status: int, reason: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    if status == 401:
        headers.append((b"www-authenticate", b'Basic realm="allegedly", charset="UTF-8"'))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": f"allegedly: {reason}\n".encode()})


def _basic_password(authorization: str) -> str | None:
    kind, _, value = authorization.partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        return base64.b64decode(value, validate=True).decode("utf-8").partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return None


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
