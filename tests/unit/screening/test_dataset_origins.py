from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyarrow as pa
import pytest

from agister.errors import InputError, UsageError
from agister.screening.dataset_origins import count_origins, most_first, without_observed
from tests.datasets import table_of, write
from tests.indexes import SITES, index_of, seen

SPELLED = [
    "https://a.example/x",
    "HTTPS://A.example:443/y?z#w",
    "https://a.example./",
    "https://a.example",
    "http://a.example/",
    "https://a.example:8443/",
    "https://b.example/ü x",
    "https://user@b.example/",
    None,
    "",
    "ftp://a.example/",
    "a.example/x",
]
COUNTED = {"https://a.example": 4, "http://a.example": 1, "https://a.example:8443": 1, "https://b.example": 2}


@pytest.mark.parametrize("name", ["a.parquet", "a.csv", "a.jsonl", "a.jsonl.zst"])
def test_rows_by_canonical_origin(tmp_path: Path, name: str) -> None:
    assert count_origins(str(write(tmp_path / name, table_of(SPELLED)))) == (COUNTED, 4)


def test_bytes_and_structs(tmp_path: Path) -> None:
    raw = pa.array([b"https://a.example/\xff", b"\xff", None], pa.binary())
    for column in (raw, raw.view(pa.string()), pa.StructArray.from_arrays([raw], ["url"])):
        write(tmp_path / "a.parquet", pa.table({"url": column}))
        named = "url.url" if pa.types.is_struct(column.type) else None
        assert count_origins(str(tmp_path / "a.parquet"), url_column=named) == ({"https://a.example": 1}, 2)
    (tmp_path / "b.csv").write_bytes(b"url,t\nhttps://a.example/,caf\xe9\n")
    assert count_origins(str(tmp_path / "b.csv")) == ({"https://a.example": 1}, 0)


def test_a_shard_without_the_column(tmp_path: Path) -> None:
    write(tmp_path / "a.parquet")
    write(tmp_path / "b.parquet", table_of().rename_columns(["id", "address", "text"]))
    with pytest.raises(UsageError, match=r"^b.parquet has no column 'url'; it has: 'id', 'address', 'text'$"):
        count_origins(str(tmp_path))
    write(tmp_path / "b.parquet", pa.table({"url": [1]}))
    with pytest.raises(UsageError, match=r"^b.parquet: column 'url' is int64, not text"):
        count_origins(str(tmp_path))


def test_all_shards_of_a_folder(tmp_path: Path) -> None:
    for name in ("a.parquet", "b.parquet"):
        write(tmp_path / name, table_of(SPELLED).rename_columns(["id", "page", "text"]))
    done: list[int] = []
    origins, unusable = count_origins(str(tmp_path), url_column="page", progress=lambda _, n: done.append(n))
    assert (origins["https://a.example"], unusable, sum(done)) == (8, 8, 24)


def test_mixed_shards_are_refused(tmp_path: Path) -> None:
    write(tmp_path / "a.parquet")
    write(tmp_path / "b.csv")
    with pytest.raises(InputError, match="mixes csv and parquet"):
        count_origins(str(tmp_path))


def test_what_an_index_has_not_observed(tmp_path: Path) -> None:
    index = index_of(tmp_path / "idx", [*SITES, seen("https://page.example/x", b"<p>x</p>")])
    origins = Counter({"https://open.example": 5, "https://page.example": 2, "https://new.example": 1})
    assert without_observed(origins, index) == {"https://page.example": 2, "https://new.example": 1}


def test_most_rows_first() -> None:
    assert list(most_first(Counter(b=1, c=1, a=1, d=3))) == [("d", 3), ("a", 1), ("b", 1), ("c", 1)]
