"""What parent and workers say to each other: length-prefixed msgpack, never a pickle."""

from __future__ import annotations

import socket
import struct

import msgspec

from fairwitness.limits import Limits
from fairwitness.problems import Problem
from fairwitness.reading.rows import ReaderName
from fairwitness.report import Failure, Report

HEADER = struct.Struct(">Q")


class Whole(msgspec.Struct, frozen=True, kw_only=True, tag="report"):
    """A report that is ready to be read."""

    report: Report


class Lost(msgspec.Struct, frozen=True, kw_only=True, tag="failure"):
    """An input that yielded no report; it still becomes a brief, a failed one, in its place."""

    failure: Failure


Item = Whole | Lost


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How every worker of one run reads."""

    reader: str = "fairwitness.pool.worker:default_reader"
    """`module:function` that makes the reader from these settings."""
    model: str | None = None
    statements: ReaderName = "learned"
    """Who reads the statements."""
    limits: Limits = Limits()
    html: bool = False
    """Render HTML too."""


class Chunk(msgspec.Struct, frozen=True, kw_only=True):
    """Items to be read together; each already encoded, so that it is encoded once."""

    items: tuple[bytes, ...]


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """One brief, encoded by the worker that made it."""

    id: str
    status: str
    json: bytes
    """The brief's canonical JSON: one line, without the newline."""
    html: bytes | None = None


class Ready(msgspec.Struct, frozen=True, kw_only=True, tag="ready"):
    """The worker has loaded its model and waits for chunks."""


class Refused(msgspec.Struct, frozen=True, kw_only=True, tag="refused"):
    """The worker cannot start as asked: no such model, no world data."""

    problem: Problem


class Done(msgspec.Struct, frozen=True, kw_only=True, tag="done"):
    """The chunk is read: the brief of each item, in order."""

    results: tuple[Result, ...]


class Broken(msgspec.Struct, frozen=True, kw_only=True, tag="broken"):
    """Reading the chunk raised; the worker itself is well."""

    problem: Problem


Answer = Ready | Refused | Done | Broken


class Inbox:
    """Turns the bytes of a stream back into messages."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def feed(self, data: bytes) -> None:
        """Takes what has arrived."""
        self._bytes += data

    def pop(self) -> bytes | None:
        """The next whole message, or None until more arrives."""
        if len(self._bytes) < HEADER.size:
            return None
        (length,) = HEADER.unpack_from(self._bytes)
        end = HEADER.size + length
        if len(self._bytes) < end:
            return None
        message = bytes(self._bytes[HEADER.size : end])
        del self._bytes[:end]
        return message


def send(channel: socket.socket, message: msgspec.Struct) -> None:
    """Sends one message; OSError when the other side is gone."""
    payload = msgspec.msgpack.encode(message)
    channel.sendall(HEADER.pack(len(payload)))
    channel.sendall(payload)


def receive(channel: socket.socket, inbox: Inbox) -> bytes | None:
    """Waits for one message; None when the other side closed the channel."""
    while (message := inbox.pop()) is None:
        data = channel.recv(1 << 16)
        if not data:
            return None
        inbox.feed(data)
    return message
