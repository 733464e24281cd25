"""Byte streams that can be looked into first, and gzip that cannot swell without bound."""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO

from fairwitness.ingest.naming import refusal
from fairwitness.limits import Limits
from fairwitness.problems import Unreadable

_CHUNK = 65_536


class _Chained(io.RawIOBase):
    """`head` followed by what `rest` still holds."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        data = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(data) :] if self._head else self._head
        buffer[: len(data)] = data
        return len(data)


def peeked(stream: BinaryIO, size: int) -> tuple[bytes, io.BufferedReader]:
    """The first `size` bytes of `stream` (fewer at its end), and the stream from its beginning."""
    head = b""
    while len(head) < size and (more := stream.read(size - len(head))):
        head += more
    return head, io.BufferedReader(_Chained(head, stream), _CHUNK)


def gunzipped(stream: BinaryIO, name: str, limits: Limits) -> io.BufferedReader:
    """What a gzip `stream` holds, one layer of it; reading raises as `_Gunzip` does."""
    return io.BufferedReader(_Gunzip(stream, name, limits), _CHUNK)


class _Gunzip(io.RawIOBase):
    """The decoded bytes of a gzip stream, one layer, refused once they swell like a bomb.

    Raises `Unreadable` with code `too_large` when the output passes `limits.decoded_bytes` and
    `limits.gzip_ratio` times the input, and `damaged` when the stream is broken or cut short.
    """

    def __init__(self, raw: BinaryIO, name: str, limits: Limits) -> None:
        self._raw, self._name, self._limits = raw, name, limits
        self._inflate = zlib.decompressobj(wbits=31)
        self._pending = b""
        self._within = False  # a member has begun and not ended
        self._taken = self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        while True:
            ended = not self._pending and not self._refill()
            if ended and not self._within:
                return 0
            data = self._decompress(len(buffer))
            if data:
                self._count(len(data))
                buffer[: len(data)] = data
                return len(data)
            if ended and self._within:
                raise self._damaged("it ends too early")

    def _refill(self) -> bool:
        self._pending = self._raw.read(_CHUNK)
        self._taken += len(self._pending)
        if not self._within:
            self._pending = self._pending.lstrip(b"\0")  # padding between members
        return bool(self._pending)

    def _decompress(self, size: int) -> bytes:
        try:
            data = self._inflate.decompress(self._pending, size)
        except zlib.error as error:
            raise self._damaged(str(error)) from error
        self._within = not self._inflate.eof
        self._pending = self._inflate.unconsumed_tail
        if self._inflate.eof:
            self._pending = self._inflate.unused_data.lstrip(b"\0")
            self._inflate = zlib.decompressobj(wbits=31)
        return data

    def _count(self, given: int) -> None:
        self._given += given
        limits = self._limits
        if self._given > limits.decoded_bytes and self._given > limits.gzip_ratio * self._taken:
            raise refusal(
                "too_large",
                f"{self._name} swells to more than {limits.gzip_ratio} times its size and past "
                f"{limits.decoded_bytes:,} bytes (limits gzip_ratio, decoded_bytes): "
                "it was not read further.",
                self._name,
            )

    def _damaged(self, why: str) -> Unreadable:
        message = f"{self._name} is a damaged gzip archive ({why}); get a whole copy."
        return refusal("damaged", message, self._name)
