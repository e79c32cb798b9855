from __future__ import annotations

import numba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.screening.compiled import Octets
from agister.screening.kernel_lanes import WIDTH, equals, holds, members, put, put_lower, put_word, ranges_of

ODD = (np.arange(256) % 2 == 1) | (np.arange(256) > 250)
among = members(ODD.astype(np.uint8))


@numba.njit
def call_among(octets: Octets, at: int) -> np.uint64:
    return among(octets, at)  # type: ignore[no-any-return]


@numba.njit
def call_equals(octets: Octets, at: int, octet: int) -> np.uint64:
    return equals(octets, at, octet)  # type: ignore[no-any-return]


@numba.njit
def call_holds(octets: Octets, at: int, gram: int) -> bool:
    return holds(octets, at, gram)  # type: ignore[no-any-return]


@numba.njit
def call_put(octets: Octets, target: Octets, length: int, lower: bool) -> None:
    if lower:
        put_lower(octets, 1, target, 2, length)
    else:
        put(octets, 1, target, 2, length)


@numba.njit
def call_put_word(target: Octets, at: int, word: np.uint64) -> None:
    put_word(target, at, word)


ROWS = st.binary(min_size=WIDTH + 3, max_size=WIDTH + 3)


def bits(word: int) -> list[int]:
    return [at for at in range(WIDTH) if int(word) >> at & 1]


@given(ROWS, st.integers(0, 3), st.integers(0, 255))
def test_a_bit_for_each_octet(row: bytes, at: int, octet: int) -> None:
    octets = np.frombuffer(row, np.uint8)
    assert bits(call_among(octets, at)) == [place for place in range(WIDTH) if ODD[row[at + place]]]
    assert bits(call_equals(octets, at, octet)) == [place for place in range(WIDTH) if row[at + place] == octet]


def test_runs_of_a_table() -> None:
    table = np.zeros(256, np.uint8)
    table[[0, 1, 5, 254, 255]] = 7
    assert ranges_of(table) == [(0, 1), (5, 5), (254, 255)]


@given(st.lists(st.sampled_from(b"abc"), min_size=WIDTH + 2, max_size=WIDTH + 2), st.binary(min_size=1, max_size=3))
def test_three_octets_in_a_row(row: list[int], sought: bytes) -> None:
    sought = bytes(b"abcd"[octet % 4] for octet in sought)
    gram = int.from_bytes(sought, "little")
    assert call_holds(np.array(row, np.uint8), 0, gram) is (sought in bytes(row[: WIDTH + len(sought) - 1]))


@pytest.mark.parametrize("place", [0, 1, 62, 63])
def test_three_octets_at_each_place(place: int) -> None:
    row = bytearray(b"-" * (WIDTH + 3))
    row[place : place + 3] = b"\xfea\xff"
    octets = np.frombuffer(bytes(row), np.uint8)
    assert call_holds(octets, 0, int.from_bytes(b"\xfea\xff", "little"))
    assert not call_holds(octets, 0, int.from_bytes(b"\xfea\xfe", "little"))
    assert call_holds(octets, 1, int.from_bytes(b"\xfea\xff", "little")) is (place > 0)


@given(ROWS, st.integers(0, WIDTH), st.booleans())
def test_writes_octets_and_zeroes_behind_them(row: bytes, length: int, lower: bool) -> None:
    target = np.full(WIDTH + 3, 0x2A, np.uint8)
    call_put(np.frombuffer(row, np.uint8), target, length, lower)
    text = row[1 : 1 + length].lower() if lower else row[1 : 1 + length]
    assert target.tobytes() == b"**" + text + bytes(WIDTH - length) + b"*"


def test_writes_a_word_anywhere() -> None:
    target = np.zeros(12, np.uint8)
    call_put_word(target, 3, np.uint64(0x0807060504030201))
    assert target.tolist() == [0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0]
