from __future__ import annotations

import numba
import numpy as np

from agister.screening.compiled import Octets
from agister.screening.kernel_memory import load_word, prefetch


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
