"""What a visit decides from an answer; whole visits are tested in tests/collect against a real server."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest

from agister.sources.http_fetch import Exchange, Target
from agister.sources.http_message import Headers
from agister.sources.http_visit import _location, _retry_after, _rules


def answer(status: int | None, headers: Headers = (), body: bytes = b"", truncated: str = "") -> Exchange:
    return Exchange(
        target=Target.of("https://a.example/robots.txt"),
        started=datetime(2031, 1, 1, tzinfo=UTC),
        response=body,
        status=status,
        headers=headers,
        truncated=truncated,
    )


@pytest.mark.parametrize(
    ("found", "rules"),
    [
        (answer(200, body=b"x"), b"x"),
        (answer(200, (("Transfer-Encoding", "chunked"),), b"1\r\nx\r\n0\r\n\r\n"), b"x"),
        (answer(200, body=b"x", truncated="length"), b"x"),
        (answer(200, body=b"x", truncated="time"), None),
        (answer(200, (("Content-Encoding", "gzip"),), gzip.compress(b"x")[:-9]), None),
        (answer(200, (("Content-Encoding", "gzip"),), gzip.compress(b"x")[:-9], truncated="length"), b"x"),
        (answer(200, (("Content-Encoding", "gzip, gzip, gzip, gzip"),), b"x"), None),
        (answer(404), b""),
        (answer(302), b""),
        (answer(304), None),
        (answer(500), None),
        (answer(None), None),
        (None, None),
    ],
)
def test_the_rules_that_an_answer_gives(found: Exchange | None, rules: bytes | None) -> None:
    assert _rules(found) == rules


@pytest.mark.parametrize(
    ("status", "value", "seconds"),
    [
        (429, "3", 3.0),
        (503, "Mon, 03 Feb 2031 10:11:12 GMT", float("inf")),
        (503, "", None),
        (429, "", float("inf")),
        (200, "3", None),
        (429, "9" * 50, float("inf")),
    ],
)
def test_retry_after(status: int, value: str, seconds: float | None) -> None:
    assert _retry_after(answer(status, (("Retry-After", value),))) == seconds


def test_locations() -> None:
    assert _location(answer(301, (("location", " /x "),))) == "/x"
    assert _location(answer(301, (("location", "/\u00c3\u00a4\u00e2\u0082\u00ac"),))) == "/\u00e4\u20ac"
    assert _location(answer(301, (("location", "/\u00e4"),))) == "/\u00e4"
    assert _location(answer(200, (("location", "/x"),))) == ""
    assert _location(answer(304, (("location", "/x"),))) == ""
