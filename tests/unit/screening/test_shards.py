from __future__ import annotations

from pathlib import Path

import fsspec
import pytest

from agister.errors import InputError, UsageError
from agister.screening.shards import (
    check_formats,
    format_of,
    local_path,
    open_address,
    packing_of,
    shards_of,
    waiting_name,
)


def touch(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")
    return folder


def names(address: Path | str) -> list[str]:
    return [shard.name for shard in shards_of(str(address))[0]]


def test_one_file(tmp_path: Path) -> None:
    shards, single = shards_of(str(touch(tmp_path, "a.csv.gz") / "a.csv.gz"))
    assert single
    assert [(s.name, s.format, s.local) for s in shards] == [("a.csv.gz", "csv", True)]
    assert shards[0].digest() == "sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"


def test_a_folder_in_order_of_names(tmp_path: Path) -> None:
    touch(tmp_path, "b.parquet", "a/c.parquet", "a/b.parquet", ".hidden.parquet", "_temporary.parquet", "read.me")
    assert names(tmp_path) == ["a/b.parquet", "a/c.parquet", "b.parquet"]
    assert shards_of(str(tmp_path))[1] is False


def test_a_glob(tmp_path: Path) -> None:
    touch(tmp_path, "x/a.jsonl", "x/b.jsonl", "x/c.txt", "y/a.jsonl")
    assert names(tmp_path / "x" / "*.jsonl") == ["a.jsonl", "b.jsonl"]
    assert names(tmp_path / "*" / "a.jsonl") == ["x/a.jsonl", "y/a.jsonl"]
    # Equal names in several folders stay apart, whatever sign the pattern has.
    assert names(tmp_path / "?" / "a.jsonl") == ["x/a.jsonl", "y/a.jsonl"]
    assert names(tmp_path / "[xy]" / "a.jsonl") == ["x/a.jsonl", "y/a.jsonl"]
    assert names(tmp_path / "**" / "b.jsonl") == ["x/b.jsonl"]
    with fsspec.open("memory://shards-glob/in/a.csv", "wb") as file:
        file.write(b"x")
    assert names("memory://shards-gl*/in/a.csv") == ["shards-glob/in/a.csv"]


@pytest.mark.parametrize("name", ["data [1].csv", "it*s.csv", "what?.csv", "a::b.csv", "50% #1.csv"])
def test_signs_in_the_name_of_a_file(tmp_path: Path, name: str) -> None:
    shards, single = shards_of(str(touch(tmp_path, name, "b.csv") / name))
    assert (single, [(s.name, s.path) for s in shards]) == (True, [(name, str(tmp_path / name))])
    touch(tmp_path, f"in {name}/a.csv")
    assert names(tmp_path / f"in {name}") == ["a.csv"]


def test_what_keeps_the_books_of_a_folder_is_no_shard(tmp_path: Path) -> None:
    touch(tmp_path, "_temporary/0/a.parquet", "_delta_log/0.checkpoint.parquet", ".cache/b.parquet", "_SUCCESS")
    touch(tmp_path, "p=1/part-0.snappy.parquet", "stats.json", "p=1/_a.parquet")
    assert names(tmp_path) == ["p=1/part-0.snappy.parquet"]
    # A dataset whose files are plain .json is one all the same.
    (tmp_path / "p=1/part-0.snappy.parquet").unlink()
    assert names(tmp_path) == ["stats.json"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.parquet", "parquet"),
        ("A.PARQUET", "parquet"),
        ("a.csv", "csv"),
        ("a.csv.zst", "csv"),
        ("a.jsonl.gz", "jsonl"),
        ("a.ndjson", "jsonl"),
        ("a.json", "jsonl"),
        ("c4-train.00000-of-01024.json.gz", "jsonl"),
        ("a.jsonl.zstd", "jsonl"),
        ("cc12m.tsv", "csv"),
        ("cc12m.tsv.gz", "csv"),
        ("a.pq", "parquet"),
        ("a.jsonl.xz", None),
        ("a.parquet.gz", None),
        ("parquet", None),
    ],
)
def test_formats(name: str, kind: str | None) -> None:
    assert format_of(name) == kind


def test_packings() -> None:
    assert [packing_of(name) for name in ("a.csv", "A.CSV.GZ", "a.zst", "a.zstd")] == [None, "gzip", "zstd", "zstd"]


def test_other_filesystems() -> None:
    with fsspec.open("memory://shards-test/in/a.parquet", "wb") as file:
        file.write(b"x")
    shards, single = shards_of("memory://shards-test/in")
    assert (single, [(s.name, s.local) for s in shards]) == (False, [("a.parquet", False)])
    assert local_path("/a/b") == local_path("file:///a/b") == Path("/a/b")
    assert local_path("memory://a") is None


def refusal(address: str) -> str:
    with pytest.raises(InputError) as raised:
        shards_of(address)
    return str(raised.value)


def test_nothing_there(tmp_path: Path) -> None:
    assert refusal(f"{tmp_path}/no.parquet") == f"{tmp_path}/no.parquet does not exist"
    assert refusal(f"{tmp_path}/*.parquet").startswith(f"{tmp_path}/*.parquet holds no file that agister reads")
    assert refusal(str(tmp_path)).startswith(f"{tmp_path} holds no file that agister reads (.parquet, .csv, .tsv")


def test_an_unknown_kind(tmp_path: Path) -> None:
    touch(tmp_path, "a.xlsx")
    assert refusal(f"{tmp_path}/a.xlsx").startswith(f"{tmp_path}/a.xlsx: unknown kind of file; agister reads .parquet")


def test_an_empty_address() -> None:
    with pytest.raises(UsageError, match="the address of an input or output is empty: name a file, a folder or a glob"):
        shards_of("")


def test_an_unknown_address() -> None:
    with pytest.raises(UsageError, match="cannot open nonsense://x: Protocol not known: nonsense"):
        open_address("nonsense://x")


def test_one_kind_at_a_time(tmp_path: Path) -> None:
    touch(tmp_path, "a.csv", "b.parquet", "c.csv.gz")
    with pytest.raises(InputError, match="mixes csv and parquet files: screen them one kind at a time"):
        check_formats(shards_of(str(tmp_path))[0])
    check_formats(shards_of(str(tmp_path / "*.csv*"))[0])


def test_outputs_wait_beside_their_place() -> None:
    assert waiting_name("/a/b.csv") == "/a/.b.csv.part"
    assert waiting_name("b.csv") == ".b.csv.part"
