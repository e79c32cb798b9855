"""Datasets as people have them, through the Python API: shapes of public ones, in rows of our own."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from agister.errors import UsageError
from agister.screening.screen import ScreenResult, screen
from tests.datasets import left_in, rows_of_file, table_of, write
from tests.indexes import BLOCKED, OPEN, SITES, index_of, policy_file, seen


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("datasets")
    index_of(folder / "idx", SITES)
    policy_file(folder)
    return folder


def run(place: Path, dataset: Path, out: Path, **how: str | Path) -> ScreenResult:
    options = {"index": place / "idx", "policy": place / "policy.toml", **how}
    return screen(str(dataset), out=str(out), **{name: str(value) for name, value in options.items()})


MOMENTS = ["2031-01-01", "2031-01-02", "2031-01-03", "2031-01-05", None]
HELD = ["unchecked", "unknown", "unknown", "reserved", "reserved"]


@pytest.fixture(scope="module")
def changing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    url = "https://a.example/robots.txt"
    said = [seen(url, OPEN, at="2031-01-02"), seen(url, BLOCKED, at="2031-01-04")]
    return index_of(tmp_path_factory.mktemp("changing") / "idx", said).path


@pytest.mark.parametrize("ending", ["parquet", "jsonl.gz", "json.gz", "jsonl.zstd"])
def test_urls_and_times_within_structs(place: Path, changing: Path, tmp_path: Path, ending: str) -> None:
    rows = [{"url": "https://a.example/x", "seen": moment} for moment in MOMENTS]
    table = pa.table({"id": list(range(5)), "metadata": [*rows[:-1], rows[-1]], "none": pa.array([{"url": None}] * 5)})
    source = write(tmp_path / f"in.{ending}", table.drop_columns(["none"]))
    out = tmp_path / f"out.{ending}"
    result = run(place, source, out, index=changing, as_of_column="metadata.seen", kept=tmp_path / "kept.jsonl")
    assert (result.url_column, result.problems) == ("metadata.url", {"as-of-missing": 1})
    assert [row["agister_outcome"] for row in rows_of_file(out)] == HELD
    assert [row["metadata"] for row in rows_of_file(out)] == rows


def test_text_that_is_no_utf_8(place: Path, tmp_path: Path) -> None:
    raw = [b"https://blocked.example/\xff", b"\xff\xfe", b" \xff", None, b"https://open.example/?a&amp;\xff"]
    broken = pa.array(raw, pa.binary()).view(pa.string())
    source = write(tmp_path / "in.parquet", pa.table({"url": broken, "text": broken}))
    policy = place / "repairing.toml"
    policy.write_text(
        'name = "t"\nusage = "train-ai"\n[robots_txt]\ntokens = ["gptbot"]\n[urls]\nrepair = ["missing-scheme", "amp"]\n'
        '[[licences]]\norigins = ["https://blocked.example"]\nreference = "r"\n'
    )
    for out in ("out.parquet", "out.csv", "out.jsonl"):
        result = run(place, source, tmp_path / out, policy=policy)
        assert result.outcomes == {"unreadable": 3, "licensed": 1, "unknown": 1}
        assert result.problems == {"url-unusable": 2, "url-missing": 1}
    assert pq.read_table(tmp_path / "out.parquet").select(["url", "text"]).equals(pq.read_table(source))
    assert b"https://blocked.example/\xff" in (tmp_path / "out.csv").read_bytes()


def test_csv_keeps_its_bytes(place: Path, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_bytes(b"url,t\nhttps://blocked.example/\xe9,caf\xe9\n")
    assert run(place, tmp_path / "in.csv", tmp_path / "out.csv").outcomes == {"reserved": 1}
    assert (tmp_path / "out.csv").read_bytes() == (
        b'"url","t","agister_outcome","agister_protocol","agister_statement"\n'
        b'"https://blocked.example/\xe9","caf\xe9","reserved","robots_txt",0\n'
    )


def test_a_list_without_a_header_loses_no_row(place: Path, tmp_path: Path) -> None:
    (tmp_path / "in.tsv").write_bytes(b'https://blocked.example/a\t"Ahoy" on a mug\nhttps://open.example/a\ta, b\n')
    assert run(place, tmp_path / "in.tsv", tmp_path / "out.tsv").outcomes == {"reserved": 1, "unknown": 1}
    assert (tmp_path / "out.tsv").read_bytes() == (
        b'"column1"\t"column2"\t"agister_outcome"\t"agister_protocol"\t"agister_statement"\n'
        b'"https://blocked.example/a"\t"""Ahoy"" on a mug"\t"reserved"\t"robots_txt"\t0\n'
        b'"https://open.example/a"\t"a, b"\t"unknown"\t\t\n'
    )


def test_equal_names_in_several_folders_have_an_output_each(place: Path, tmp_path: Path) -> None:
    for number, url in enumerate(["https://blocked.example/", "https://open.example/"]):
        write(tmp_path / f"in{number}/x.parquet", table_of([url]))
    result = run(place, tmp_path / "in?/x.parquet", tmp_path / "out")
    assert (result.rows, left_in(tmp_path / "out")) == (2, ["in0/x.parquet", "in1/x.parquet"])


@pytest.mark.parametrize("ending", ["jsonl", "parquet"])
def test_lists_of_urls_are_refused_with_the_way_out(place: Path, tmp_path: Path, ending: str) -> None:
    table = pa.table({"texts": [["a", None]], "images": [[None, "https://blocked.example/a.jpg"]]})
    with pytest.raises(
        UsageError, match=r"'images' holds lists of them: write a row for each first, as DuckDB's unnest"
    ):
        run(place, write(tmp_path / f"in.{ending}", table), tmp_path / f"out.{ending}")


def test_a_time_that_no_line_has(place: Path, tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl")
    with pytest.raises(UsageError, match=r"no member 'nope' in the first lines of in.jsonl; they have: 'url', 'text'"):
        run(place, source, tmp_path / "out.jsonl", as_of_column="nope")
