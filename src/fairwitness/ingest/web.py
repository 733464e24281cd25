"""Fetching one page, when asked to: by checked address, within time and size, certificates and all.

No cookies, no proxy of the environment, no retry, no way round a certificate that does not hold.
"""

from __future__ import annotations

import http.client
import io
import queue
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable
from typing import cast
from urllib.parse import urljoin

import msgspec

from fairwitness import __version__
from fairwitness.ingest.address import Resolve, Target, checked, is_public, target
from fairwitness.ingest.naming import refusal, shown
from fairwitness.limits import Limits
from fairwitness.problems import Unreadable

_REDIRECTS = frozenset({301, 302, 303, 307, 308})


def resolve(host: str, port: int) -> list[str]:
    """The addresses of `host` as the system resolves it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


class Network(msgspec.Struct, frozen=True, kw_only=True):
    """What fetching may reach. Only tests have a reason to change it."""

    resolve: Resolve = resolve
    permitted: Callable[[str], bool] = is_public
    ports: frozenset[int] | None = frozenset({80, 443})
    """Ports that may be connected to; None for any."""


WEB = Network()
"""The public web."""


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """A response that was read whole."""

    data: bytes
    url: str
    """Where it came from in the end."""
    media_type: str
    charset: str | None


def fetch_page(url: str, limits: Limits, network: Network) -> Fetched:
    """The page at `url`, following at most `limits.redirects` redirects, each checked anew.

    Raises `Unreadable` with code `address`, `unreachable`, `timeout`, `too_large`, `certificate`,
    `http_status`, `redirects` or `damaged`.
    """
    ends = time.monotonic() + limits.fetch_seconds
    at = url
    for _ in range(limits.redirects + 1):
        place = target(at, network.ports)
        addresses = _addresses(place, network, url, limits)
        got = _one(place, addresses, url, limits, ends)
        if isinstance(got, Fetched):
            return got
        at = urljoin(at, got)
        if place.scheme == "https" and at.lower().startswith("http:"):
            raise refusal("redirects", f"{shown(url)} leads from https to http; not followed.", url)
    message = f"{shown(url)} redirects more than {limits.redirects} times (limit redirects)."
    raise refusal("redirects", f"{message} Give the address it ends at.", url)


def _addresses(place: Target, network: Network, url: str, limits: Limits) -> tuple[str, ...]:
    """The checked addresses of `place`; the system's resolver has no timer of its own."""
    answer: queue.SimpleQueue[tuple[str, ...] | BaseException] = queue.SimpleQueue()

    def work() -> None:
        try:
            answer.put(checked(place, network.resolve, network.permitted))
        except (Unreadable, OSError, UnicodeError) as error:
            answer.put(error)

    threading.Thread(target=work, daemon=True).start()
    try:
        got = answer.get(timeout=limits.silent_seconds)
    except queue.Empty:
        raise _timeout(url, "its name was not resolved", limits) from None
    if isinstance(got, BaseException):
        raise got
    return got


class _Timed(io.RawIOBase):
    """A socket read with both timers: silence, and the end of all time for this page."""

    def __init__(self, sock: socket.socket, ends: float, silent: float) -> None:
        self._sock, self._ends, self._silent = sock, ends, silent

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TimeoutError("total")
        self._sock.settimeout(min(left, self._silent))
        return self._sock.recv_into(buffer)


class _Wire:
    """What `http.client` needs of a socket, with timed reads."""

    def __init__(self, sock: socket.socket, ends: float, silent: float) -> None:
        self._sock, self._timed = sock, _Timed(sock, ends, silent)

    def sendall(self, data: bytes) -> None:
        self._sock.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        assert mode == "rb"
        return io.BufferedReader(self._timed)

    def close(self) -> None:
        self._sock.close()


def _one(
    place: Target, addresses: tuple[str, ...], url: str, limits: Limits, ends: float
) -> Fetched | str:
    """One request: the response, or the address it redirects to."""
    name = shown(url)
    try:
        wire = _connected(place, addresses, limits, ends)
        try:
            response = _asked(place, wire)
            return _answer(response, place, url, limits)
        finally:
            wire.close()
    except ssl.SSLCertVerificationError as error:
        message = f"{name} has a certificate that does not hold ({error.verify_message}); not read."
        raise refusal("certificate", message, url) from error
    except TimeoutError as error:
        raise _timeout(url, "it answers too slowly", limits) from error
    except (OSError, http.client.HTTPException) as error:
        why = shown(str(error) or type(error).__name__)[:200]
        message = f"{name} could not be fetched ({why}); try later or save the page."
        raise refusal("unreachable", message, url) from error


def _connected(place: Target, addresses: tuple[str, ...], limits: Limits, ends: float) -> _Wire:
    """A connection to the first address that takes one; TLS is made for the name."""
    failure: OSError | None = None
    for address in addresses[:4]:
        patience = min(limits.silent_seconds, ends - time.monotonic())
        if patience <= 0:
            raise TimeoutError("total")
        try:
            sock = socket.create_connection((address, place.port), timeout=patience)
        except OSError as error:
            failure = error
            continue
        if place.scheme == "https":
            try:
                sock = ssl.create_default_context().wrap_socket(sock, server_hostname=place.host)
            except BaseException:
                sock.close()
                raise
        return _Wire(sock, ends, limits.silent_seconds)
    raise failure or OSError("no address")


def _asked(place: Target, wire: _Wire) -> http.client.HTTPResponse:
    host = f"[{place.host}]" if ":" in place.host else place.host
    usual = place.port == {"http": 80, "https": 443}[place.scheme]
    lines = (
        f"GET {place.path} HTTP/1.1",
        f"Host: {host}" if usual else f"Host: {host}:{place.port}",
        f"User-Agent: fairwitness/{__version__}",
        "Accept: text/html, application/xhtml+xml, application/pdf, text/plain;q=0.9, */*;q=0.5",
        "Accept-Encoding: gzip, deflate",
        "Accept-Language: en",
        "Connection: close",
    )
    wire.sendall("".join(f"{line}\r\n" for line in (*lines, "")).encode("ascii"))
    response = http.client.HTTPResponse(cast(socket.socket, wire), method="GET")
    response.begin()
    return response


def _answer(
    response: http.client.HTTPResponse, place: Target, url: str, limits: Limits
) -> Fetched | str:
    location = response.getheader("Location")
    if response.status in _REDIRECTS and location:
        return location
    if response.status != 200:
        reason = shown(response.reason or "").strip()[:60]
        message = (
            f"{shown(url)} answered {response.status}{f' ({reason})' if reason else ''}; "
            "open it in a browser, save the page and give the file."
        )
        raise refusal("http_status", message, url)
    data = _body(response, url, limits)
    media_type = response.headers.get_content_type()
    return Fetched(
        data=data,
        url=place.url,
        media_type=media_type,
        charset=response.headers.get_content_charset(),
    )


def _body(response: http.client.HTTPResponse, url: str, limits: Limits) -> bytes:
    """The body, decoded as it comes, within both limits of size."""
    coding = (response.getheader("Content-Encoding") or "identity").strip().lower()
    inflate = _decoder(coding, url)
    raw, out = 0, bytearray()
    while chunk := response.read1(65_536):
        raw += len(chunk)
        if raw > limits.raw_bytes:
            raise _too_large(url, f"{limits.raw_bytes:,} bytes (limit raw_bytes)")
        out += inflate(chunk, limits.decoded_bytes + 1 - len(out)) if inflate else chunk
        if len(out) > limits.decoded_bytes:
            raise _too_large(url, f"{limits.decoded_bytes:,} bytes decoded (limit decoded_bytes)")
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)
    return bytes(out)


def _decoder(coding: str, url: str) -> Callable[[bytes, int], bytes] | None:
    if coding == "identity":
        return None
    if coding not in ("gzip", "x-gzip", "deflate"):
        message = (
            f"{shown(url)} is sent as {shown(coding)[:40]}, which was not asked for; not read."
        )
        raise refusal("damaged", message, url)
    inflate = zlib.decompressobj(wbits=47)  # gzip or zlib, told by its header

    def decoded(chunk: bytes, most: int) -> bytes:
        try:
            return inflate.decompress(inflate.unconsumed_tail + chunk, most)
        except zlib.error as error:
            message = f"{shown(url)} is damaged ({error}); try again."
            raise refusal("damaged", message, url) from error

    return decoded


def _too_large(url: str, most: str) -> Unreadable:
    return refusal("too_large", f"{shown(url)} is larger than {most}; it was not read.", url)


def _timeout(url: str, what: str, limits: Limits) -> Unreadable:
    message = (
        f"{shown(url)} was given up: {what} (limits silent_seconds = {limits.silent_seconds:g}, "
        f"fetch_seconds = {limits.fetch_seconds:g}); try later or save the page."
    )
    return refusal("timeout", message, url)
