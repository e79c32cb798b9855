"""Screening a local Parquet file at the cost of copying it: only the URL column is decoded, only the answers are encoded."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from agister.errors import BrokenInvariant, InputError, UsageError
from agister.screening.batches import ADDED
from agister.screening.parquet_footer import arrow_schema_of, can_extend, closing, extended, read_footer, row_counts
from agister.screening.plan import ScreenPlan, ShardJob, Tally
from agister.screening.readers import ParquetReader
from agister.screening.shard_run import Answered
from agister.screening.shards import format_of, local_path, waiting_name
from agister.screening.thrift_compact import Struct, ThriftError

_ADDED = [field.name for field in ADDED]


def footer_to_extend(job: ShardJob) -> tuple[Struct, int] | None:
    """The footer of the job's input, where its answers can be put beside the columns it has: a plain local Parquet file to a local
    Parquet file, nothing to split off. None otherwise; the shard then goes the ordinary way."""
    if job.kept is not None or job.excluded is not None or job.shard.format != "parquet" or not job.shard.local:
        return None
    if format_of(job.out) != "parquet" or local_path(job.out) is None:
        return None
    path = Path(job.shard.path)
    try:
        with path.open("rb") as file:
            footer, start = read_footer(file, path.stat().st_size)
    except (ThriftError, OSError):
        return None
    return (footer, start) if can_extend(footer) else None


def run_beside(
    job: ShardJob,
    plan: ScreenPlan,
    footer: Struct,
    start: int,
    mapping: Callable[[Iterator[Any]], Iterable[Answered]],
    progress: Callable[[int], None],
) -> Tally:
    """Screen one shard whose footer can be extended. The output appears whole or not at all."""
    reader = ParquetReader(job.shard)
    columns = [plan.url_column] + ([plan.time_column] if plan.time_column else [])
    tally = Tally()
    target = local_path(job.out)
    if target is None:
        raise BrokenInvariant(f"{job.out} is not a local file")
    if target.is_dir():
        raise UsageError(f"{job.out} is a folder: name the file that is to be written")
    target.parent.mkdir(parents=True, exist_ok=True)
    waiting = Path(waiting_name(str(target)))
    # On disk, not in memory: a hundred million answers must not cost more than one.
    answers = waiting.with_suffix(".answers")
    schema = pa.schema(list(ADDED))
    copying, stop = ThreadPoolExecutor(1), Event()
    try:
        # The input's pages are on their way while its rows are screened.
        copied = copying.submit(_begin, Path(job.shard.path), waiting, start, stop)
        with pq.ParquetWriter(answers, schema, compression="snappy") as writer:
            for table, part in _by_group(mapping(reader.batches(columns)), row_counts(footer)):
                writer.write_table(table, row_group_size=max(table.num_rows, 1))
                tally.add(part)
                progress(table.num_rows)
        combined = pa.schema([*reader.schema, *ADDED], metadata=reader.schema.metadata)
        copied.result()
        with answers.open("rb") as beside, waiting.open("ab") as out:
            added, end = read_footer(beside, answers.stat().st_size)
            closing_bytes = closing(extended(footer, added, start - 4, _arrow_schema(combined)))
            beside.seek(4)
            _copy(beside, out, end - 4)
            out.write(closing_bytes)
        waiting.replace(target)
    except BaseException:
        stop.set()
        copying.shutdown(cancel_futures=True)
        waiting.unlink(missing_ok=True)
        raise
    finally:
        copying.shutdown()
        answers.unlink(missing_ok=True)
    return tally


def _begin(source: Path, waiting: Path, size: int, stop: Event) -> None:
    with source.open("rb") as given, waiting.open("wb") as out:
        _copy(given, out, size, stop)


def _by_group(answers: Iterable[Answered], counts: list[int]) -> Iterator[tuple[pa.Table, Tally]]:
    """Answers gathered into tables of exactly the rows of each row group; batches never span two."""
    parts: list[pa.Table] = []
    tally = Tally()
    groups = iter(counts)
    wanted = next(groups, None)
    empty = pa.schema(list(ADDED)).empty_table()
    for answer in answers:
        while wanted == 0:
            yield empty, Tally()
            wanted = next(groups, None)
        parts.append(answer.table.select(_ADDED))
        tally.add(answer.tally)
        if sum(part.num_rows for part in parts) == wanted:
            yield pa.concat_tables(parts), tally
            parts, tally, wanted = [], Tally(), next(groups, None)
    while wanted == 0:
        yield empty, Tally()
        wanted = next(groups, None)
    if parts or wanted is not None:
        raise InputError("the Parquet file holds fewer rows than its footer says: write it again")


def _arrow_schema(schema: pa.Schema) -> bytes | None:
    """How Arrow writes a schema down in a Parquet footer."""
    sink = io.BytesIO()
    pq.ParquetWriter(sink, schema).close()
    return arrow_schema_of(read_footer(sink, sink.getbuffer().nbytes)[0])


def _copy(source: Any, out: Any, size: int, stop: Event | None = None) -> None:
    left = size
    while left and not (stop is not None and stop.is_set()):
        chunk = source.read(min(left, 8 << 20))
        if not chunk:
            raise InputError("the Parquet file became shorter while it was read: write it again")
        out.write(chunk)
        left -= len(chunk)
