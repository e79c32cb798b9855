from __future__ import annotations

import gzip
import zlib

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from agister.sources.content_coding import Decoded, decode, unchunk

TEXT = b"User-agent: *\nDisallow: /\n" * 20
CODINGS = {
    "gzip": gzip.compress(TEXT),
    "x-gzip": gzip.compress(TEXT[:100]) + gzip.compress(TEXT[100:]) + b"\0\0",
    "deflate": zlib.compress(TEXT),
    "br": brotli.compress(TEXT),
    "zstd": zstandard.compress(TEXT[:100]) + zstandard.compress(TEXT[100:]) + b"\0\0",
    "identity": TEXT,
}


@pytest.mark.parametrize("name", CODINGS)
def test_each_coding(name: str) -> None:
    assert decode(CODINGS[name], [name]) == Decoded(TEXT)


def test_a_raw_deflate_stream_is_read_too() -> None:
    machine = zlib.compressobj(wbits=-15)
    assert decode(machine.compress(TEXT) + machine.flush(), ["deflate"]) == Decoded(TEXT)


def test_codings_are_undone_from_the_last_to_the_first() -> None:
    assert decode(gzip.compress(brotli.compress(TEXT)), ["br", "gzip"]) == Decoded(TEXT)


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd", "compress", "text/plain", "8bit", "gzip;q=1"])
@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        b"ok",
        # Both begin like a zlib stream (RFC 1950 §2.2).
        b"x ",
        b"Xfonts are mine.\n",
        "caf\u00e9 \u2013 all rights".encode("cp1252"),
        "\u6587\u66f8".encode("iso2022_jp"),
        "User-agent: *\n".encode("utf-16"),
    ],
)
def test_text_that_is_stored_decoded_stays_as_it_is(name: str, text: bytes) -> None:
    assert decode(text, [name]) == Decoded(text, note="coding-not-applied")


@pytest.mark.parametrize(
    ("named", "applied"),
    [("gzip", "deflate"), ("gzip", "zstd"), ("deflate", "gzip"), ("br", "gzip"), ("br", "zstd"), ("zstd", "gzip")],
)
def test_a_body_is_undone_by_the_mark_that_it_carries(named: str, applied: str) -> None:
    assert decode(CODINGS[applied], [named]) == Decoded(TEXT, note="coding-mislabelled")
    assert decode(CODINGS[applied], ["dcz"]).note == "coding-mislabelled"


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd", "compress", "dcb"])
def test_what_can_neither_be_undone_nor_be_text_is_unreadable(name: str) -> None:
    binary = bytes(range(254, -1, -1))
    done = decode(binary, [name])
    assert (done.flaw, done.note) == ("content-encoding", "")
    cut = CODINGS["gzip"][:-12]
    assert decode(cut, ["zstd"]) == Decoded(cut, flaw="content-encoding")


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_is_cut_at_the_limit(name: str) -> None:
    zeros = b"\0" * (8 << 20)
    bomb = {
        "gzip": lambda: gzip.compress(zeros),
        "deflate": lambda: zlib.compress(zeros),
        "br": lambda: brotli.compress(zeros, quality=1),
        "zstd": lambda: zstandard.compress(zeros),
    }[name]()
    assert decode(bomb, [name], 1000) == Decoded(b"\0" * 1000, cut=True)


def test_members_are_read_one_after_another_however_many() -> None:
    # Larger than one step, smaller than one, empty, and a hundred thousand of them.
    parts = [bytes(range(256)) * 400, b"a", b"", b"b" * 20_000]
    members = [gzip.compress(part, mtime=0) for part in parts]
    assert decode(b"".join(members), ["gzip"]) == Decoded(b"".join(parts))
    assert decode(members[2] * 100_000 + members[1] + b"\0\0", ["gzip"]) == Decoded(b"a")
    assert decode(members[0] + members[3][:-8], ["gzip"]) == Decoded(parts[0] + parts[3], flaw="incomplete")


@pytest.mark.parametrize(
    ("name", "raw", "flaw"),
    [
        ("gzip", gzip.compress(TEXT)[:-12], "incomplete"),
        ("deflate", zlib.compress(TEXT)[:-12], "incomplete"),
        ("zstd", zstandard.compress(TEXT)[:-12], "incomplete"),
        ("zstd", zstandard.compress(TEXT) + zstandard.compress(TEXT)[:5], "incomplete"),
        ("br", brotli.compress(TEXT)[:-12], "content-encoding"),
    ],
)
def test_an_end_that_is_missing_is_told(name: str, raw: bytes, flaw: str) -> None:
    done = decode(raw, [name])
    assert done.flaw == flaw
    assert TEXT.startswith(done.body)


def test_an_unknown_coding_and_too_many_codings_are_unreadable() -> None:
    assert decode(b"\x1f\x9d\x90xyz", ["compress"]) == Decoded(b"\x1f\x9d\x90xyz", flaw="content-encoding")
    assert decode(b"xyz", ["gzip"] * 4) == Decoded(b"xyz", flaw="content-encoding")
    assert decode(b"\x1f\x8b\x08\xffbroken", ["gzip"]).flaw == "content-encoding"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n", Decoded(b"abcde")),
        (b"3\nabc\n0\n\n", Decoded(b"abc")),
        (b"3\r\nabc\r\n5\r\nde", Decoded(b"abcde", flaw="incomplete")),
        (b"3\r\nabc\r\n", Decoded(b"abc", flaw="incomplete")),
        (b"", Decoded(b"")),
        (b"User-agent: *\n", Decoded(b"User-agent: *\n", note="chunking-not-applied")),
        (b"2\r\nis a number\r\n", Decoded(b"2\r\nis a number\r\n", note="chunking-not-applied")),
    ],
)
def test_chunks(raw: bytes, expected: Decoded) -> None:
    assert unchunk(raw) == expected


@given(st.binary(), st.lists(st.sampled_from([*CODINGS, "compress", ""]), max_size=3))
def test_any_bytes_are_decoded_within_the_limit(raw: bytes, names: list[str]) -> None:
    assert len(decode(raw, names, 64).body) <= 64
    unchunk(raw)
