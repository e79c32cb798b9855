from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from agister.errors import InputError, UsageError
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
    assert isinstance(reader_for(ShardJob(shard=lines, out="out.jsonl.gz"), plan), LineReader)
    # What is kept in a table needs the columns, even if all rows go into lines.
    for other in (ShardJob(shard=lines, out="a.parquet"), ShardJob(shard=lines, out="a.jsonl", kept="a.parquet")):
        reader = reader_for(other, plan)
        assert isinstance(reader, JsonReader)
        list(reader.batches())
    assert isinstance(reader_for(ShardJob(shard=columns, out="out.jsonl"), plan), ParquetReader)


def test_bytes_of_text_stay_where_csv_stays_csv(plan: ScreenPlan, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"url,t\nhttps://open.example/,caf\xe9\n")
    text = shards_of(str(tmp_path / "a.csv"))[0][0]
    assert [b.num_rows for b in reader_for(ShardJob(shard=text, out="b.csv"), plan).batches()] == [1]
    with pytest.raises(InputError, match=r"write it as UTF-8, or give --out a name that ends in .csv"):
        reader_for(ShardJob(shard=text, out="b.csv", kept="b.parquet"), plan)


def test_columns_are_checked_for_each_shard(plan: ScreenPlan) -> None:
    check_columns(pa.schema([("url", pa.string())]), plan, "a")
    with pytest.raises(UsageError, match=r"^a has no column 'url'; it has: 'x', 'y'$"):
        check_columns(pa.schema([("x", pa.string()), ("y", pa.string())]), plan, "a")
    with pytest.raises(UsageError, match=r"^a already has a column 'agister_reason': it was screened before; drop its"):
        check_columns(pa.schema([("url", pa.string()), ("agister_reason", pa.string())]), plan, "a")
    nested = pa.schema([("url", pa.struct([("url", pa.int64())]))])
    with pytest.raises(UsageError, match=r"^a: column 'url' is struct<url: int64>, not text: name the column of URLs"):
        check_columns(nested, plan, "a")


def test_views_can_be_split(plan: ScreenPlan, tmp_path: Path) -> None:
    source = pa.table({"url": pa.array(["https://open.example/", "https://blocked.example/"], pa.string_view())})
    pq.write_table(source, tmp_path / "v.parquet")
    screener = BatchScreener(plan)
    shard = shards_of(str(tmp_path / "v.parquet"))[0][0]
    split = ShardJob(shard=shard, **{w: str(tmp_path / f"{w}.parquet") for w in ("out", "kept", "excluded")})
    run_shard(split, plan, screener, lambda bs: (answered(screener, b) for b in bs), lambda _: None)
    assert pq.read_table(tmp_path / "out.parquet").select(["url"]).equals(source)
    assert pq.read_table(tmp_path / "kept.parquet")["url"].to_pylist() == ["https://open.example/"]
    assert pq.read_table(tmp_path / "excluded.parquet")["url"].to_pylist() == ["https://blocked.example/"]


def test_what_cannot_be_split_is_said(plan: ScreenPlan, tmp_path: Path) -> None:
    table = pa.table({"url": ["https://open.example/"], "v": pa.array([["a"]], pa.list_(pa.string_view()))})
    pq.write_table(table, tmp_path / "v.parquet")
    screener = BatchScreener(plan)
    split = ShardJob(
        shard=shards_of(str(tmp_path / "v.parquet"))[0][0],
        out=str(tmp_path / "out.parquet"),
        kept=str(tmp_path / "kept.parquet"),
    )
    with pytest.raises(UsageError, match=r"^v.parquet has columns that cannot be split or written so \("):
        run_shard(split, plan, screener, lambda bs: (answered(screener, b) for b in bs), lambda _: None)
    assert left_in(tmp_path) == ["v.parquet"]
