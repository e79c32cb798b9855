"""The Ray engine: shards in parallel on the CPUs of a cluster; of a single file the answers are computed in parallel.

It needs the extra: `pip install 'agister[ray]'`. Every node must see the index, the inputs and the outputs under the same
addresses. A cluster is joined where one runs (`RAY_ADDRESS`), else one is started on this machine for the run.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import pyarrow as pa

from agister.errors import UsageError
from agister.screening.batches import ADDED, BatchScreener
from agister.screening.columns import with_columns
from agister.screening.jobs import run_job
from agister.screening.plan import ScreenPlan, ShardJob, Tally
from agister.screening.shard_run import Answered, answered
from agister.screening.writers import exists

name = "ray"

Progress = Callable[[int], None]
_NAMES = [field.name for field in ADDED]


def run(
    plan: ScreenPlan,
    jobs: Sequence[ShardJob],
    done: Callable[[ShardJob, Tally], None],
    progress: Progress = lambda _rows: None,
) -> None:
    """Screen all jobs; `done` is called after each shard's outputs are in place, in the order in which they are finished.

    Raises `UsageError` where Ray is not installed, and what a shard raises; outputs of unfinished shards then do not appear.
    """
    ray = _installed()
    started = not ray.is_initialized()
    if started:
        # Nothing about a run is told to anybody unless the operator asks for it.
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        ray.init(include_dashboard=False, log_to_driver=False, logging_level="error")
    try:
        cpus = max(int(ray.cluster_resources().get("CPU", 1)), 1)
        if len(jobs) == 1:
            _one_file(ray, cpus, plan, jobs[0], done, progress)
        else:
            _shards(ray, cpus, plan, jobs, done, progress)
    except ray.exceptions.RayTaskError as error:
        # Ray wraps what a task raised, with the trace of the other process in its message.
        raise error.cause from None
    finally:
        if started:
            ray.shutdown()


def _installed() -> Any:
    try:
        import ray
    except ImportError as error:
        raise UsageError(
            "the Ray engine needs Ray: pip install 'agister[ray]', or leave out --engine ray for the local engine"
        ) from error
    return ray


@lru_cache(maxsize=2)
def _screener(plan: ScreenPlan) -> BatchScreener:
    """One for each process: rulebooks are mapped once."""
    return BatchScreener(plan)


def _shard(plan: ScreenPlan, job: ShardJob) -> Tally:
    """A whole shard, read, screened and written by one process."""
    screener = _screener(plan)
    return run_job(job, plan, screener, lambda batches: (answered(screener, b) for b in batches), lambda _rows: None)


def _answers(plan: ScreenPlan, columns: pa.RecordBatch) -> tuple[pa.Table, Any, Tally]:
    """The added columns for a batch that holds only what the answer depends on."""
    table, code, tally = _screener(plan).screen(columns)
    return table.select(_NAMES), code, tally


def _shards(
    ray: Any,
    cpus: int,
    plan: ScreenPlan,
    jobs: Sequence[ShardJob],
    done: Callable[[ShardJob, Tally], None],
    progress: Progress,
) -> None:
    task = ray.remote(num_cpus=1, max_retries=0)(_shard)
    held = ray.put(plan)
    waiting = deque(jobs)
    running: dict[Any, ShardJob] = {}
    try:
        while waiting or running:
            while waiting and len(running) < cpus:
                job = waiting.popleft()
                running[task.remote(held, job)] = job
            ready, _ = ray.wait(list(running), num_returns=1)
            for reference in ready:
                tally = ray.get(reference)
                job = running.pop(reference)
                if not exists(job.out):
                    raise UsageError(
                        f"{job.out} was written by another process and cannot be seen here: "
                        "use an address that all nodes share, or the local engine"
                    )
                progress(tally.rows)
                done(job, tally)
    except BaseException:
        _stop(ray, list(running))
        raise


def _one_file(
    ray: Any, cpus: int, plan: ScreenPlan, job: ShardJob, done: Callable[[ShardJob, Tally], None], progress: Progress
) -> None:
    task = ray.remote(num_cpus=1, max_retries=0)(_answers)
    held = ray.put(plan)
    # This process reads and writes: one CPU is left for that.
    ahead = max(cpus - 1, 1) * 2

    def mapping(batches: Iterator[Any]) -> Iterable[Answered]:
        waiting: deque[tuple[Any, Any]] = deque()
        try:
            for batch in batches:
                names = [plan.url_column] + ([plan.time_column] if plan.time_column else [])
                waiting.append((batch, task.remote(held, with_columns(batch, names))))
                if len(waiting) > ahead:
                    yield _joined(ray, *waiting[0])
                    waiting.popleft()
            while waiting:
                yield _joined(ray, *waiting[0])
                waiting.popleft()
        finally:
            _stop(ray, [reference for _, reference in waiting])

    tally = run_job(job, plan, _screener(plan), mapping, progress)
    done(job, tally)


def _joined(ray: Any, batch: Any, reference: Any) -> Answered:
    """A batch with the answers that came back for it."""
    added, code, tally = ray.get(reference)
    schema = pa.schema([*batch.schema, *ADDED], metadata=batch.schema.metadata)
    return Answered(pa.Table.from_arrays([*batch.columns, *added.columns], schema=schema), code, tally)


def _stop(ray: Any, references: Sequence[Any]) -> None:
    """End tasks and wait until they have cleaned up behind them."""
    for reference in references:
        ray.cancel(reference)
    if references:
        ray.wait(list(references), num_returns=len(references))
