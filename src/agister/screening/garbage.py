"""Looking for cyclic garbage seldom, while millions of objects are made that are none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

#: New objects between two looks, and looks between two that go over older objects too (`gc.set_threshold`).
_SELDOM = (200_000, 20, 100)


class _Usual:
    """The threshold that was set when the first of those within came, and how many are within."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.within = 0
        self.threshold = gc.get_threshold()


_usual = _Usual()


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Within, Python looks for cycles seldom: it would spend half of the time of a compilation on it, and find none.

    A collector that is off, or set to look more seldom, stays so. Several threads may be within at once.
    """
    with _usual.lock:
        _usual.within += 1
        if _usual.within == 1:
            _usual.threshold = gc.get_threshold()
            if 0 < _usual.threshold[0] < _SELDOM[0]:
                gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        with _usual.lock:
            _usual.within -= 1
            if _usual.within == 0:
                gc.set_threshold(*_usual.threshold)
