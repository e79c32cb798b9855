from __future__ import annotations

import errno

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.errors import UsageError
from agister.sources.http_fetch import Target, _contradicts, _kind, _length, _walk
from agister.sources.http_safety import FetchFailure


@pytest.mark.parametrize(
    ("url", "origin", "host", "port", "path"),
    [
        ("HTTP://Example.ORG", "http://example.org", "example.org", 80, "/"),
        ("https://u:p@example.org:443/a b?c#d", "https://example.org", "example.org", 443, "/a%20b?c"),
        (
            "https://bücher.example:8443/é",
            "https://xn--bcher-kva.example:8443",
            "xn--bcher-kva.example",
            8443,
            "/%C3%A9",
        ),
        ("http://[::1]:8080/", "http://[::1]:8080", "::1", 8080, "/"),
        ("http://0x7f000001/", "http://127.0.0.1", "127.0.0.1", 80, "/"),
        ("http://a.example/x\r\nX: y", "http://a.example", "a.example", 80, "/xX:%20y"),
    ],
)
def test_targets(url: str, origin: str, host: str, port: int, path: str) -> None:
    found = Target.of(url)
    assert (found.origin, found.host, found.port, found.path) == (origin, host, port, path)
    assert found.url == origin + path
    assert found.secure is origin.startswith("https")


@pytest.mark.parametrize(
    ("url", "kind"), [("", "bad-url"), ("/a", "bad-url"), ("http://", "bad-url"), ("ftp://a/", "unsupported-scheme")]
)
def test_what_is_no_target(url: str, kind: str) -> None:
    with pytest.raises(FetchFailure) as failure:
        Target.of(url)
    assert failure.value.kind == kind


@pytest.mark.parametrize(
    ("raw", "at", "found"),
    [
        (b"3\r\nabc\r\n0\r\n\r\n", 0, (8, True)),
        (b"3\r\nabc\r\n2\r\nd", 0, (8, False)),
        (b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n", 8, (19, True)),
        (b"3", 0, (0, False)),
        (b"no size\r\n", 0, (-1, False)),
        (b"1" * 5000, 0, (-1, False)),
    ],
)
def test_chunks_are_walked_over(raw: bytes, at: int, found: tuple[int, bool]) -> None:
    assert _walk(bytearray(raw), at) == found


@given(st.binary())
def test_any_bytes_are_walked_over(raw: bytes) -> None:
    at, _ = _walk(bytearray(raw), 0)
    assert -1 <= at <= len(raw)


@pytest.mark.parametrize(("value", "length"), [("12", 12), (" 0 ", 0), ("-1", None), ("1, 1", None), ("9" * 30, None)])
def test_lengths(value: str, length: int | None) -> None:
    assert _length((("Content-Length", value),)) == length
    assert _length(()) is None


@pytest.mark.parametrize(
    ("values", "contradicts"),
    [
        (("12",), False),
        (("12", "12"), False),
        (("12, 12",), False),
        (("12, 13",), True),
        (("12", "x"), True),
        ((), False),
    ],
)
def test_lengths_that_contradict_each_other(values: tuple[str, ...], contradicts: bool) -> None:
    assert _contradicts(tuple(("content-Length", value) for value in values)) == contradicts


def test_a_shortage_of_this_machine_is_no_failure_of_the_site() -> None:
    assert _kind(ConnectionRefusedError(errno.ECONNREFUSED, "refused")) == "refused"
    assert _kind(OSError(errno.ENETUNREACH, "no way")) == "unreachable"
    with pytest.raises(
        UsageError, match=r"no further connection can be opened \(Too many open files\): lower --concurrency"
    ):
        _kind(OSError(errno.EMFILE, "Too many open files"))
