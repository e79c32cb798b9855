"""Opening a shard as a stream of Arrow batches. Parquet keeps its types; CSV columns stay the text they were."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO, Any, Protocol

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.json as pajson
import pyarrow.parquet as pq

from agister.errors import InputError
from agister.screening.shards import Shard

#: Rows per batch: large enough to amortise calls, small enough that memory stays flat.
BATCH_ROWS = 131_072
_BLOCK = 16 << 20
_MAPPED = 256 << 20


class Reader(Protocol):
    """A shard opened for one pass."""

    schema: pa.Schema

    def batches(self) -> Iterator[pa.RecordBatch]:
        """All rows in order. Raises `InputError` where the file breaks off."""
        ...


class ParquetReader:
    """A Parquet file."""

    def __init__(self, shard: Shard) -> None:
        self._shard = shard
        try:
            self._file = self._open()
        except (pa.ArrowException, OSError) as error:
            raise InputError(
                f"{shard.name} is not a whole Parquet file ({_first_line(error)}): write it again"
            ) from error
        self.schema = self._file.schema_arrow

    def _open(self, metadata: pq.FileMetaData | None = None) -> pq.ParquetFile:
        if self._shard.local:
            return pq.ParquetFile(self._shard.path, memory_map=True, metadata=metadata)
        return pq.ParquetFile(self._shard.filesystem.open(self._shard.path, "rb"), metadata=metadata)

    def batches(self, columns: list[str] | None = None) -> Iterator[pa.RecordBatch]:
        """All rows in order, of all columns or of some; a batch never spans two row groups."""
        metadata, read = self._file.metadata, 0
        try:
            for group in range(metadata.num_row_groups):
                yield from self._file.iter_batches(batch_size=BATCH_ROWS, row_groups=[group], columns=columns)
                read += metadata.row_group(group).total_byte_size
                if read > _MAPPED and self._shard.local:
                    # Mapped pages count as memory until they are let go: a file of any size must cost the same.
                    self._file, read = self._open(metadata), 0
        except (pa.ArrowException, OSError) as error:
            raise InputError(f"{self._shard.name} breaks off ({_first_line(error)}): write it again") from error


class CsvReader:
    """A CSV file with a header line; every column is text."""

    def __init__(self, shard: Shard) -> None:
        self._shard = shard
        parse = pacsv.ParseOptions(newlines_in_values=True)
        read = pacsv.ReadOptions(block_size=_BLOCK)
        try:
            with _open(shard) as stream:
                names = pacsv.open_csv(stream, read_options=read, parse_options=parse).schema.names
            text = pacsv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False)
            self._stream = _open(shard)
            self._reader = pacsv.open_csv(self._stream, read_options=read, parse_options=parse, convert_options=text)
        except (pa.ArrowException, OSError, EOFError) as error:
            raise InputError(f"{shard.name} is not readable as CSV: {_first_line(error)}") from error
        self.schema = self._reader.schema

    def batches(self) -> Iterator[pa.RecordBatch]:
        try:
            yield from self._reader
        except (pa.ArrowException, OSError, EOFError) as error:
            raise InputError(f"{self._shard.name} is not readable as CSV: {_first_line(error)}") from error
        finally:
            self._stream.close()


class JsonReader:
    """A JSON Lines file whose output is a table: types are taken from its first 16 MiB."""

    def __init__(self, shard: Shard) -> None:
        self._shard = shard
        try:
            self._stream = _open(shard)
            self._reader = pajson.open_json(self._stream, read_options=pajson.ReadOptions(block_size=_BLOCK))
        except (pa.ArrowException, OSError, EOFError) as error:
            raise InputError(self._complaint(error)) from error
        self.schema = self._reader.schema

    def _complaint(self, error: BaseException) -> str:
        return (
            f"{self._shard.name} does not fit one table ({_first_line(error)}): "
            "give --out a name that ends in .jsonl, then every line is kept as it stands"
        )

    def batches(self) -> Iterator[pa.RecordBatch]:
        try:
            yield from self._reader
        except (pa.ArrowException, OSError, EOFError) as error:
            raise InputError(self._complaint(error)) from error
        finally:
            self._stream.close()


def open_reader(shard: Shard) -> Reader:
    """The reader for a shard's format. Raises `InputError` where the file is not what its name says."""
    if shard.filesystem.size(shard.path) == 0:
        raise InputError(f"{shard.name} is empty (0 bytes)")
    if shard.format == "parquet":
        return ParquetReader(shard)
    return CsvReader(shard) if shard.format == "csv" else JsonReader(shard)


def open_bytes(shard: Shard) -> IO[Any]:
    """The uncompressed bytes of a text shard, to be read line by line. Reading raises `OSError` where they break off."""
    return io.BufferedReader(_open(shard), 1 << 20)  # type: ignore[type-var]


def _open(shard: Shard) -> IO[Any]:
    lower = shard.path.lower()
    stream: IO[Any] = shard.filesystem.open(shard.path, "rb")
    if not lower.endswith((".gz", ".zst")):
        return stream
    # Arrow reads several frames in a row, and says so where the last one is cut off; others take that for the end.
    packed: IO[Any] = pa.CompressedInputStream(stream, "gzip" if lower.endswith(".gz") else "zstd")
    return packed


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
