"""Which way a shard goes."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from agister.screening.parquet_beside import footer_to_extend
from agister.screening.plan import ShardJob
from agister.screening.shards import shards_of


def test_only_plain_parquet_to_parquet_goes_beside(tmp_path: Path) -> None:
    pq.write_table(pa.table({"url": ["https://a.example/"]}), tmp_path / "a.parquet")
    (tmp_path / "b.csv").write_text("url\nhttps://a.example/\n")
    parquet, csv = (shards_of(str(tmp_path / name))[0][0] for name in ("a.parquet", "b.csv"))
    out = str(tmp_path / "out.parquet")
    assert footer_to_extend(ShardJob(shard=parquet, out=out)) is not None
    assert footer_to_extend(ShardJob(shard=parquet, out=str(tmp_path / "out.csv"))) is None
    assert footer_to_extend(ShardJob(shard=parquet, out="memory://out.parquet")) is None
    assert footer_to_extend(ShardJob(shard=parquet, out=out, kept=str(tmp_path / "kept.parquet"))) is None
    assert footer_to_extend(ShardJob(shard=csv, out=out)) is None
