"""Where collections live: no spelling of a URL moves it into a collection that it is not in."""

from __future__ import annotations

import pytest

from agister.errors import SharingError
from agister.formats.url import parse
from agister.publishing.measured.places import Place, Places, read_place

PLACES = Places(
    [
        (read_place("wikipedia.org"), "wikipedia"),
        (read_place("simple.wikipedia.org"), "simple"),
        (read_place("archive.org"), "archive"),
        (read_place("archive.org/details/librivoxaudio"), "librivox"),
        (read_place("https://archive.org:8443"), "mirror"),
        (read_place("example.org/a/"), "slash"),
        (read_place("http://10.0.0.1"), "address"),
    ]
)


def found(url: str) -> str:
    asset = parse(url)
    assert asset is not None
    return PLACES.of_asset(asset)


@pytest.mark.parametrize(
    ("url", "collection"),
    [
        ("https://wikipedia.org/", "wikipedia"),
        ("http://EN.Wikipedia.org./wiki/Common", "wikipedia"),
        ("https://simple.wikipedia.org/wiki/Common", "simple"),
        ("https://m.simple.wikipedia.org/", "simple"),
        ("https://archive.org/details/librivoxaudio", "librivox"),
        ("https://archive.org/details/librivoxaudio/1", "librivox"),
        ("https://archive.org/details/librivoxaudio?sort=1", "librivox"),
        ("https://archive.org/details/x/../librivoxaudio", "librivox"),
        ("https://archive.org/details/librivoxaudio2", "archive"),
        ("https://archive.org/details/librivoxaudio/../x", "archive"),
        ("https://archive.org:8443/details/librivoxaudio", "mirror"),
        ("http://archive.org:8443/", "archive"),
        ("https://example.org/a/b", "slash"),
        ("https://example.org/a", ""),
        ("http://10.0.0.1/x", "address"),
        ("http://1.10.0.0/x", ""),
    ],
)
def test_the_most_exact_place_counts(url: str, collection: str) -> None:
    assert found(url) == collection


@pytest.mark.parametrize(
    "url",
    [
        "https://notwikipedia.org/",
        "https://wikipedia.org.evil.example/",
        "https://wikipedia.org@evil.example/",
        "https://evil.example\\@wikipedia.org/",
        "https://evil.example/#wikipedia.org",
        "https://evil.example/?u=https://wikipedia.org/",
        "https://evil.example/wikipedia.org/",
        "https://org/",
        "https://[::1]/",
    ],
)
def test_nothing_is_claimed_by_spelling(url: str) -> None:
    assert found(url) == ""


@pytest.mark.parametrize(
    "text", ["org", "", " ", "wikipedia.org ", "a b.org", "ftp://wikipedia.org", "wikipedia.org/?q=1", "https://"]
)
def test_what_is_no_place_is_refused(text: str) -> None:
    with pytest.raises(SharingError):
        read_place(text)


def test_places_are_read_in_their_canonical_spelling() -> None:
    assert read_place("WIKIPEDIA.org") == Place(host="wikipedia.org")
    assert read_place("bücher.example/ä") == Place(host="xn--bcher-kva.example", path="/%C3%A4")
    assert read_place("http://localhost:80/x") == Place(host="localhost", path="/x", origin="http://localhost")


def test_a_place_has_one_collection() -> None:
    with pytest.raises(SharingError, match=r"wikipedia\.org belongs to both one and two"):
        Places([(read_place("wikipedia.org"), "one"), (read_place("WIKIPEDIA.ORG"), "two")])
