"""Writing a segment of a statement index: buffered, with flat memory, complete or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from agister.rights import Problem, Statement
from agister.stores.index_tables import TABLES
from agister.stores.statement_index import Segment, discard, write_entry

_ROWS_PER_GROUP = 131_072
_NO_OFFER = (None, None, None, None)


class SegmentWriter:
    """Collects rows of the four tables and turns them into a segment.

    Use as a context manager: leaving it with an exception removes what was written. `finish` makes the segment part of the
    index.
    """

    def __init__(self, path: Path, earlier: Sequence[Segment]) -> None:
        self._path = path
        self._earlier = tuple(earlier)
        last = self._earlier[-1] if self._earlier else None
        self._name = f"segment-{len(self._earlier):04d}"
        self._folder = path / f"{self._name}.part"
        discard(self._folder)
        self._folder.mkdir(parents=True)
        self.first_document = last.first_document + last.documents if last else 0
        self.first_statement = last.first_statement + last.statements if last else 0
        self.documents = 0
        self.statements = 0
        self.observations = 0
        self._buffers: dict[str, list[tuple[Any, ...]]] = {name: [] for name in TABLES}
        self._writers = {
            name: pq.ParquetWriter(self._folder / f"{name}.parquet", schema, compression="zstd")
            for name, schema in TABLES.items()
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            for writer in self._writers.values():
                writer.close()
            discard(self._folder)

    def observation(self, row: tuple[Any, ...]) -> None:
        """One row of `OBSERVATIONS`, in the order of its columns."""
        self.observations += 1
        self._add("observations", row)

    def document(
        self,
        *,
        digest: str,
        size: int,
        statements: Sequence[Statement],
        problems: Sequence[tuple[str, Problem]],
        links: Sequence[str],
        speaks_for_origin: bool,
        speaks_for_url: bool,
    ) -> int:
        """Add a document with everything it says; its number in the index."""
        number = self.first_document + self.documents
        self.documents += 1
        first = self.first_statement + self.statements
        self.statements += len(statements)
        self._add(
            "documents",
            (
                number,
                digest,
                size,
                first,
                len(statements),
                speaks_for_origin,
                speaks_for_url,
                list(links),
                len(problems),
            ),
        )
        # Members of enumerations are text; asking for their value would cost as much as the rest.
        self._add(
            "statements",
            *[
                (
                    number,
                    s.protocol,
                    s.usage,
                    s.preference,
                    s.scope,
                    s.pattern,
                    s.fold_case,
                    "\n".join(s.agents),
                    s.reading,
                    s.standing,
                    s.place,
                    s.quote[:500],
                    s.carrier,
                    s.note,
                    *(_NO_OFFER if s.offer is None else (s.offer.url, s.offer.kind, s.offer.contact, s.offer.terms)),
                )
                for s in statements
            ],
        )
        for protocol, problem in problems:
            self._add("problems", (number, protocol, problem.kind, problem.place, problem.message, problem.clause))
        return number

    def _add(self, table: str, *rows: tuple[Any, ...]) -> None:
        buffer = self._buffers[table]
        buffer.extend(rows)
        if len(buffer) >= _ROWS_PER_GROUP:
            self._flush(table)

    def _flush(self, table: str) -> None:
        buffer, schema = self._buffers[table], TABLES[table]
        if buffer:
            columns = [_column(values, f.type) for values, f in zip(zip(*buffer, strict=True), schema, strict=True)]
            self._writers[table].write_table(pa.Table.from_arrays(columns, schema=schema))
            buffer.clear()

    def finish(self, inputs: Sequence[tuple[str, str]], code_version: str) -> Segment:
        """Close the files, sort the observations by origin, and publish the segment in `index.json`."""
        for table, writer in self._writers.items():
            self._flush(table)
            writer.close()
        self._sort_observations()
        digest = hashlib.sha256()
        for table in TABLES:
            with (self._folder / f"{table}.parquet").open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        target = self._path / self._name
        discard(target)
        self._folder.rename(target)
        segment = Segment(
            name=self._name,
            first_document=self.first_document,
            documents=self.documents,
            first_statement=self.first_statement,
            statements=self.statements,
            observations=self.observations,
            inputs=tuple(inputs),
            digest=digest.hexdigest(),
        )
        write_entry(self._path, (*self._earlier, segment), code_version)
        return segment

    def _sort_observations(self) -> None:
        """Sorted by origin a look-up reads one row group; DuckDB spills to disk where memory does not hold them."""
        plain, ordered = self._folder / "observations.parquet", self._folder / "ordered.parquet"
        with duckdb.connect() as connection:
            connection.execute("SET threads = 2")
            connection.execute("SET preserve_insertion_order = true")
            connection.execute(
                "COPY (SELECT * FROM read_parquet($source, file_row_number = true) "
                "ORDER BY origin, read_as, path, fetched_at, file_row_number) "
                "TO '" + str(ordered).replace("'", "''") + "' (FORMAT parquet, COMPRESSION zstd)",
                {"source": str(plain)},
            )
        columns = list(TABLES["observations"].names)
        reader = pq.ParquetFile(ordered)
        with pq.ParquetWriter(plain, TABLES["observations"], compression="zstd") as writer:
            for batch in reader.iter_batches(batch_size=_ROWS_PER_GROUP, columns=columns):
                writer.write_table(pa.Table.from_batches([batch]).cast(TABLES["observations"]))
        ordered.unlink()


def _column(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """Values as Parquet can hold them: lone surrogates, which broken input can carry, become question marks."""
    try:
        return pa.array(values, kind)
    except UnicodeEncodeError:
        return pa.array([v if v is None else v.encode("utf-8", "replace").decode("utf-8") for v in values], kind)
