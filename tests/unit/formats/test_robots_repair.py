from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.formats.robots_repair import (
    is_odd_key,
    lenient_key,
    lenient_lines,
    lenient_path,
    lenient_patterns,
    lenient_tokens,
)


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("useragent", "user-agent"),
        ("user agent", "user-agent"),
        ("user_agent", "user-agent"),
        ("user -agent", "user-agent"),
        ("user-agents", "user-agent"),
        ("user-agnet", "user-agent"),
        ("user-aget", "user-agent"),
        ("uesr-agnet", "user-agent"),
        ("er-agent", "user-agent"),
        ("user\u2013agent", "user-agent"),
        ("user\u2011agent", "user-agent"),
        ("\ufeffuser-agent", "user-agent"),
        ("\u200duser-agent", "user-agent"),
        ("\0\0disallow", "disallow"),
        ("ï»¿user-agent", "user-agent"),
        ("dissallow", "disallow"),
        ("disalow", "disallow"),
        ("diasllow", "disallow"),
        ("desallow", "disallow"),
        ("disallowed", "disallow"),
        ("dis allow", "disallow"),
        ("isallow", "disallow"),
        ("disallow\u00a0", "disallow"),
        ("disallowÂ\u00a0", "disallow"),
        ("allows", "allow"),
        ("allowed", "allow"),
        ("alow", "allow"),
        ("\ufeffallow", "allow"),
        ("user-agent", None),
        ("disallow", None),
        ("allow", None),
        ("sitemap", None),
        ("crawl-delay", None),
        ("content-signal", None),
        ("noindex", None),
        ("host", None),
        ("allow-training", None),
        ("disallow-ai-training", None),
        ("follow", None),
        ("low", None),
        ("all", None),
        ("agent", None),
        ("usage", None),
        ('"allow"', None),
        ("// disallow", None),
        ("user-agent 2", None),
        ("", None),
    ],
)
def test_keys_within_a_slip_of_the_pen(key: str, meant: str | None) -> None:
    assert lenient_key(key.encode().decode("latin-1")) == meant


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("useragent", b"GPTBot", [("user-agent", b"GPTBot")]),
        ("alow", b"/a", [("allow", b"/a")]),
        ("disallow", b"/a:b", [("disallow", b"/a:b")]),
        ("sitemap", b"https://example.org/s.xml", [("sitemap", b"https://example.org/s.xml")]),
        ("content-signal", b"ai-train=no", [("content-signal", b"ai-train=no")]),
        ("disallow https", b"//example.org/a", [("disallow", b"https://example.org/a")]),
        ("dissalow http", b"//example.org/a", [("disallow", b"http://example.org/a")]),
        ("disallow https", b"/a", [("disallow https", b"/a")]),
        ("please note https", b"//example.org/a", [("please note https", b"//example.org/a")]),
        ("user-agent", b"GPTBot Disallow: /", [("user-agent", b"GPTBot"), ("disallow", b"/")]),
        ("user-agent", b"*Disallow: /", [("user-agent", b"*"), ("disallow", b"/")]),
        (
            "user-agent",
            b"* Disallow: /a/ Allow: /a/b Sitemap: https://example.org/s.xml",
            [("user-agent", b"*"), ("disallow", b"/a/"), ("allow", b"/a/b"), ("sitemap", b"https://example.org/s.xml")],
        ),
        (
            "sitemap",
            b"https://example.org/s.xml User-agent: a disallow:",
            [("sitemap", b"https://example.org/s.xml"), ("user-agent", b"a"), ("disallow", b"")],
        ),
        ("user-agent", b"*<br/>Disallow: /x<br/>", [("user-agent", b"*<br/>"), ("disallow", b"/x<br/>")]),
        ("user-agent", b"a Content-Signal: ai-train=no", [("user-agent", b"a"), ("content-signal", b"ai-train=no")]),
        ("disallow", b"Disallow: /a", [("disallow", b"/a")]),
        ("disallow", b"/aDisallow: /b", [("disallow", b"/a"), ("disallow", b"/b")]),
        ("disallow", b"/x?allow:all", [("disallow", b"/x?allow:all")]),
        ("disallow", b"/Special:Allow", [("disallow", b"/Special:Allow")]),
        ("user-agent", b"Bot (+http://example.org/allow)", [("user-agent", b"Bot (+http://example.org/allow)")]),
    ],
)
def test_lines_with_a_colon(key: str, value: bytes, expected: list[tuple[str, bytes]]) -> None:
    assert list(lenient_lines(key, value)) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"Disallow /", [("disallow", b"/")]),
        (b"disallow\t/private", [("disallow", b"/private")]),
        (b"User-agent *", [("user-agent", b"*")]),
        (b"user agent GPTBot", [("user-agent", b"GPTBot")]),
        (b"Dissallow /x", [("disallow", b"/x")]),
        (b"Disallow=/x", [("disallow", b"/x")]),
        (b"Disallow = /x", [("disallow", b"/x")]),
        (b"Disallow; /x", [("disallow", b"/x")]),
        ("Disallow：/x".encode(), [("disallow", b"/x")]),
        (b"Disallow", []),
        (b"Disallow all robots please", []),
        (b"<html>", []),
        (b"We allow everything", []),
        (b"", []),
    ],
)
def test_missing_colon(line: bytes, expected: list[tuple[str, bytes]]) -> None:
    assert list(lenient_lines("", line)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b"GPTBot", ["gptbot"]),
        (b"*", ["*"]),
        (b"* # everybody", ["*"]),
        (b"*bot", ["bot"]),
        (b"*GPTBot*", ["gptbot"]),
        (b"*.*", ["*"]),
        (b"**", ["*"]),
        (b"*/", ["*"]),
        (b"/*", ["*"]),
        (b"*<br/>", ["*"]),
        (b"^Byte", ["byte"]),
        (b"<br/>", []),
        (b"AI2Bot", ["ai2bot"]),
        (b"img2dataset", ["img2dataset"]),
        (b"bigsur.ai", ["bigsur.ai"]),
        (b"Googlebot/2.1 (+http://example.org)", ["googlebot"]),
        (b"GPTBot, CCBot ,ClaudeBot", ["gptbot", "ccbot", "claudebot"]),
        ("„GPTBot“".encode(), []),
        ("“GPTBot”".encode(), ["gptbot"]),
        (b"'GPTBot'", ["gptbot"]),
        ("Perplexity\u2011User".encode(), ["perplexity-user"]),
        ("GPTBot\u200b".encode(), ["gptbot"]),
        (b"\0GPTBot\0", ["gptbot"]),
        (b"bytespider | byte spider", ["bytespider", "byte"]),
        (b"GPTBot; CCBot", ["gptbot", "ccbot"]),
        (b"GPTBot CCBot Google-Extended", ["gptbot", "ccbot", "google-extended"]),
        (b"Sogou web spider", ["sogou"]),
        (b"Brightbot 1.0", ["brightbot"]),
        (b"PetalBot mobile", ["petalbot"]),
        (b"Mozilla/5.0 (compatible; GPTBot/1.2; +http://example.org)", ["mozilla", "gptbot"]),
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
        (b"\xc2\xa0/a", b"/a"),
        (b"/\xe2\x80\x8b", b"/"),
        (b"/a\0\0", b"/a"),
        (b"/a\0b", b"/a\0b"),
        (b"/a\xff", b"/a\xff"),
        ("/maï".encode(), "/maï".encode()),
        (b"/a<br />", b"/a"),
        (b"/a<br>", b"/a"),
        (b"/a>", b"/a>"),
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


def test_keys_that_need_a_closer_look() -> None:
    assert [is_odd_key(key) for key in ("disalow", "disallow https", "disallow", "sitemap", "content-signal")] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_spellings_that_googles_parser_accepts_are_read() -> None:
    for key in ("useragent", "user agent"):
        assert lenient_key(key) == "user-agent"
    for key in ("dissallow", "dissalow", "disalow", "diasllow", "disallaw"):
        assert lenient_key(key) == "disallow"


@given(st.binary(max_size=200))
def test_never_raises(value: bytes) -> None:
    for key in ("", "user-agent", "sitemap", "disallow http", value.decode("latin-1").lower()):
        for word, rest in lenient_lines(key, value):
            assert isinstance(word, str)
            assert len(rest) <= len(value) + len("https:")
            assert is_odd_key(key) or key in ("", "user-agent", "sitemap") or (word, rest) == (key, value)
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
