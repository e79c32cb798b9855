"""Rows of a report that are made when they are read: a report of a million payouts is not a million mappings in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, overload

Row = dict[str, Any]


class Rows(Sequence[Row]):
    """A list of rows that holds none of them. Equal to any list of the same rows.

    `count`: how many there are; `make` gives them all, in order, each time that it is called.
    """

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, count: int, make: Callable[[], Iterator[Row]]) -> None:
        self._count = count
        self._make = make

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        return self._make()

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...

    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        """One row, or some. Reads on from the first row: to read all, iterate."""
        if isinstance(place, int):
            return next(islice(self._make(), range(self._count)[place], None))
        wanted = range(self._count)[place]
        if wanted.step < 0:
            return list(self._make())[place]
        return list(islice(self._make(), wanted.start, wanted.stop, wanted.step))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Rows | list):
            return NotImplemented
        return len(self) == len(other) and all(ours == theirs for ours, theirs in zip(self, other, strict=True))

    def __repr__(self) -> str:
        return f"Rows({list(self[:3])!r}{', …' if self._count > 3 else ''} of {self._count})"
