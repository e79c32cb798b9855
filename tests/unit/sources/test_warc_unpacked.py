from __future__ import annotations

import gzip
import io
import struct

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from agister.sources.warc_unpacked import DICTIONARY, GZIP, PLAIN, ZSTD, Ending, Unpacked, find, gzip_ending

PARTS = [b"one\nand ", b"two\n", b"", b"three" * 40_000]
GZ = [gzip.compress(part, mtime=0) for part in PARTS]
EMPTY = gzip.compress(b"", mtime=0)


def zst_with_dictionary(parts: list[bytes], *, compressed: bool) -> bytes:
    texts = (f"WARC-Type: response, number {number % 37} of {number}" for number in range(400))
    samples: list[bytes | bytearray | memoryview[int]] = [text.encode() * 3 for text in texts]
    made = zstandard.train_dictionary(2048, samples)
    raw = made.as_bytes()
    stored = zstandard.compress(raw) if compressed else raw
    pack = zstandard.ZstdCompressor(dict_data=made)
    return DICTIONARY + struct.pack("<I", len(stored)) + stored + b"".join(pack.compress(part) for part in parts)


@pytest.mark.parametrize(
    ("mark", "raw"),
    [
        (PLAIN, b"".join(PARTS)),
        (GZIP, b"".join(GZ)),
        (ZSTD, b"".join(map(zstandard.compress, PARTS))),
        (
            ZSTD,
            zstandard.compress(PARTS[0])
            + struct.pack("<II", 0x184D2A50, 3)
            + b"abc"
            + zstandard.compress(b"".join(PARTS[1:])),
        ),
        (DICTIONARY, zst_with_dictionary(PARTS, compressed=False)),
        (DICTIONARY, zst_with_dictionary(PARTS, compressed=True)),
    ],
)
def test_every_wrapping_is_undone(mark: bytes, raw: bytes) -> None:
    stream = Unpacked(io.BytesIO(raw), mark, 0)
    assert [stream.line(3), stream.line(99), stream.line(99)] == [b"one", b"\n", b"and two\n"]
    assert (stream.read(5), stream.skip(199_990), stream.read(99), stream.read(1), stream.line(9)) == (
        b"three",
        199_990,
        b"three",
        b"",
        b"",
    )


def test_the_place_is_the_offset_or_that_of_the_member() -> None:
    plain, packed = Unpacked(io.BytesIO(b"xx" + b"".join(PARTS)), PLAIN, 2), Unpacked(io.BytesIO(b"".join(GZ)), GZIP, 0)
    starts = [0, len(GZ[0]), len(GZ[0] + GZ[1] + GZ[2])]
    found = []
    for _ in range(3):
        found.append((plain.place, packed.place))
        assert plain.line(99) == packed.line(99)
    assert found == [(2, 0), (6, 0), (14, starts[2])]


@pytest.mark.parametrize(
    ("mark", "raw"),
    [
        (GZIP, GZ[3][:-1]),
        (GZIP, GZ[3] + b"\0\0\0\0\0\0\0\0\0"),
        (GZIP, GZ[3][:90] + b"\0" * 90 + GZ[3][180:]),
        (ZSTD, zstandard.compress(PARTS[3])[:-1]),
        (ZSTD, b"\x28\xb5\x2f\xfd\xff\xff\xff\xff\xff"),
        (DICTIONARY, DICTIONARY),
    ],
)
def test_damage_is_one_kind_of_error(mark: bytes, raw: bytes) -> None:
    stream = Unpacked(io.BytesIO(raw), mark, 0)
    with pytest.raises(OSError, match=r"."):
        while stream.read(1 << 20):
            pass


@given(st.binary(max_size=200), st.sampled_from([PLAIN, GZIP, ZSTD, DICTIONARY]))
def test_any_bytes_are_read_or_refused(noise: bytes, mark: bytes) -> None:
    stream = Unpacked(io.BytesIO(mark + noise), mark, 0)
    try:
        while stream.line(100):
            pass
    except OSError:
        pass


@pytest.mark.parametrize(
    ("raw", "ending"),
    [
        (GZ[0] + GZ[1], Ending()),
        (GZ[0] + EMPTY, Ending()),
        (GZ[0] + EMPTY + EMPTY + GZ[1], Ending(resume=len(GZ[0] + EMPTY + EMPTY))),
        (EMPTY + GZ[1], Ending(resume=len(EMPTY))),
        (GZ[0] + GZ[1][:12], Ending(cut=len(GZ[0]))),
        (GZ[0] + GZ[1][:-1], Ending(cut=len(GZ[0]))),
        (GZ[0] + b"\x1f", Ending(cut=len(GZ[0]))),
        (GZ[0][:14] + b"\xff" * 9, Ending(cut=0)),
    ],
)
def test_what_is_behind_the_last_record(raw: bytes, ending: Ending) -> None:
    assert gzip_ending(io.BytesIO(raw), 0) == ending


def test_a_mark_is_found_also_across_two_pieces() -> None:
    raw = bytes((1 << 20) - 2) + b"WARC/1.1"
    assert find(io.BytesIO(raw), PLAIN, 5) == (1 << 20) - 2
    assert find(io.BytesIO(raw), GZIP, 0) == -1
