"""Whatever the bytes are, there is one item for them, it never raises, and `ok` is never empty."""

from __future__ import annotations

import gzip
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from fairwitness.ingest import open_source
from fairwitness.limits import Limits
from fairwitness.report import Failure, Report

STARTS = st.sampled_from(
    [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"<html>", b"<!doctype html>", b"<p>", b"{",
     b'{"text":', b"[", b"\x1f\x8b\x08\0", b"PK", b"<?xml ", b"<!--", b"<meta charset=", b"The "]
)  # fmt: skip
LIMITS = Limits(raw_bytes=5_000, decoded_bytes=10_000, text_chars=300)


def check(data: bytes) -> None:
    for source, stdin in ((data, None), ("-", io.BytesIO(data))):
        items = list(open_source(source, stdin=stdin, limits=LIMITS, fetch=False))
        assert items, "nothing was said of an input"
        for item in items:
            problems = [item.problem] if isinstance(item, Failure) else item.problems
            assert all(problem.message.rstrip().endswith(".") for problem in problems)
            if isinstance(item, Report):
                assert any(c.isalpha() for c in item.text)
                assert len(item.text) <= LIMITS.text_chars
                item.text.encode("utf-8")
                assert "\0" not in item.text


@settings(max_examples=300, deadline=None)
@given(STARTS, st.binary(max_size=200))
def test_bytes_of_any_kind(start: bytes, rest: bytes) -> None:
    check(start + rest)


@settings(max_examples=100, deadline=None)
@given(STARTS, st.text(max_size=200), st.sampled_from(["utf-8", "utf-16-le", "utf-16"]))
def test_text_of_any_kind(start: bytes, rest: str, codec: str) -> None:
    check(start + rest.encode(codec, "surrogatepass"))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 40), st.binary(max_size=8))
def test_gzip_of_any_kind(inner: bytes, cut: int, junk: bytes) -> None:
    packed = gzip.compress(inner)
    check(packed[: len(packed) - cut] + junk)
