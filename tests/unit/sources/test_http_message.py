from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.sources.http_message import HEAD_LIMIT, Head, Traits, as_utf8, header_lines, is_ended, parse_head, traits


@pytest.mark.parametrize(
    ("block", "head"),
    [
        (b"HTTP/1.1 200 OK\r\nA: 1\r\nb:2 \r\n\r\nbody", Head(200, (("A", "1"), ("b", "2")), 31)),
        (b"HTTP/1.0 404\n\nx\r\n\r\n", Head(404, (), 14)),
        (b"HTTP/1.1 200 OK\r\nA: 1\n\r\nbody", Head(200, (("A", "1"),), 24)),
        (b"HTTP/2 200\r\nA: x\r\n\t y\r\nB: z\r\n\r\n", Head(200, (("A", "x y"), ("B", "z")), 31)),
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 X\r\nA: 1\r\n\r\n", Head(204, (("A", "1"),), 49)),
        (b"HTTP/1.1 200 OK\r\nno colon\r\n: x\r\n\r\n", Head(200, (("", "x"),), 34)),
        (b"HTTP/1.1 200 OK\r\nA: \xe9\0b", Head(200, (("A", "\xe9\0b"),), 23)),
        (b"HTTP/1.1 2000 OK\r\n\r\n", None),
        (b"ICY 200 OK\r\n\r\n", None),
        (b"", None),
    ],
)
def test_heads(block: bytes, head: Head | None) -> None:
    assert parse_head(block) == head


def test_a_head_beyond_the_limit_is_none() -> None:
    assert parse_head(b"HTTP/1.1 200 OK\r\nA: " + b"x" * HEAD_LIMIT + b"\r\n\r\n") is None


def test_reading_header_lines() -> None:
    lines = header_lines(
        b"Content-Type: Text/HTML; charset=x\r\nContent-Encoding: GZIP, br\r\ncontent-encoding: zstd\r\n"
    )
    assert traits(lines) == Traits("text/html", [], ["gzip", "br", "zstd"])
    assert traits((("transfer-encoding", "chunked"),)) == Traits("", ["chunked"], [])


@pytest.mark.parametrize(
    ("lines", "length"),
    [
        (("12",), 12),
        (("0", "7"), 0),
        (("x", "7"), 7),
        (("-1",), -1),
        (("1, 1",), -1),
        (("\u00b2",), -1),
        (("9" * 99,), 10**18 - 1),
    ],
)
def test_the_length_that_was_announced(lines: tuple[str, ...], length: int) -> None:
    assert traits(tuple(("Content-Length", line) for line in lines)).length == length


def test_values_in_utf8() -> None:
    assert [as_utf8(value) for value in ("/a", "/\u00c3\u00a4", "/\u00e4", "/\u20ac")] == [
        "/a",
        "/\u00e4",
        "/\u00e4",
        "/\u20ac",
    ]


@pytest.mark.parametrize(
    ("block", "ended"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", True),
        (b"HTTP/1.1 200 OK\nA: 1\n\n", True),
        (b"HTTP/1.1 200 OK\n\r\n", True),
        (b"HTTP/1.1 200 OK\r\n\r\nbody", True),
        (b"HTTP/1.1 200 OK\r\nA: 1\r\n", False),
        (b"HTTP/1.1 200 OK", False),
    ],
)
def test_a_head_ends_with_an_empty_line(block: bytes, ended: bool) -> None:
    head = parse_head(block)
    assert head is not None
    assert is_ended(block, head) == ended


@given(st.binary())
def test_any_bytes_give_a_head_or_none(noise: bytes) -> None:
    parse_head(noise)
    found = parse_head(b"HTTP/1.1 200 OK\r\n" + noise)
    assert found is None or found.body_at <= 17 + len(noise)
