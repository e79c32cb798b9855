from __future__ import annotations

import pytest

from agister.sources.interest import Followed, has_rights_header, is_signal_url, is_web, wanted


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/robots.txt", True),
        ("HTTP://EXAMPLE.ORG:80/Robots.txt?x", True),
        ("https://example.org/.well-known/tdmrep.json", True),
        ("https://example.org/.well-known/", True),
        ("https://example.org/a/robots.txt", False),
        ("https://example.org/robots.txt.bak", False),
        ("https://example.org?/robots.txt", False),
    ],
)
def test_signal_urls(url: str, expected: bool) -> None:
    assert is_signal_url(url) is expected
    assert wanted(url, "image/png") is expected


def test_pages_and_xml_are_wanted_wherever_they_are() -> None:
    kinds = ("text/html", "application/rsl+xml", "image/png", "")
    assert [kind for kind in kinds if wanted("https://a.example/x", kind)] == ["text/html", "application/rsl+xml"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"tdm-reservation: 1", True),
        (b"X-Robots-Tag : noai", True),
        (b"Content-Usage: train-ai=n", True),
        (b'Link: </l.xml>; rel="license"', True),
        (b"Link: </a.css>; rel=preload", False),
        (b"Server: tdm-reservation: 1", False),
    ],
)
def test_rights_headers(line: bytes, expected: bool) -> None:
    assert has_rights_header(b"HTTP/1.1 200 OK\r\nA: b\r\n" + line + b"\r\n\r\n") is expected


def test_a_way_of_redirects_is_followed_from_a_signal_file_only() -> None:
    followed = Followed()
    followed.note("https://a.example/page", 302, (("Location", "/other"),))
    followed.note("https://a.example/robots.txt", 200, (("Location", "/not"),))
    followed.note("https://a.example/robots.txt", 302, (("location", "/two#x"),))
    followed.note("https://a.example/two", 301, (("Location", "//b.example/three"),))
    followed.note("https://a.example/robots.txt", 302, (("Location", "http://[bad"),))
    seen = [u for u in ("/other", "/not", "/two") if f"https://a.example{u}" in followed]
    assert (seen, "https://b.example/three" in followed) == (["/two"], True)


def test_a_target_is_known_as_it_is_written_and_as_it_is_fetched() -> None:
    followed = Followed()
    followed.note("https://a.example/robots.txt", 301, (("Location", "/\u00c3\u00a4 b"),))
    assert "https://a.example/%C3%A4%20b" in followed
    assert "https://a.example/\u00c3\u00a4 b" in followed


def test_web_urls() -> None:
    urls = ("https://a.example/", "http://a", "dns:a", "urn:uuid:1", "https:///x", "http://[bad", "")
    assert [url for url in urls if is_web(url)] == ["https://a.example/", "http://a", "http://[bad"]
