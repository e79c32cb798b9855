"""Opening a shard as a stream of Arrow batches. Parquet keeps its types; CSV columns stay the text they were."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import pyarrow as pa
import pyarrow.json as pajson
import pyarrow.parquet as pq

from agister.errors import InputError
from agister.screening.csv_reader import CsvReader
from agister.screening.shard_bytes import first_line, refuse_other_content, unpacked
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
                _encrypted(shard, error)
                or f"{shard.name} is not a whole Parquet file ({first_line(error)}): write it again"
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
            raise InputError(
                _encrypted(self._shard, error) or f"{self._shard.name} breaks off ({first_line(error)}): write it again"
            ) from error


def _encrypted(shard: Shard, error: BaseException) -> str | None:
    if "decrypt" not in str(error).lower():
        return None
    return f"{shard.name} is encrypted, and agister takes no keys: write the columns that are needed without encryption"


class JsonReader:
    """A JSON Lines file whose output is a table: types are taken from its first 16 MiB."""

    def __init__(self, shard: Shard) -> None:
        self._shard = shard
        try:
            self._stream = unpacked(shard)
            self._reader = pajson.open_json(self._stream, read_options=pajson.ReadOptions(block_size=_BLOCK))
        except (pa.ArrowException, OSError, EOFError) as error:
            raise InputError(self._complaint(error)) from error
        self.schema = self._reader.schema

    def _complaint(self, error: BaseException) -> str:
        return (
            f"{self._shard.name} does not fit one table ({first_line(error)}): "
            "give --out a name that ends in .jsonl, then every line is kept as it stands"
        )

    def batches(self) -> Iterator[pa.RecordBatch]:
        try:
            yield from self._reader
        except (pa.ArrowException, OSError, EOFError) as error:
            raise InputError(self._complaint(error)) from error
        finally:
            self._stream.close()


def open_reader(shard: Shard, *, any_bytes: bool = False) -> Reader:
    """The reader for a shard's format. `any_bytes`: whether text of a CSV file may hold bytes that are no UTF-8.

    Raises `InputError` where the file is not what its name says.
    """
    refuse_other_content(shard)
    if shard.format == "parquet":
        return ParquetReader(shard)
    return CsvReader(shard, any_bytes=any_bytes) if shard.format == "csv" else JsonReader(shard)
