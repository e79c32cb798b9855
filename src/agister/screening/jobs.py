"""One shard by the cheapest way that gives the same output."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from agister.screening.batches import BatchScreener
from agister.screening.parquet_beside import footer_to_extend, run_beside
from agister.screening.plan import ScreenPlan, ShardJob, Tally
from agister.screening.shard_run import Answered, check_columns, reader_for, run_shard


def run_job(
    job: ShardJob,
    plan: ScreenPlan,
    screener: BatchScreener,
    mapping: Callable[[Iterator[Any]], Iterable[Answered]],
    progress: Callable[[int], None],
) -> Tally:
    """Screen one shard with whatever way of mapping batches an engine brings; all its outputs appear, or none."""
    extendable = footer_to_extend(job)
    if extendable is None:
        return run_shard(job, plan, screener, mapping, progress)
    check_columns(reader_for(job, plan).schema, plan, job.shard.name)
    return run_beside(job, plan, *extendable, mapping, progress)
