"""Datasets for tests: the rows of `tests.indexes` in every format, and outputs read back."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import zstandard

from tests.indexes import URLS


def table_of(urls: Sequence[str | None] = URLS, **columns: pa.Array) -> pa.Table:
    """A table with a number before and a text after the URL, as datasets have."""
    count = len(urls)
    return pa.table(
        {
            "id": pa.array(range(count), pa.int64()),
            "url": pa.array(urls, pa.string()),
            "text": pa.array([f"text {n}" if n % 3 else None for n in range(count)], pa.string()),
            **columns,
        }
    )


def write(path: Path, table: pa.Table | None = None) -> Path:
    """Write a table in the format that the name says."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = table_of() if table is None else table
    name = path.name
    if ".parquet" in name:
        pq.write_table(rows, path)
        return path
    if ".csv" in name:
        sink = pa.BufferOutputStream()
        pacsv.write_csv(rows, sink)
        text = sink.getvalue().to_pybytes()
    else:
        text = b"".join(json.dumps(row).encode() + b"\n" for row in rows.to_pylist())
    path.write_bytes(packed(text, name))
    return path


def packed(text: bytes, name: str) -> bytes:
    """Bytes as a file of this name holds them."""
    if name.endswith(".gz"):
        return gzip.compress(text, mtime=0)
    return zstandard.compress(text) if name.endswith((".zst", ".zstd")) else text


def unpacked(path: Path) -> bytes:
    """The uncompressed bytes of a file."""
    raw = path.read_bytes()
    if path.name.endswith(".gz"):
        return gzip.decompress(raw)
    return (
        zstandard.ZstdDecompressor().decompressobj().decompress(raw) if path.name.endswith((".zst", ".zstd")) else raw
    )


def rows_of_file(path: Path) -> list[dict[str, Any]]:
    """The rows of an output."""
    if ".parquet" in path.name:
        found: list[dict[str, Any]] = pq.read_table(path).to_pylist()
        return found
    if ".csv" in path.name:
        text = pacsv.ConvertOptions(strings_can_be_null=False)
        read: list[dict[str, Any]] = pacsv.read_csv(pa.BufferReader(unpacked(path)), convert_options=text).to_pylist()
        return read
    return [json.loads(line) for line in unpacked(path).splitlines()]


def left_in(folder: Path) -> list[str]:
    """Every file below a folder, by its path in it."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
