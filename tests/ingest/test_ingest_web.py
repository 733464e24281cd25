"""Fetching, against servers on this machine: timers, caps, redirects, certificates, answers."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
import zlib
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import msgspec
import pytest

from fairwitness.ingest.web import Network, fetch_page
from fairwitness.limits import Limits
from fairwitness.problems import Unreadable

Call = Callable[..., Any]

SENTENCE = b"<p>The ministry said on Tuesday that the convoy had left the garrison at dawn.</p>"
FAST = Limits(fetch_seconds=1.0, silent_seconds=0.5, raw_bytes=100_000, decoded_bytes=200_000)


def answer(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def refusal(url: str, network: Network, limits: Limits = FAST) -> tuple[str, str]:
    with pytest.raises(Unreadable) as refused:
        fetch_page(url, limits, network)
    return refused.value.problem.code, refused.value.problem.message


def test_a_page_is_fetched_and_read(serve: Call, read: Call, local_network: Network) -> None:
    address = serve(lambda handler: answer(handler, SENTENCE))
    report = read(f"{address}/a", network=local_network)
    assert report.text.startswith("The ministry said on Tuesday")
    assert report.url == report.source == report.id == f"{address}/a"


def test_what_is_asked_names_us_and_takes_nothing_else(serve: Call, local_network: Network) -> None:
    seen: dict[str, str] = {}

    def note(handler: BaseHTTPRequestHandler) -> None:
        seen.update({name.lower(): value for name, value in handler.headers.items()})
        answer(handler, SENTENCE)

    address = serve(note)
    fetch_page(f"{address}/", FAST, local_network)
    assert seen["host"] == address.removeprefix("http://")
    assert seen["user-agent"].startswith("fairwitness/")
    assert {"cookie", "referer", "authorization"}.isdisjoint(seen)


def test_a_server_that_never_ends_is_stopped_at_the_cap(
    serve: Call, local_network: Network
) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"word " * 2_000)

    code, message = refusal(serve(endless), local_network)
    assert code == "too_large"
    assert "100,000" in message


def test_a_slow_drip_ends_with_the_total_timer(serve: Call, local_network: Network) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"w")
            time.sleep(0.1)

    began = time.monotonic()
    code, _ = refusal(serve(drip), local_network)
    assert code == "timeout"
    assert time.monotonic() - began < 3


def test_a_drip_of_headers_ends_with_the_total_timer(serve: Call, local_network: Network) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        for _ in range(100):
            handler.wfile.write(b"H")
            time.sleep(0.1)

    began = time.monotonic()
    assert refusal(serve(drip), local_network)[0] == "timeout"
    assert time.monotonic() - began < 3


def test_a_silent_server_ends_with_the_silent_timer(serve: Call, local_network: Network) -> None:
    began = time.monotonic()
    limits = msgspec.structs.replace(FAST, fetch_seconds=20.0)
    code, message = refusal(serve(lambda _: time.sleep(3)), local_network, limits)
    assert code == "timeout"
    assert "silent_seconds = 0.5" in message
    assert time.monotonic() - began < 2.5


def test_a_resolver_that_hangs_is_given_up() -> None:
    def hang(*_: object) -> list[str]:
        time.sleep(3)
        return []

    assert refusal("http://news.example.org/", Network(resolve=hang))[0] == "timeout"


BODIES = {
    "gzip": ("gzip", gzip.compress(SENTENCE)),
    "zlib": ("deflate", zlib.compress(SENTENCE)),
    "identity": ("identity", SENTENCE),
}


@pytest.mark.parametrize(("coding", "body"), BODIES.values(), ids=BODIES)
def test_content_codings_are_undone(
    serve: Call, local_network: Network, coding: str, body: bytes
) -> None:
    address = serve(lambda handler: answer(handler, body, Content_Encoding=coding))
    assert fetch_page(address, FAST, local_network).data == SENTENCE


def test_a_bomb_is_stopped_by_its_decoded_size(serve: Call, local_network: Network) -> None:
    bomb = gzip.compress(bytes(5_000_000))
    assert len(bomb) < 10_000
    address = serve(lambda handler: answer(handler, bomb, Content_Encoding="gzip"))
    code, message = refusal(address, local_network)
    assert code == "too_large"
    assert "decoded_bytes" in message


@pytest.mark.parametrize("coding", ["br", "gzip, gzip", "x\x1b[31m"], ids=["br", "twice", "junk"])
def test_a_coding_that_was_not_asked_for_is_refused(
    serve: Call, local_network: Network, coding: str
) -> None:
    address = serve(lambda handler: answer(handler, b"x", Content_Encoding=coding))
    code, message = refusal(address, local_network)
    assert code == "damaged"
    assert message.isprintable()


def test_a_body_cut_short_is_refused(serve: Call, local_network: Network) -> None:
    address = serve(lambda handler: answer(handler, SENTENCE, Content_Length="5000"))
    assert refusal(address, local_network)[0] == "unreachable"


@pytest.mark.parametrize("status", [401, 402, 403, 404, 410, 429, 451, 500, 503, 204, 304])
def test_other_answers_are_named(serve: Call, local_network: Network, status: int) -> None:
    code, message = refusal(serve(lambda h: answer(h, SENTENCE, status)), local_network)
    assert code == "http_status"
    assert f" {status}" in message


def redirecting(handler: BaseHTTPRequestHandler) -> None:
    """`/3` leads to `/2`, to `/1`, to `/0`, which answers."""
    left = int(handler.path[1:])
    if left:
        answer(handler, b"", 302, Location=f"/{left - 1}")
    else:
        answer(handler, SENTENCE)


def test_redirects_are_followed_up_to_the_limit(serve: Call, local_network: Network) -> None:
    address = serve(redirecting)
    assert fetch_page(f"{address}/3", FAST, local_network).url == f"{address}/0"
    code, message = refusal(f"{address}/4", local_network)
    assert code == "redirects"
    assert "limit redirects" in message


@pytest.mark.parametrize(
    "location",
    ["http://10.0.0.1/", "//169.254.169.254/", "http://localhost/", "file:///etc/passwd",
     "http://user@news.example/", "ftp://news.example/", "http://[::1]/"],
)  # fmt: skip
def test_a_redirect_to_what_is_not_public_is_refused(
    serve: Call, local_network: Network, location: str
) -> None:
    address = serve(lambda handler: answer(handler, b"", 302, Location=location))
    assert refusal(address, local_network)[0] == "address"


def test_a_name_that_turns_private_at_a_redirect_is_refused(
    serve: Call, local_network: Network
) -> None:
    """The second answer of the resolver is the one that the second connection would go to."""
    answers = [["127.0.0.1"], ["192.168.0.1"]]
    network = msgspec.structs.replace(local_network, resolve=lambda *_: answers.pop(0))
    assert refusal(f"{serve(redirecting)}/1", network)[0] == "address"
    assert answers == []


def test_nothing_is_connected_to_before_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket, "create_connection", fail)
    network = Network(resolve=lambda *_: ["127.0.0.1"])
    assert refusal("http://news.example.org/", network)[0] == "address"


def test_nobody_listening_is_unreachable(local_network: Network) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert refusal(f"http://news.example:{port}/", local_network)[0] == "unreachable"


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes its certificate with openssl")
def test_a_certificate_that_does_not_hold_is_refused_without_a_second_try(
    tmp_path: Path, local_network: Network
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=news.example",
         "-days", "2", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    tries: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)

        def shake_hands() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                tries.append("connection")
                try:
                    context.wrap_socket(connection, server_side=True).close()
                except OSError:
                    connection.close()

        thread = threading.Thread(target=shake_hands, daemon=True)
        thread.start()
        url = f"https://news.example:{server.getsockname()[1]}/"
        code, message = refusal(url, local_network)
        assert code == "certificate"
        assert "certificate" in message
        time.sleep(0.1)
        assert tries == ["connection"]
        server.settimeout(0)
    thread.join(3)


def test_https_never_falls_back_to_http(serve: Call, local_network: Network) -> None:
    address = serve(lambda handler: answer(handler, SENTENCE))
    assert refusal(address.replace("http:", "https:"), local_network)[0] == "unreachable"
