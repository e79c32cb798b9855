from __future__ import annotations

import pickle
from collections import Counter
from pathlib import Path

import pytest

from agister.screening.plan import OUTCOME_WORDS, ScreenPlan, ShardJob, Tally
from agister.screening.shards import shards_of
from tests.datasets import write


def tally() -> Tally:
    return Tally(
        rows=3,
        outcomes=Counter(reserved=2, unknown=1),
        protocols=Counter(tdmrep=2),
        pairs=Counter({"reserved tdmrep": 2}),
        problems=Counter({"url-missing": 1}),
        repaired=1,
    )


def test_tallies_add_up() -> None:
    total = tally()
    total.add(tally())
    total.add(Tally())
    assert total == Tally(
        rows=6,
        outcomes=Counter(reserved=4, unknown=2),
        protocols=Counter(tdmrep=4),
        pairs=Counter({"reserved tdmrep": 4}),
        problems=Counter({"url-missing": 2}),
        repaired=2,
    )


def test_most_first_in_json() -> None:
    content = Tally(outcomes=Counter(a=1, c=2, b=2)).as_json()
    assert list(content["outcomes"].items()) == [("b", 2), ("c", 2), ("a", 1)]  # type: ignore[attr-defined]


def test_json_and_back() -> None:
    assert Tally.from_json(tally().as_json()) == tally()


@pytest.mark.parametrize("content", [{"rows": "3"}, {"rows": 1, "outcomes": {"reserved": "x"}}])
def test_what_is_no_count_is_refused(content: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not a count"):
        Tally.from_json(content)
    with pytest.raises(KeyError):
        Tally.from_json({})


def test_plan_and_job_travel_between_processes(tmp_path: Path) -> None:
    plan = ScreenPlan(
        rulebooks="r", index="i", protocols=("tdmrep",), url_column="url", licensed=frozenset(["https://a"])
    )
    job = ShardJob(shard=shards_of(str(write(tmp_path / "a.parquet")))[0][0], out="o")
    for value in (plan, job):
        assert pickle.loads(pickle.dumps(value)) == value


def test_the_words_are_seven() -> None:
    assert len(set(OUTCOME_WORDS)) == 7


def test_formats_of_a_job(tmp_path: Path) -> None:
    shard = shards_of(str(write(tmp_path / "a.jsonl")))[0][0]
    assert ShardJob(shard=shard, out="b.jsonl.gz", kept="c.ndjson").only("jsonl")
    assert not ShardJob(shard=shard, out="b.jsonl", excluded="c.parquet").only("jsonl")
    assert not ShardJob(shard=shard, out="b.csv").only("csv")
