from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.formats.url import join, parse, parse_repaired, repair


@pytest.mark.parametrize(
    ("url", "origin", "path"),
    [
        ("https://example.org", "https://example.org", "/"),
        ("HTTPS://Example.ORG:443/A/b", "https://example.org", "/A/b"),
        ("http://example.org:80/", "http://example.org", "/"),
        ("http://example.org:0443/", "http://example.org:443", "/"),
        ("https://example.org./x", "https://example.org", "/x"),
        ("https://example.org..:8443/x", "https://example.org:8443", "/x"),
        ("https://me:pass@word@example.org/x", "https://example.org", "/x"),
        ("https://bücher.example/ü", "https://xn--bcher-kva.example", "/%C3%BC"),
        ("https://example.org/a#b", "https://example.org", "/a"),
        ("https://example.org#b", "https://example.org", "/"),
        ("https://example.org?q#b?c", "https://example.org", "/?q"),
        ("https://example.org/a?", "https://example.org", "/a?"),
        ("  https://example.org/a b \n", "https://example.org", "/a%20b"),
        ("ht\ttps://exa\nmple.org/a\tb", "https://example.org", "/ab"),
        ("https:\\\\example.org\\a\\b?c\\d", "https://example.org", "/a/b?c%5Cd"),
        ("https://example.org/a/../b/./c/%2e%2E/d", "https://example.org", "/b/d"),
        ("https://example.org/%7euser/%2f%c3%bc", "https://example.org", "/~user/%2F%C3%BC"),
        ("https://example.org/a*b$c", "https://example.org", "/a%2Ab%24c"),
        ("https://example.org/a|b^c'\"", "https://example.org", "/a%7Cb%5Ec%27%22"),
        ("https://example.org/%zz%", "https://example.org", "/%zz%"),
        ("http:example.org/x", "http://example.org", "/x"),
        ("http:///example.org/x", "http://example.org", "/x"),
        ("http://0x7f.1/", "http://127.0.0.1", "/"),
        ("http://[::1]:80/x", "http://[::1]", "/x"),
        ("http://[::0001]:81/x", "http://[::1]:81", "/x"),
        ("http://foo.1../x", "http://foo.1..", "/x"),
        ("http://0x7f.1../x", "http://127.0.0.1", "/x"),
        ("http://exa%6Dple.org/", "http://example.org", "/"),
        ("http://example.org/\ud800", "http://example.org", "/%EF%BF%BD"),
        (b"http://example.org/\xff\xc3\xbc", "http://example.org", "/%FF%C3%BC"),
    ],
)
def test_one_spelling(url: str | bytes, origin: str, path: str) -> None:
    asset = parse(url)
    assert asset is not None
    assert (asset.origin, asset.path) == (origin, path)


@pytest.mark.parametrize(
    "url",
    ["", " ", "example.org/a", "//example.org/a", "ftp://example.org/",
     "mailto:a@example.org", "http://", "http://./a", "https://a b/", "http://x:65536/",
     "data:text/plain,http://example.org/",
     "javascript:void(0)", "http://user@/x", "http://foo.1./", b"http://\xff.example/"],
)  # fmt: skip
def test_no_usable_url(url: str | bytes) -> None:
    assert parse(url) is None


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("example.org/a?x=1&amp;y=2", "http://example.org/a?x=1&y=2"),
        ("//example.org/a", "http://example.org/a"),
        ("example.org:8080/a", "http://example.org:8080/a"),
        ("localhost", "http://localhost"),
        ("https://example.org/?a&amp;amp;b&AMP;c", "https://example.org/?a&b&c"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("ftp://example.org/", "ftp://example.org/"),
        ("nothing", "nothing"),
        (b" example.org ", "http://example.org"),
    ],
)
def test_repair(url: str | bytes, meant: str) -> None:
    assert repair(url) == meant


@pytest.mark.parametrize(
    ("url", "kinds", "expected"),
    [
        ("example.org/a", (), None),
        ("example.org/a", ("amp",), None),
        ("example.org/a", ("missing-scheme",), "http://example.org/a"),
        ("http://example.org/?a&amp;b", ("missing-scheme",), "http://example.org/?a&amp;b"),
        ("http://example.org/?a&AMP;b", ("amp",), "http://example.org/?a&b"),
        # A blank that a browser does not trim is no damage: the URL can be used as it stands.
        ("http://example.org/a\u00a0", ("missing-scheme", "amp"), "http://example.org/a%C2%A0"),
        ("\u00a0http://example.org/a", ("missing-scheme",), "http://example.org/a"),
    ],
)
def test_only_what_is_damaged_is_mended(url: str, kinds: tuple[str, ...], expected: str | None) -> None:
    asset = parse_repaired(url, kinds)
    assert (None if asset is None else asset.url) == expected


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("r.txt", "https://example.org/a/r.txt"),
        ("../r.txt?x#y", "https://example.org/r.txt?x#y"),
        ("//b.example/r.txt", "https://b.example/r.txt"),
        (r"\\b.example\r.txt", "https://b.example/r.txt"),
        ("https:/r.txt", "https://example.org/r.txt"),
        ("HTTP://B.example:80/", "http://b.example/"),
        (" /r.txt\t", "https://example.org/r.txt"),
        ("/r\u00c3\u00b6.txt", "https://example.org/r%C3%B6.txt"),
        ("/r\u00f6.txt", "https://example.org/r%C3%B6.txt"),
        ("mailto:x@example.org", "mailto:x@example.org"),
        ("https://b.example:99999/", None),
        ("https://[::/", None),
    ],
)
def test_where_a_location_leads(location: str, expected: str | None) -> None:
    assert join("https://example.org/a/robots.txt", location) == expected


def test_a_location_of_what_is_no_url_leads_nowhere() -> None:
    assert join("nothing", "/r.txt") is None


@given(
    st.one_of(
        st.text(),
        st.binary(),
        st.text().map(lambda t: "http://example.org/" + t),
        st.text().map(lambda t: "http://" + t),
    )
)
def test_never_raises_and_is_stable(url: str | bytes) -> None:
    asset = parse(url)
    repair(url)
    if asset is not None:
        assert asset.url.isascii()
        assert asset.path.startswith("/")
        assert parse(asset.url) == asset
