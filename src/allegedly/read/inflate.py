"""Compressed bytes made plain, never more than a limit: a bomb costs a failure row."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

from allegedly.errors import BrokenFile, NotFetched, TooLarge

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
_RAW_DEFLATE = -zlib.MAX_WBITS
ENCODINGS = ("gzip", "deflate")
_STEP = 65_536


def inflate(chunks: Iterable[bytes], encoding: str | None, limit: int) -> bytes:
    """The plain bytes of chunks in an HTTP content coding (`None`, `identity`, `gzip`, `deflate`), read no further than `limit`
    bytes of plain. Raises `TooLarge`, `BrokenFile`, `NotFetched` for another coding."""
    coding = (encoding or "identity").strip().lower()
    if coding in ("identity", ""):
        return _bounded(chunks, limit)
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise NotFetched(f"the server sent it as {coding!r}, which was not asked for")
    return _inflate(chunks, limit)


def _bounded(chunks: Iterable[bytes], limit: int) -> bytes:
    out = bytearray()
    for chunk in chunks:
        out += chunk
        if len(out) > limit:
            raise TooLarge(f"more than {limit:,} bytes: this is no news report")
    return bytes(out)


def _inflate(chunks: Iterable[bytes], limit: int) -> bytes:
    out, decoder = bytearray(), zlib.decompressobj(_GZIP_OR_ZLIB)
    begun = False
    for chunk in chunks:
        rest = chunk
        while rest and not decoder.eof:
            try:
                out += decoder.decompress(rest, limit + 1 - len(out))
            except zlib.error as error:
                if begun:
                    raise BrokenFile(f"its compression is damaged ({error})") from None
                # Some servers send "deflate" without the zlib frame (RFC 9110, section 8.4.1.2).
                decoder = zlib.decompressobj(_RAW_DEFLATE)
                begun = True
                continue
            begun = True
            rest = decoder.unconsumed_tail
            if len(out) > limit:
                raise TooLarge(f"more than {limit:,} bytes once unpacked: this is no news report")
    if not decoder.eof:
        raise BrokenFile("its compressed data end too early")
    return bytes(out)


class Gunzipped(io.RawIOBase):
    """The plain bytes of a gzip stream of one or several members. Of a damaged or cut-off one, what can be unpacked comes first;
    then reading raises `EOFError` or `zlib.error`. (The standard library's reader loses up to a buffer of it.)"""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._decoder = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._rest = b""

    def readable(self) -> bool:
        """Always true."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill `buffer` as far as one step goes; 0 at the end."""
        view = memoryview(buffer).cast("B")
        while True:
            self._rest = self._rest or self._packed.read(_STEP)
            if not self._rest:
                return self._end()
            if self._decoder.eof:
                if not self._rest.strip(b"\0"):
                    self._rest = b""
                    continue
                self._decoder = zlib.decompressobj(zlib.MAX_WBITS | 16)
            plain = self._decoder.decompress(self._rest, len(view))
            self._rest = self._decoder.unused_data if self._decoder.eof else self._decoder.unconsumed_tail
            if plain:
                view[: len(plain)] = plain
                return len(plain)

    def _end(self) -> int:
        if not self._decoder.eof:
            raise EOFError("the file is cut off")
        return 0
