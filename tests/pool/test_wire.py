"""Messages survive the wire however the bytes arrive."""

from __future__ import annotations

import socket

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from fairwitness.pool.wire import HEADER, Answer, Chunk, Done, Inbox, Result, receive, send


@given(st.lists(st.binary(max_size=50), max_size=8), st.integers(1, 7))
def test_inbox_puts_pieces_together(payloads: list[bytes], step: int) -> None:
    stream = b"".join(HEADER.pack(len(p)) + p for p in payloads)
    inbox, got = Inbox(), []
    for at in range(0, len(stream), step):
        inbox.feed(stream[at : at + step])
        while (message := inbox.pop()) is not None:
            got.append(message)
    assert got == payloads


def test_an_answer_comes_through_a_socket_as_it_was_sent() -> None:
    answer = Done(results=(Result(id="a", status="ok", json=b"{}", html=b"<p>"),))
    ours, theirs = socket.socketpair()
    with ours, theirs:
        send(theirs, answer)
        message = receive(ours, Inbox())
    assert message is not None
    assert msgspec.msgpack.decode(message, type=Answer) == answer


def test_a_closed_channel_is_the_end() -> None:
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            send(theirs, Chunk(items=()))
        inbox = Inbox()
        assert receive(ours, inbox) is not None
        assert receive(ours, inbox) is None
