from __future__ import annotations

from typing import Any

import pytest

from agister.protocols.seen import BODY_LIMIT, Seen, path_of
from agister.rights import Observation


def seen(**what: Any) -> Seen:
    return Seen(Observation(**{"url": "https://example.org/robots.txt", **what}))


@pytest.mark.parametrize(
    ("status", "error", "expected"),
    [
        (None, None, True),
        (200, None, True),
        (206, None, True),
        (301, None, False),
        (404, None, False),
        (503, None, False),
        (200, "reset", False),
        (None, "timeout", False),
    ],
)
def test_readable(status: int | None, error: str | None, expected: bool) -> None:
    it = seen(status=status, error=error, body=b"User-agent: *")
    assert it.readable is expected
    assert it.body == (b"User-agent: *" if expected else b"")


def test_no_body_was_kept() -> None:
    assert seen(status=200).body == b""


def test_body_is_bounded() -> None:
    assert len(seen(body=b"x" * (BODY_LIMIT + 1)).body) == BODY_LIMIT


def test_path_is_that_of_the_url_or_of_the_file_that_redirected_to_it() -> None:
    observation = Observation(url="https://other.example/elsewhere.txt?x=1")
    assert Seen(observation).path == "/elsewhere.txt?x=1"
    assert Seen(observation, path="/robots.txt").path == "/robots.txt"
    assert Seen(Observation(url="https://example.org")).path == "/"
    assert path_of("http://[broken/") == "/"


def test_header_lines_by_any_case_in_order_without_blanks() -> None:
    it = seen(headers=(("X-Robots-Tag", " noai"), ("Other", "x"), ("x-robots-TAG", "noimageai\t")))
    assert it.header_lines("X-ROBOTS-tag") == ["noai", "noimageai"]
    assert it.header_lines("absent") == []


@pytest.mark.parametrize("value", ["a\0b", "a\rb"])
def test_header_lines_that_no_message_may_hold_are_dropped(value: str) -> None:
    assert seen(headers=(("X-Robots-Tag", value), ("X-Robots-Tag", "noai"))).header_lines("x-robots-tag") == ["noai"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [("text/HTML; charset=utf-8", "text/html"), ("application/json", "application/json"), ("", "")],
)
def test_media_type(line: str, expected: str) -> None:
    assert seen(headers=(("Content-Type", line),) if line else ()).media_type == expected


def test_text_loses_its_mark_and_keeps_going_over_broken_bytes() -> None:
    assert seen(body=b"\xef\xbb\xbfa\xffb").text == "a\ufffdb"


def test_the_body_is_parsed_once() -> None:
    it = seen(body=b"User-agent: *\nDisallow: /")
    assert it.robots is it.robots
    assert [rule.value for group in it.robots.strict for rule in group.rules] == [b"/"]
