from __future__ import annotations

import gzip
from pathlib import Path

import pytest
import zstandard

from agister.errors import InputError
from agister.screening.shard_bytes import first_line, open_bytes, refuse_other_content, unpacked
from agister.screening.shards import Shard, shards_of


def shard(folder: Path, name: str, content: bytes) -> Shard:
    (folder / name).write_bytes(content)
    return shards_of(str(folder / name))[0][0]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.jsonl", gzip.compress(b"{}"), "a.jsonl holds gzip, not text: give it a name that ends in .gz"),
        ("a.csv", zstandard.compress(b"url"), "a.csv holds zstd, not text: give it a name that ends in .zst"),
        ("a.csv.gz", zstandard.compress(b"url"), "a.csv.gz holds zstd, not gzip: give it a name that ends in .zst"),
        ("a.csv", b"PAR1....PAR1", "a.csv holds Parquet, not text: give it a name that ends in .parquet"),
        ("a.parquet", gzip.compress(b""), "a.parquet holds gzip, not Parquet: give it a name that ends in .gz"),
        ("a.jsonl.gz", b"{}\n", "a.jsonl.gz is not compressed with gzip: give it a name that does not say so"),
        ("a.jsonl.zst", b"{}\n", "a.jsonl.zst is not compressed with zstd: give it a name that does not say so"),
        (
            "a.parquet",
            b"version https://git-lfs.github.com/spec/v1\noid sha256:00\n",
            "a.parquet holds a pointer of Git LFS, not Parquet: fetch the file itself with `git lfs pull`",
        ),
        (
            "a.csv",
            b"\n<!DOCTYPE html><title>Sign in</title>",
            "a.csv holds an HTML page, not text: fetch the file itself: a page was saved in its place",
        ),
        ("a.csv", b"", "a.csv is empty (0 bytes)"),
    ],
)
def test_what_a_file_evidently_is(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    with pytest.raises(InputError) as raised:
        refuse_other_content(shard(tmp_path, name, content))
    assert str(raised.value) == message


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz", "a.csv.zst", "a.csv.zstd"])
def test_the_bytes_without_their_packing(tmp_path: Path, name: str) -> None:
    text = b"url\nhttps://a/\n"
    content = (
        gzip.compress(text) if name.endswith(".gz") else text if name.endswith(".csv") else zstandard.compress(text)
    )
    made = shard(tmp_path, name, content)
    refuse_other_content(made)
    with open_bytes(made) as stream:
        assert list(stream) == [b"url\n", b"https://a/\n"]
    with unpacked(made) as stream:
        assert stream.read() == text


def test_zstd_may_begin_with_a_frame_to_skip(tmp_path: Path) -> None:
    made = shard(tmp_path, "a.csv.zst", b"\x50\x2a\x4d\x18\x02\x00\x00\x00ab" + zstandard.compress(b"url\n"))
    refuse_other_content(made)
    with open_bytes(made) as stream:
        assert stream.read() == b"url\n"


def test_an_error_in_one_line() -> None:
    assert first_line(ValueError("a\nb")) == "a"
    assert first_line(EOFError()) == "EOFError"
    assert len(first_line(ValueError("x" * 900))) == 200
