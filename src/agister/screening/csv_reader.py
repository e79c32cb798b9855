"""A CSV or TSV file as a stream of Arrow batches: every column is the text that it was."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import IO, Any

import pyarrow as pa
import pyarrow.csv as pacsv

from agister.errors import InputError
from agister.screening.shard_bytes import first_line, open_bytes, unpacked
from agister.screening.shards import Shard

_BLOCK = 16 << 20
_HEAD = 1 << 20
_URL = re.compile(r"\s*https?://", re.IGNORECASE)
_UNREADABLE = (pa.ArrowException, OSError, EOFError, UnicodeError)


class CsvReader:
    """A CSV file. Cells are set apart by tabs where the name ends in `.tsv`, else by what its first line shows: commas, or
    where it has none of them semicolons, tabs or bars. A first line that holds a URL is a row, and columns are then called
    `column1`, `column2`, … `any_bytes`: whether cells may hold bytes that are no UTF-8."""

    def __init__(self, shard: Shard, *, any_bytes: bool = False) -> None:
        self._shard = shard
        try:
            head = _head(shard)
            delimiter = "\t" if is_tsv(shard.path) else _delimiter(head)
            self._quoted = delimiter != "\t" or _quotes(head)
            parse = pacsv.ParseOptions(
                newlines_in_values=self._quoted, delimiter=delimiter, quote_char='"' if self._quoted else False
            )
            encoding = "utf-16" if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf8"
            read = {"block_size": _BLOCK, "encoding": encoding}
            with unpacked(shard) as stream:
                names = pacsv.open_csv(
                    stream,
                    read_options=pacsv.ReadOptions(**read),
                    parse_options=parse,
                    convert_options=pacsv.ConvertOptions(check_utf8=False),
                ).schema.names
            if any(_URL.match(name) for name in names):
                names = [f"column{number}" for number in range(1, len(names) + 1)]
                read["column_names"] = names
            text = pacsv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, check_utf8=not any_bytes
            )
            self._stream = _Remembering(unpacked(shard))
            self._reader = pacsv.open_csv(
                self._stream, read_options=pacsv.ReadOptions(**read), parse_options=parse, convert_options=text
            )
        except _UNREADABLE as error:
            raise InputError(self._complaint(error)) from error
        self.schema = self._reader.schema

    def batches(self) -> Iterator[pa.RecordBatch]:
        """All rows in order. Raises `InputError` where the file breaks off."""
        last: pa.RecordBatch | None = None
        try:
            for batch in self._reader:
                if batch.num_rows:
                    last = batch
                yield batch
        except _UNREADABLE as error:
            raise InputError(self._complaint(error)) from error
        finally:
            self._stream.close()
        if last is not None and self._quoted:
            self._refuse_open_quote(last)

    def _refuse_open_quote(self, last: pa.RecordBatch) -> None:
        """A quotation mark that is never closed makes one cell of all rows after it."""
        cell = last.column(last.num_columns - 1)[last.num_rows - 1].as_buffer()
        if cell is None or b"\n" not in cell.to_pybytes():
            return
        end = self._stream.last.replace(b"\0", b"")
        if not end.removesuffix(b"\n").removesuffix(b"\r").endswith(b'"'):
            raise InputError(
                f"{self._shard.name} is not readable as CSV: a quotation mark is opened and never closed: "
                "close it, or write the file again"
            )

    def _complaint(self, error: BaseException) -> str:
        words = first_line(error)
        way = "write it again"
        if "UTF8" in words or isinstance(error, UnicodeError):
            way = "write it as UTF-8, or give --out a name that ends in .csv, then bytes are kept as they are"
        elif "straddling" in words:
            words, way = f"a row is longer than {_BLOCK >> 20} MiB", "close its quotation marks, or write JSON Lines"
        elif "Expected" in words:
            way = "mend that row; a cell with a comma or a line break needs quotation marks"
        return f"{self._shard.name} is not readable as CSV: {words}: {way}"


class _Remembering:
    """A stream that remembers its last bytes."""

    def __init__(self, stream: IO[Any]) -> None:
        self._stream = stream
        self.last = b""
        self.closed = False

    def read(self, size: int = -1) -> bytes:
        part: bytes = self._stream.read(size)
        self.last = (self.last + part[-8:])[-8:]
        return part

    def close(self) -> None:
        self.closed = True
        self._stream.close()


def is_tsv(name: str) -> bool:
    """Whether a file of this name has tabs between its cells."""
    return bool(re.search(r"\.tsv(\.\w+)?$", name, re.IGNORECASE))


def _head(shard: Shard) -> bytes:
    with open_bytes(shard) as stream:
        head: bytes = stream.read(_HEAD)
    return head


def _text(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace")
    return head.decode("utf-8-sig", "replace")


def _delimiter(head: bytes) -> str:
    """What sets the cells of the first line apart; a comma where that cannot be told."""
    line = re.sub(r'"[^"]*"', "", _lines(head)[0])
    for sign in "\t,":
        if sign in line:
            return sign
    return max(";|", key=line.count) if set(line) & set(";|") else ","


def _quotes(head: bytes) -> bool:
    """Whether quotation marks around a cell of a TSV file are marks, as CSV writers put them, or part of the text, as
    `text/tab-separated-values` has it: then every line is a row, and some stand at the beginning of a cell alone."""
    rows = [line.split("\t") for line in _lines(head)[:-1]]
    if len({len(row) for row in rows}) > 1:
        return True
    cells = (cell for row in rows for cell in row if cell.startswith('"'))
    return all(len(cell) > 1 and cell.endswith('"') and '"' not in cell[1:-1].replace('""', "") for cell in cells)


def _lines(head: bytes) -> list[str]:
    return re.split(r"\r\n|\n|\r", _text(head))
