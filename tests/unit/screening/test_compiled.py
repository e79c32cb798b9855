from __future__ import annotations

import numpy as np

from agister.screening.compiled import compiled, inlined, scratchless, signed


@inlined
def twice(number: int) -> int:
    return 2 * number


@compiled
def allocated(size: int) -> int:
    return twice(np.ones(size, np.int64).sum())


@scratchless
def last(numbers: np.ndarray) -> int:
    return signed(numbers[numbers.size - 1])


def test_compiled_functions_call_each_other() -> None:
    assert allocated(21) == 42


def test_unsigned_words_become_signed() -> None:
    assert last(np.array([1, 2**64 - 1], np.uint64)) == -1


def test_the_digest_of_all_sources_is_part_of_the_cache_key() -> None:
    cells = allocated.py_func.__closure__  # type: ignore[attr-defined]
    assert [len(cell.cell_contents) for cell in cells] == [64]
