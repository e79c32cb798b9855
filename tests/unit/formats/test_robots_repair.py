from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.formats.robots_repair import LENIENT_KEYS, lenient_line, lenient_path, lenient_patterns, lenient_tokens


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("useragent", b"GPTBot", ("user-agent", b"GPTBot")),
        ("user agent", b"*", ("user-agent", b"*")),
        ("dissallow", b"/", ("disallow", b"/")),
        ("alow", b"/a", ("allow", b"/a")),
        ("sitemap", b"https://example.org/s.xml", None),
        ("content-signal", b"ai-train=no", None),
    ],
)
def test_wrong_key(key: str, value: bytes, expected: tuple[str, bytes] | None) -> None:
    assert lenient_line(key, value) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"Disallow /", ("disallow", b"/")),
        (b"disallow\t/private", ("disallow", b"/private")),
        (b"User-agent *", ("user-agent", b"*")),
        (b"user agent GPTBot", ("user-agent", b"GPTBot")),
        (b"Disallow=/x", ("disallow", b"/x")),
        (b"Disallow = /x", ("disallow", b"/x")),
        (b"Disallow", None),
        (b"Disallow all robots please", None),
        (b"<html>", None),
        (b"We allow everything", None),
        (b"", None),
    ],
)
def test_missing_colon(line: bytes, expected: tuple[str, bytes] | None) -> None:
    assert lenient_line("", line) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b"GPTBot", ["gptbot"]),
        (b"*", ["*"]),
        (b"* # everybody", ["*"]),
        (b"*bot", []),
        (b"AI2Bot", ["ai2bot"]),
        (b"img2dataset", ["img2dataset"]),
        (b"bigsur.ai", ["bigsur.ai"]),
        (b"Googlebot/2.1 (+http://example.org)", ["googlebot"]),
        (b"GPTBot, CCBot ,ClaudeBot", ["gptbot", "ccbot", "claudebot"]),
        ("„GPTBot“".encode(), []),
        ("“GPTBot”".encode(), ["gptbot"]),
        (b"'GPTBot'", ["gptbot"]),
        (b"", []),
        (b",,", []),
    ],
)
def test_tokens(value: bytes, expected: list[str]) -> None:
    assert lenient_tokens(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b"/a", b"/a"),
        (b"a/b", b"/a/b"),
        (b"*.jpg", b"*.jpg"),
        (b"$", b"$"),
        (b"https://example.org/a/b", b"/a/b"),
        (b"HTTP://example.org/A?b", b"/A?b"),
        (b"https://other.example.org", b"https://other.example.org"),
        (b"https://other.example.org/*", b"https://other.example.org/*"),
        (b"http://stage.example.org*", b"http://stage.example.org*"),
        (b"", b""),
    ],
)
def test_path(value: bytes, expected: bytes) -> None:
    assert lenient_path(value) == expected


def test_no_correct_key_is_repaired() -> None:
    assert {"user-agent", "allow", "disallow"}.isdisjoint(LENIENT_KEYS)
    assert set(LENIENT_KEYS.values()) == {"user-agent", "allow", "disallow"}


@given(st.binary(max_size=200))
def test_never_raises(value: bytes) -> None:
    lenient_line("", value)
    assert all(token == token.lower() and token for token in lenient_tokens(value))
    path = lenient_path(value)
    assert path[:1] in (b"", b"/", b"*", b"$") or path == value


@pytest.mark.parametrize(
    ("value", "allow", "patterns"),
    [
        (b"/x/index.html", True, (b"/x/index.html", b"/x/$")),
        (b"/index.htm", True, (b"/index.htm", b"/$")),
        (b"/x/index.html$", True, (b"/x/index.html$", b"/x/$")),
        (b"/x/index.html", False, (b"/x/index.html",)),
        (b"/x/index.html?a", True, (b"/x/index.html?a",)),
        (b"/xindex.html", True, (b"/xindex.html",)),
        (b"x/index.html", True, (b"/x/index.html", b"/x/$")),
    ],
)
def test_an_index_page_stands_for_its_folder(value: bytes, allow: bool, patterns: tuple[bytes, ...]) -> None:
    assert lenient_patterns(value, allow) == patterns
