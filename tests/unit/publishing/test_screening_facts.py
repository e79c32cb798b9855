"""The facts of a report, counted by hand on a small index."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from agister.errors import UsageError
from agister.publishing.screening_facts import gather
from agister.screening.screen import screen
from tests.screened_world import OUTCOMES, POLICY, built, policy_file, screened


def test_facts(tmp_path: Path) -> None:
    result, dataset = screened(tmp_path)
    facts = gather(result, dataset=dataset, index=tmp_path / "idx", policy=policy_file(tmp_path))
    assert facts.written == OUTCOMES == result.outcomes
    assert (facts.kept, facts.looked_at, facts.origins, facts.floor, facts.sample) == (3, 11, 9, 0, 16)
    assert [(row.origin, row.rows, row.excluded) for row in facts.top[:2]] == [
        ("https://one.example", 3, 2),
        ("https://five.example", 2, 1),
    ]
    assert facts.top_excluded[0].origin == "https://nobody.example"
    assert [(row.origin, row.outcomes["unchecked"]) for row in facts.unchecked] == [
        ("https://nobody.example", 2),
        ("http://seven.example", 1),
    ]
    assert [(d.number, d.rows, d.statement.quote, d.url) for d in facts.deciding[:2]] == [
        (0, 2, "Disallow: /art/", "https://one.example/robots.txt"),
        (2, 2, "Disallow: /", "https://two.example/robots.txt"),
    ]
    assert facts.broken == ("not a url",)
    assert facts.effects.confirmed == 16
    assert facts.conflicts.pairs == (("robots_txt", "trust_txt", 1),)
    assert facts.manifest_digest.startswith("sha256:")
    assert facts.index["origins"] == 7


def test_examples_come_with_evidence(tmp_path: Path) -> None:
    result, dataset = screened(tmp_path)
    facts = gather(result, dataset=dataset, index=tmp_path / "idx", policy=policy_file(tmp_path))
    shown = [(e.row.outcome, e.row.protocol, e.row.url) for e in facts.examples]
    assert shown == [
        ("reserved", "robots_txt", "https://one.example/art/1.jpg"),
        ("reserved", "tdmrep", "https://five.example/a"),
        ("reserved", "robots_txt", "https://two.example/"),
        ("unreadable", "tdmrep", "https://four.example/y"),
        ("unreadable", "robots_txt", "https://six.example/"),
        ("unreadable", None, "not a url"),
        ("unknown", None, "https://ONE.example:443/text"),
        ("unknown", None, "https://five.example/b"),
        ("unknown", None, "https://seven.example/"),
        ("unchecked", None, "http://seven.example/"),
        ("unchecked", None, "https://nobody.example/1"),
    ]
    first = facts.examples[0].found
    assert first is not None
    assert first.evidence is not None
    assert (first.statement, first.evidence.source, first.evidence.offset) == (0, "sites.warc.gz", 0)
    assert facts.examples[5].found is None
    traced = [(e.row.outcome, e.found.outcome.value) for e in facts.examples if e.found is not None]
    assert all(written == found for written, found in traced)


def test_shards_and_a_smaller_sample(tmp_path: Path) -> None:
    result, dataset = screened(tmp_path, "out", shards=4)
    facts = gather(result, dataset=dataset, index=tmp_path / "idx", policy=policy_file(tmp_path), sample=7)
    assert facts.written == OUTCOMES
    assert (facts.sample, facts.effects.rows, facts.effects.confirmed) == (7, 7, 7)


def test_rows_answer_at_their_own_time(tmp_path: Path) -> None:
    built(tmp_path)
    url = "https://two.example/"
    table = pa.table({"url": [url] * 3, "when": ["2031-02-03T10:11:11Z", "2031-02-03T10:11:12Z", None]})
    pq.write_table(table, tmp_path / "in.parquet")
    result = screen(
        str(tmp_path / "in.parquet"),
        index=tmp_path / "idx",
        policy=policy_file(tmp_path),
        out=str(tmp_path / "out.parquet"),
        as_of_column="when",
    )
    assert result.outcomes == {"reserved": 2, "unchecked": 1}
    facts = gather(result, dataset=str(tmp_path / "in.parquet"), index=tmp_path / "idx", policy=policy_file(tmp_path))
    assert facts.effects.confirmed == 3
    assert [e.found and e.found.outcome.value for e in facts.examples] == ["reserved", "unchecked"]


def test_another_policy_or_index_is_refused(tmp_path: Path) -> None:
    result, dataset = screened(tmp_path)
    policy_file(tmp_path, POLICY + "combine = 'all'\n")
    with pytest.raises(UsageError, match="was written with another policy"):
        gather(result, dataset=dataset, index=tmp_path / "idx", policy=str(tmp_path / "policy.toml"))


def test_an_output_changed_since_is_noticed(tmp_path: Path) -> None:
    result, dataset = screened(tmp_path)
    rows = pq.read_table(result.out).to_pylist()
    for row in rows[:2]:
        row["agister_outcome"] = "unknown"
    pq.write_table(pa.Table.from_pylist(rows), result.out)
    facts = gather(result, dataset=dataset, index=tmp_path / "idx", policy=policy_file(tmp_path))
    assert facts.written == {"reserved": 4, "unknown": 5, "unreadable": 4, "unchecked": 3}
    assert facts.effects.confirmed == 14
