"""One polite fetcher: stated user agent, robots.txt, a pause for each host, bounds on time, size and redirects, conditional GET.

It carries no cookies and no logins. Whatever goes wrong with an address is a `DocumentError` with its reason.
"""

from __future__ import annotations

import hashlib
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit, urlunsplit

import msgspec

from allegedly.errors import DocumentError, NotAllowed, NotFetched
from allegedly.read.address import Target, check_address, without_login
from allegedly.read.cache import Cached, PageCache
from allegedly.read.inflate import ENCODINGS, inflate
from allegedly.read.robots import MAX_ROBOTS, Robots, read_robots

if TYPE_CHECKING:
    import httpx

AGENT_NAME = "allegedly"
_REDIRECTS = (301, 302, 303, 307, 308)
_ADDRESSES = 4
_ROBOTS_LAST, _ROBOTS_RETRY = 86_400.0, 600.0
_LOGIN = ("/login", "/signin", "/sign-in", "/log-in", "/account/login", "/subscribe", "/register")


class FetchRules(msgspec.Struct, frozen=True, kw_only=True):
    """How addresses are fetched. `agent` is what we call ourselves, `pause` seconds between two requests to a host, `timeout`
    seconds for each step and `total` for the whole of one address. `cache` is a folder; `None` keeps nothing between runs."""

    agent: str = f"{AGENT_NAME} (reader of news reports)"
    cache: str | None = None
    pause: float = 1.0
    timeout: float = 20.0
    total: float = 60.0
    max_bytes: int = 20_000_000
    max_redirects: int = 5
    allow_private: bool = False


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """What an address gave. `url` is where redirects led; `fresh` is false where the server said nothing has changed and the
    cache gave the bytes; `kept` is where they lie, or the address itself."""

    url: str
    data: bytes
    kept: str
    captured: str
    media_type: str | None = None
    charset: str | None = None
    fresh: bool = True


class Fetcher:
    """Fetches addresses by the rules; remembers robots.txt, pauses and connections. Use it as a context manager."""

    def __init__(self, rules: FetchRules, sleep: Callable[[float], None] = time.sleep, clock: Callable[[], float] = time.monotonic) -> None:
        self.rules = rules
        self._sleep, self._clock = sleep, clock
        self._robots: dict[str, tuple[float, Robots]] = {}
        self._next: dict[str, float] = {}
        self._cache = PageCache(rules.cache) if rules.cache else None
        self._client: httpx.Client | None = None

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        if self._client:
            self._client.close()

    def fetch(self, url: str, accept: str = "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.1") -> Fetched:
        """The bytes of an address. Raises `NotAllowed`, `NotFetched`, `TooLarge`, `BrokenFile`."""
        try:
            return self._fetch(url, accept)
        except DocumentError as error:
            raise type(error)(error.reason, without_login(url)) from None

    def _fetch(self, url: str, accept: str) -> Fetched:
        known = self._cache.find(url) if self._cache else None
        headers = {"Accept": accept, **_conditions(known)}
        deadline = self._clock() + self.rules.total
        with self._follow(url, headers, deadline) as (target, response):
            if response.status_code == 304 and known and self._cache:
                return self._unchanged(known)
            self._heed(response, target)
            _check_status(response, target)
            data = inflate(self._timed(response, deadline), response.headers.get("content-encoding"), self.rules.max_bytes)
            return self._keep(url, target, response, data)

    @contextmanager
    def _follow(self, url: str, headers: dict[str, str], deadline: float) -> Iterator[tuple[Target, httpx.Response]]:
        """The answer at the end of the redirects; every step is checked as if the user had given it."""
        for _ in range(self.rules.max_redirects + 1):
            target = check_address(url, self.rules.allow_private)
            robots = self._robots_of(target)
            if robots.missing:
                raise NotFetched(robots.missing)
            if not robots.allows(target.url):
                raise NotAllowed("robots.txt of the site forbids it")
            self._wait(target, robots.delay, deadline)
            with self._request(target, headers) as response:
                if response.status_code not in _REDIRECTS or "location" not in response.headers:
                    yield target, response
                    return
                url = urljoin(target.url, response.headers["location"])
                _refuse_login(url)
        raise NotFetched(f"more than {self.rules.max_redirects} redirects")

    @contextmanager
    def _request(self, target: Target, headers: dict[str, str]) -> Iterator[httpx.Response]:
        """One request, to an address that was checked."""
        import httpx

        response = None
        try:
            response = self._send(target, headers)
            yield response
        except httpx.TimeoutException:
            raise NotFetched(f"no answer within {self.rules.timeout:g} seconds") from None
        except httpx.HTTPError as error:
            raise NotFetched(f"the connection failed ({error or type(error).__name__})") from None
        finally:
            if response is not None:
                response.close()

    def _send(self, target: Target, headers: dict[str, str]) -> httpx.Response:
        """The answer of the first of the host's addresses that takes the connection. The certificate must be the host's."""
        import httpx

        client, parts = self._open_client(), urlsplit(target.url)
        named = {"Host": target.origin.partition("://")[2], **headers}
        failure: httpx.TransportError = httpx.ConnectError("no address")
        for address in target.addresses[:_ADDRESSES]:
            host = f"[{address}]" if ":" in address else address
            pinned = urlunsplit((parts.scheme, f"{host}:{target.port}", parts.path, parts.query, ""))
            try:
                return client.send(
                    client.build_request("GET", pinned, headers=named, extensions={"sni_hostname": target.host}), stream=True
                )
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failure = error
        raise failure

    def _open_client(self) -> httpx.Client:
        import httpx

        if self._client is None:
            fixed = {"User-Agent": self.rules.agent, "Accept-Encoding": ", ".join(ENCODINGS)}
            # No environment: a proxy would make the check of addresses void, a netrc file would log in. No connection is kept: the next
            # host at the same address would ride on the certificate of the one before.
            single = httpx.Limits(max_keepalive_connections=0)
            self._client = httpx.Client(
                timeout=self.rules.timeout, headers=fixed, trust_env=False, follow_redirects=False, verify=_certificates(), limits=single
            )  # fmt: skip
        self._client.cookies.clear()
        return self._client

    # ------------------------------------------------------------ politeness

    def _robots_of(self, target: Target) -> Robots:
        """The rules of the origin, asked for again after a day; after ten minutes where the server could not give them."""
        known = self._robots.get(target.origin)
        if known is None or self._clock() - known[0] > (_ROBOTS_RETRY if known[1].missing else _ROBOTS_LAST):
            known = (self._clock(), read_robots(target.origin, AGENT_NAME, self._fetch_robots))
            self._robots[target.origin] = known
        return known[1]

    def _fetch_robots(self, url: str) -> tuple[int, bytes]:
        """Status and body of robots.txt at the end of at most five redirects (RFC 9309, section 2.3.1.2). Raises a `DocumentError`."""
        for _ in range(6):
            target = check_address(url, self.rules.allow_private)
            with self._request(target, {"Accept": "text/plain, */*;q=0.1"}) as response:
                if response.status_code not in _REDIRECTS or "location" not in response.headers:
                    return response.status_code, _plain(response)
                url = urljoin(target.url, response.headers["location"])
        return 404, b""

    def _wait(self, target: Target, delay: float, deadline: float) -> None:
        """Sleep until the host may be asked again; what it asks for beyond our patience is a failure."""
        now = self._clock()
        due = self._next.get(target.origin, now)
        if due > deadline:
            raise NotFetched(f"the host asks to wait {due - now:.0f} more seconds")
        if due > now:
            self._sleep(due - now)
        self._next[target.origin] = max(now, due) + max(self.rules.pause, delay)

    def _timed(self, response: httpx.Response, deadline: float) -> Iterator[bytes]:
        for chunk in response.iter_raw():
            if self._clock() > deadline:
                raise NotFetched(f"not finished after {self.rules.total:g} seconds")
            yield chunk

    def _heed(self, response: httpx.Response, target: Target) -> None:
        """A busy host is left alone for as long as it asks (Retry-After), or for a minute."""
        if response.status_code in (429, 503):
            seconds = _seconds(response.headers.get("retry-after"))
            self._next[target.origin] = max(self._next.get(target.origin, 0.0), self._clock() + seconds)

    # ------------------------------------------------------------ cache

    def _unchanged(self, known: Cached) -> Fetched:
        assert self._cache is not None
        try:
            data = self._cache.read(known.sha256)
        except (OSError, ValueError) as error:
            raise NotFetched(f"the page kept in the cache cannot be read ({error}): delete the cache folder") from None
        return Fetched(
            url=known.url,
            data=data,
            kept=str(self._cache.page_path(known.sha256)),
            captured=known.captured,
            media_type=known.media_type,
            charset=known.charset,
            fresh=False,
        )

    def _keep(self, url: str, target: Target, response: httpx.Response, data: bytes) -> Fetched:
        media_type, charset = _media_type(response.headers.get("content-type"))
        entry = Cached(
            url=target.url,
            sha256=hashlib.sha256(data).hexdigest(),
            captured=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            etag=response.headers.get("etag"),
            last_modified=response.headers.get("last-modified"),
            media_type=media_type,
            charset=charset,
        )
        kept = str(self._cache.keep(url, data, entry)) if self._cache else target.url
        return Fetched(url=target.url, data=data, kept=kept, captured=entry.captured, media_type=media_type, charset=charset)


def _certificates() -> ssl.SSLContext:
    """The authorities a certificate may come from: those of `SSL_CERT_FILE` if it is set, as everywhere, else the usual ones."""
    import os

    import certifi

    return ssl.create_default_context(cafile=os.environ.get("SSL_CERT_FILE") or certifi.where())


def _conditions(known: Cached | None) -> dict[str, str]:
    """The headers of a conditional GET (RFC 9110, section 13)."""
    if known is None:
        return {}
    pairs = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in pairs.items() if value}


def _check_status(response: httpx.Response, target: Target) -> None:
    status = response.status_code
    if status in (401, 402, 403, 407, 451):
        raise NotAllowed(f"the server refuses it (status {status}): logins and paywalls are not passed")
    if status in (429, 503):
        wait = response.headers.get("retry-after")
        raise NotFetched(f"the server is busy (status {status}{f', retry after {wait}' if wait else ''})")
    if status != 200:
        raise NotFetched(f"the server answered with status {status}")
    _refuse_login(target.url)


def _refuse_login(url: str) -> None:
    if urlsplit(url).path.rstrip("/").lower().endswith(_LOGIN):
        raise NotAllowed("the address leads to a login or a subscription: it is not passed")


def _seconds(retry_after: str | None) -> float:
    """Seconds that a Retry-After header asks for, a number or a date; a minute where it cannot be read."""
    try:
        if retry_after and retry_after.strip().isdigit():
            return float(retry_after)
        when = parsedate_to_datetime(retry_after or "")
        return max(0.0, (when - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return 60.0


def _media_type(header: str | None) -> tuple[str | None, str | None]:
    if not header:
        return None, None
    message = Message()
    message["content-type"] = header
    charset = message.get_content_charset()
    return message.get_content_type(), charset


def _plain(response: httpx.Response) -> bytes:
    return inflate(response.iter_raw(), response.headers.get("content-encoding"), 10 * MAX_ROBOTS)
