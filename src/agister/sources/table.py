"""Observations from an *observations table*: Parquet, JSON Lines or CSV. This is how others hand over what they crawled.

Columns: `url` (text), `fetched_at` (time), `status` (whole number), `headers` (list of name and value), `body` (binary;
base64 in JSON Lines and CSV), `error` (text), `truncated` (yes or no). Any column but `url` may be missing or null.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import IO, BinaryIO

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pyarrow.types as pt

from agister.errors import InputError
from agister.rights import Observation
from agister.sources.report import SourceReport
from agister.sources.table_rows import COLUMNS, UNREADABLE_CELL, RowReader

#: Longest line of a JSON Lines file that is read, in bytes: twice what a body at its limit needs in base64.
LINE_LIMIT = 8 * 1024 * 1024

_BATCH = 512
_UNREADABLE = (OSError, EOFError, ValueError, OverflowError, pa.ArrowException)


def observations(
    table: str | os.PathLike[str], *, name: str, report: SourceReport | None = None
) -> Iterator[Observation]:
    """Every row of a table as an observation, in order, batch by batch; `Observation.offset` is the row, from 0.

    `table` is a path or fsspec address ending in `.parquet`, `.jsonl`, `.ndjson` or `.csv`, the text formats also with
    `.gz` or `.zst`. Raises InputError where it cannot be read, has no column `url`, or a column has a type that cannot
    hold what it is named for. A bad value in a row is counted in `report`, and the row comes out as a failure.
    """
    report = report if report is not None else SourceReport()
    address = os.fspath(table)
    suffixes = [suffix.lower() for suffix in PurePosixPath(address).suffixes]
    packing = suffixes.pop() if suffixes and suffixes[-1] in (".gz", ".zst") else ""
    kind = suffixes[-1] if suffixes else ""
    reader: Callable[[IO[bytes], str], Iterator[tuple[int, Mapping[str, object]]]]
    if kind in (".parquet", ".pq") and not packing:
        reader = _parquet
    elif kind in (".jsonl", ".ndjson"):
        reader = _json_lines
    elif kind == ".csv":
        reader = _csv
    else:
        raise InputError(
            f"{name} is no observations table: give a .parquet, .jsonl or .csv file (the last two also .gz or .zst)"
        )
    before = report.records
    useless = report.skipped.get("no-url", 0) + report.skipped.get("no-row", 0)
    rows = RowReader(name, report, text_bodies=reader is not _parquet)
    try:
        with _open(address) as raw, _unpacked(raw, packing) as stream:
            for number, row in reader(stream, name):
                if not row:
                    report.records += 1
                    report.skip("no-row")
                    report.problem(
                        "table-bad-row", f"row {number}", f"{name}: row {number} is no object and was left out"
                    )
                    continue
                found = rows.read(row, number)
                if found is not None:
                    yield found
    except _UNREADABLE as error:
        raise InputError(f"{name} cannot be read further after {report.records - before} rows: {error}") from error
    count = report.records - before
    if count and report.skipped.get("no-url", 0) + report.skipped.get("no-row", 0) - useless == count:
        raise InputError(f"{name} has no URL in any of its {count} rows: a column or key `url` is needed")


def _open(address: str) -> BinaryIO:
    opened: BinaryIO = fsspec.open(address, "rb").open()
    return opened


def _unpacked(raw: BinaryIO, packing: str) -> IO[bytes]:
    if not packing:
        return raw
    # Arrow's reader tells a file that ends early; zstandard's takes it for a whole one.
    return io.BufferedReader(pa.CompressedInputStream(raw, "gzip" if packing == ".gz" else "zstd"), 1 << 20)


def _parquet(stream: IO[bytes], name: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    file = pq.ParquetFile(stream)
    schema = file.schema_arrow
    _check_types(schema, name)
    wanted = [column for column in COLUMNS if column in schema.names]
    number = 0
    for batch in file.iter_batches(batch_size=_BATCH, columns=wanted):
        columns = [_cells(batch.column(column)) for column in wanted]
        for values in zip(*columns, strict=True):
            yield number, dict(zip(wanted, values, strict=True))
            number += 1


def _cells(column: pa.Array) -> list[object]:
    """Values of a column; what is no value in Python (broken text, a time out of range) is an UNREADABLE_CELL."""
    if pt.is_timestamp(column.type) and column.type.unit == "ns":
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
    try:
        found: list[object] = column.to_pylist()
    except (ValueError, OverflowError, pa.ArrowException):
        found = [_cell(one) for one in column]
    return found


def _cell(one: pa.Scalar) -> object:
    try:
        return one.as_py()
    except (ValueError, OverflowError, pa.ArrowException):
        return UNREADABLE_CELL


def _check_types(schema: pa.Schema, name: str) -> None:
    """Refuse a column whose type cannot hold what it is named for."""
    if "url" not in schema.names:
        raise InputError(f"{name} has no column `url`; it has {', '.join(schema.names[:20]) or 'no columns'}")
    for column in COLUMNS:
        if column in schema.names:
            kind = schema.field(column).type
            kind = kind.value_type if pt.is_dictionary(kind) else kind
            expected, fits = _EXPECTED[column]
            if not pt.is_null(kind) and not fits(kind):
                raise InputError(f"{name}: column `{column}` is {kind}, but must be {expected}")


def _is_text(kind: pa.DataType) -> bool:
    return bool(pt.is_string(kind) or pt.is_large_string(kind) or pt.is_string_view(kind))


def _is_bytes(kind: pa.DataType) -> bool:
    return bool(pt.is_binary(kind) or pt.is_large_binary(kind) or pt.is_binary_view(kind) or _is_text(kind))


def _is_time(kind: pa.DataType) -> bool:
    return bool(
        pt.is_timestamp(kind) or pt.is_date(kind) or _is_text(kind) or pt.is_integer(kind) or pt.is_floating(kind)
    )


def _is_headers(kind: pa.DataType) -> bool:
    if pt.is_list(kind) or pt.is_large_list(kind):
        inner = kind.value_type
        if pt.is_struct(inner):
            return {"name", "value"} <= {inner.field(i).name for i in range(inner.num_fields)}
        return bool(pt.is_list(inner) or pt.is_large_list(inner))
    return bool(pt.is_map(kind) or pt.is_struct(kind) or _is_text(kind))


_EXPECTED: dict[str, tuple[str, Callable[[pa.DataType], bool]]] = {
    "url": ("text", _is_text),
    "fetched_at": ("a timestamp, a date, text or a number of seconds since 1970", _is_time),
    "status": ("a whole number", lambda kind: bool(pt.is_integer(kind) or pt.is_floating(kind) or _is_text(kind))),
    "headers": ("a list of structs with name and value, a map, a struct or JSON text", _is_headers),
    "body": ("binary or text", _is_bytes),
    "error": ("text", _is_text),
    "truncated": ("a boolean", lambda kind: bool(pt.is_boolean(kind))),
}


def _json_lines(stream: IO[bytes], _name: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    number = 0
    while line := stream.readline(LINE_LIMIT):
        whole = line.endswith(b"\n") or len(line) < LINE_LIMIT
        while not whole:
            rest = stream.readline(LINE_LIMIT)
            whole = not rest or rest.endswith(b"\n")
            line = b""
        if line.strip() or not line:
            yield number, _object(line)
            number += 1


def _object(line: bytes) -> Mapping[str, object]:
    """The object of a line; an empty one where it holds none."""
    try:
        found = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _csv(stream: IO[bytes], name: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    csv.field_size_limit(LINE_LIMIT)
    text = (line.decode("utf-8-sig" if first else "utf-8", "replace") for first, line in _lines(stream))
    rows = csv.DictReader(text, strict=False)
    try:
        if "url" not in (rows.fieldnames or ()):
            raise InputError(f"{name} has no column `url`; it has {', '.join(rows.fieldnames or ()) or 'no columns'}")
        for number, row in enumerate(rows):
            # CSV cannot tell an empty cell from a missing one.
            yield number, {column: value or None for column, value in row.items()}
    except csv.Error as error:
        raise ValueError(error) from error


def _lines(stream: IO[bytes]) -> Iterator[tuple[bool, bytes]]:
    first = True
    while line := stream.readline(LINE_LIMIT):
        yield first, line
        first = False
