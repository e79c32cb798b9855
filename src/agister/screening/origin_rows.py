"""The observations of an index origin by origin, some thousand origins at a time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pyarrow as pa

from agister.screening.validity import Row, rows_of

_BATCH = 65_536


def batched(rows: Iterator[list[Row]], size: int) -> Iterator[list[list[Row]]]:
    """Lists of `size`."""
    while batch := list(islice(rows, size)):
        yield batch


def by_origin(table: pa.Table) -> Iterator[list[Row]]:
    """Rows origin by origin, of a table sorted by origin."""
    waiting: list[Row] = []
    for start in range(0, table.num_rows, _BATCH):
        for row in rows_of(table.slice(start, _BATCH)):
            if waiting and waiting[-1].origin != row.origin:
                yield waiting
                waiting = []
            waiting.append(row)
    if waiting:
        yield waiting
