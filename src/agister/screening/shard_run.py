"""One shard from input to outputs, with whatever way of mapping batches an engine brings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from agister.errors import UsageError
from agister.screening.batches import ADDED, REASON, BatchScreener
from agister.screening.columns import schema_without_views, type_of
from agister.screening.json_lines import LineReader
from agister.screening.plan import ScreenPlan, ShardJob, Tally
from agister.screening.readers import Reader, open_reader
from agister.screening.shard_bytes import first_line
from agister.screening.url_column import listed, refuse_no_text
from agister.screening.writers import Writer, discard_waiting, open_writer


class Answered(NamedTuple):
    """A batch with its answers."""

    table: pa.Table
    code: npt.NDArray[np.int8]
    tally: Tally


def answered(screener: BatchScreener, batch: Any) -> Answered:
    """One batch through the kernel."""
    return Answered(*screener.screen(batch))


def reader_for(job: ShardJob, plan: ScreenPlan) -> Reader:
    """JSON Lines that stay JSON Lines are kept line by line, CSV that stays CSV byte by byte; everything else becomes Arrow
    columns of their types."""
    if job.only("jsonl"):
        return LineReader(job.shard, plan.url_column, plan.time_column)
    return open_reader(job.shard, any_bytes=job.only("csv"))


def check_columns(schema: pa.Schema, plan: ScreenPlan, name: str) -> None:
    """Refuse a shard that lacks a column, or that was screened before."""
    for column in (plan.url_column, plan.time_column):
        if column is None:
            continue
        kind = type_of(schema, column)
        if kind is None:
            raise UsageError(f"{name} has no column {column!r}; it has: {listed(schema.names)}")
        if column == plan.url_column:
            refuse_no_text(kind, column, name)
    taken = [field.name for field in (*ADDED, REASON) if field.name in schema.names]
    if taken:
        raise UsageError(
            f"{name} already has a column {taken[0]!r}: it was screened before; drop its agister_ columns first"
        )


def run_shard(
    job: ShardJob,
    plan: ScreenPlan,
    screener: BatchScreener,
    mapping: Callable[[Iterator[Any]], Iterable[Answered]],
    progress: Callable[[int], None],
) -> Tally:
    """Screen one shard. All its outputs appear together at the end, or none does."""
    reader = reader_for(job, plan)
    check_columns(reader.schema, plan, job.shard.name)
    schema = pa.schema([*reader.schema, *ADDED], metadata=reader.schema.metadata)
    tally = Tally()
    writers: list[Writer] = []

    def opened(address: str | None, of: pa.Schema) -> Writer | None:
        if address is None:
            return None
        writers.append(open_writer(address, of, plan.url_column))
        return writers[-1]

    try:
        out = opened(job.out, schema)
        split = schema_without_views(schema)
        kept = opened(job.kept, split)
        excluded = opened(job.excluded, split.append(REASON))
        for part in mapping(reader.batches()):
            tally.add(part.tally)
            if out is not None:
                out.write(part.table)
            if kept is not None or excluded is not None:
                mask, rows = screener.kept(part.code), part.table.cast(split)
                if kept is not None:
                    kept.write(rows.filter(mask))
                if excluded is not None:
                    excluded.write(_with_reasons(rows.filter(pc.invert(mask)), screener))
            progress(part.table.num_rows)
        for writer in writers:
            writer.finish()
        for writer in writers:
            writer.commit()
    except BaseException as error:
        for writer in writers:
            writer.discard()
        # An interrupt may come between the opening of a file and its entry in the list.
        for address in (job.out, job.kept, job.excluded):
            if address is not None:
                discard_waiting(address)
        if isinstance(error, pa.ArrowNotImplementedError):
            raise UsageError(
                f"{job.shard.name} has columns that cannot be split or written so ({first_line(error)}): "
                "leave out --kept and --excluded, or leave those columns out"
            ) from error
        raise
    return tally


def _with_reasons(table: pa.Table, screener: BatchScreener) -> pa.Table:
    table = table.combine_chunks()

    def codes(name: str) -> npt.NDArray[np.int64]:
        column = table[name].combine_chunks()
        values = column.indices if pa.types.is_dictionary(column.type) else column
        found: npt.NDArray[np.int64] = values.cast(pa.int64()).fill_null(-1).to_numpy(zero_copy_only=False)
        return found

    reason = screener.reasons.column(
        codes("agister_outcome").astype(np.int8), codes("agister_protocol"), codes("agister_statement")
    )
    return table.append_column(REASON, reason)
