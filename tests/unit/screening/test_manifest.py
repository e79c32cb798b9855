from __future__ import annotations

import json
from collections import Counter
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from agister.screening.manifest import FORMAT, Manifest
from agister.screening.plan import ShardJob, Tally
from agister.screening.shards import shards_of
from tests.datasets import write

RUN = {"index": "00", "policy": {"name": "p"}, "pair": (1, 2)}
resume = partial(Manifest.resume, law_day=date(2026, 11, 25))
TALLY = Tally(rows=3, outcomes=Counter(unknown=3))


@pytest.fixture
def job(tmp_path: Path) -> ShardJob:
    shard = shards_of(str(write(tmp_path / "in.parquet")))[0][0]
    (tmp_path / "out").write_bytes(b"123")
    (tmp_path / "kept").write_bytes(b"12345")
    return ShardJob(shard=shard, out=str(tmp_path / "out"), kept=str(tmp_path / "kept"))


def written(folder: Path, job: ShardJob, *, complete: bool = True) -> str:
    address = str(folder / "m.json")
    manifest = resume(address, RUN)
    manifest.finish(job, "sha256:11", TALLY)
    manifest.write(TALLY, complete=complete, seconds=1.23456)
    return address


def test_what_it_holds(tmp_path: Path, job: ShardJob) -> None:
    content = json.loads(Path(written(tmp_path, job)).read_text())
    assert content == {
        "format": FORMAT,
        "complete": True,
        "run": {"index": "00", "policy": {"name": "p"}, "pair": [1, 2]},
        "law_day": "2026-11-25",
        "counts": TALLY.as_json(),
        "seconds": 1.235,
        "shards": {
            "in.parquet": {"input": "sha256:11", "outputs": {"out": 3, "kept": 5}, "counts": TALLY.as_json()},
        },
    }


def test_an_equal_run_goes_on(tmp_path: Path, job: ShardJob) -> None:
    manifest = resume(written(tmp_path, job, complete=False), RUN)
    assert manifest.finished(job, "sha256:11") == TALLY
    assert manifest.finished(job, "sha256:12") is None


def test_what_the_dataset_has_lost_is_left_out(tmp_path: Path, job: ShardJob) -> None:
    address = written(tmp_path, job)
    assert list(resume(address, RUN, {"in.parquet"}).shards) == ["in.parquet"]
    assert resume(address, RUN, {"other.parquet"}).shards == {}


def test_another_run_starts_anew(tmp_path: Path, job: ShardJob) -> None:
    manifest = resume(written(tmp_path, job), RUN | {"index": "01"})
    assert manifest.finished(job, "sha256:11") is None


def test_outputs_that_changed_or_vanished_are_made_again(tmp_path: Path, job: ShardJob) -> None:
    manifest = resume(written(tmp_path, job), RUN)
    (tmp_path / "out").write_bytes(b"1234")
    assert manifest.finished(job, "sha256:11") is None
    (tmp_path / "out").unlink()
    assert manifest.finished(job, "sha256:11") is None


def test_an_output_asked_for_now_is_made(tmp_path: Path, job: ShardJob) -> None:
    manifest = resume(written(tmp_path, job), RUN)
    (tmp_path / "excluded").write_bytes(b"")
    more = ShardJob(shard=job.shard, out=job.out, kept=job.kept, excluded=str(tmp_path / "excluded"))
    assert manifest.finished(more, "sha256:11") is None


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "{}", '{"format": "agister-manifest/1"}', '{"format": "other/1", "shards": {}}']
)
def test_a_broken_file_counts_as_none(tmp_path: Path, job: ShardJob, text: str) -> None:
    (tmp_path / "m.json").write_text(text)
    assert resume(str(tmp_path / "m.json"), RUN).shards == {}


def test_broken_counts_count_as_none(tmp_path: Path, job: ShardJob) -> None:
    address = written(tmp_path, job)
    Path(address).write_text(Path(address).read_text().replace('"rows": 3', '"rows": "3"'))
    assert resume(address, RUN).finished(job, "sha256:11") is None


def test_the_day_of_the_law_is_no_reason_to_start_anew(tmp_path: Path, job: ShardJob) -> None:
    address = written(tmp_path, job)
    later = Manifest.resume(address, RUN, law_day=date(2027, 1, 1))
    assert later.finished(job, "sha256:11") == TALLY
    later.write(TALLY, complete=True, seconds=1)
    assert json.loads(Path(address).read_text())["law_day"] == "2027-01-01"
