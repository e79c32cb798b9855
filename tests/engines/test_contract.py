"""One suite for all engines: same rows, same answers, same order, and nothing half-written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from agister.errors import InputError
from agister.screening.engines import ENGINES
from agister.screening.screen import ScreenResult, screen
from tests.datasets import left_in, rows_of_file, table_of, write
from tests.indexes import OUTCOMES, SITES, URLS, index_of, policy_file


def _engine(name: str) -> Any:
    absent = name != "local" and find_spec(name) is None
    return pytest.param(
        name, marks=pytest.mark.skipif(absent, reason=f"{name} is not installed: pip install 'agister[{name}]'")
    )


@pytest.fixture(scope="module", params=[_engine(name) for name in ENGINES])
def engine(request: pytest.FixtureRequest) -> Iterator[str]:
    """The name of an engine; a cluster is started once for all tests."""
    if request.param != "ray":
        yield request.param
        return
    import ray

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="error")
    yield "ray"
    ray.shutdown()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("engines")
    index_of(folder / "idx", SITES)
    policy_file(folder)
    return folder


def run(place: Path, engine: str, dataset: Path, out: Path, **how: Any) -> ScreenResult:
    return screen(
        str(dataset), index=place / "idx", policy=place / "policy.toml", out=str(out), engine=engine,
        **{k: str(v) if isinstance(v, Path) else v for k, v in how.items()},
    )  # fmt: skip


def same_files(one: Path, other: Path) -> None:
    assert left_in(one) == left_in(other)
    for name in left_in(one):
        assert (one / name).read_bytes() == (other / name).read_bytes(), name


@pytest.mark.parametrize("ending", ["parquet", "csv", "jsonl.gz"])
@pytest.mark.parametrize("split", [False, True])
def test_shards_are_those_of_the_local_engine(
    place: Path, tmp_path: Path, engine: str, ending: str, split: bool
) -> None:
    for number in range(5):
        write(tmp_path / f"in/{number}.{ending}", table_of(URLS[number:] * (number + 1)))
    results = []
    for name in ("local", engine):
        folder = tmp_path / f"by-{name}-{len(results)}"
        more = {"kept": folder / "kept", "excluded": folder / "excluded"} if split else {}
        results.append(run(place, name, tmp_path / "in", folder / "out", **more))
        manifest = json.loads((folder / "out.manifest.json").read_text())
        assert manifest["complete"] is True
        assert sorted(manifest["shards"]) == [f"{number}.{ending}" for number in range(5)]
        (folder / "out.manifest.json").unlink()
    same_files(tmp_path / "by-local-0", tmp_path / f"by-{engine}-1")
    counts = [(r.rows, r.outcomes, r.protocols, r.problems, r.outcomes_by_protocol) for r in results]
    assert counts[0] == counts[1]
    assert [row["agister_outcome"] for row in rows_of_file(tmp_path / f"by-{engine}-1/out/0.{ending}")] == list(
        OUTCOMES
    )


@pytest.mark.parametrize("split", [False, True])
def test_one_large_file_in_its_order(place: Path, tmp_path: Path, engine: str, split: bool) -> None:
    table = table_of(list(URLS) * 30_000)
    pq.write_table(table, tmp_path / "in.parquet", row_group_size=50_000)
    more = {"kept": tmp_path / "kept.parquet"} if split else {}
    result = run(place, engine, tmp_path / "in.parquet", tmp_path / "out.parquet", **more)
    assert result.rows == 360_000
    found = pq.read_table(tmp_path / "out.parquet")
    assert found.select(table.column_names).equals(table)
    assert found["agister_outcome"].combine_chunks().cast(pa.string()).to_pylist() == list(OUTCOMES) * 30_000
    if split:
        assert pq.read_metadata(tmp_path / "kept.parquet").num_rows == 120_000


def test_each_row_at_its_own_time(place: Path, tmp_path: Path, engine: str) -> None:
    times = pa.array(["2031-01-09", "2031-01-11", None])
    source = write(tmp_path / "in.parquet", table_of(["https://blocked.example/"] * 3, t=times))
    result = run(place, engine, source, tmp_path / "out.parquet", as_of_column="t")
    found = [row["agister_outcome"] for row in rows_of_file(tmp_path / "out.parquet")]
    assert (found, result.problems) == (["unchecked", "reserved", "reserved"], {"as-of-missing": 1})


def test_a_rerun_does_only_what_is_missing(place: Path, tmp_path: Path, engine: str) -> None:
    for name in "abc":
        write(tmp_path / f"in/{name}.parquet")
    run(place, engine, tmp_path / "in", tmp_path / "out")
    (tmp_path / "out/b.parquet").unlink()
    again = run(place, engine, tmp_path / "in", tmp_path / "out")
    assert (again.skipped_shards, again.rows) == (2, 36)
    assert left_in(tmp_path / "out") == ["a.parquet", "b.parquet", "c.parquet"]


@pytest.mark.parametrize("single", [False, True])
def test_a_broken_shard_leaves_nothing(place: Path, tmp_path: Path, engine: str, single: bool) -> None:
    write(tmp_path / "in/b.parquet").write_bytes(b"PAR1 half of something PAR1")
    if not single:
        write(tmp_path / "in/a.parquet")
    with pytest.raises(InputError) as raised:
        run(place, engine, tmp_path / "in", tmp_path / "out", url_column="url")
    assert str(raised.value).startswith("b.parquet is not a whole Parquet file (")
    assert "\n" not in str(raised.value)
    # A shard that was finished before stays.
    outputs = left_in(tmp_path / "out") if (tmp_path / "out").exists() else []
    assert outputs in ([], ["a.parquet"])


def test_no_rows_and_one_row(place: Path, tmp_path: Path, engine: str) -> None:
    for name, urls in (("none", []), ("one", ["https://tdm.example/"])):
        source = write(tmp_path / f"{name}.parquet", table_of(urls))
        assert run(place, engine, source, tmp_path / f"{name}-out.parquet").rows == len(urls)
        assert pq.read_metadata(tmp_path / f"{name}-out.parquet").num_rows == len(urls)
