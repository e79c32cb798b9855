from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pytest

from agister.errors import InputError
from agister.protocols import PROTOCOLS
from agister.rights import Question, Usage
from agister.screening.batches import BatchScreener
from agister.screening.compiled_cache import compiled_folder
from agister.screening.engines import local
from agister.screening.plan import ScreenPlan, ShardJob, Tally
from agister.screening.shards import shards_of
from tests.datasets import left_in, table_of, write
from tests.indexes import SITES, index_of


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> ScreenPlan:
    index = index_of(tmp_path_factory.mktemp("local") / "idx", SITES)
    folder = compiled_folder(index, Question(usage=Usage.TRAIN_AI, tokens=("gptbot",)))
    names = tuple(p.name for p in PROTOCOLS)
    return ScreenPlan(rulebooks=str(folder), index=str(index.path), protocols=names, url_column="url")


def jobs(folder: Path, *names: str) -> list[ShardJob]:
    for name in names:
        write(folder / "in" / name)
    return [ShardJob(shard=s, out=str(folder / "out" / s.name)) for s in shards_of(str(folder / "in"))[0]]


@pytest.mark.parametrize("workers", [1, 3, None])
def test_shards_are_done_in_order(plan: ScreenPlan, tmp_path: Path, workers: int | None) -> None:
    done: list[tuple[str, int]] = []

    def finished(job: ShardJob, tally: Tally) -> None:
        assert Path(job.out).is_file()
        done.append((job.shard.name, tally.rows))

    local.run(plan, jobs(tmp_path, "a.parquet", "b.parquet", "c.parquet"), finished, workers=workers)
    assert done == [("a.parquet", 12), ("b.parquet", 12), ("c.parquet", 12)]


def test_it_stops_at_the_first_that_breaks(plan: ScreenPlan, tmp_path: Path) -> None:
    work = jobs(tmp_path, "a.parquet", "b.parquet", "c.parquet")
    (tmp_path / "in/b.parquet").write_bytes(b"PAR1 half")
    done: list[str] = []
    with pytest.raises(InputError, match=r"b\.parquet is not a whole Parquet file"):
        local.run(plan, work, lambda job, _: done.append(job.shard.name))
    assert (done, left_in(tmp_path / "out")) == (["a.parquet"], ["a.parquet"])


def test_answers_come_in_order_and_few_are_ahead(plan: ScreenPlan) -> None:
    taken: list[int] = []

    def batches() -> Iterator[pa.RecordBatch]:
        for number in range(20):
            taken.append(number)
            yield table_of([f"https://open.example/{number}"]).to_batches()[0]

    with ThreadPoolExecutor(2) as pool:
        found = []
        for answer in local._ahead(pool, 2, BatchScreener(plan), batches()):
            assert len(taken) - len(found) <= 4
            found += answer.table["url"].to_pylist()
    assert found == [f"https://open.example/{number}" for number in range(20)]
