"""How the kernel's functions are compiled: by numba, without the interpreter lock, once per machine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np
import numpy.typing as npt

Octets = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int64]
Integers = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.int8]

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """The function as machine code. It runs without the interpreter lock, holds no Python object and is cached on disk."""
    return cast(F, numba.njit(nogil=True, cache=True, error_model="numpy", boundscheck=False)(function))


def inlined(function: F) -> F:
    """As `compiled`, for small functions that are only called from compiled ones."""
    return cast(F, numba.njit(nogil=True, error_model="numpy", boundscheck=False)(function))
