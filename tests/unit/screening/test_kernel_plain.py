from __future__ import annotations

import numba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.formats.url import parse
from agister.screening.compiled import Octets
from agister.screening.kernel_plain import read_plain
from agister.screening.kernel_url import READ
from tests.unit.screening.test_kernel_url import read


@numba.njit
def call(octets: Octets, end: int, origins: Octets, paths: Octets) -> tuple[int, int]:
    return read_plain(octets, 0, end, origins, 3, paths, 5)


def plain(url: str, behind: bytes = bytes(64)) -> tuple[str, str] | None:
    """Origin and path, or None where it is left to the careful reader."""
    octets = np.frombuffer(url.encode() + behind, np.uint8)
    origins, paths = np.full(200, 1, np.uint8), np.full(octets.size + 200, 1, np.uint8)
    size, length = call(octets, octets.size - len(behind), origins, paths)
    if size == 0:
        assert length == 0
        return None
    assert not origins[3 + size : 11 + size].any()
    assert not paths[5 + length : 13 + length].any()
    return origins[3 : 3 + size].tobytes().decode(), paths[5 : 5 + length].tobytes().decode()


LABELS = st.text("abzAZ09-_", min_size=1, max_size=30)
HOSTS = st.lists(LABELS, min_size=1, max_size=3).map(".".join)
PATHS = st.lists(
    st.sampled_from(["a", "Z", "/", "/", ".", "?", "x" * 29, "~!$&'()*+,;=:@", "%41", "%", "#", "ü", " ", "\\", "\t", "|"]),
    max_size=12,
).map("".join)  # fmt: skip
URLS = st.builds(
    lambda scheme, host, path: f"{scheme}://{host}/{path}", st.sampled_from(["http", "https", "HTTPS", "hTTp"]), HOSTS, PATHS
)  # fmt: skip


@given(URLS)
def test_spells_as_the_careful_reader_where_it_spells(url: str) -> None:
    found = plain(url)
    if found is not None:
        assert read(url) == (READ, *found, False)
        asset = parse(url)
        assert asset is not None
        assert found == (asset.origin, asset.path)


@pytest.mark.parametrize("size", [1, 7, 8, 55, 56, 63, 64, 65, 127, 128, 129, 1000])
def test_reads_hosts_and_paths_of_any_plain_size(size: int) -> None:
    host, path = "a" * min(size, 56), "/" + "b" * (size - 1)
    assert plain(f"HTTP://{host.upper()}{path}") == (f"http://{host}", path)
    assert plain(f"https://{host}{path}") == (f"https://{host}", path)


@pytest.mark.parametrize("place", [1, 62, 63, 64, 65, 127, 128, 129])
@pytest.mark.parametrize("octet", ["%", "#", "ü", "\x7f", "/.", "*", '"'])
def test_leaves_what_must_be_spelled_otherwise(place: int, octet: str) -> None:
    path = "/" + "b" * (place - 1)
    assert plain(f"https://a.example{path}") is not None
    assert plain(f"https://a.example{path}{octet}") is None
    assert plain(f"https://a.example{path}{octet}{'c' * 70}") is None


@pytest.mark.parametrize(
    "url",
    ["", "http://", "https://a", "https:///a/b/c", "ftp://a.example/", "https:/a.example//", "https://a.example./", "https://xn--a.example/",
     "https://127.0.0.1/", "https://a.1/", "https://1/", "https://a:80/", "https://u@a.example/", "https://ü.example/", "https://a?b/",
     " https://a.example/", "httpx://a.example/", "https://" + "a" * 57 + "/", "https://a.example", "http\x1a//a.example/"],
)  # fmt: skip
def test_leaves_what_is_not_plain(url: str) -> None:
    assert plain(url) is None


@pytest.mark.parametrize("url", ["https://a", "https://a.example", "https://a.example/b", "htt"])
def test_never_reads_on_into_the_next_text(url: str) -> None:
    assert plain(url, b"/b.example/c" * 9) == (("https://a.example", "/b") if url.endswith("/b") else None)


def test_leaves_the_end_of_the_buffer() -> None:
    assert plain("https://a.example/b", bytes(64)) is not None
    assert plain("https://a.example/b", bytes(63)) is None
