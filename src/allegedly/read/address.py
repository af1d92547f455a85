"""Which addresses may be fetched: http and https, no credentials, and only hosts whose every address is public.

A name is resolved once and the connection goes to the address that was checked, so that a second answer of the name server cannot
lead elsewhere. The same check is made again after every redirect.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from urllib.parse import SplitResult, urlsplit, urlunsplit

import msgspec

from allegedly.errors import NotAllowed, NotFetched

_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_PORTS = {"http": 80, "https": 443}
# NAT64 (RFC 6052) leads into the IPv4 network: the address inside is what counts.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """An address that may be fetched, with the public IP addresses of its host, in the order the resolver gave them."""

    url: str
    scheme: str
    host: str
    port: int
    addresses: tuple[str, ...]

    @property
    def origin(self) -> str:
        """Scheme, host and port: robots.txt and pauses hold for these."""
        usual = self.port == _PORTS[self.scheme]
        return f"{self.scheme}://{_bracketed(self.host)}" + ("" if usual else f":{self.port}")


def is_address(name: str) -> bool:
    """True for what begins as a web address."""
    return _SCHEME.match(name) is not None


def check_address(url: str, allow_private: bool = False) -> Target:
    """The target of `url`. Raises `NotAllowed` for another scheme, credentials, a private, loopback or otherwise special address
    (unless `allow_private`), `NotFetched` for a host that is not known."""
    parts = _split(url)
    if parts.scheme not in _PORTS:
        raise NotAllowed(f"only http and https addresses are fetched, not {parts.scheme or 'this'}", url)
    if parts.username is not None or parts.password is not None:
        raise NotAllowed("the address carries a login: it is not used", without_login(url))
    if not parts.hostname:
        raise NotFetched("the address names no host", url)
    host, port = parts.hostname.rstrip("."), parts.port or _PORTS[parts.scheme]
    addresses = _resolve(host, port, url)
    if not allow_private and (special := next((a for a in addresses if not is_public(a)), None)):
        raise NotAllowed(f"{host} leads to {special}, which is not on the public internet: it is not fetched", url)
    clean = urlunsplit((parts.scheme, parts.netloc, parts.path or "/", parts.query, ""))
    return Target(url=clean, scheme=parts.scheme, host=host, port=port, addresses=tuple(str(a) for a in addresses))


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError as error:
        raise NotFetched(f"this is no address ({error})", url) from None
    return parts


def without_login(url: str) -> str:
    """The address without user and password: these are repeated nowhere."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])) if "@" in parts.netloc else url


def _resolve(host: str, port: int, url: str) -> list[Ip]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotFetched(f"the host {host} is not known ({getattr(error, 'strerror', None) or error})", url) from None
    return list(dict.fromkeys(ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found))


def is_public(address: Ip) -> bool:
    """True for an address on the public internet: not private, loopback, link-local, multicast, reserved, or one of these in
    the clothes of IPv6 (mapped, 6to4, Teredo, NAT64)."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _NAT64:
            inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if any(part is not None and not is_public(part) for part in inner):
            return False
        if address in _NAT64 or address.ipv4_mapped:
            return True
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
