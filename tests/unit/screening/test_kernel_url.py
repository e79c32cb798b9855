from __future__ import annotations

import numba
import numpy as np
import pytest

from agister.formats.url import parse
from agister.screening.compiled import Octets
from agister.screening.kernel_url import ASIDE, NO_URL, READ, read_url


@numba.njit
def call(octets: Octets, canonical: bool, origin: Octets, path: Octets) -> tuple[int, int, int, bool]:
    return read_url(octets, 0, octets.size, canonical, origin, path)


def read(url: str, *, canonical: bool = False) -> tuple[int, str, str, bool]:
    octets = np.frombuffer(url.encode(), np.uint8)
    origin, path = np.zeros(octets.size + 8, np.uint8), np.zeros(3 * octets.size + 8, np.uint8)
    status, size, length, unsure = call(octets, canonical, origin, path)
    return status, origin[:size].tobytes().decode(), path[:length].tobytes().decode(), unsure


@pytest.mark.parametrize(
    "url",
    ["https://example.org", "HTTP://user:p@ss@EXAMPLE.org.:80/%7Ea?b=%2f#c", "https://example.org:8443?q", "http://example.org:0007/a",
     "https://example.org:/ü*$'|^", "  https://a-b_c.example/%zz%4  ", "https://example.org/a/.../.b/c.", "https://example.org/?/../.",
     "https://example.org/%%41", "https://example.org/%a%41%2", "https://example.org/%a1%%2f%4"],
)  # fmt: skip
def test_reads_as_the_readable_parser(url: str) -> None:
    asset = parse(url)
    assert asset is not None
    assert read(url) == (READ, asset.origin, asset.path, False)
    assert read(asset.url, canonical=True) == (READ, asset.origin, asset.path, False)


@pytest.mark.parametrize("url", ["https://xn--bcher-kva.example/", "http://127.0.0.1/", "http://a.1e/"])
def test_hosts_that_only_a_key_makes_sure(url: str) -> None:
    assert read(url)[0::3] == (READ, True)


@pytest.mark.parametrize(
    "url",
    ["https://bücher.example/", "https://a%62.example/", "http:/example.org", "http:example.org", "http:///example.org", "http://[::1]/",
     "https://example.org/a\tb", "ht\ntp://example.org/", "https://example.org\\a", "https://example.org/a\\b", "https://example.org/./a",
     "https://example.org/a/..", "https://example.org/%2E/a", "https://example.org/.%2e?b", "https://example.org../", "https://u@/",
     "https://example.org:8a/"],
)  # fmt: skip
def test_what_only_the_standard_parser_reads_is_set_aside(url: str) -> None:
    assert read(url)[0] == ASIDE


@pytest.mark.parametrize(
    "url",
    [
        "",
        "   ",
        "h",
        "https",
        "https:"[:5],
        "ftp://example.org/",
        "example.org/a",
        "httpx://a/",
        "http://a:65536/",
        "/a",
    ],
)
def test_no_url(url: str) -> None:
    assert read(url)[0] == NO_URL
    assert parse(url) is None
