"""The rows that a screening wrote, read back as a stream: the report counts what is in the file, not what was meant."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from agister.errors import InputError
from agister.screening.columns import column_of, readable
from agister.screening.json_lines import member
from agister.screening.plan import OUTCOME_WORDS
from agister.screening.readers import ParquetReader, open_reader
from agister.screening.row_times import times_of
from agister.screening.shard_bytes import open_bytes
from agister.screening.shards import Shard, open_address, shards_of

_LINES = 16_384
_WORDS = pa.array(OUTCOME_WORDS, pa.string())


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenedRows:
    """A batch of screened rows."""

    urls: pa.Array
    """Text; null where the row had none."""
    outcome: npt.NDArray[np.int8]
    """Position in `OUTCOME_WORDS`."""
    protocol: npt.NDArray[np.int8]
    """Position in the protocols given to `screened_rows`, or -1."""
    statement: npt.NDArray[np.int64]
    """Number within the index, or -1."""
    times: pa.Array | None
    """The row's own time (µs since 1970 UTC), where the run asked for it."""


def screened_rows(
    dataset: str, out: str, url_column: str, time_column: str | None, protocols: tuple[str, ...]
) -> Iterator[ScreenedRows]:
    """All rows of the output of a screening of `dataset`, shard by shard.

    Raises `InputError` where an output is missing, breaks off, or holds something else.
    """
    names = pa.array(protocols, pa.string())
    for shard in output_shards(dataset, out):
        for batch in _batches(shard, [url_column, *([time_column] if time_column else [])]):
            try:
                yield _rows(batch, url_column, time_column, names)
            except (KeyError, pa.ArrowException) as error:
                raise InputError(f"{shard.name} is not the output of a screening: {error}") from error


def output_shards(dataset: str, out: str) -> list[Shard]:
    """The outputs at `out` that belong to the shards of `dataset`."""
    shards, single = shards_of(dataset)
    if single:
        return shards_of(out)[0]
    filesystem, root = open_address(out)
    found = []
    for shard in shards:
        path = f"{root.rstrip('/')}/{shard.name}"
        if not filesystem.exists(path):
            raise InputError(f"{out} lacks {shard.name}: screen again before asking for the report")
        found.append(Shard(filesystem=filesystem, path=path, name=shard.name, format=shard.format))
    return found


_ADDED = ("agister_outcome", "agister_protocol", "agister_statement")


def _batches(shard: Shard, columns: list[str]) -> Iterator[pa.RecordBatch]:
    if shard.filesystem.size(shard.path) == 0:
        return
    wanted = [*columns, *_ADDED]
    if shard.format == "jsonl":
        yield from _line_batches(shard, wanted)
        return
    reader = open_reader(shard, any_bytes=True)
    if isinstance(reader, ParquetReader):
        # Only these columns: a dataset may carry its images.
        yield from reader.batches(wanted)
    else:
        yield from reader.batches()


def _line_batches(shard: Shard, names: list[str]) -> Iterator[pa.RecordBatch]:
    with open_bytes(shard) as stream:
        rows: list[dict[str, Any]] = []
        for line in stream:
            rows.append(_members(line))
            if len(rows) == _LINES:
                yield _table(rows, names)
                rows = []
        if rows:
            yield _table(rows, names)


def _members(line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _table(rows: list[dict[str, Any]], names: list[str]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pydict(
        {name: pa.array([_text(member(r, name)) for r in rows], pa.string()) for name in names}
    )


def _text(value: Any) -> str | None:
    return None if value is None else str(value).encode("utf-8", "replace").decode()


def _rows(batch: pa.RecordBatch, url_column: str, time_column: str | None, names: pa.Array) -> ScreenedRows:
    outcome = _plain(batch.column("agister_outcome"))
    protocol = _plain(batch.column("agister_protocol"))
    statement = batch.column("agister_statement")
    if pa.types.is_string(statement.type):
        statement = pc.if_else(pc.equal(statement, ""), pa.scalar(None, pa.string()), statement)
    return ScreenedRows(
        urls=readable(column_of(batch, url_column)).cast(pa.string()),
        outcome=_codes(outcome, _WORDS),
        protocol=_codes(protocol, names),
        statement=statement.cast(pa.int64()).fill_null(-1).to_numpy(zero_copy_only=False),
        times=None if time_column is None else times_of(column_of(batch, time_column), time_column)[0],
    )


def _plain(column: pa.Array) -> pa.Array:
    return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column


def _codes(column: pa.Array, words: pa.Array) -> npt.NDArray[np.int8]:
    found: npt.NDArray[np.int8] = (
        pc.index_in(column, value_set=words).fill_null(-1).cast(pa.int8()).to_numpy(zero_copy_only=False)
    )
    return found
