from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from agister.errors import UsageError
from agister.protocols import PROTOCOLS
from agister.rights import Question, Usage
from agister.screening.batches import BatchScreener
from agister.screening.compiled_cache import compiled_folder
from agister.screening.json_lines import LineReader
from agister.screening.plan import ScreenPlan, ShardJob
from agister.screening.readers import JsonReader, ParquetReader
from agister.screening.shard_run import Answered, answered, check_columns, reader_for, run_shard
from agister.screening.shards import shards_of
from tests.datasets import left_in, rows_of_file, write
from tests.indexes import OUTCOMES, SITES, index_of


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> ScreenPlan:
    index = index_of(tmp_path_factory.mktemp("shard-run") / "idx", SITES)
    return ScreenPlan(
        rulebooks=str(compiled_folder(index, Question(usage=Usage.TRAIN_AI, tokens=("gptbot",)))),
        index=str(index.path),
        protocols=tuple(p.name for p in PROTOCOLS),
        url_column="url",
        keep=frozenset(["unknown"]),
    )


def job(folder: Path, name: str = "in.parquet") -> ShardJob:
    shard = shards_of(str(write(folder / name)))[0][0]
    return ShardJob(shard=shard, **{w: str(folder / f"{w}.parquet") for w in ("out", "kept", "excluded")})


def test_three_outputs_at_once(plan: ScreenPlan, tmp_path: Path) -> None:
    screener = BatchScreener(plan)
    done: list[int] = []
    tally = run_shard(job(tmp_path), plan, screener, lambda bs: (answered(screener, b) for b in bs), done.append)
    assert (tally.rows, done) == (12, [12])
    assert left_in(tmp_path) == ["excluded.parquet", "in.parquet", "kept.parquet", "out.parquet"]
    counts = [pq.read_metadata(tmp_path / f"{w}.parquet").num_rows for w in ("out", "kept", "excluded")]
    assert counts == [12, 3, 9]
    assert [row["agister_outcome"] for row in rows_of_file(tmp_path / "out.parquet")] == list(OUTCOMES)


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, OSError])
def test_what_breaks_off_leaves_nothing(plan: ScreenPlan, tmp_path: Path, error: type[BaseException]) -> None:
    screener = BatchScreener(plan)

    def breaking(batches: Iterator[Any]) -> Iterator[Answered]:
        yield answered(screener, next(batches))
        raise error

    with pytest.raises(error):
        run_shard(job(tmp_path), plan, screener, breaking, lambda _: None)
    assert left_in(tmp_path) == ["in.parquet"]


def test_lines_stay_lines_and_tables_become_tables(plan: ScreenPlan, tmp_path: Path) -> None:
    lines = shards_of(str(write(tmp_path / "a.jsonl")))[0][0]
    columns = shards_of(str(write(tmp_path / "a.parquet")))[0][0]
    assert isinstance(reader_for(lines, plan, "out.jsonl.gz"), LineReader)
    reader = reader_for(lines, plan, "out.parquet")
    assert isinstance(reader, JsonReader)
    list(reader.batches())
    assert isinstance(reader_for(columns, plan, "out.jsonl"), ParquetReader)


def test_columns_are_checked_for_each_shard(plan: ScreenPlan) -> None:
    check_columns(pa.schema([("url", pa.string())]), plan, "a")
    with pytest.raises(UsageError, match=r"^a has no column 'url'; it has: 'x', 'y'$"):
        check_columns(pa.schema([("x", pa.string()), ("y", pa.string())]), plan, "a")
    with pytest.raises(UsageError, match=r"^a already has a column 'agister_reason': it was screened before; drop its"):
        check_columns(pa.schema([("url", pa.string()), ("agister_reason", pa.string())]), plan, "a")
