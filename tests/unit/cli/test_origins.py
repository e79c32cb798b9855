from __future__ import annotations

from pathlib import Path

from tests.commands import Agister
from tests.datasets import table_of, write

URLS = ["https://new.example/1", "https://new.example:443/2", "https://open.example/", None, "x"]


def test_most_rows_first(agister: Agister, tmp_path: Path) -> None:
    said = agister("origins", write(tmp_path / "in.parquet", table_of(URLS)))
    assert said == (0, "https://new.example\t2\nhttps://open.example\t1\n", "")


def test_only_what_an_index_lacks(agister: Agister, place: Path, tmp_path: Path) -> None:
    source = write(tmp_path / "in.csv", table_of(URLS))
    said = agister("origins", source, "--missing-from", place / "idx", "--json")
    assert said.object == {
        "origins": {"https://new.example": 2},
        "rows": 5,
        "rows_listed": 2,
        "rows_without_url": 2,
    }


def test_refused(agister: Agister, tmp_path: Path) -> None:
    assert agister.refuses("origins", tmp_path / "no.parquet") == f"{tmp_path / 'no.parquet'} does not exist"
    source = write(tmp_path / "in.parquet")
    assert agister.refuses("origins", source, "--missing-from", tmp_path).endswith("it has no index.json")
