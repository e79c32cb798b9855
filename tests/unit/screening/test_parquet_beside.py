"""Answers put beside the columns of a Parquet file: the same table as the ordinary way gives, for files of many writers."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from agister.errors import InputError
from agister.rights import Observation
from agister.screening.index_build import build
from agister.screening.screen import screen

_NESTED = pa.list_(pa.struct([("a", pa.int64()), ("b", pa.string())]))
_POLICY = 'name = "t"\nusage = "train-ai"\n[robots_txt]\ntokens = ["GPTBot"]\n'


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with an index of two origins and a policy."""
    bodies = {"a": b"User-agent: GPTBot\nDisallow: /private", "b": b"User-agent: *\nAllow: /"}
    build(
        tmp_path / "idx",
        [Observation(url=f"https://{name}.example/robots.txt", status=200, body=body) for name, body in bodies.items()],
        [],
    )
    (tmp_path / "p.toml").write_text(_POLICY)
    return tmp_path


def _table(rows: int) -> pa.Table:
    urls = [f"https://{'abc'[i % 3]}.example/{'private' if i % 2 else 'open'}/{i}" for i in range(rows)]
    return pa.table(
        {
            "n": pa.array([[{"a": i, "b": "x" * (i % 4)}] if i % 3 else None for i in range(rows)], _NESTED),
            "url": pa.array(urls, pa.string()),
            "c": pa.array([f"c{i % 5}" for i in range(rows)], pa.string()).dictionary_encode(),
            "t": pa.array(range(rows), pa.timestamp("us", tz="UTC")),
        }
    )


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"row_group_size": 70, "write_page_index": True, "compression": "zstd"},
        {"version": "1.0", "data_page_version": "2.0", "store_schema": False, "compression": "gzip"},
        {"use_dictionary": False, "write_statistics": False, "compression": "none"},
    ],
)
@pytest.mark.parametrize("rows", [0, 1, 500])
def test_the_output_equals_the_ordinary_way(place: Path, options: dict[str, object], rows: int) -> None:
    source = place / "in.parquet"
    pq.write_table(_table(rows), source, **options)
    _compare(place, source)


def test_a_file_of_duckdb(place: Path) -> None:
    plain, source = place / "plain.parquet", place / "in.parquet"
    pq.write_table(_table(5000), plain)
    duckdb.execute(f"COPY (SELECT * FROM '{plain}') TO '{source}' (FORMAT parquet, ROW_GROUP_SIZE 2048)")
    _compare(place, source)


def _compare(place: Path, source: Path) -> None:
    beside, ordinary = place / "beside.parquet", place / "ordinary.parquet"
    common = {"index": place / "idx", "policy": place / "p.toml"}
    one = screen(str(source), out=str(beside), **common)  # type: ignore[arg-type]
    two = screen(str(source), out=str(ordinary), excluded=str(place / "no.parquet"), **common)  # type: ignore[arg-type]
    assert one.outcomes == two.outcomes
    assert pq.read_table(beside).equals(pq.read_table(ordinary))
    assert pq.read_table(beside).select(pq.read_table(source).column_names).equals(pq.read_table(source))
    assert pq.ParquetFile(beside).num_row_groups == pq.ParquetFile(source).num_row_groups
    columns = "agister_outcome, agister_protocol, agister_statement"
    query = f"SELECT url, {columns} FROM '{{}}'"
    assert duckdb.sql(query.format(beside)).fetchall() == duckdb.sql(query.format(ordinary)).fetchall()


def test_a_file_cut_short_leaves_no_output(place: Path) -> None:
    source = place / "in.parquet"
    pq.write_table(_table(500), source)
    data = bytearray(source.read_bytes())
    start = pq.ParquetFile(source).metadata.row_group(0).column(2).dictionary_page_offset
    data[start : start + 40] = b"\xff" * 40
    source.write_bytes(data)
    with pytest.raises(InputError):
        screen(
            str(source), index=place / "idx", policy=place / "p.toml", out=str(place / "out.parquet"), url_column="url"
        )
    assert not [p.name for p in place.iterdir() if "out" in p.name]


def test_a_file_address_is_a_local_file(place: Path) -> None:
    source = place / "in.parquet"
    pq.write_table(_table(10), source)
    result = screen(f"file://{source}", index=place / "idx", policy=place / "p.toml", out=f"file://{place}/out.parquet")
    assert result.rows == 10
    assert pq.read_table(place / "out.parquet").num_rows == 10
