"""Writing outputs so that they appear complete or not at all: beside the target first, then renamed."""

from __future__ import annotations

import gzip
import io
from contextlib import suppress
from typing import IO, Any, Protocol

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import zstandard

from agister.errors import UsageError
from agister.screening.columns import schema_without_views
from agister.screening.csv_reader import is_tsv
from agister.screening.json_lines import LINE, spliced
from agister.screening.json_values import json_objects
from agister.screening.shard_bytes import first_line
from agister.screening.shards import format_of, open_address, packing_of, waiting_name


class Writer(Protocol):
    """A table being written. `finish` writes the last byte, `commit` makes it appear; `discard` leaves nothing.

    Several outputs of one shard are finished before the first is committed: a disk that fills up leaves none of them.
    """

    def write(self, table: pa.Table) -> None: ...

    def finish(self) -> None: ...

    def commit(self) -> None: ...

    def discard(self) -> None: ...


class _Sink(io.RawIOBase):
    """A file that can be abandoned: what encoders still write when they are closed then goes nowhere."""

    def __init__(self, file: IO[Any]) -> None:
        self._file = file
        self._at = 0
        self._abandoned = False

    def writable(self) -> bool:
        return True

    def write(self, part: Any) -> int:
        size = memoryview(part).nbytes
        if not self._abandoned:
            self._file.write(part)
        self._at += size
        return size

    def tell(self) -> int:
        return self._at

    def abandon(self) -> None:
        self._abandoned = True
        # What the file holds in memory may not fit on the disk any more.
        with suppress(OSError):
            self._file.close()

    def close(self) -> None:
        if not self._abandoned and not self.closed:
            self._file.close()
        super().close()


class _Target:
    """A file under its waiting name."""

    def __init__(self, address: str) -> None:
        self.filesystem, self.path = open_address(address)
        self._waiting = waiting_name(self.path)
        if self.filesystem.isdir(self.path):
            # Renamed to the name of a folder, a file would land inside it.
            raise UsageError(f"{address} is a folder: name the file that is to be written")
        parent = self.path.rpartition("/")[0]
        try:
            if parent:
                self.filesystem.makedirs(parent, exist_ok=True)
            self._sink = _Sink(self.filesystem.open(self._waiting, "wb"))
        except NotImplementedError as error:
            raise UsageError(f"{address}: that kind of address can be read, not written; write to a file") from error
        self.stream: IO[Any] = self._sink  # type: ignore[assignment]

    def finish(self) -> None:
        self._sink.close()

    def commit(self) -> None:
        self.filesystem.mv(self._waiting, self.path)

    def discard(self) -> None:
        self._sink.abandon()
        if self.filesystem.exists(self._waiting):
            self.filesystem.rm(self._waiting)


class ParquetTable:
    """A Parquet file."""

    def __init__(self, address: str, schema: pa.Schema, url_column: str | None) -> None:
        self._target = _Target(address)
        # URLs and numbers hardly repeat: trying a dictionary for them costs a fifth of the run and saves nothing.
        repeating = [
            field.name
            for field in schema
            if field.name != url_column and not (pa.types.is_integer(field.type) or pa.types.is_floating(field.type))
        ]
        self._writer = pq.ParquetWriter(self._target.stream, schema, compression="snappy", use_dictionary=repeating)

    def write(self, table: pa.Table) -> None:
        self._writer.write_table(table)

    def finish(self) -> None:
        self._writer.close()
        self._target.finish()

    def commit(self) -> None:
        self._target.commit()

    def discard(self) -> None:
        self._target.discard()
        self._writer.close()


class CsvTable:
    """A CSV file, with tabs and compressed by its name."""

    def __init__(self, address: str, schema: pa.Schema) -> None:
        self._address = address
        self._target = _Target(address)
        self._stream = _compressed(self._target.stream, address)
        self._schema = pa.schema([pa.field(f.name, _plain(f.type)) for f in schema_without_views(schema)])
        options = pacsv.WriteOptions(delimiter="\t" if is_tsv(address) else ",")
        try:
            self._writer = pacsv.CSVWriter(self._stream, self._schema, write_options=options)
        except pa.ArrowException as error:
            self._target.discard()
            raise UsageError(
                f"{address}: the input has columns that CSV cannot hold ({error}); write Parquet"
            ) from error

    def write(self, table: pa.Table) -> None:
        try:
            self._writer.write_table(table.cast(self._schema))
        except pa.ArrowInvalid as error:
            raise UsageError(
                f"{self._address}: the input has values that CSV cannot hold ({first_line(error)}); write Parquet"
            ) from error

    def finish(self) -> None:
        self._writer.close()
        if self._stream is not self._target.stream:
            self._stream.close()
        self._target.finish()

    def commit(self) -> None:
        self._target.commit()

    def discard(self) -> None:
        self._target.discard()
        self._writer.close()
        self._stream.close()


class JsonTable:
    """A JSON Lines file; lines that came as lines keep their text."""

    def __init__(self, address: str, schema: pa.Schema) -> None:
        self._target = _Target(address)
        self._stream = _compressed(self._target.stream, address)
        self._lines = LINE in schema.names
        self._address = address

    def write(self, table: pa.Table) -> None:
        if self._lines:
            added = [name for name in table.column_names if name.startswith("agister_")]
            lines = spliced(table[LINE].to_pylist(), table.select(added).to_pylist())
        else:
            try:
                lines = json_objects(table)
            except pa.ArrowException as error:
                raise UsageError(
                    f"{self._address}: the input has values that JSON cannot hold ({first_line(error)}); write Parquet"
                ) from error
        self._stream.write(b"".join(line + b"\n" for line in lines))

    def finish(self) -> None:
        if self._stream is not self._target.stream:
            self._stream.close()
        self._target.finish()

    def commit(self) -> None:
        self._target.commit()

    def discard(self) -> None:
        self._target.discard()
        self._stream.close()


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
        f"{address}: cannot tell the format; use a name that ends in .parquet, .csv, .tsv or .jsonl (also .gz, .zst)"
    )


def discard_waiting(address: str) -> None:
    """Remove what waits to become the output at an address."""
    filesystem, path = open_address(address)
    if filesystem.exists(waiting_name(path)):
        filesystem.rm(waiting_name(path))


def write_text(address: str, text: str) -> None:
    """Write a small text file, whole or not at all."""
    target = _Target(address)
    try:
        target.stream.write(text.encode("utf-8"))
        target.finish()
    except BaseException:
        target.discard()
        raise
    target.commit()


def exists(address: str) -> bool:
    """Whether a file is there."""
    filesystem, path = open_address(address)
    return bool(filesystem.exists(path))


def read_text(address: str) -> str:
    """A small text file."""
    filesystem, path = open_address(address)
    with filesystem.open(path, "rb") as file:
        content: bytes = file.read()
    return content.decode("utf-8")


def _plain(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _compressed(stream: IO[Any], address: str) -> IO[Any]:
    packing = packing_of(address)
    if packing == "gzip":
        return gzip.GzipFile(fileobj=stream, mode="wb", mtime=0)  # type: ignore[return-value]
    if packing == "zstd":
        return zstandard.ZstdCompressor().stream_writer(stream, closefd=False)
    return stream
