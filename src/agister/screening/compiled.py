"""How the kernel's functions are compiled: by numba, without the interpreter lock, once per machine.

numba keeps machine code on disk and looks only at the file of the function that was called, not at those whose
functions it calls. A decision about rights must not come from yesterday's kernel, so every compiled function carries
the digest of all.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from types import CellType, FunctionType
from typing import Any, TypeVar, cast

import numba
import numpy as np
import numpy.typing as npt

from agister.formats import path_pattern

Octets = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int64]
Integers = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.int8]

# `_nrt`, which numba's own sources use, is missing from its annotations.
_njit: Any = numba.njit

F = TypeVar("F", bound=Callable[..., Any])


def _stamp() -> str:
    here = Path(__file__)
    sources = [here, *sorted([*here.parent.glob("rulebook_p*.py"), *here.parent.glob("kernel*.py")])]
    sources.append(Path(path_pattern.__file__))
    return sha256(b"".join([source.read_bytes() for source in sources])).hexdigest()


_STAMP = _stamp()


def compiled(function: F) -> F:
    """The function as machine code: it runs without the interpreter lock, holds no Python object, is cached on disk."""
    return _compiled(function)


def scratchless(function: F) -> F:
    """As `compiled`, for a function that allocates nothing. numba then counts no references, which costs more than
    everything else that the kernel does."""
    return _compiled(function, _nrt=False)


def _compiled(function: F, **options: Any) -> F:
    plain = cast(FunctionType, function)
    # A free variable is part of numba's cache key. This one is never read.
    code = plain.__code__.replace(co_freevars=("stamp",))
    stamped = FunctionType(code, plain.__globals__, plain.__name__, plain.__defaults__, (CellType(_STAMP),))
    stamped.__doc__, stamped.__module__, stamped.__qualname__ = plain.__doc__, plain.__module__, plain.__qualname__
    return cast(F, _njit(nogil=True, cache=True, error_model="numpy", **options)(stamped))


def inlined(function: F) -> F:
    """For small functions that are called for every row, and only from compiled ones."""
    return cast(F, _njit(nogil=True, error_model="numpy", forceinline=True, _nrt=False)(function))


def called(function: F) -> F:
    """As `inlined`, for functions that most rows do not reach: one copy of their machine code is enough."""
    return cast(F, _njit(nogil=True, error_model="numpy", _nrt=False)(function))


@inlined
def signed(word: Any) -> Any:
    """An unsigned word as a signed number; numba would make a float of a mixture."""
    return np.int64(word)
