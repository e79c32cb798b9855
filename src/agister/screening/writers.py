"""Writing outputs so that they appear complete or not at all: beside the target first, then renamed."""

from __future__ import annotations

import gzip
import json
from typing import IO, Any, Protocol

import fsspec
import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import zstandard

from agister.errors import UsageError
from agister.screening.json_lines import LINE, spliced
from agister.screening.shards import format_of, open_address, waiting_name


class Writer(Protocol):
    """A table being written. `commit` makes it appear; `discard` leaves nothing."""

    def write(self, table: pa.Table) -> None: ...

    def commit(self) -> None: ...

    def discard(self) -> None: ...


class _Target:
    """A file under its waiting name."""

    def __init__(self, address: str) -> None:
        self.filesystem, self.path = open_address(address)
        self._waiting = waiting_name(self.path)
        parent = self.path.rpartition("/")[0]
        if parent:
            self.filesystem.makedirs(parent, exist_ok=True)
        self.stream: IO[Any] = self.filesystem.open(self._waiting, "wb")

    def commit(self) -> None:
        self.stream.close()
        self.filesystem.mv(self._waiting, self.path)

    def discard(self) -> None:
        try:
            self.stream.close()
        finally:
            if self.filesystem.exists(self._waiting):
                self.filesystem.rm(self._waiting)


class ParquetTable:
    """A Parquet file."""

    def __init__(self, address: str, schema: pa.Schema, url_column: str | None) -> None:
        self._target = _Target(address)
        # A column of URLs hardly repeats: trying a dictionary for it costs a fifth of the run and saves nothing.
        plain = {url_column} if url_column else set()
        self._writer = pq.ParquetWriter(
            self._target.stream,
            schema,
            compression="snappy",
            use_dictionary=[name for name in schema.names if name not in plain],
        )

    def write(self, table: pa.Table) -> None:
        self._writer.write_table(table)

    def commit(self) -> None:
        self._writer.close()
        self._target.commit()

    def discard(self) -> None:
        self._target.discard()


class CsvTable:
    """A CSV file, compressed by its name."""

    def __init__(self, address: str, schema: pa.Schema) -> None:
        self._target = _Target(address)
        self._stream = _compressed(self._target.stream, address)
        self._schema = pa.schema([pa.field(f.name, _plain(f.type)) for f in schema])
        try:
            self._writer = pacsv.CSVWriter(self._stream, self._schema)
        except pa.ArrowException as error:
            self._target.discard()
            raise UsageError(
                f"{address}: the input has columns that CSV cannot hold ({error}); write Parquet"
            ) from error

    def write(self, table: pa.Table) -> None:
        self._writer.write_table(table.cast(self._schema))

    def commit(self) -> None:
        self._writer.close()
        if self._stream is not self._target.stream:
            self._stream.close()
        self._target.commit()

    def discard(self) -> None:
        self._target.discard()


class JsonTable:
    """A JSON Lines file; lines that came as lines keep their text."""

    def __init__(self, address: str, schema: pa.Schema) -> None:
        self._target = _Target(address)
        self._stream = _compressed(self._target.stream, address)
        self._lines = LINE in schema.names

    def write(self, table: pa.Table) -> None:
        if self._lines:
            added = [name for name in table.column_names if name.startswith("agister_")]
            lines = spliced(table[LINE].to_pylist(), table.select(added).to_pylist())
        else:
            lines = [
                json.dumps(row, default=str, ensure_ascii=False).encode("utf-8", "replace") for row in table.to_pylist()
            ]
        self._stream.write(b"".join(line + b"\n" for line in lines))

    def commit(self) -> None:
        if self._stream is not self._target.stream:
            self._stream.close()
        self._target.commit()

    def discard(self) -> None:
        self._target.discard()


def open_writer(address: str, schema: pa.Schema, url_column: str | None) -> Writer:
    """A writer for the format that the address's name says. Raises `UsageError` for an unknown one."""
    kind = format_of(address)
    if kind == "parquet":
        return ParquetTable(address, schema, url_column)
    if kind == "csv":
        return CsvTable(address, schema)
    if kind == "jsonl":
        return JsonTable(address, schema)
    raise UsageError(
        f"{address}: cannot tell the format; use a name that ends in .parquet, .csv or .jsonl (also .gz, .zst)"
    )


def write_text(address: str, text: str) -> None:
    """Write a small text file, whole or not at all."""
    target = _Target(address)
    target.stream.write(text.encode("utf-8"))
    target.commit()


def exists(address: str) -> bool:
    """Whether a file is there."""
    filesystem, path = open_address(address)
    return bool(filesystem.exists(path))


def read_text(address: str) -> str:
    """A small text file."""
    with fsspec.open(address, "rb") as file:
        content: bytes = file.read()
    return content.decode("utf-8")


def _plain(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _compressed(stream: IO[Any], address: str) -> IO[Any]:
    if address.lower().endswith(".gz"):
        return gzip.GzipFile(fileobj=stream, mode="wb", mtime=0)  # type: ignore[return-value]
    if address.lower().endswith(".zst"):
        return zstandard.ZstdCompressor().stream_writer(stream, closefd=False)
    return stream
