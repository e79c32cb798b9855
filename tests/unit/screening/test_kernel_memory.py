from __future__ import annotations

import numba
import numpy as np

from agister.screening.compiled import Integers, Octets
from agister.screening.kernel_memory import highest_bit, load_word, lowest_bit, prefetch, same_lanes


@numba.njit
def loaded(octets: Octets, at: int) -> int:
    prefetch(octets, at)
    prefetch(octets, 10**15)
    return load_word(octets, at)


def test_eight_octets_from_anywhere() -> None:
    octets = np.arange(1, 20, dtype=np.uint8)
    assert [int(loaded(octets, at)) for at in (0, 3, 11)] == [
        int.from_bytes(bytes(range(at + 1, at + 9)), "little") for at in (0, 3, 11)
    ]


@numba.njit
def same(words: Integers, at: int, sought: int) -> int:
    return same_lanes(words, at, sought, 1000, 2, 3)


@numba.njit
def lowest(word: np.uint64) -> int:
    return lowest_bit(word)


@numba.njit
def highest(word: np.uint64) -> int:
    return highest_bit(word)


def test_32_lanes_at_once() -> None:
    words = np.array([*range(5, 37), 1000, 1000, 2**16 - 1, 0], np.uint16).view(np.int32)
    assert same(words, 0, 5) == 1
    assert same(words, 0, 36) == 1 << 31
    assert same(words, 3, 2**16 - 1) == 1 << 29 | 1 << 30 | 1 << 31


def test_the_lowest_and_the_highest_bit() -> None:
    assert [lowest(np.uint64(word)) for word in (1, 12, 1 << 63, 0)] == [0, 2, 63, 64]
    assert [highest(np.uint64(word)) for word in (1, 12, 1 << 63, 0)] == [0, 3, 63, -1]
