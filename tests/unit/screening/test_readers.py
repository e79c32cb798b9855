from __future__ import annotations

import gzip
from pathlib import Path

import pyarrow as pa
import pytest
import zstandard

from agister.errors import InputError
from agister.screening.readers import open_reader
from agister.screening.shard_bytes import open_bytes
from agister.screening.shards import shards_of
from tests.datasets import table_of, write


def read(path: Path) -> pa.Table:
    reader = open_reader(shards_of(str(path))[0][0])
    return pa.Table.from_batches(list(reader.batches()), reader.schema)


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as raised:
        read(path)
    message = str(raised.value)
    assert "\n" not in message
    return message


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    table = table_of().append_column("kinds", pa.array(["a"] * 12).dictionary_encode())
    assert read(write(tmp_path / "a.parquet", table)).equals(table)


def test_json_lines_as_a_table(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"url":"https://a/","n":1}\n{"n":2}\n')
    assert read(tmp_path / "a.jsonl").to_pylist() == [{"url": "https://a/", "n": 1}, {"url": None, "n": 2}]


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_several_frames_are_read_on(tmp_path: Path, ending: str) -> None:
    first, second = (b"url,n\na,1\n", b"b,2\n") if ending == "csv" else (b'{"url":"a"}\n', b'{"url":"b"}\n')
    for suffix, pack in ((".gz", gzip.compress), (".zst", zstandard.compress)):
        path = tmp_path / f"a.{ending}{suffix}"
        path.write_bytes(pack(first) + pack(second))
        assert read(path)["url"].to_pylist() == ["a", "b"]
        with open_bytes(shards_of(str(path))[0][0]) as stream:
            assert stream.read() == first + second


@pytest.mark.parametrize("name", ["a.parquet", "a.csv", "a.csv.gz", "a.jsonl", "a.jsonl.zst"])
def test_an_empty_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    assert refusal(tmp_path / name) == f"{name} is empty (0 bytes)"


def test_a_half_written_parquet_file(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet")
    path.write_bytes(path.read_bytes()[:-20])
    message = refusal(path)
    assert message.startswith("a.parquet is not a whole Parquet file (")
    assert message.endswith("): write it again")


def test_a_parquet_file_with_a_hole(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", table_of(["https://a.example/"] * 1000))
    raw = bytearray(path.read_bytes())
    raw[4:600] = b"\xff" * 596
    path.write_bytes(raw)
    assert refusal(path).startswith("a.parquet breaks off (")


@pytest.mark.parametrize("name", ["a.csv.gz", "a.csv.zst", "a.jsonl.gz", "a.jsonl.zst"])
def test_a_compressed_file_that_breaks_off(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / name)
    path.write_bytes(path.read_bytes()[:-9])
    assert refusal(path).startswith(f"{name} ")


def test_json_lines_that_fit_no_table(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"a":1}\n{"a":"x"}\n')
    message = refusal(tmp_path / "a.jsonl")
    assert message.startswith("a.jsonl does not fit one table (")
    assert message.endswith("give --out a name that ends in .jsonl, then every line is kept as it stands")


def test_an_encrypted_file_is_not_called_broken(tmp_path: Path) -> None:
    source = write(tmp_path / "a.parquet").read_bytes()
    (tmp_path / "b.parquet").write_bytes(b"PARE" + source[4:-4] + b"PARE")
    assert refusal(tmp_path / "b.parquet") == (
        "b.parquet is encrypted, and agister takes no keys: write the columns that are needed without encryption"
    )


def test_a_file_that_is_another_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"version https://git-lfs.github.com/spec/v1\n")
    assert refusal(tmp_path / "a.parquet").startswith("a.parquet holds a pointer of Git LFS, not Parquet")
