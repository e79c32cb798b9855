"""The local engine: one machine, no server. Reads ahead and screens in threads while the output is written in order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from agister.screening.batches import BatchScreener
from agister.screening.jobs import run_job
from agister.screening.plan import ScreenPlan, ShardJob, Tally
from agister.screening.shard_run import Answered, answered

name = "local"

Progress = Callable[[int], None]


def run(
    plan: ScreenPlan,
    jobs: Sequence[ShardJob],
    done: Callable[[ShardJob, Tally], None],
    progress: Progress = lambda _rows: None,
    workers: int | None = None,
) -> None:
    """Screen all jobs in order; `done` is called after each shard's outputs are in place."""
    workers = workers or os.cpu_count() or 1
    screener = BatchScreener(plan)
    with ThreadPoolExecutor(workers) as pool:
        for job in jobs:
            tally = run_job(job, plan, screener, lambda batches: _ahead(pool, workers, screener, batches), progress)
            done(job, tally)


def _ahead(
    pool: ThreadPoolExecutor, workers: int, screener: BatchScreener, batches: Iterator[object]
) -> Iterator[Answered]:
    """Answers in the order of the batches, a bounded number of them computed ahead."""
    waiting: deque[Future[Answered]] = deque()
    for batch in batches:
        waiting.append(pool.submit(answered, screener, batch))
        if len(waiting) > workers + 1:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
